"""The invented minutes: the same every time, no meeting twice, and every form of sentence the sample has."""

import os
import re
import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from tests.bench.generate import LIFE, Case, Truth, compose, found, generate, generate_with_truth, han, main

ROOT = Path(__file__).parents[1]
SOME, MANY = 500, 2000

FORMS = {  # name: (pattern, an example of it, from the sample where it has one)
    "verb before, one case": (r"同意新增「[^」]+」 ?1 ?案", "同意新增「捷運環狀線第一階段未來營運相關事宜」1案。"),
    "verb before, list": (r"(同意|新增)\S*下列 ?\d ?案[：:]", "(二) 同意解列下列4案："),
    "verb after": (r"」[,，]?等 ?\d ?案同意新增合作方案", "「綠能發電場站暨變電所屋內化推動參訪」,等 5 案同意新增合作方案。"),
    "several groups": (r"組「[^\n]+組「[^\n]+等 ?\d+ ?案同意解除列管", "交通組「A」、產業民生組「B」等 5 案同意解除列管。"),
    "two verbs": (r"組[：:]同意新增「[^\n]+[,，；;]解除列管「", "教育文化組:同意新增「A」案,解除列管「B」案。"),
    "a second sentence": (r"。並同意解除列管「", "等 5 案同意新增合作方案。並同意解除列管「社區公民電廠推動交流」"),
    "noted": (r"組[：:]洽悉。", "三、環境資源組：洽悉。"),
    "noted together": (r"「\S+組」、「\S+組」[：:]洽悉。", "五、「交通組」、「環境資源組」:洽悉。"),
    "continued": (r"請雙邊單位持續辦理。", "六、校園防疫合作：請雙邊單位持續辦理。"),
    "remark behind the group": (r"組[（(]下列 ?\d ?案係於", "二、產業民生組(下列4案係於107年第3季新增"),
    "directive by quotes": (r"歷次會議指裁示事項[,，]同意解除列管[^「\n]+次\S*會議「",
                            "歷次會議指裁示事項，同意解除列管 108 年第 8 次副市長層級會議「酷課雲」"),
    "two directives": (r"會議「[^」]+」及[^「\n]*第[^「\n]+會議「[^」]+」等 ?2 ?案", "第 8 次副市長層級會議「A」及第 9 次副市長層級會議「B」等 2 案"),
    "directive by 關於": (r"會議\S*關於[^\n]+案。", "第 10 次副市長層級會議關於後疫情時代經濟振興後的產業轉型案。"),
    "year carried over": (r"\d ?年第 ?\d+ ?次副市長層級會議、第 ?\d+ ?次副市長", "108 年第 8 次副市長層級會議、第 9 次副市長層級會議"),
    "citation with a date": (r"\d 日第 \d+ 次副市長層級會議[「關]", "109 年 7 月 13 日第 10 次副市長層級會議關於"),
    "proposal": (r"列為未來\S*合作項目案[,，]請納入小組會議研議", "列為未來雙北合作項目案,請納入小組會議研議,並應儘速辦理"),
    "idiom": (r"開放納入一案[,，]", "請新北市政府交通局協助開放納入一案，針對能做的部份先行推動。"),
    "search for a place": (r"由\S+局先行尋找適當地點", "由新北市政府消防局先行尋找適當地點"),
    "report to two offices": (r"請\S+與\S+研商[,，]並請", "請臺北市政府資訊局與健保署研商，並請雙邊單位持續辦理。"),
    "elided": (r"主席致詞([：:]略|[（(]略[）)])", "伍、主席致詞(略)"),
    "speech on its own line": (r"市長[：:]\n+\S", "一、柯市長：\n\n疫情短期內不會結束"),
    "speech on the same line": (r"、 ?\S{1,2}市長[：:]\S", "一、 柯市長：每天都有新的問題會出現"),
    "office inside the name": (r"政府 \S市長\S\S( 共同主持)?\n", "新北市政府 侯市長友宜 共同主持\n"),
    "office after the name": (r"政府 \S\S\S市長\n", "新北市政府 侯友宜市長\n"),
    "joint chair on its own line": (r"\n共同主持\n", "\n共同主持\n"),
    "stand-in": (r"[（(]請假[）)]\S+[（(]代[）)]", "張市長三（請假）李副市長四（代）"),
    "recorder behind attendance": (r"詳簽到表 紀錄[：:]\S", "肆、出席單位及人員：詳簽到表 紀錄：許結翔"),
    "recorder on a line": (r"\n紀錄[：:]\S", "\n紀錄：黃怡寧"),
    "other spelling of recorder": (r"記錄[：:]\S", "記錄：王某"),
    "date as in the sample": (r"時間[：:]\d+ 年 \d+ 月 \d+ 日[(（]星期.[）)][上中下]午 \d+ 時", "會議時間：109 年 3 月 26 日(星期四)上午 10 時"),
    "date in Chinese": (r"九十五年\S+月\S+日", "九十五年一月七日"),
    "date with slashes": (r"\d/\d+/\d+[（(].[）)]\d\d:\d\d~", "113/11/12(二)19:00~20:45"),
    "date with dots": (r"[：:]\d{2,3}\.\d\d\.\d\d", "時間：101.04.18"),
    "date in ISO": (r"[：:]20\d\d-\d\d-\d\d ", "時間：2020-12-22 09:00"),
    "ROC date with hyphens": (r"[：:]\d{2,3}-\d\d-\d\d ", "日期:90-09-05 "),
    "common era": (r"[：:]20\d\d ?年", "2018：2018 年 5 月 5 日"),
    "letter-spaced label": (r"主\u3000席[：:]", "參、主\u3000席："),
    "session in Chinese": (r"第[一二三四五六七八九○]{3}次", "第八○九次"),
    "another spelling of the platform": (r"合作交流平台", "雙北合作交流平台"),
    "other quotes": (r"新增『[^』]+』", "同意新增『A』"),
    "nested quotes": (r"「[^」]+『[^』]+』[^」]+」", "「不符合『標準』之案件」"),
    "bulleted list": (r"\n• ", "\n• 一案"),
    "bulleted items": (r"\n- 一、", "\n- 一、捷運環狀線"),
    "resolution": (r"\n決議[：:]照案通過。", "\n決議：照案通過。"),
    "adjourned, in brackets": (r"散會[（(]下午 ?\d+ ?時 ?\d+ ?分[）)]。", "捌、 散會(下午 3 時 5 分)。"),
    "adjourned, by the clock": (r"散會[：:]\d\d:\d\d", "散會：15:30"),
    "declared project": (r"萬大-中和-樹林線", "二、萬大-中和-樹林線"),
    "invented project": (r"\n\S*?\S\S大橋工程進度請", "\n五、青嵐大橋工程進度請落實管制。"),
}

NUMERALS = [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (100, "一百"), (109, "一百零九"), (114, "一百一十四")]


@pytest.fixture(scope="module")
def many() -> list[tuple[str, str, Truth]]:
    """Return the first 2,000 minutes."""
    return list(generate_with_truth(MANY))


def test_every_run_gives_the_same_minutes() -> None:
    """Neither the process nor its hash seed may matter."""
    code = "import hashlib; from tests.bench.generate import generate; print(hashlib.sha256(repr(list(generate(40))).encode()).hexdigest())"
    runs = {
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": h}, capture_output=True, check=True).stdout
        for h in "127"
    }
    assert len(runs) == 1


def test_fewer_minutes_are_the_first_of_more(many: list[tuple[str, str, Truth]]) -> None:
    """And the n-th can be had without the others."""
    assert list(generate(300)) == [(name, text) for name, text, _ in many[:300]]
    found.cache_clear()
    assert compose(1234)[0] == many[1234][1]


def test_seeds_differ() -> None:
    """Another seed, other minutes."""
    assert not {text for _, text in generate(50, seed=1)} & {text for _, text in generate(50, seed=2)}


def test_no_meeting_twice(many: list[tuple[str, str, Truth]]) -> None:
    """Titles, folded as IRIs fold them, name each meeting once; so do a body and its dates."""
    assert len({name for name, _, _ in many}) == MANY
    bodies = [found(1, index) for index in range(3000)]
    assert len({body.name for body in bodies}) == len(bodies)
    assert max(Counter(body.name + meeting.name for body in bodies for meeting in body.meetings).values()) == 1
    for body in bodies[:200]:
        dates = [meeting.date for meeting in body.meetings]
        assert dates == sorted(set(dates))
        assert all(95 <= day.year - 1911 <= 114 for day in dates)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_occurs(form: str, many: list[tuple[str, str, Truth]]) -> None:
    """In 500 minutes."""
    pattern, example = FORMS[form]
    assert re.search(pattern, example)
    assert any(re.search(pattern, text) for _, text, _ in many[:SOME])


def test_size_and_titles(many: list[tuple[str, str, Truth]]) -> None:
    """Minutes are about as long as the sample's, and start with their title."""
    sizes = sorted(len(text) for _, text, _ in many)
    assert sizes[0] > 500 and sizes[MANY // 20] > 900 and sizes[-1] < 3200
    assert all(text.startswith(truth.title + "\n") for _, text, truth in many)


def test_lives_of_cases() -> None:
    """No title twice in a body; thousands of titles; delisted after being added, a few never added, some never delisted."""
    cases: list[Case] = []
    for index in range(60):
        own = found(1, index).cases
        assert len({case.title for case in own}) == len(own)
        cases += own
    assert len({case.title for case in cases}) > 5000
    assert all(case.delisted >= case.added for case in cases if case.added is not None and case.delisted is not None)
    assert all(case.delisted is not None for case in cases if case.added is None)
    assert 0.03 < sum(case.added is None for case in cases) / len(cases) < 0.12
    assert 0.1 < sum(case.delisted is None for case in cases) / len(cases) < 0.3


def test_truth_agrees_with_the_lives_and_the_text(many: list[tuple[str, str, Truth]]) -> None:
    """What a body planned for a slot is what its minutes count and print."""
    for n, (_, text, truth) in islice(enumerate(many), SOME):
        body, slot = found(1, n // (8 * LIFE) * 8 + n % 8), n // 8 % LIFE
        added = [case for case in body.cases if case.added == slot]
        assert truth.additions == len(added)
        assert truth.delistings == sum(case.delisted == slot for case in body.cases)
        squeezed = folded(text)
        together = re.search("(「\\w+組」、)+「\\w+組」：洽悉。", squeezed)
        assert truth.noted == len(re.findall("洽悉。|備查。", squeezed)) + (together[0].count("、") if together else 0)
        assert all(folded(case.title) in squeezed for case in added)


def test_errors_are_rare_and_recorded(many: list[tuple[str, str, Truth]]) -> None:
    """About one count in fifty is wrong, and one weekday; a wrong weekday differs from the calendar, a right one does not."""
    printed = wrong = 0
    for _, text, truth in many:
        match = re.search("時間：.*?(?:（|星期)([一二三四五六日])[）上中下]", folded(text.split("地")[0]))
        if match:
            printed += 1
            wrong += truth.wrong_weekday
            shown = "一二三四五六日".index(match[1])
            assert ((truth.date.weekday() - shown) % 7 != 0) is truth.wrong_weekday
        else:
            assert not truth.wrong_weekday
    assert 0.01 < wrong / printed < 0.035
    claims = sum(len(re.findall(r"(?:下列|等|」) ?\d+ ?案", text)) for _, text, _ in many)
    assert 0.01 < sum(truth.wrong_counts for _, _, truth in many) / claims < 0.03


@pytest.mark.parametrize(("number", "written"), NUMERALS)
def test_numerals(number: int, written: str) -> None:
    """ROC years go past a hundred."""
    assert han(number) == written


def test_command_writes_files(tmp_path: Path) -> None:
    """Several minutes a file, and the same text as the generator's."""
    main(["7", str(tmp_path), "--seed", "3", "--per-file", "3"])
    files = sorted(tmp_path.rglob("*.txt"))
    assert [str(file.relative_to(tmp_path)) for file in files] == [f"0000/minutes-000000{n}.txt" for n in (1, 4, 7)]
    assert "\n".join(file.read_text(encoding="utf-8") for file in files) == "\n".join(text for _, text in generate(7, seed=3))


def test_too_many_minutes_are_refused() -> None:
    """The message names the argument and the limit."""
    with pytest.raises(ValueError, match=r"^number: .* at most 460800"):
        compose(460_800 + 4)


def folded(text: str) -> str:
    """Fold what minutes spell differently: spaces, quotes, 台, 記, widths."""
    return re.sub(r"\s", "", text).translate(str.maketrans("『』台記,:;()", "「」臺紀，：；（）"))
