"""/metrics, for the operator's own Prometheus: how the site does, as numbers; nothing in it is about anybody.

Off unless TOMOSHIBI_METRICS is set, and then only for whoever asks the server itself on this machine: what comes through a
proxy, or under the site's public name, finds nothing here.
"""

from collections.abc import Iterator

from flask import Blueprint, Flask, Response, current_app, request
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select

from app import clock, db, gauges
from app.accounts import duty
from app.accounts.access import public
from app.chat import queries as rooms
from app.config import LOOPBACK, Settings
from app.contributions.models import Concern, Contribution
from app.errands import queries as errands
from app.errors import NotFound

pages = Blueprint("metrics", __name__)


def register(app: Flask) -> None:
    """The page, and the count of threads at work around everything the server does."""
    settings: Settings = app.extensions["tomoshibi_settings"]
    gauges.THREADS.set(settings.threads)
    app.register_blueprint(pages)


@pages.get("/metrics")
@public
def metrics() -> Response:
    """Numbers in the words of Prometheus."""
    if not current_app.extensions["tomoshibi_settings"].metrics or _comes_from_outside():
        raise NotFound()
    stored = CollectorRegistry()
    stored.register(Stored())
    text = generate_latest(gauges.of_all_processes()) + generate_latest(stored)
    return Response(text, content_type=CONTENT_TYPE_PLAIN_0_0_4)


class Stored(Collector):
    """What the database tells: the same whichever process is asked."""

    def collect(self) -> Iterator[Metric]:
        yield from _of_rooms()
        yield from _of_words()
        yield from _of_the_queue()
        yield from _of_errands()


def _comes_from_outside() -> bool:
    return "X-Neighbourhood" in request.headers or request.host.partition(":")[0] not in LOOPBACK


def _of_rooms() -> Iterator[Metric]:
    every = rooms.rooms()
    yield GaugeMetricFamily("tomoshibi_rooms", "Chat rooms there are.", len(every))
    yield GaugeMetricFamily("tomoshibi_rooms_open", "Chat rooms open now.", sum(room.is_open for room in every))
    yield GaugeMetricFamily("tomoshibi_watching", "People on duty now, by the roster.", duty.awake())


def _of_words() -> Iterator[Metric]:
    words = GaugeMetricFamily("tomoshibi_contributions", "Texts of members.", labels=("kind", "state"))
    asked = select(Contribution.kind, Contribution.state, func.count()).group_by(Contribution.kind, Contribution.state)
    for kind, state, number in db.session().execute(asked):
        words.add_metric((kind, state.value), number)
    yield words


def _of_the_queue() -> Iterator[Metric]:
    asked = select(func.count(func.distinct(Concern.contribution_id)), func.min(Concern.raised_at))
    number, first = db.session().execute(asked.where(Concern.settled_at.is_(None))).one()
    yield GaugeMetricFamily("tomoshibi_queue", "Texts that wait for a moderator.", number)
    yield GaugeMetricFamily(
        "tomoshibi_queue_oldest_seconds",
        "How long the first of them has waited.",
        (clock.now() - first).total_seconds() if first else 0,
    )


def _of_errands() -> Iterator[Metric]:
    state = errands.state()
    yield GaugeMetricFamily("tomoshibi_errands", "Errands that are due and not done.", state.waiting)
    yield GaugeMetricFamily("tomoshibi_errands_oldest_seconds", "How long the first has been due.", state.oldest)
    yield GaugeMetricFamily("tomoshibi_errands_given_up", "Errands that failed too often.", state.given_up)
    for name, counted in (("done", state.done), ("failed", state.failed)):
        family = CounterMetricFamily(f"tomoshibi_errands_{name}", f"Errands {name} so far.", labels=("kind",))
        for kind, number in counted.items():
            family.add_metric((kind,), number)
        yield family
