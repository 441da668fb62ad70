"""The second opinion is loaded by detoxify itself from a file on this machine, and says clearly why it cannot be."""

import json
from pathlib import Path
from typing import Any

import pytest

from moderation.second_opinion import NotAvailable, SecondOpinion


class _Model:
    """Stands where detoxify's answer stands: scores per class, a bare number for a batch of one."""

    def __init__(self, *scores: float) -> None:
        self.scores = scores

    def predict(self, texts: list[str]) -> dict[str, Any]:
        mine = [self.scores[int(text)] for text in texts]
        return {"threat": mine if len(mine) > 1 else mine[0], "unknown": [1.0] * len(mine)}


def test_concerns_come_in_order_and_in_batches() -> None:
    opinion = SecondOpinion(_Model(0.9, 0.1, 0.8))
    found = list(opinion.concerns(["0", "1", "2"], batch=2))
    assert [[finding.kind for finding in one] for one in found] == [["abuse.threat"], [], ["abuse.threat"]]
    assert found[0][0].score == 0.9


def test_a_missing_checkpoint_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(NotAvailable, match=r"detoxify is not installed|no checkpoint at"):
        SecondOpinion.load(tmp_path / "none.ckpt")


@pytest.mark.optional
def test_a_checkpoint_is_loaded_by_detoxifys_own_path(tmp_path: Path) -> None:
    pytest.importorskip("detoxify", reason="the detoxify extra is not installed; `make detoxify` installs it")
    opinion = SecondOpinion.load(_tiny_checkpoint(tmp_path), concerned_at=0.0)
    (first, second) = opinion.concerns(["you are kind", "hello"])
    assert (
        {finding.kind for finding in first} == {finding.kind for finding in second} == {"abuse.insult", "abuse.threat"}
    )


@pytest.mark.optional
def test_a_damaged_checkpoint_is_said_plainly(tmp_path: Path) -> None:
    pytest.importorskip("detoxify", reason="the detoxify extra is not installed; `make detoxify` installs it")
    path = tmp_path / "damaged.ckpt"
    path.write_bytes(b"not a checkpoint")
    with pytest.raises(NotAvailable, match="cannot be used"):
        SecondOpinion.load(path)


def _tiny_checkpoint(folder: Path) -> Path:
    """A randomly initialised two-layer BERT in the form detoxify expects; nothing is downloaded."""
    import torch
    import transformers

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "you", "are", "kind", "hello"]
    (folder / "vocab.txt").write_text("\n".join(words), "utf-8")
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "BertTokenizer", "model_max_length": 32}), "utf-8"
    )
    config = transformers.BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
    )
    config.save_pretrained(folder)
    model = transformers.BertForSequenceClassification(transformers.BertConfig.from_pretrained(folder, num_labels=2))
    arch = {
        "model_type": str(folder),
        "model_name": "BertForSequenceClassification",
        "tokenizer_name": "BertTokenizer",
        "num_classes": 2,
    }
    path = folder / "tiny.ckpt"
    dataset = {"args": {"classes": ["toxic", "threat"]}}
    torch.save({"config": {"arch": {"args": arch}, "dataset": dataset}, "state_dict": model.state_dict()}, path)
    return path
