"""Minutes of any body: keys that keep meetings apart, minutes within minutes, and what is said of doubtful headers."""

import pytest

from kg.pipeline import chunks, read_minutes
from kg.source import Source
from kg.vocab import read_vocabulary

HEADER = "\n時間：110年2月2日(星期二)上午10時\n主席：王大明\n"


def keys(text: str) -> list[str]:
    return [read.key for read in read_minutes(Source(text=text, name="case.txt"), read_vocabulary())[0]]


def codes(text: str) -> list[str]:
    return [d.code for d in chunks(Source(text=text, name="case.txt"), read_vocabulary())[1]]


KEYS = {
    "甲山市政府第2122次市政會議紀錄": "甲山市政府/市政會議/第2122次",
    "甲山市政府第2122次局務會議紀錄": "甲山市政府/局務會議/第2122次",
    "乙水縣政府第2122次市政會議紀錄": "乙水縣政府/市政會議/第2122次",
    "甲山社區管理委員會第3次會議紀錄": "甲山社區管理委員會/第3次",
    "甲山社區管理委員會第3次臨時會會議紀錄": "甲山社區管理委員會/臨時會/第3次",
    "甲山社區管理委員會第3次工作會議紀錄": "甲山社區管理委員會/工作會議/第3次",
    "甲山社區管理委員會臨時會議紀錄": "甲山社區管理委員會/臨時會議/2021-02-02",
    "甲山社區管理委員會109年會議紀錄": "甲山社區管理委員會/109/2021-02-02",
    "甲山大學109學年度第1學期第1次教務會議紀錄": "甲山大學/教務會議/109/第1學期/第1次",
    "甲山大學109學年度第2學期第1次教務會議紀錄": "甲山大學/教務會議/109/第2學期/第1次",
    "甲山市議會第3屆第4次臨時會第1次會議紀錄": "甲山市議會/臨時會/第3屆/第4次/第1次",
    "甲山市議會第3屆第5次臨時會第1次會議紀錄": "甲山市議會/臨時會/第3屆/第5次/第1次",
    "甲山院第1186次至第1235次會議議事錄": "甲山院/第1186次/第1235次",
    "甲山市政府交通組第3次會議紀錄": "甲山市政府/交通組會議/第3次",
    "雙北合作交流平臺交通組第3次會議紀錄": "雙北合作交流平臺/議題小組/交通組/第3次",
    "基北北桃合作交流平臺交通組第3次工作會議紀錄": "基北北桃合作交流平臺/議題小組/交通組/第3次",
}


@pytest.mark.parametrize(("title", "key"), KEYS.items())
def test_a_meeting_has_the_key_its_title_states(title: str, key: str) -> None:
    assert keys(title + HEADER) == [key]


def test_two_meetings_have_two_keys() -> None:
    assert len(set(KEYS.values())) == len(KEYS)


def test_a_title_without_a_body_is_kept_apart_by_its_text() -> None:
    one, other = keys("第3次會議紀錄" + HEADER), keys("第3次會議紀錄" + HEADER.replace("王大明", "李小美"))
    assert one != other
    assert one[0].startswith("第3次會議紀錄/")


NESTED = """\
甲山縣議會第9屆第2次定期會第21次會議議事錄
時　間　110年2月9日(星期二)上午9時
主　席　王議長大明
報 告 事 項
宣讀上次會議議事錄。
甲山縣議會第9屆第2次定期會第20次會議議事錄
時　間　110年2月2日(星期二)上午9時
主　席　李副議長小美
討 論 事 項
一、「舊案」：照案通過。
散會
決定：確定。
討 論 事 項
一、「新案」：照案通過。
散會（中午12時）
"""


def test_minutes_within_minutes_are_text_of_the_outer_and_no_facts() -> None:
    (read,) = read_minutes(Source(text=NESTED, name="case.txt"), read_vocabulary())[0]
    assert read.key == "甲山縣議會/定期會/第9屆/第2次/第21次"
    assert read.record.text == NESTED.strip()
    assert [chair.name for chair in read.record.header.chairs] == ["王大明"]
    assert [d.case.value for d in read.record.decisions if d.case] == ["新案"]
    assert "nested-minutes" in codes(NESTED)


FINDINGS = {
    "甲山市政府第1次會議紀錄\n時間：110年2月2日(星期三)\n主席：王大明\n": "weekday-mismatch",
    "甲山市政府第1次會議紀錄\n時間：110年2月30日\n主席：王大明\n": "impossible-date",
    "甲山市政府第1次會議紀錄\n時間：110年2月2日至3日\n主席：王大明\n": "several-days",
    "甲山市政府110年2月2日第1次會議紀錄\n日期：110-02-09\n主席：王大明\n": "date-mismatch",
    "甲山市政府第1次會議紀錄\n時間：110年2月2日\n主席：王大明\n": "unknown-name",
}


@pytest.mark.parametrize(("text", "code"), FINDINGS.items())
def test_what_is_doubtful_is_said(text: str, code: str) -> None:
    assert code in codes(text)


def test_a_second_heading_of_the_same_meeting_begins_no_other() -> None:
    text = "甲山市政府第2122次市政會議紀錄" + HEADER + "壹、報告：洽悉。\n甲山市政府第2122次市政會議紀錄\n貳、討論：洽悉。\n"
    assert keys(text) == ["甲山市政府/市政會議/第2122次"]
