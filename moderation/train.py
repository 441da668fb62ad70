"""python -m moderation train: from the corpus to a sealed model folder; seeded, numpy only, a few minutes on one core.

The fine-tuned encoder is not made here (classifier/finetune.py, which needs torch); it is taken along as it lies in the
model folder, with its answers to messages it had not learned from (answers.npz), so that it can be weighed honestly.
What its inner layers show of every message is learned anew each time (classifier/inner.py, classifier/tagging.py).
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from moderation.classifier import artefact, edges, encoder, fitting, inner, linear, packing, tagger, tagging
from moderation.classifier.fitting import Floats, Heard, Seen
from moderation.classifier.heads import HEADS
from moderation.corpus import Row
from moderation.draft import Channel, Draft
from moderation.finding import Finding
from moderation.pipeline import DETECTORS, LONGEST
from moderation.reading import Reading

ENCODER = ("encoder.onnx", "words.npz", "pieces.json", "answers.npz")


def train(out: Path, rows: list[Row], outside: list[Row], start: Path = artefact.HERE) -> Iterator[str]:
    """Train on `rows`, let `outside` (tuning sets, everyday chat) have a say on thresholds, seal everything in `out`."""
    _bring_encoder(start, out)
    reader = _encoder(out)
    seen = list(look(rows, _answers(out), reader))
    yield f"looked at {len(seen)} messages"
    judged, model = fitting.out_of_fold(seen, linear.Plan()), fitting.linear_heads(seen, linear.Plan())
    (out / "linear.npz").write_bytes(packing.packed(model))
    yield f"trained the linear heads; the encoder {'is there' if reader else 'is missing'}"
    inners = fitting.inner_out_of_fold(seen) if reader else None
    if reader:
        (out / "inner.npz").write_bytes(inner.packed(fitting.inner_heads(seen)))
        yield "trained the heads over its inner layers"
    marking = tagging.tagger(filter(None, (one.lesson for one in seen))) if reader else None
    strangers = list(_hear(outside, out, reader, marking))
    measured: list[str] = []
    if marking:
        yield "trained the tagger"
        marking, measured = tagging.drawn(marking, [*_supposed(seen), *map(_heard, strangers)])
        (out / "tagger.npz").write_bytes(tagger.packed(marking))
        yield from measured
    lines = edges.DRAWN if reader else {}  # they were drawn for what the encoder says
    for told in edges.chosen(fitting.heard(seen, judged, inners), strangers, lines):
        if isinstance(told, str):
            measured.append(told)
            yield told
        else:
            _write_scales(out / "verdict.json", told)
    (out / "measured.txt").write_text("\n".join(measured) + "\n", "utf-8")
    artefact.seal(out, _version(out), {"rows": len(rows), "heads": len(HEADS)})
    yield f"sealed {out}"


def look(rows: Iterable[Row], answers: dict[str, Floats], reader: encoder.Encoder | None) -> Iterator[Seen]:
    """What rules, bins and, where it has an honest word, the encoder say about rows."""
    rows = list(rows)
    telling = {row.group for row in rows if row.spans}
    for row in rows:
        reading = _reading(row)
        answer = answers.get(row.id)
        if reader is None:
            yield fitting.look(row, reading, rules(reading), (answer, None))
            continue
        cut = reader.placed(reading.plain.text)
        heard = reader.heard([cut.numbers])
        one_in = 1 if row.group in telling else tagging.ONE_IN
        lesson = tagging.lesson(row, heard.tokens[0], cut.places, one_in)
        seen = fitting.look(row, reading, rules(reading), (answer, heard.depths[0]))
        yield replace(seen, lesson=tagging.thinned(lesson) if answer is None else lesson)


def rules(reading: Reading) -> list[Finding]:
    """What all detectors but the classifier find."""
    return [finding for name, detect in DETECTORS if name != "classifier" for finding in detect(reading)]


def _encoder(out: Path) -> encoder.Encoder | None:
    files = {name: (out / name).read_bytes() for name in ENCODER if (out / name).exists()}
    return encoder.opened(files) if "encoder.onnx" in files else None


def _supposed(seen: list[Seen]) -> Iterator[tagging.Supposed]:
    """What a tagger that was not taught with them supposes of rows on which the encoder is honest."""
    honest = {one.row.id: one.findings for one in seen if one.encoder is not None}
    return tagging.out_of_fold([one.lesson for one in seen if one.lesson], honest)


def _heard(one: Heard) -> tagging.Supposed:
    return tagging.heard(one.row, one.opinion.marks, one.findings)


def _hear(rows: list[Row], out: Path, reader: encoder.Encoder | None, marking: tagger.Tagger | None) -> Iterator[Heard]:
    """Rows from outside, heard by all readers as they are shipped: none learned from them."""
    heads = packing.unpacked((out / "linear.npz").read_bytes())
    deep = inner.unpacked((out / "inner.npz").read_bytes()) if reader else None
    for row in rows:
        reading = _reading(row)
        cut = reader.placed(reading.plain.text) if reader else None
        heard = reader.heard([cut.numbers]) if reader and cut else None
        one = fitting.look(row, reading, rules(reading), (heard.logits if heard else None, None))
        inners = deep.logits(heard.depths) if deep and heard else None
        told = fitting.heard([one], heads.logits(one.bins)[None], inners)[0]
        marks = marking.marks(heard.tokens, [cut.places], row.tongue) if marking and heard and cut else ()
        yield replace(told, opinion=replace(told.opinion, marks=marks))


def _reading(row: Row) -> Reading:
    channel = Channel(row.channel) if row.channel in set(Channel) else Channel.CHAT
    return Reading(Draft(row.text, lang=row.lang, channel=channel), LONGEST)


def _bring_encoder(start: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    if start.resolve() != out.resolve():
        for name in ENCODER:
            if (start / name).exists():
                shutil.copyfile(start / name, out / name)


def _answers(out: Path) -> dict[str, Floats]:
    """What the encoder said about messages it had not learned from, by their id."""
    if not (out / "answers.npz").exists():
        return {}
    with np.load(out / "answers.npz") as kept:
        return dict(zip(kept["ids"].tolist(), kept["logits"].astype(np.float32), strict=True))


def _write_scales(path: Path, scales: edges.Scales) -> None:
    plain = {label: {group: asdict(scale) for group, scale in groups.items()} for label, groups in scales.items()}
    path.write_text(json.dumps({"scales": plain}, indent=1) + "\n", "utf-8")


def _version(out: Path) -> str:
    """Named after what is in it, so that the same training gives the same name."""
    named = ("linear.npz", "inner.npz", "tagger.npz", "verdict.json")
    contents = b"".join((out / name).read_bytes() for name in named if (out / name).exists())
    return hashlib.sha256(contents).hexdigest()[:12]
