"""The sample minutes as office documents: the same meetings, facts and names as in plain text."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from office import docx, level, lists, numbered, p

from kg.pipeline import SAMPLE, export
from kg.readers import read_bytes
from kg.source import Source, squeeze
from kg.vocab import read_vocabulary

TEXT = SAMPLE.read_text("utf-8")
MINUTES = [f"雙北合作交流平臺 {part}".strip() for part in re.split(r"^雙北合作交流平臺 (?=\d)", TEXT, flags=re.M)[1:]]
# What tells of the file: where a passage stands, and what the file is.
OF_THE_FILE = re.compile(r"#char=|/coverage/|#(?:isString|fileName|mediaType|firstLine)>")
LEVELS = (("壹", r"[壹貳參肆伍陸柒捌玖拾]+、"), ("一", r"[一二三四五六七八九十]+、"), ("(一)", r"\([一二三四五六七八九十]+\)"), ("1", r"\d{1,2}\.(?!\d)"))


def facts(source: Source | None) -> set[str]:
    assert source is not None
    out: list[bytes] = []
    export([source], read_vocabulary(), out.append)
    return {line for line in b"".join(out).decode().splitlines() if not OF_THE_FILE.search(line)}


def paragraphs(minutes: str) -> list[str]:
    return [line for line in minutes.split("\n") if line.strip()]


def automatic(minutes: str) -> bytes:
    """The minutes with their numbers taken out and made by the word processor."""
    shapes = level(0, "ideographLegalTraditional", "%1、") + level(1, "taiwaneseCountingThousand", "%2、") + level(2, "taiwaneseCountingThousand", "(%3)") + level(3, "decimal", "%4.")
    body = ""
    for line in paragraphs(minutes):
        found = next(((at, m) for at, (_, mark) in enumerate(LEVELS) if (m := re.match(rf"{mark}\s*", line))), None)
        text = line.replace("&", "&amp;")
        body += p(text) if found is None else numbered(text[found[1].end() :], 1, found[0])
    return docx(body, numbering=lists(shapes))


@pytest.mark.parametrize("minutes", MINUTES, ids=[m[9:12] for m in MINUTES])
def test_automatic_numbers_make_the_same_text_and_the_same_facts(minutes: str) -> None:
    source, found = read_bytes(automatic(minutes), Path("minutes.docx"))
    assert found == [] and source is not None
    assert squeeze(source.text) == squeeze(minutes)
    plain = Source(text="\n".join(paragraphs(minutes)), name="minutes.txt")
    assert facts(source) == facts(plain)


def test_documents_of_independent_writers_make_the_same_facts() -> None:
    writer = pytest.importorskip("docx", reason="the independent writer is not installed")
    odfdo = pytest.importorskip("odfdo", reason="the independent writer is not installed")
    plain = facts(Source(text="\n".join(paragraphs(MINUTES[0])), name="minutes.txt"))
    document, made = writer.Document(), BytesIO()
    for line in paragraphs(MINUTES[0]):
        document.add_paragraph(line)
    document.save(made)
    assert facts(read_bytes(made.getvalue(), Path("minutes.docx"))[0]) == plain
    text, made = odfdo.Document("text"), BytesIO()
    text.body.clear()
    for line in paragraphs(MINUTES[0]):
        text.body.append(odfdo.Paragraph(line))
    text.save(made)
    assert facts(read_bytes(made.getvalue(), Path("minutes.odt"))[0]) == plain


def test_a_header_in_a_table_is_read() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    body = p("雙北合作交流平臺 109 年度市長層級會議紀錄") + f"<w:tbl>{row('時間', '109 年 3 月 26 日(星期四)上午 10 時', '地點', '市府劉銘傳廳')}{row('主席', '柯文哲市長', '紀錄', '許結翔')}</w:tbl>"
    read = facts(read_bytes(docx(body + p("壹、散會")), Path("minutes.docx"))[0])
    text = "雙北合作交流平臺 109 年度市長層級會議紀錄\n時間：109 年 3 月 26 日(星期四)上午 10 時\n地點：市府劉銘傳廳\n主席：柯文哲市長\n紀錄：許結翔\n壹、散會"
    assert read == facts(Source(text=text, name="minutes.txt"))
    assert any("2020-03-26" in line for line in read) and any("許結翔" in line for line in read)
