"""Minutes of other bodies, in forms the sample lacks: what the program makes of them, against gold made by hand."""

from __future__ import annotations

import pytest

from kg import export_quads
from tests.forms.score import HERE, Score, documents, score_all, score_document

FOLDERS = {"the first": (HERE, 30), "the second": (HERE / "blind", 12), "the third": (HERE / "unseen", 10)}


@pytest.fixture(scope="module", params=FOLDERS)
def whole(request: pytest.FixtureRequest) -> Score:
    folder, _ = FOLDERS[request.param]
    return score_all(documents(folder), folder)[""]


@pytest.mark.parametrize("name", FOLDERS)
def test_each_text_has_a_gold_and_each_gold_a_text(name: str) -> None:
    folder, number = FOLDERS[name]
    assert {path.stem for path in folder.glob("*.txt")} == set(documents(folder))
    assert len(documents(folder)) == number


def test_headers_are_read(whole: Score) -> None:
    assert whole.header >= 0.98, whole.figures()


def test_nothing_is_invented_in_a_header(whole: Score) -> None:
    assert whole.counts["header invented"] == 0, whole.figures()


def test_decisions_are_read(whole: Score) -> None:
    assert whole.f1 >= 0.95, whole.figures()


def test_every_quote_is_the_text(whole: Score) -> None:
    assert whole.quotes == 1.0, whole.figures()


def spoilt(old: str, new: str, line: str) -> Score:
    """Return the score of one document when in each quad that has `line` the program says something else."""

    def export(text: str, name: str) -> bytes:
        lines = export_quads(text, name).decode().splitlines(keepends=True)
        return "".join(one.replace(old, new) if line in one else one for one in lines).encode()

    return score_document("school", export)


def test_the_scorer_sees_what_is_lost_what_is_false_and_what_is_misquoted() -> None:
    sound = score_document("school")
    later = spoilt('"2020-03-18"', '"2020-03-19"', "ontology#date>")
    assert later.counts["header wrong"] == sound.counts["header wrong"] + 1
    swapped = spoilt("/action/passed>", "/action/added>", "ontology#action>")
    assert swapped.counts["decision false"] > sound.counts["decision false"] and swapped.counts["decision missing"] > sound.counts["decision missing"]
    misquoted = spoilt('"下次再議"', '"下次在議"', "#anchorOf>")
    assert misquoted.counts["quote wrong"] > sound.counts["quote wrong"]
