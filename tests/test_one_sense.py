"""One sense, many files: the same minutes as text, PDF, DOCX, ODT and HTML give the same facts under the same names."""

import re
from pathlib import Path

import pytest

from kg.cli import main
from kg.pipeline import SAMPLE

FILES = Path(__file__).resolve().parent.parent.parent / "shared" / "minutes"
DOCUMENTS = ("109-mayor.docx", "109-mayor.pdf", "110-mayor.html", "110-mayor.odt", "110-mayor.pdf")
pytestmark = pytest.mark.skipif(not FILES.is_dir(), reason="the minutes as PDF, DOCX, ODT and HTML are not beside this checkout")

# What is of the document or a place in it: passages, the ledger of its characters, its text, name, type and pages.
OF_THE_DOCUMENT = re.compile(
    r"^<[^>]*#char=|#evidence> <[^>]*#char=|#(?:fact|structure|boilerplate|unread)Characters>|nif-core#isString>|#(?:fileName|mediaType|page|firstLine|precedes)> "
)

BETWEEN = re.compile(r"\s|\\[nrt]|第 *\d+ *頁，共 *\d+ *頁")


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return file -> the N-Quads of its export."""
    folder = tmp_path_factory.mktemp("out")
    for name in DOCUMENTS:
        assert main(["export", str(FILES / name), "-f", "nq", "-o", str(folder / name)]) == 0
    assert main(["export", str(SAMPLE), "-f", "nq", "-o", str(folder / SAMPLE.name)]) == 0
    return {name: (folder / name / "graph.nq").read_text("utf-8") for name in (*DOCUMENTS, SAMPLE.name)}


def minutes_graph(quads: str, year: str) -> set[str]:
    return {line for line in quads.splitlines() if line.endswith(f"/graph/雙北合作交流平臺/市長層級/{year}> .")}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_facts_are_those_of_the_text(name: str, exports: dict[str, str]) -> None:
    here, text = ({line for line in minutes_graph(exports[n], name[:3]) if not OF_THE_DOCUMENT.search(line)} for n in (name, SAMPLE.name))
    assert len(text) > 100
    assert not here ^ text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_quotes_are_those_of_the_text(name: str, exports: dict[str, str]) -> None:
    """A quote may hold other white space, and what the page's edge put into it: nothing else."""

    def quotes(file: str) -> list[str]:
        found = re.findall(r'for=(\w+)> <[^>]*#anchorOf> "((?:[^"\\]|\\.)*)"', "\n".join(minutes_graph(exports[file], name[:3])))
        return sorted(f"{of} {BETWEEN.sub('', quote)}" for of, quote in found)

    assert len(quotes(name)) > 100
    assert not set(quotes(name)) ^ set(quotes(SAMPLE.name))


@pytest.mark.parametrize("name", [n for n in DOCUMENTS if n.endswith(".pdf")])
def test_every_passage_of_a_pdf_knows_its_page_and_box(name: str, exports: dict[str, str]) -> None:
    quads = exports[name]
    passages, paged, boxed = (set(re.findall(rf"^(<[^>]*#char=[^>]*>) <[^>]*#{term}>", quads, re.M)) for term in ("anchorOf", "page", "box"))
    assert len(passages) > 100
    assert passages == paged == boxed


def test_given_together_they_are_one_meeting_held_once(tmp_path: Path, capsys: pytest.CaptureFixture[str], exports: dict[str, str]) -> None:
    assert main(["export", str(FILES), "-v", "-f", "nq", "-o", str(tmp_path)]) == 0
    told = capsys.readouterr().err
    assert re.search(r"6 files( \(\d unchanged\))?, 4 minutes", told)
    for name in DOCUMENTS:
        assert f"{FILES / name}: info[same-text-twice]: the same text of 雙北合作交流平臺/市長層級/{name[:3]} is held already" in told
    assert "held-twice" not in told
    assert (tmp_path / "graph.nq").read_text("utf-8") == exports[SAMPLE.name]
