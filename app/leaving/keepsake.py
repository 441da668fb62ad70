"""The file a member takes along: one page to read, one JSON to process, packed together."""

import io
import json
import zipfile
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from flask import render_template

from app import i18n
from app.accounts import context_words
from app.accounts.context import Context
from app.leaving import queries
from app.notices import wording
from app.notices.models import Notice
from app.permissions import Actor

JSON_NAME, PAGE_NAME = "memo.json", "memo.html"


def packed(member: Actor) -> bytes:
    """The ZIP file. It is made in memory and kept nowhere."""
    everything = queries.everything_of(member)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(JSON_NAME, json.dumps(everything, ensure_ascii=False, indent=2, default=_plain))
        archive.writestr(PAGE_NAME, _page(everything))
    return file.getvalue()


def _page(everything: dict[str, list[queries.Row]]) -> str:
    earlier: dict[str, list[queries.Row]] = {}
    for revision in everything["revisions"]:
        earlier.setdefault(revision["contribution_id"], []).append(revision)
    locale, context = i18n.locale(), Context(**everything["choices"][0]["context"])
    told = [(row, wording.of(Notice(kind=row["kind"], topic=row["topic"]))) for row in everything["notices"]]
    return render_template(
        "leaving/keepsake.html",
        all=everything,
        earlier=earlier,
        told=told,
        locale=locale,
        context=context_words.of(context),
    )


def _plain(value: Any) -> str:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)
