"""Segments of IRIs: the rules of the contract as a table, and what must hold for any name."""

import hashlib
import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg import iris

# The same every time, and however slow the machine.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=300)
settings.load_profile("steady")

SEGMENTS = {
    # white space and characters without width are dropped, a hyphen stays between Latin letters or digits
    "交通組": "交通組",
    " 交通組\n": "交通組",
    "雙北\u3000合作 平臺": "雙北合作平臺",
    "雙北\u200b合作\ufeff平臺": "雙北合作平臺",
    "SOP 共享": "SOP共享",
    "Smart City": "Smart-City",
    "Smart \u3000 City": "Smart-City",
    "iTaiwan 2.0 版": "iTaiwan-2．0版",
    "108 年第 8 次": "108年第8次",
    "12 34": "12-34",
    # one form of characters, widths and dashes
    "台北市": "臺北市",
    "Ｓｍａｒｔ　Ｃｉｔｙ": "Smart-City",
    "１０８年": "108年",
    "e\u0301": "é",
    "\uf9d1": "六",
    "萬大-中和–樹林線": "萬大-中和-樹林線",
    "甲‐乙‑丙‒丁–戊—己―庚−辛－壬﹣癸─子": "甲-乙-丙-丁-戊-己-庚-辛-壬-癸-子",
    # quotes are 「」, other ASCII punctuation is wide
    "『共享』": "「共享」",
    "“共享”": "「共享」",
    "‘共享’": "「共享」",
    '"共享"': "「共享」",
    '"甲"與"乙"': "「甲」與「乙」",
    "＂共享＂": "「共享」",
    "〝共享〞": "「共享」",
    "﹁共享﹂": "「共享」",
    "﹃共享﹄": "「共享」",
    "｢共享｣": "「共享」",
    "go!": "go！",
    "C#": "C＃",
    "A/B": "A／B",
    "50%": "50％",
    "(一)": "（一）",
    "a_b~c": "a＿b～c",
    "<&>?:;": "＜＆＞？：；",
    "go！": "go！",
    # anything else is escaped
    "\ue000區": "%EE%80%80區",
    "\ufffd": "%EF%BF%BD",
}


@pytest.mark.parametrize(("name", "segment"), SEGMENTS.items(), ids=map(ascii, SEGMENTS))
def test_segment(name: str, segment: str) -> None:
    assert iris.segment(name) == segment


def test_sixty_characters_stay() -> None:
    assert iris.segment("字" * 60) == "字" * 60


def test_more_are_cut_and_told_apart() -> None:
    long, other = "字" * 61, "字" * 60 + "母"
    assert iris.segment(long) == "字" * 48 + "~" + hashlib.sha256(long.encode()).hexdigest()[:12]
    assert iris.segment(other)[:49] == iris.segment(long)[:49]
    assert iris.segment(other) != iris.segment(long)


def test_length_is_that_of_the_segment() -> None:
    """Blanks do not count; what stands in the hash is the segment, not the name."""
    assert iris.segment("台 " * 60) == "臺" * 60
    assert iris.segment("台 " * 61) == "臺" * 48 + "~" + hashlib.sha256(("臺" * 61).encode()).hexdigest()[:12]


def test_no_cut_goes_through_an_escape() -> None:
    """Characters of private use come from Big5 files."""
    assert UNRESERVED.fullmatch(iris.segment("字" * 47 + "\ue000" + "字" * 20))


TITLES = {
    "雙北市集商圈防疫合作案": "雙北市集商圈防疫合作",
    "雙北市集商圈防疫合作": "雙北市集商圈防疫合作",
    "行動支付方案": "行動支付方案",
    "資料共享專案": "資料共享專案",
    "第一號提案": "第一號提案",
    "自治條例草案": "自治條例草案",
    "高風險個案": "高風險個案",
    "都市更新法案": "都市更新法案",
    "合作案案": "合作案",
    "資料共享專案案": "資料共享專案",
    "案": "案",
    "合作 案": "合作",
    "go!案": "go！",
}


@pytest.mark.parametrize(("name", "segment"), TITLES.items())
def test_title(name: str, segment: str) -> None:
    assert iris.title(name) == segment


@pytest.mark.parametrize("name", ["字" * 60, "字" * 61, "\ue000區", "50%", "C#"], ids=ascii)
def test_a_final_case_makes_no_other_title(name: str) -> None:
    assert iris.title(name + "案") == iris.title(name) == iris.segment(name)


def test_path() -> None:
    assert iris.path("雙北合作交流平台", "副市長層級", "", "第8次") == "雙北合作交流平臺/副市長層級/第8次"
    assert iris.path("A/B", "C") == "A／B/C"


# --- of any name ---------------------------------------------------------------------------------------------------------------

UNRESERVED = re.compile(
    r"(?:[A-Za-z0-9._~\-\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd\U00040000-\U0004fffd"
    r"\U00050000-\U0005fffd\U00060000-\U0006fffd\U00070000-\U0007fffd\U00080000-\U0008fffd\U00090000-\U0009fffd\U000a0000-\U000afffd"
    r"\U000b0000-\U000bfffd\U000c0000-\U000cfffd\U000d0000-\U000dfffd\U000e1000-\U000efffd]|%[0-9A-F]{2})*"
)
PRINTED = "會議交通組臺台北市民方案①㈠〇ABCabc019é"
MARKS = "-–—()!#%/:;.,?「」『』（）：，。、"
names = st.text(st.sampled_from(PRINTED + MARKS), max_size=70) | st.text(max_size=70)
plain_names = st.text(st.sampled_from(PRINTED + MARKS), max_size=70)


@given(names)
@example("字" * 47 + "\ue000" * 5)
def test_only_unreserved_characters_and_escapes(name: str) -> None:
    assert UNRESERVED.fullmatch(iris.segment(name))


@given(names)
def test_a_segment_is_its_own_segment(name: str) -> None:
    """Not where `~` marks a cut, nor where `%` marks an escape: both are signs that no name can hold."""
    segment = iris.segment(name)
    if not {"~", "%"} & set(segment):
        assert iris.segment(segment) == segment


@given(names)
@example("Ａ\u0300")
@example("e\u200b\u0301")
def test_a_segment_is_composed(name: str) -> None:
    assert unicodedata.is_normalized("NFC", iris.segment(name))


@given(names)
def test_decomposed_is_the_same_name(name: str) -> None:
    assert iris.segment(unicodedata.normalize("NFD", name)) == iris.segment(unicodedata.normalize("NFC", name)) == iris.segment(name)


@given(plain_names)
def test_wide_is_the_same_name(name: str) -> None:
    """ASCII quotes are left out here: whether one opens or closes depends on its place."""
    wide = name.translate({code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
    assert iris.segment(wide) == iris.segment(name)


@given(st.text(st.sampled_from("會議交通組臺台北「」"), max_size=50), st.lists(st.sampled_from(" \t\n\u3000\u00a0\u200b\ufeff"), min_size=50, max_size=50))
def test_blanks_are_no_part_of_a_name(name: str, blanks: list[str]) -> None:
    spaced = "".join(char + blank for char, blank in zip(name, blanks, strict=False))
    assert iris.segment(spaced) == iris.segment(name)


@given(plain_names)
def test_tai_has_one_form(name: str) -> None:
    assert iris.segment(name.replace("臺", "台")) == iris.segment(name.replace("台", "臺"))
