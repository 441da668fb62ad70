"""What the encoder's inner layers show: taken out without changing its answers, and learned from by heads of a few kilobytes."""

import numpy as np
import onnxruntime
import pytest

from moderation.classifier import artefact, encoder, inner, model
from moderation.classifier.verdict import DEEP
from moderation.corpus import HERE, read


@pytest.fixture(scope="module")
def reader():
    return model.SHELF.model().encoder


def test_showing_inner_layers_changes_no_answer(reader):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    plain = onnxruntime.InferenceSession(
        (artefact.HERE / "encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    pieces = reader.cut("もう朝が来なければいいのに")
    numbers = [encoder.BEGIN, *pieces, encoder.END]
    vectors = encoder.unpack(reader.words[numbers]) + reader.places[: len(numbers)]
    answer = plain.run(None, {"words": vectors[None]})[0][0]
    assert np.allclose(reader.heard([pieces]).logits, answer, atol=1e-4)


def test_a_text_in_several_looks_shows_one_row_for_each(reader):
    pieces = reader.cut("今日は犬の散歩に行きました。")
    heard = reader.heard([pieces, pieces[:4]])
    width = len(model.SHELF.model().inner.weights)
    assert heard.depths.shape == (2, width)
    assert np.array_equal(heard.depths[0], reader.heard([pieces]).depths[0])


def test_a_long_name_of_a_layer_is_still_written_as_protobuf_wants_it():
    assert encoder.shown(("ab",)) == b"\x3a\x06\x62\x04\x0a\x02ab"
    assert encoder.shown(("x" * 200,))[:3] == b"\x3a\xce\x01"


def test_heads_learn_what_separates_and_survive_being_kept():
    seeded = np.random.default_rng(3)
    rows = seeded.normal(size=(900, 12)).astype(np.float32)
    wanted = np.stack([rows[:, 0] > 0, rows[:, 1] + rows[:, 2] > 0.5], axis=1).astype(np.float32)
    made = inner.fit(rows, wanted, np.full(900, 20, np.float32))
    kept = inner.unpacked(inner.packed(made))
    right = (kept.logits(rows) > 0) == wanted.astype(bool)
    assert (right.mean(0) > 0.97).all()


def test_the_shipped_heads_are_about_what_they_say():
    assert model.SHELF.model().inner.bias.shape == (len(DEEP),)


def test_no_file_that_is_trained_again_and_again_is_large():
    small = ("answers.npz", "inner.npz", "linear.npz", "tagger.npz", "verdict.json")
    assert all((artefact.HERE / name).stat().st_size < 2_500_000 for name in small)


def test_the_encoder_has_an_honest_word_on_every_message_that_came_after_it():
    with np.load(artefact.HERE / "answers.npz") as kept:
        answered = set(kept["ids"].tolist())
    later = [path for helping in ("fourth", "fifth", "sixth", "seventh") for path in HERE.glob(f"*-{helping}.jsonl")]
    assert {row.id for row in read(sorted(later))} <= answered
