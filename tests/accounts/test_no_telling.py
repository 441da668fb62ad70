"""The time an answer takes tells no more than its words: nothing about whether anybody has an account."""

import itertools
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import extract_parameters
from flask import Flask
from sqlalchemy import select

from app import db, throttle
from app.accounts import passphrases
from app.accounts.credentials import Credential
from app.accounts.passphrases import Hashing
from app.errors import TooOften
from app.throttle import Delay
from tests.accounts.pages_read import form_of
from tests.accounts.test_recovery import enters, keeps_codes
from tests.support.cast import a_member, a_visitor, an_app, looking

TRIES = 40
PLACES = itertools.count(1)
# Between two samples of forty from one distribution this lies outside .25–.75 about once in ten thousand runs.
NO_DIFFERENCE = (0.25, 0.75)


@pytest.fixture
def app(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(throttle, "SIGN_IN_OF_ALL", Delay("sign-in-of-all", free=10_000, longest=1))
    return an_app(sqlite_url, argon2_memory_kib=8192, argon2_passes=1)


def how_often_faster(one: list[float], other: list[float]) -> float:
    """The Mann-Whitney statistic as a share: .5 where neither is faster, 1 where one always is."""
    pairs = [(a < b) + (a == b) / 2 for a in one for b in other]
    return sum(pairs) / len(pairs)


def timed(app: Flask, path: str, field: str, given: Callable[[], str]) -> float:
    """Seconds until the answer, from a place that never tried before."""
    client, number = a_visitor(app), next(PLACES)
    client.environ_base.update({"REMOTE_ADDR": f"10.{number // 250}.{number % 250}.1"})
    fields = form_of(client, path) | {field: given()}
    begun = time.perf_counter()
    assert client.post(path, data=fields).status_code == 422
    return time.perf_counter() - begun


def compared(app: Flask, path: str, field: str, ways: tuple[Callable[[], str], Callable[[], str]]) -> float:
    """Interleaved, so that whatever else the machine does meets both alike."""
    samples: tuple[list[float], list[float]] = ([], [])
    for _each in range(TRIES):
        for sample, given in zip(samples, ways, strict=True):
            sample.append(timed(app, path, field, given))
    return how_often_faster(*samples)


def shares_of(app: Flask, path: str, field: str, ways: tuple[Callable[[], str], Callable[[], str]]) -> list[float]:
    """Compared again where it looked different, three times at the most: what the code does is seen every time."""
    shares = []
    while len(shares) < 3 and not any(NO_DIFFERENCE[0] < share < NO_DIFFERENCE[1] for share in shares):
        shares.append(compared(app, path, field, ways))
    return shares


def nearly_right(app: Flask) -> Callable[[], str]:
    """The passphrase of somebody who is there, with its last word wrong."""
    words = a_member(app).passphrase.split()
    return lambda: " ".join([*words[:-1], "ちがう"])


def test_a_nearly_right_passphrase_takes_as_long_as_an_invented_one(app: Flask) -> None:
    shares = shares_of(app, "/login", "passphrase", (nearly_right(app), lambda: "だれも しらない ことば"))
    assert NO_DIFFERENCE[0] < shares[-1] < NO_DIFFERENCE[1], shares


def test_a_nearly_right_code_takes_as_long_as_an_invented_one(app: Flask) -> None:
    code = keeps_codes(a_member(app).client).codes[0]
    other = code[:-1] + ("b" if code[-1] == "a" else "a")
    shares = shares_of(app, "/login/recovery", "code", (lambda: other, lambda: "abcdef-ghj234-567kmn"))
    assert NO_DIFFERENCE[0] < shares[-1] < NO_DIFFERENCE[1], shares


def test_an_early_answer_for_the_unknown_would_be_seen(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with the very shortcut that must not be there, the same comparison tells the two apart."""
    proves = Hashing.proves
    monkeypatch.setattr(Hashing, "proves", lambda self, kept, typed: kept is not None and proves(self, kept, typed))
    known = a_member(app)
    hashing: Hashing = app.extensions["tomoshibi_hashing"]
    with looking(app):
        kept = (
            db.session()
            .scalars(select(Credential.passphrase_hash).where(Credential.member_id == known.member_id))
            .one()
        )
    samples: tuple[list[float], list[float]] = ([], [])
    for _each in range(TRIES):
        for sample, found in zip(samples, (None, kept), strict=True):
            begun = time.perf_counter()
            assert not hashing.proves(found, "ちがう ことば")
            sample.append(time.perf_counter() - begun)
    assert how_often_faster(*samples) > NO_DIFFERENCE[1]


def test_signing_in_brings_an_old_hash_up_to_date(sqlite_url: str) -> None:
    person = a_member(an_app(sqlite_url, argon2_memory_kib=64, argon2_passes=1))
    stronger = an_app(sqlite_url, argon2_memory_kib=128, argon2_passes=2)
    before = kept_hash(stronger, person.member_id)
    assert enters(a_visitor(stronger), "ちがう ことば") == 422
    assert kept_hash(stronger, person.member_id) == before, "only a proved passphrase is hashed anew"
    assert enters(a_visitor(stronger), person.passphrase) == 303
    after = extract_parameters(kept_hash(stronger, person.member_id))
    assert (after.memory_cost, after.time_cost) == (128, 2)
    assert enters(a_visitor(stronger), person.passphrase) == 303


def test_the_slow_work_steps_back_and_is_done_one_at_a_time(sqlite_url: str) -> None:
    hashing: Hashing = an_app(sqlite_url).extensions["tomoshibi_hashing"]
    seen: list[tuple[int, int]] = []
    alone = threading.Lock()

    def look() -> None:
        assert alone.acquire(blocking=False), "two at the same time"
        seen.append((threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, threading.get_native_id())))
        alone.release()

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda _each: hashing._at_work(look), range(16)))
    assert len({thread for thread, _urgency in seen}) == 1
    assert {urgency for _thread, urgency in seen} == {passphrases.LEAST_URGENT}
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) < passphrases.LEAST_URGENT


def test_a_flood_of_sign_ins_leaves_threads_for_others(sqlite_url: str) -> None:
    hashing: Hashing = an_app(sqlite_url).extensions["tomoshibi_hashing"]
    go_on = threading.Event()
    with ThreadPoolExecutor(passphrases.MOST_WAITING) as crowd:
        waiting = [crowd.submit(hashing._at_work, go_on.wait) for _each in range(passphrases.MOST_WAITING)]
        while hashing._waiting._value:  # until everybody stands in line
            time.sleep(0.01)
        with pytest.raises(TooOften):
            hashing.proves(None, "ちがう")
        go_on.set()
        assert all(each.result() for each in waiting)
    assert not hashing.proves(None, "ちがう"), "and then it goes on"


def kept_hash(app: Flask, member_id: str) -> str:
    with looking(app):
        return db.session().get_one(Credential, member_id).passphrase_hash
