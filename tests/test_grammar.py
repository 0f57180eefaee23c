"""The rows of the grammar read their own examples, and numbers are read as minutes write them."""

import datetime
import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import kg.grammar
from kg.grammar import Row
from kg.grammar.dates import find_clocks, find_day
from kg.grammar.numerals import number
from kg.shadow import key


def rows() -> Iterator[tuple[str, Row]]:
    """Yield every row that a module of the grammar holds, alone or in a table."""
    for module in pkgutil.iter_modules(kg.grammar.__path__, "kg.grammar."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for found in value if isinstance(value, tuple) and not isinstance(value, Row) else (value,):
                if isinstance(found, Row):
                    yield f"{module.name.rpartition('.')[2]}.{name}: {found.name}", found


ROWS = dict(rows())


def test_there_are_rows() -> None:
    assert {name.partition(":")[0] for name in ROWS} >= {"dates.DATE", "dates.TIME", "dates.BARE_TIME", "titles.YEAR", "titles.ORDINAL", "titles.PRINTED"}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_row_reads_its_example(row: Row) -> None:
    assert row.pattern.fullmatch(row.example)
    assert key(row.example) == row.example, "patterns are matched on the squeezed shadow"


NUMBERS = {
    "0": 0, "7": 7, "108": 108, "2275": 2275,
    "〇": 0, "一": 1, "元": 1, "兩": 2, "十": 10, "十二": 12, "二十": 20, "二十三": 23, "九十五": 95,
    "廿": 20, "廿三": 23, "卅": 30, "卅一": 31,
    "百": 100, "一百": 100, "一百零八": 108, "一百一十": 110, "一百十二": 112, "一千零一": 1001, "二千二百七十五": 2275,
    "一○八": 108, "一〇八": 108, "一零八": 108, "八○九": 809, "八〇九": 809, "二二七五": 2275, "二七五0": 2750, "二○一八": 2018,
    "壹": 1, "參": 3, "拾": 10, "拾貳": 12, "壹佰零捌": 108,
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_number(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "甲", "八月", "1.5", "-3", "第八", "十甲"])
def test_no_number(text: str) -> None:
    assert number(text) is None


DAYS = {
    "109年3月26日(星期四)": (datetime.date(2020, 3, 26), 109, 3),
    "中華民國一百零八年五月廿三日": (datetime.date(2019, 5, 23), 108, None),
    "民國元年一月一日": (datetime.date(1912, 1, 1), 1, None),
    "九十五年一月七日星期六": (datetime.date(2006, 1, 7), 95, 5),
    "113/11/12(二)": (datetime.date(2024, 11, 12), 113, 1),
    "101.04.18": (datetime.date(2012, 4, 18), 101, None),
    "90-09-05": (datetime.date(2001, 9, 5), 90, None),
    "2020-12-22": (datetime.date(2020, 12, 22), None, None),
    "2018年5月5日": (datetime.date(2018, 5, 5), None, None),
    "西元2018年5月5日": (datetime.date(2018, 5, 5), None, None),
    "109年2月30日": (None, 109, None),
    "本(109)年7月24日(星期五)": (datetime.date(2020, 7, 24), 109, 4),
}


@pytest.mark.parametrize(("text", "expected"), DAYS.items())
def test_day(text: str, expected: tuple[datetime.date | None, int | None, int | None]) -> None:
    day = find_day(text)
    assert day is not None
    assert (day.date, day.roc_year, day.weekday) == expected
    assert day.start == 0


@pytest.mark.parametrize("text", ["", "第8次會議", "3月26日", "109年3月", "1,234/5", "02-2345-6789"])
def test_no_day(text: str) -> None:
    assert find_day(text) is None


CLOCKS = {
    "上午10時": ["10:00"], "下午2時45分": ["14:45"], "下午2時半": ["14:30"], "下午13時25分": ["13:25"], "下午12時30分": ["12:30"], "中午12時": ["12:00"],
    "上午九時三十分": ["09:30"], "19:00~20:45": ["19:00", "20:45"], "中午1230": ["12:30"], "2:30PM": ["14:30"], "下午2點整": ["14:00"],
    "凌晨12時30分": ["00:30"], "晚間7時": ["19:00"], "AM9:00~PM3:00": ["09:00", "15:00"], "21:30pm": ["21:30"], "1400-1600": ["14:00", "16:00"],
    "00:00:00.000": [], "02-2345-6789": [], "下午2時至4時30分": ["14:00", "16:30"], "14:00至隔日01:30": ["14:00", "01:30"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CLOCKS.items())
def test_time_of_day(text: str, expected: list[str]) -> None:
    assert [clock.text for clock in find_clocks(text)] == expected
