"""Every character is accounted for: the four numbers of the ledger, what is reported as unread, and what conversion left."""

import re
from functools import cache
from pathlib import Path

import pytest
from test_cases import FRAMES, all_cases

from kg import conservation, pipeline
from kg.conservation import ConservationError, verify
from kg.coverage import measure
from kg.diagnostics import Diagnostic
from kg.pipeline import chunks, export
from kg.quads import Chunk
from kg.source import Source, Span
from kg.vocab import read_vocabulary
from tests.bench.generate import generate

SAMPLE = Path(__file__).parent / "gold" / "platform-mayor-level.txt"
KINDS = ("fact", "structure", "boilerplate", "unread")
MINUTES = """\
雙北合作交流平臺 112 年度市長層級會議紀錄

壹、會議時間：112 年 5 月 8 日(星期一)下午 2 時

貳、主席：臺北市政府 柯市長文哲

參、主席致詞：略

肆、議題小組報告：

一、交通組：同意新增「共享單車」等 1 案。

伍、散會(下午 3 時)。
"""


@cache
def read(text: str) -> tuple[list[Chunk], list[Diagnostic]]:
    return chunks(Source(text=text, name="minutes.txt"), read_vocabulary())


def ledger(chunk: Chunk) -> dict[str, int]:
    """Read the four numbers of a graph's ledger."""
    found = re.findall(r"<https://kg.example/coverage/[^>]+> <https://kg.example/ontology#(\w+)Characters> \"(\d+)\"", chunk.quads.decode())
    return {kind: int(number) for kind, number in found}


def held(chunk: Chunk) -> str:
    """Read the text that a graph holds."""
    (text,) = re.findall(r'nif-core#isString> "((?:[^"\\]|\\.)*)"', chunk.quads.decode())
    return text.replace("\\n", "\n").replace('\\"', '"').replace("\\r", "\r").replace("\\t", "\t").replace("\\\\", "\\")


def unread(text: str) -> list[str]:
    return [text[d.span.start : d.span.end] for d in read(text)[1] if d.code == "unread-line" and d.span]


def codes(text: str) -> dict[str, str]:
    return {d.code: text[d.span.start : d.span.end] for d in read(text)[1] if d.span}


# --- the ledger --------------------------------------------------------------------------------------------------------------


def test_nothing_of_the_sample_is_unread() -> None:
    made, _ = read(SAMPLE.read_text("utf-8"))
    assert [ledger(chunk)["unread"] for chunk in made] == [0, 0, 0, 0]


@pytest.mark.parametrize("corpus", ["sample", "cases", "invented"])
def test_the_four_numbers_add_up(corpus: str) -> None:
    texts = {"sample": [SAMPLE.read_text("utf-8")], "cases": [FRAMES[c.frame].format(c.minutes) for c in all_cases()], "invented": [t for _, t in generate(20)]}[corpus]
    made = [chunk for text in texts for chunk in read(text)[0]]
    assert len(made) > 3
    assert [chunk.key for chunk in made if sum(ledger(chunk).values()) != len(held(chunk)) or sorted(ledger(chunk)) != sorted(KINDS)] == []


def test_small_minutes_by_hand() -> None:
    """略 is boilerplate; labels, marks, particles and white space are structure; nothing is left."""
    [chunk] = read(MINUTES)[0]
    numbers = ledger(chunk)
    assert (numbers["boilerplate"], numbers["unread"]) == (1, 0)
    places = re.findall(r"#char=(\d+),(\d+);", chunk.quads.decode())
    quoted = {i for begin, end in places for i in range(int(begin), int(end))}
    rest = "".join(c for i, c in enumerate(held(chunk)) if i not in quoted)
    assert rest == "\n\n、：(星期一)\n\n、：\n\n、：略\n\n、：\n\n、：「」等 。\n\n、。"
    assert numbers["structure"] == len(rest) - len("略")


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("肆、議題小組報告：", ["聯絡電話二七二〇八八八九"]),
        ("貳、主席：臺北市政府 柯市長文哲", ["列席"]),
    ],
)  # fmt: skip
def test_what_is_not_read_is_counted_and_said(line: str, left: list[str]) -> None:
    text = MINUTES.replace("伍、散會(下午 3 時)。", "伍、散會(下午 3 時)。\n\n聯絡電話二七二〇八八八九") if "聯絡" in left[0] else MINUTES.replace(line, line + "\n\n列席人員：林大同")
    [chunk] = read(text)[0]
    expected = left if "聯絡" in left[0] else ["林大同"]
    assert unread(text) == expected
    assert ledger(chunk)["unread"] == len(expected[0])
    assert re.findall(r'for=unreadCharacters> <[^>]*#anchorOf> "([^"]*)"', chunk.quads.decode()) == expected  # and where it is


def test_what_a_decision_s_sentence_says_besides_is_kept() -> None:
    """同意新增 and its title say all; the reason does not fit any property, and is not lost."""
    plain = read(MINUTES)[0][0].quads.decode()
    reasoned = MINUTES.replace("等 1 案。", "等 1 案，俾利市民通勤。")
    [chunk] = read(reasoned)[0]
    assert 'ontology#text> "' not in plain
    assert 'ontology#text> "同意新增「共享單車」等 1 案，俾利市民通勤。"' in chunk.quads.decode()
    assert ledger(chunk)["unread"] == 0


def test_measure_gives_a_fact_what_others_claim_too() -> None:
    text = "一、甲(略)乙\n丙"
    found = measure(text, facts=[Span(2, 3)], structure=[Span(0, 3)], boilerplate=[Span(3, 6)])
    assert (found.fact, found.structure, found.boilerplate, found.unread) == (1, 3, 3, 2)
    assert [text[a:b] for a, b in found.gaps] == ["乙", "丙"]


# --- conservation ------------------------------------------------------------------------------------------------------------


def test_what_was_read_is_written() -> None:
    made, _ = read(SAMPLE.read_text("utf-8"))
    for chunk in made:
        verify(chunk)
    assert [sum(chunk.census[i] for chunk in made) for i in (0, 5)] == [4, 15]


def test_a_lost_decision_stops_the_export(monkeypatch: pytest.MonkeyPatch) -> None:
    """One decision's type is taken out of what was written: nothing is exported, and the error names it."""
    kept = pipeline.build

    def losing(*args: object, **options: object) -> Chunk:
        chunk = kept(*args, **options)  # type: ignore[arg-type]
        line = next(line for line in chunk.quads.splitlines(keepends=True) if b"#type> <https://kg.example/ontology#Decision>" in line)
        return chunk._replace(quads=chunk.quads.replace(line, b""))

    monkeypatch.setattr(pipeline, "build", losing)
    with pytest.raises(ConservationError, match=r"市長層級/112: 1 Decision read, 0 written$"):
        export([Source(text=MINUTES, name="minutes.txt")], read_vocabulary(), lambda quads: None)


def test_the_census_counts_each_class_once() -> None:
    [chunk] = read(MINUTES)[0]
    counted = dict(zip((name.rpartition("#")[2] for name in conservation.CLASSES), chunk.census, strict=True))
    assert counted == {"Minutes": 1, "Decision": 1, "Directive": 0, "Statement": 0, "AgendaItem": 6, "CountClaim": 1, "Case": 1, "CoverageLedger": 1}


# --- what conversion left, and what contradicts itself -----------------------------------------------------------------------

GARBAGE = "!\"#$%&'()*+,-./ 562022 7 12 8 9 :;<=>?@ABC [\\]^_` {|}~ " * 20


@pytest.mark.parametrize(
    ("change", "code", "quote"),
    [
        (("112 年 5 月", "112 \uf98e 5 月"), "compatibility-ideographs", "\uf98e"),
        (("柯市長", "柯\u200b市長"), "zero-width", "\u200b"),
        (("下午 2 時", "下午 14 時 75 分"), "impossible-date", "下午 14 時 75 分"),
        (("5 月 8 日(星期一)", "2 月 30 日"), "impossible-date", "112 年 2 月 30 日"),
        (("(星期一)", "(星期二)"), "weekday-mismatch", "112 年 5 月 8 日"),
        (("下午 3 時", "下午 1 時"), "time-mismatch", "下午 1 時"),
        (("112 年 5 月 8 日(星期一)", "109 年 5 月 8 日"), "year-mismatch", "109 年 5 月 8 日"),
        (("參、主席致詞", "柒、主席致詞"), "number-order", "肆、"),
        (("「共享單車」等 1 案", "「共享單車」等 3 案"), "count-mismatch", "3 案"),
        (("「共享單車」等 1 案", "「共享單車」「等 1 案"), "unpaired-quote", "「"),
        (("雙北合作交流平臺 112", "雙雙北北合合作作交交流流平平臺臺 雙北合作交流平臺 112"), "doubled-glyphs", "雙雙北北合合作作交交流流平平臺臺"),
    ],
)  # fmt: skip
def test_what_is_odd_is_said_at_its_place(change: tuple[str, str], code: str, quote: str) -> None:
    assert change[0] in MINUTES
    found = codes(MINUTES.replace(*change))
    assert found.get(code) == quote, found
    assert code not in codes(MINUTES)


@pytest.mark.parametrize("text", [GARBAGE, MINUTES.splitlines()[0] + "\n" + GARBAGE, "ä¸\xadæ\x96\x87æ\x9c\x83è\xad°ç´\x80é\x8c\x84" * 20], ids=["signs", "title", "mojibake"])
def test_an_unreadable_text_is_an_error_and_gives_nothing(text: str) -> None:
    made, found = read(text)
    assert made == []
    assert [d.code for d in found if d.severity == "error"] == ["unreadable-text"]


def test_minutes_full_of_figures_are_readable() -> None:
    figures = MINUTES.replace("等 1 案。", "等 1 案。\n\n" + "1,234 56.7% 8,900 12/31 " * 12)
    assert "unreadable-text" not in codes(figures)
