"""How fast and how well moderation judges, beside other filters on the same rows: make bench-moderation, or with FILE….

Speed is measured on one thread of this machine, on messages of the corpus of about thirty characters; what is said of
quality comes from cross-validation (kept with the model) and, where a labelled file is named, from that file.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
RIVALS = ROOT / "build" / "rivals"
LOCK = Path(__file__).parent / "rivals.lock"
"""Everything the others need, to the last hash; made from rivals.in by make lock."""
SAMPLE = 600

START_UP = """
import sys, time
sys.path.insert(0, {root!r})
def resident():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))
bare, begun, worked = resident(), time.perf_counter(), time.process_time()
from moderation import Draft, Policy, screen
screen(Draft("はじめまして、よろしくお願いします", lang="ja"), Policy())
took, worked = time.perf_counter() - begun, time.process_time() - worked
for text in {texts!r}:
    screen(Draft(text), Policy())
print(took, worked, (resident() - bare) / 1024)
"""


def main(files: list[Path]) -> None:
    """Print everything."""
    from moderation import corpus, status

    print(f"classifier: {status().classifier}")
    rows = [row for row in corpus.read() if 24 <= len(row.text) <= 36]
    rows = rows[:: max(1, len(rows) // SAMPLE)]
    own = _speed([(row.text, row.lang) for row in rows])
    _ratios(own, [row.text for row in rows])
    _start([row.text for row in rows])
    _measured()
    if files:
        judged = [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]
        _beside(judged, "the files")
        _evaluated(files)
    else:
        print("\nname labelled files (JSON lines) to see other filters and all kinds on the same messages")


def _speed(texts: list[tuple[str, str]]) -> tuple[float, float]:
    from moderation import Draft, Policy, screen
    from moderation.pipeline import DETECTORS, screen_with

    rules = tuple(each for each in DETECTORS if each[0] != "classifier")
    policy = Policy()
    print(f"\nper message ({len(texts)} of 24 to 36 characters, one thread)")
    print(f"{'':20}{'median':>15}{'p99':>15}{'work, median':>15}{'work, p99':>15}")
    _timed("rules alone", lambda text, lang: screen_with(rules, Draft(text, lang=lang), policy), texts)
    return _timed("everything", lambda text, lang: screen(Draft(text, lang=lang), policy), texts)


def _ratios(own: tuple[float, float], texts: list[str]) -> None:
    """The others on the same messages in the same run, and how many times as long as ours they take."""
    for name, (_, median, slowest) in _rivals(texts).items():
        print(
            f"{name:35}work {median:12.2f} ms{slowest:12.2f} ms   {median / own[0]:.2f} and {slowest / own[1]:.2f} of ours"
        )


def _timed(name: str, judge: Callable[[str, str], object], texts: list[tuple[str, str]]) -> tuple[float, float]:
    for text, lang in texts[:50]:
        judge(text, lang)
    took, worked = [], []
    for text, lang in texts:
        begun, busy = time.perf_counter(), time.thread_time()
        judge(text, lang)
        took.append((time.perf_counter() - begun) * 1000)
        worked.append((time.thread_time() - busy) * 1000)
    print(f"{name:20}{_at(took, 50)}{_at(took, 99)}{_at(worked, 50)}{_at(worked, 99)}")
    return sorted(worked)[len(worked) // 2], sorted(worked)[len(worked) * 99 // 100]


def _at(values: list[float], percent: int) -> str:
    return f"{sorted(values)[len(values) * percent // 100]:12.2f} ms"


def _start(texts: list[str]) -> None:
    command = [sys.executable, "-c", START_UP.format(root=str(ROOT), texts=texts[:200])]
    took, worked, grown = map(float, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    print(
        f"start-up to the first decision {took:.2f} s ({worked:.2f} s of work); {grown:.0f} MB over the bare interpreter"
    )


def _measured() -> None:
    path = ROOT / "moderation" / "classifier" / "model" / "measured.txt"
    print("\nout of fold, rules and classifier together")
    print(path.read_text("utf-8").rstrip() if path.exists() else "there is no trained model")


def _beside(rows: list[dict[str, object]], what: str) -> None:
    """Other filters know one question only, whether a text is abusive; so that is what all are asked."""
    from moderation import Draft, Policy, screen

    print(f"\nabuse on {what}: {len(rows)} messages       precision  recall  false per 1,000 innocent   median ms")
    begun = time.perf_counter()
    own = ["abuse" in screen(Draft(str(row["text"]), lang=str(row["lang"])), Policy()).labels for row in rows]
    _score("tomoshibi", own, rows, (time.perf_counter() - begun) * 1000 / len(rows))
    for name, (flags, took, _) in _rivals([str(row["text"]) for row in rows]).items():
        _score(name, flags, rows, took)


def _score(name: str, flags: list[bool], rows: list[dict[str, object]], took: float) -> None:
    for tongue in ("ja", "en", "other"):
        pairs = [
            (f, r)
            for f, r in zip(flags, rows, strict=True)
            if (r["lang"] if r["lang"] in ("ja", "en") else "other") == tongue
        ]
        both = sum(flag and "abuse" in row["labels"] for flag, row in pairs)
        given, wanted = sum(flag for flag, _ in pairs), sum("abuse" in row["labels"] for _, row in pairs)
        quiet = [flag for flag, row in pairs if not row["labels"]]
        false = 1000 * sum(quiet) / max(1, len(quiet))
        print(f"{name:38}{tongue:6}{both / max(1, given):8.3f}{both / max(1, wanted):9.3f}{false:14.1f}{took:24.2f}")


def _rivals(texts: list[str]) -> dict[str, tuple[list[bool], float, float]]:
    """What the others say, each in an environment of its own, so that nothing of theirs comes into ours."""
    try:
        python = _rivals_python()
    except subprocess.CalledProcessError as failed:
        print(f"the others could not be installed: {failed.stderr.strip().splitlines()[-1]}")
        return {}
    asked = subprocess.run(
        [str(python), str(Path(__file__).parent / "rivals.py")],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        print(f"the others could not be asked: {asked.stderr.strip().splitlines()[-1]}")
        return {}
    found = json.loads(asked.stdout)
    for note in found.pop("notes"):
        print(note)
    return found


def _rivals_python() -> Path:
    """An environment with exactly what the lock names; made anew whenever the lock is another."""
    python, installed = RIVALS / "bin" / "python", RIVALS / "installed.lock"
    if not installed.exists() or installed.read_bytes() != LOCK.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(RIVALS)], check=True)
        command = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*command, "-r", str(LOCK)], check=True, capture_output=True, text=True)
        installed.write_bytes(LOCK.read_bytes())
    return python


def _evaluated(files: list[Path]) -> None:
    from moderation import Policy, evaluate

    for line in evaluate.report(evaluate.judge(evaluate.read_rows(files), Policy())):
        print(line)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
