"""Texts as vectors: comparable across words and languages, and the same from every thread."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from app import meaning

MORNINGS = "朝になるとお腹が痛いと言って、学校に行けません。"
SAME_IN_OTHER_WORDS = "うちの子も、登校の時間になると腹痛で動けなくなります。"
SAME_IN_ENGLISH = "Every morning my child has stomach pain and cannot go to school."
WEATHER = "きょうのカレーは、じゃがいもを多めに入れました。"


def test_every_text_is_one_row_of_length_one() -> None:
    found = meaning.vectors([MORNINGS, SAME_IN_ENGLISH])
    assert found.shape == (2, 512)
    assert found.dtype == np.float32
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_the_same_worry_in_other_words_or_another_language_is_nearer_than_a_curry() -> None:
    asked, words, english, curry = meaning.vectors([MORNINGS, SAME_IN_OTHER_WORDS, SAME_IN_ENGLISH, WEATHER])
    assert asked @ words > asked @ curry
    assert asked @ english > asked @ curry


def test_no_text_and_an_empty_text_are_near_to_nothing() -> None:
    assert meaning.vectors([]).shape == (0, 512)
    blank, full = meaning.vectors(["  \n", MORNINGS])
    assert not blank.any()
    assert full.any()


def test_a_text_reads_the_same_alone_in_a_list_and_from_many_threads() -> None:
    texts = [MORNINGS, SAME_IN_OTHER_WORDS, SAME_IN_ENGLISH, WEATHER]
    together = meaning.vectors(texts)
    with ThreadPoolExecutor(8) as threads:
        alone = list(threads.map(lambda text: meaning.vectors([text])[0], texts * 4))
    assert np.allclose(np.array(alone), np.tile(together, (4, 1)), atol=1e-4)
