# Everything a person or a machine does with Tomoshibi. `make help` lists it.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$each >/dev/null 2>&1 \
	&& $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$each; break; }; done)

TOMOSHIBI_BIND ?= 127.0.0.1:8000
# A socket holds a thread for as long as it is open, so threads are what limits how many may sit
# in the rooms; everything else about size follows from them.
TOMOSHIBI_THREADS ?= 160
# Trying out on this machine: the page that asks for a second factor shows its number, too.
TOMOSHIBI_DEMO ?= $(if $(TOMOSHIBI_ORIGIN),,1)

CATALOGUES := $(wildcard translations/*/LC_MESSAGES/*.po app/translations/*/LC_MESSAGES/*.po)
COMPILED := $(CATALOGUES:.po=.mo)
ASSETS := static/vendor/socket.io.esm.min.js

.NOTPARALLEL:
.PHONY: help setup dev run test check format lint types contracts services words lock detoxify \
	bench bench-moderation proofs soak clean need-python need-node

help: ## Say what can be done here
	@echo "make TARGET, where TARGET is one of:"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1|\2/' \
		| while IFS='|' read -r name what; do printf '%-20s %s\n' "$$name" "$$what"; done

# --- what is needed ---------------------------------------------------------------------------

need-python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found." \
		"Install it (on Debian: apt-get install python3 python3-venv), then try again."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing." \
		"Install it (on Debian: apt-get install python3-venv), then try again."; exit 1; }

need-node:
	@command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || { \
		echo "Node.js 20 or newer with npm is needed and was not found. Install it, then try again."; exit 1; }
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || { \
		echo "Node.js 20 or newer is needed; this is $$(node --version). Install a newer one, then try again."; exit 1; }

$(BIN)/python: | need-python
	@echo "setup: making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock | $(BIN)/python
	@echo "setup: installing what the site runs on (requirements.lock)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "setup: installing what the tests need (requirements-dev.lock)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

node_modules/.installed: package.json package-lock.json | need-node
	@echo "setup: installing the front end's packages (package-lock.json)"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# The line that points at a source map goes: there is no map to serve.
static/vendor/%: node_modules/.installed
	@echo "setup: copying $* to static/vendor"
	@mkdir -p static/vendor
	@sed '/^\/\/# sourceMappingURL=/d' node_modules/socket.io-client/dist/$* > $@

%.mo: %.po $(VENV)/.runtime
	@echo "setup: compiling $<"
	@$(BIN)/pybabel --quiet compile --use-fuzzy --input-file=$< --output-file=$@

setup: $(VENV)/.runtime $(ASSETS) $(COMPILED) ## Install everything the site needs
	@echo "setup: ready"

dev: setup $(VENV)/.dev ## Install everything the tests need, too

# --- everyday ---------------------------------------------------------------------------------

run: setup ## Serve the site on http://127.0.0.1:8000, with demo content if it is empty
	@echo "run: bringing the database up to date"
	@$(BIN)/python -m flask --app wsgi migrate
	@echo "run: filling the site with an ordinary evening, if it is empty"
	@$(BIN)/python -m flask --app wsgi seed --if-empty
	@echo "run: serving http://$(TOMOSHIBI_BIND) (Ctrl-C stops it)"
	@TOMOSHIBI_DEMO=$(TOMOSHIBI_DEMO) TOMOSHIBI_BIND=$(TOMOSHIBI_BIND) TOMOSHIBI_THREADS=$(TOMOSHIBI_THREADS) exec $(BIN)/python -m gunicorn wsgi:app \
		--config deploy/gunicorn.conf.py

services: dev
	@$(BIN)/python -m tests.support.machine

test: dev services ## Run all tests; PYTEST="-k chat" narrows them
	@$(BIN)/python -m pytest $(PYTEST)

check: dev lint types contracts test ## Exactly what CI runs

lint: $(VENV)/.dev
	@echo "check: format and lint"
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .

types: $(VENV)/.dev
	@echo "check: types"
	@$(BIN)/mypy --no-error-summary

contracts: $(VENV)/.dev
	@echo "check: who may import whom"
	@$(BIN)/lint-imports --no-logo

format: $(VENV)/.dev ## Put the code into its one format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

words: $(VENV)/.dev ## Collect the texts of the site for translators (app/translations)
	@$(BIN)/pybabel --quiet extract --mapping=app/translations/babel.cfg --keyword=_l --no-location --sort-output \
		--omit-header --output-file=$(VENV)/words.pot .
	@$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --omit-header --no-wrap \
		--input-file=$(VENV)/words.pot --output-dir=app/translations --locale=en
	@echo "words: app/translations/en/LC_MESSAGES/messages.po; empty msgstr lines want a translation"

lock: $(VENV)/.dev need-node ## Write the lock files anew (make lock UPGRADE=--upgrade takes newer versions)
	@set -e; for lock in requirements requirements-dev requirements-detoxify requirements-bench; do \
		echo "lock: $$lock.lock"; \
		case $$lock in requirements) extra="";; *) extra="--extra $${lock#requirements-} -c requirements.lock";; esac; \
		$(BIN)/uv pip compile --quiet pyproject.toml $$extra $(UPGRADE) --universal --python-version 3.11 \
			--generate-hashes --no-emit-index-url --no-emit-find-links \
			--custom-compile-command "make lock" --output-file $$lock.lock; done
	@echo "lock: bench/rivals.lock"
	@$(BIN)/uv pip compile --quiet bench/rivals.in $(UPGRADE) --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command "make lock" --output-file bench/rivals.lock
	@echo "lock: package-lock.json"
	@npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund --loglevel=error

detoxify: $(VENV)/.runtime ## Install the optional second opinion on toxicity (large)
	@echo "detoxify: installing torch 2.13.0 first, so that no GPU packages come along"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check torch==2.13.0
	@echo "detoxify: installing requirements-detoxify.lock"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements-detoxify.lock
	@echo "detoxify: ready. Its weights are not part of it: see TOMOSHIBI_DETOXIFY in the handbook."

# --- measuring --------------------------------------------------------------------------------

$(VENV)/.bench: requirements-bench.lock $(VENV)/.dev
	@echo "setup: installing what the benches compare with (requirements-bench.lock)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

bench/fanout/node_modules/.installed: bench/fanout/package.json bench/fanout/package-lock.json | need-node
	@cd bench/fanout && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

bench: dev $(VENV)/.bench bench/fanout/node_modules/.installed ## Measure speed side by side with others (every bench/bench_*.py there is)
	@found=; for each in bench/bench_*.py; do test -e $$each || continue; found=1; \
		echo "bench: $$each"; $(BIN)/python $$each || exit 1; done; \
		test -n "$$found" || echo "bench: there is no benchmark yet"

bench-moderation: dev ## Measure how well and how fast moderation judges
	@test -e bench/moderation.py && exec $(BIN)/python bench/moderation.py \
		|| echo "bench-moderation: there is no benchmark yet"

proofs: dev services ## Kill, cut and starve the running site for an hour: the long form of tests/proofs
	@TOMOSHIBI_PROOFS=long $(BIN)/python -m pytest tests/proofs -s -o faulthandler_timeout=4000 $(PYTEST)

soak: dev ## Run the site under an evening's load for as long as asked
	@test -e bench/soak.py && exec $(BIN)/python bench/soak.py || echo "soak: there is no soak test yet"

clean: ## Remove everything that can be made again; instance/ stays
	rm -rf $(VENV) node_modules static/vendor .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f $(COMPILED)
