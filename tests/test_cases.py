"""Forms of words: small minutes in `cases/*.md`, and what they say.

A case is a heading, an optional line `frame: …`, a block of minutes and a block of facts in the notation of
`facts.py`. The frame puts the minutes into a complete document: `reports` (the default) as the body of
柒、議題小組報告, `conclusions` as the body of 捌、主席結論暨指示, `city` below the header of another body; `none` takes
them as they stand.

Lines of decision, count, directive, cited and statement are compared exactly: all that are listed and no others.
Of other kinds (meeting, item, case …) the lines listed must be there, among others.
A line that begins with `! ` must match nothing. `…` stands for any text.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import facts as notation
import pytest

CASES = Path(__file__).parent / "cases"
EXACT = ("decision", "count", "directive", "cited", "statement")

HEADER = """\
雙北合作交流平臺 112 年度市長層級會議紀錄

壹、會議時間：112 年 5 月 8 日(星期一)下午 2 時

貳、會議地點：新北市政府 6 樓大禮堂

參、主席：臺北市政府 柯市長文哲

新北市政府 侯市長友宜

共同主持

肆、出席單位及人員：詳簽到表

紀錄：王小明

伍、主席致詞(略)

陸、幕僚單位報告(略)

"""

CITY = """\
春河市政府第 2150 次市政會議紀錄

時間：110 年 7 月 13 日上午 9 時
地點：市府大樓 10 樓
主席：王市長大明
紀錄：陳小美

"""

FRAMES = {
    "none": "{}",
    "city": CITY + "{}\n",
    "reports": HEADER + "柒、議題小組報告：\n\n{}\n\n捌、散會(下午 3 時)。\n",
    "conclusions": HEADER + "柒、議題小組報告(略)\n\n捌、主席結論暨指示：\n\n{}\n\n玖、散會(下午 3 時)。\n",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One form of words and what it says."""

    name: str
    frame: str
    minutes: str
    facts: tuple[str, ...]


def read_cases(path: Path) -> list[Case]:
    """Read the cases of one file, in order; a heading without both blocks is an error."""
    chunks = re.split(r"^## ", path.read_text("utf-8"), flags=re.M)[1:]
    return [_read_case(path.stem, chunk) for chunk in chunks]


def _read_case(stem: str, chunk: str) -> Case:
    title = chunk.partition("\n")[0].strip()
    minutes = re.search(r"^```minutes\n(.*?)\n?^```$", chunk, re.M | re.S)
    expected = re.search(r"^```facts\n(.*?)^```$", chunk, re.M | re.S)
    frame = re.search(r"^frame: (\w+)$", chunk, re.M)
    if not minutes or not expected:
        raise ValueError(f"{stem}: {title}: needs a block ```minutes and a block ```facts")
    lines = tuple(line for line in expected[1].splitlines() if line.strip())
    return Case(name=f"{stem}: {title}", frame=frame[1] if frame else "reports", minutes=minutes[1], facts=lines)


def all_cases() -> list[Case]:
    return [case for path in sorted(CASES.glob("*.md")) for case in read_cases(path)]


def kind(line: str) -> str:
    return line.split(" ", 1)[0].rstrip("…")


def said(case: Case) -> list[str]:
    """Run the program over a case and print the facts."""
    import kg

    return notation.facts(kg.export_quads(FRAMES[case.frame].format(case.minutes), "case.txt"))


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    found = said(case)
    expected = [line for line in case.facts if not line.startswith("! ")]
    forbidden = [line[2:] for line in case.facts if line.startswith("! ")]
    wanted_exactly = [line for line in expected if kind(line) in EXACT]
    found_exactly = [line for line in found if kind(line) in EXACT]

    missing = [p for p in expected if not any(notation.matches(p, line) for line in found)]
    surplus = [line for line in found_exactly if not any(notation.matches(p, line) for p in wanted_exactly)]
    denied = [line for line in found if any(notation.matches(p, line) for p in forbidden)]

    assert (missing, surplus, denied) == ([], [], [])
    assert len(found_exactly) == len(wanted_exactly)


@pytest.mark.parametrize("frame", ["reports", "conclusions"])
def test_the_frame_itself_says_nothing(frame: str) -> None:
    empty = Case(name=frame, frame=frame, minutes="", facts=())
    assert [line for line in said(empty) if kind(line) in EXACT] == []


def test_the_cases_are_well_written() -> None:
    cases = all_cases()
    kinds = set(notation.FIELDS)
    assert len({case.name for case in cases}) == len(cases)
    assert {case.frame for case in cases} <= set(FRAMES)
    for case in cases:
        for line in case.facts:
            line = line.removeprefix("! ")
            assert kind(line) in kinds, (case.name, line)
            names = [field.partition("=")[0] for field in line.split(" | ")[1:] if "=" in field]
            order = [name for name, _, _ in notation.FIELDS[kind(line)]]
            assert names == [name for name in order if name in names], (case.name, line)
