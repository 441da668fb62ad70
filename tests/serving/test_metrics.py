"""What operators can watch: numbers that are true, added up over processes, for them alone, and about nobody."""

import os
import re
import signal
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from app.config import Settings
from tests.chat.conftest import a_room
from tests.serving.conftest import ROOM, Door
from tests.support.cast import a_member, an_app
from tests.support.processes import wait_until
from tests.support.talkers import Talker

WORDS = "ゆうがたの雨の音をきいていました"


def numbers(text: str) -> dict[str, float]:
    """Every number by its name and labels."""
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def asked(address: str, **headers: str) -> str:
    with urlopen(Request(f"{address}/metrics", headers=headers), timeout=60) as answer:
        return str(answer.read().decode())


@pytest.fixture
def app(migrated_database_url: str) -> Flask:
    made = an_app(migrated_database_url, metrics=True)
    a_room(made, ROOM)
    a_room(made, "shut", closed_at=None, opens_at=None)
    return made


def test_the_numbers_say_what_there_is(app: Flask) -> None:
    yuki = a_member(app)
    yuki.post(f"/rooms/{ROOM}/messages", body=WORDS, nonce="1")
    yuki.post(f"/rooms/{ROOM}/messages", body="電話は090-1234-5678です", nonce="2", choice="as_is")
    answer = app.test_client().get("/metrics", base_url="http://127.0.0.1:8000")
    assert answer.content_type.startswith("text/plain")
    told = numbers(answer.get_data(as_text=True))
    assert told["tomoshibi_rooms"] == told["tomoshibi_rooms_open"] == 2
    assert told["tomoshibi_contributions message visible"] == 1
    assert told["tomoshibi_contributions message held"] == 1
    assert told["tomoshibi_queue"] == 1
    assert told["tomoshibi_queue_oldest_seconds"] >= 0
    assert told["tomoshibi_errands_given_up"] == 0
    assert told["tomoshibi_screening_seconds_count"] >= 2
    assert told["tomoshibi_threads"] == Settings("", "").threads


def test_no_number_is_about_anybody(app: Flask) -> None:
    yuki = a_member(app)
    yuki.post(f"/rooms/{ROOM}/messages", body=WORDS, nonce="1")
    text = app.test_client().get("/metrics", base_url="http://127.0.0.1:8000").get_data(as_text=True)
    for trace in (yuki.mask_name, yuki.mask_id, yuki.member_id, ROOM, WORDS, "127.0.0.1"):
        assert trace not in text
    labels = set(re.findall(r"[{,](\w+)=", text))
    assert labels <= {"kind", "state", "le"}, "whoever adds a label asks what its values tell"


@pytest.mark.parametrize(
    ("address", "headers"),
    [("http://127.0.0.1", {"X-Neighbourhood": "192.0.2.0"}), ("http://example.org", {})],
    ids=["through the proxy", "under the public name"],
)
def test_from_outside_there_are_no_numbers(app: Flask, address: str, headers: dict[str, str]) -> None:
    assert app.test_client().get("/metrics", base_url=address, headers=headers).status_code == 404


def test_without_the_setting_there_are_no_numbers(migrated_database_url: str) -> None:
    silent = an_app(migrated_database_url)
    assert silent.test_client().get("/metrics", base_url="http://127.0.0.1").status_code == 404


def test_two_processes_are_added_up_and_one_that_is_gone_keeps_nothing_open(
    door: Callable[..., Door], redis_url: str
) -> None:
    opened = door(64, TOMOSHIBI_METRICS="1", TOMOSHIBI_PROCESSES="2", TOMOSHIBI_REDIS_URL=redis_url)
    for _ in range(6):
        opened.knock(a_member(opened.app))
    mori = Talker(opened.site, a_member(opened.app), ROOM)
    mori.enter()
    assert mori.say(WORDS)["ok"]
    told = [numbers(asked(opened.site.url)) for _ in range(4)]
    for each in told:
        assert each["tomoshibi_sockets"] == 7
        assert each["tomoshibi_threads"] == 2 * 64
        assert each["tomoshibi_threads_busy"] >= 8, "sockets and this question"
        assert each["tomoshibi_screening_seconds_count"] == 1
        assert each["tomoshibi_contributions message visible"] == 1
    mori.go()
    for child in children(opened):
        os.kill(int(child), signal.SIGKILL)
    wait_until(lambda: held_open(opened) == 0, opened.site.process, opened.site.log)
    assert numbers(asked(opened.site.url))["tomoshibi_screening_seconds_count"] == 1, "what was counted stays"
    with pytest.raises(HTTPError, match="404"):
        asked(opened.site.url, **{"X-Neighbourhood": "192.0.2.0"})


def held_open(opened: Door) -> float:
    try:
        return numbers(asked(opened.site.url))["tomoshibi_sockets"]
    except (OSError, HTTPException):
        return -1  # a process that was ended answers nothing


def children(opened: Door) -> list[str]:
    assert opened.site.process
    pid = opened.site.process.pid
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
