"""Minutes of other bodies, in forms the sample lacks: what the program makes of them, against gold made by hand."""

from __future__ import annotations

import pytest

from tests.forms.score import HERE, Score, documents, score_all


@pytest.fixture(scope="module")
def whole() -> Score:
    return score_all(documents())[""]


def test_each_text_has_a_gold_and_each_gold_a_text() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(documents())
    assert len(documents()) >= 18


def test_headers_are_read(whole: Score) -> None:
    assert whole.header >= 0.98, whole.figures()


def test_nothing_is_invented_in_a_header(whole: Score) -> None:
    assert whole.counts["header invented"] == 0, whole.figures()


def test_decisions_are_read(whole: Score) -> None:
    assert whole.f1 >= 0.95, whole.figures()


def test_every_quote_is_the_text(whole: Score) -> None:
    assert whole.quotes == 1.0, whole.figures()
