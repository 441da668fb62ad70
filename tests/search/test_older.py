"""Signs of meanings find nearly everything that exact comparison finds, and keep in step with what comes and goes."""

import numpy as np
import pytest
from numpy.typing import NDArray

from app.finding import older as signs
from app.finding.older import Older

MANY, ASKED = 20_000, 20


def meanings(many: int) -> NDArray[np.float32]:
    """Around forty subjects, as different from each other as texts about the same thing are."""
    chance = np.random.default_rng(7)
    middles = chance.normal(size=(40, 512))
    drawn = middles[chance.integers(40, size=many)] + chance.normal(size=(many, 512))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


def test_the_nearest_of_very_many_are_among_those_that_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs, "ROUGHLY", 2_000)
    vectors, older = meanings(MANY), Older()
    for begins in range(0, MANY, 3_000):
        some = vectors[begins : begins + 3_000]
        older.take_in(range(begins, begins + len(some)), some)
    missed = 0
    for vector in vectors[:ASKED]:
        exactly = np.argsort(-(vectors @ vector))[:24]
        missed += len(set(exactly.tolist()) - set(older.nearest(vector, 400)))
    assert missed <= 0.05 * 24 * ASKED


def test_what_goes_is_gone_and_everything_else_stays() -> None:
    vectors, older = meanings(10), Older()
    older.take_in(range(100, 110), vectors)
    for gone in (100, 109, 104, 55):
        older.let_go(gone)
    assert older.held == 7
    assert older.among([100, 101, 104, 109]) == {101}
    for place in (1, 2, 8):
        assert older.nearest(vectors[place], 1) == [100 + place]
    older.take_in([104], vectors[4:5])
    assert older.nearest(vectors[4], 1) == [104]


def test_nothing_is_near_where_there_is_nothing() -> None:
    assert Older().nearest(meanings(1)[0], 5) == []
