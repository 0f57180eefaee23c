"""Invent minutes: seeded, endless, and of the sample's forms.

The n-th minutes are a function of (seed, n): n names a body and a slot in its life, and all that a body ever does (its
meetings, cases, topics) is drawn from (seed, body) alone. So 1,000 minutes are the first of 10,000, no state is kept
but a small cache of bodies, and cases added at one meeting are delisted at a later one of the same body.
Towns, bodies, persons and cases are invented; only the sample's platform, its mayors and its projects are real.
This room knows what minutes look like. It must not know how they are read: nothing is imported from `kg`.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path
from random import Random

LIFE = 20  # meetings of one body
LANES = 8  # bodies that take turns; the first half are platforms of two cities, the others bodies of one city
FIRST_YEAR, LAST_YEAR = 95, 114
WRONG = 0.02  # share of stated counts, and of stated weekdays, that are wrong

TOWNS = [a + b for a in "青白碧霞雲松竹梅桐楓蘭杏晴朗澄煙翠玉瑞鹿鷺鶴雁螢" for b in "嵐崎汀浦澤泉坪崙埔墘寮坑湖岬嶼塢崗灘渡野原峰谷溪"]
COMMITTEES = (  # name after the town, and how its meetings are called: k runs on, t is the term, y the ROC year
    ("市都市計畫委員會", "第{k}次會議"), ("市政府", "第{k}次市政會議"), ("市都市更新審議會", "第{t}屆第{k}次會議"),
    ("市交通安全委員會", "{y}年第{k}次會議"), ("市環境影響評估審查委員會", "第{k}次會議"), ("市水資源管理委員會", "第{k}次會議"),
    ("市婦女權益促進委員會", "第{t}屆第{k}次會議"), ("市文化資產審議會", "{y}年第{k}次會議"), ("市災害防救會報", "{y}年第{k}次會議"),
    ("市食品安全委員會", "第{k}次會議"), ("市樹木保護委員會", "第{k}次會議"), ("市公共藝術審議會", "第{t}屆第{k}次會議"),
    ("市青年事務委員會", "{y}年第{k}次會議"), ("市國際事務委員會", "第{k}次會議"), ("市長期照顧委員會", "第{k}次會議"),
    ("市智慧城市委員會", "{y}年第{k}次會議"), ("市氣候變遷因應推動會", "{y}年第{k}次會議"), ("市社會福利委員會", "第{t}屆第{k}次會議"),
    ("市勞資關係委員會", "第{k}次會議"), ("市教育審議委員會", "第{t}屆第{k}次會議"),
)
GROUPS = {
    "交通組": "共享運具調度 公車動態資訊 自行車道串聯 轉乘優惠 停車資訊 號誌連鎖 無障礙計程車 電動公車",
    "產業民生組": "批發市場供應人 友善店家 跨境電商 傳統市場改造 農產品檢驗 遊蕩犬收容 商圈數位轉型 社區公民電廠",
    "環境資源組": "一次用塑膠減量 河川水質監測 廚餘再利用 空氣品質感測 營建剩餘土方 二手物交換 噪音稽查 焚化調度",
    "都會發展組": "社會住宅包租 都市更新整建 老舊建物健檢 共同管道圖資 公園用地取得 違建查報 地籍圖重測 天際景觀",
    "教育文化組": "學區班級數預估 酷課雲數位學習 國際學伴 高中棒球邀請賽 行動天文館 幼兒園師資 實驗教育 圖書通閱",
    "災防組": "大量傷病患後送 避難弱勢場所演練 防災士培訓 消防水源圖資 土石流預警 救災無人機 山域搜救 物資儲備",
    "衛生社福組": "糖尿病照護網 心理衛生資源 日間照顧空位 身心障礙訪視 兒童發展評估 醫事人員戒菸 長照機構評鑑 街友服務",
    "觀光文創組": "好玩卡景點 藝文刊物 街頭藝人展演 溫泉季行銷 旅館品質 古蹟修復 影視協拍 燈節遊程",
    "警政治安組": "婦幼安全 治安熱點 酒駕防制 詐騙阻斷 監視影像調閱 少年輔導 走失協尋 集會遊行",
    "水利工程組": "雨水下水道 抽水站 河濱綠地 再生水 滯洪池 水門操作 淹水感測 堤防巡檢",
    "資訊智慧組": "開放資料 市民卡 雲端機房 資安聯防 無紙化公文 數位分身 語音客服 電子支付",
    "勞動就業組": "青年職涯 移工諮詢 職災慰問 中高齡再就業 勞動檢查 技職訓練 庇護工場 托育人員",
    "體育青年組": "世界壯年運動會 馬拉松賽事 運動中心 青年創業 國民體適能 電競聯賽 水域遊憩 志工媒合",
    "農業推廣組": "農村社區 有機栽培 休閒農場 植物疫情 冷鏈運輸 食農教育 漁港直銷 保育林地",
}
SUBJECTS = {group: tuple(words.split()) for group, words in GROUPS.items()}
ANY_SUBJECT = tuple(subject for subjects in SUBJECTS.values() for subject in subjects)
ASPECTS = ("資料交換", "聯合稽查", "人才培訓", "資源共享", "通報作業", "補助標準調整", "示範場域", "巡迴宣導", "服務品質提升",
           "經驗交流", "費率檢討", "跨域支援", "整合行銷", "登記制度")
TITLES = (  # `same` is another subject of the group
    "{s}{a}合作案", "建立{s}{a}機制案", "{s}{a}計畫案", "{s}{a}", "兩地共同研議{s}、{same}及其{a}之未來發展", "{s}{a}-{town}示範區",
    "{year} {town}{s}{a}", "{s}不符合「{same}管理要點」之{a}協處合作", "{s}趴趴go!{a}", "18歲以下{s}{a}實施關懷輔導事宜",
)
STRIDE = 373  # prime to the number of titles of a group (10 * 8 * 14), so serial numbers never give one title twice
DECLARED = ("捷運環狀線第一階段", "環狀線", "萬大-中和-樹林線", "汐止民生線", "淡海輕軌", "松山機場", "翡翠水庫")
PROJECTS = ("{a}線", "{a}-{b}線", "{a}{b}線", "{a}大橋", "{b}水庫", "{b}科技園區", "{a}機場", "{b}河岸道路")
ISSUES = ("通車", "用地取得", "工期展延", "環評審查", "聯外接駁", "營運移轉")
OFFICES = ("交通局", "都市發展局", "環境保護局", "工務局", "教育局", "消防局", "衛生局", "社會局", "觀光傳播局", "警察局", "資訊局", "捷運工程局")
VENUES = ("{c}政府12樓劉銘傳廳", "{c}政府第一會議室", "{c}政府大樓3樓301會議室", "{p}工務所",
          "視訊會議", "{p}展示館、{c}立圖書館總館", "第二行政大樓(舊館)五樓")
SURNAMES, GIVEN = "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周葉蘇莊江", "文志家俊雅淑怡宗冠柏品詩佳宜承彥筱振國明珮欣哲豪萱廷"

WHEN = (
    "{y}年{m}月{d}日（星期{w}）{half}{time}", "{y}年{m}月{d}日（星期{w}）{half}{time}", "{y}年{m}月{d}日（星期{w}）{half}{time}",
    "中華民國{y}年{m}月{d}日（星期{w}）{half}{time}", "民國{y}年{m}月{d}日{half}{time}", "{y}年{m}月{d}日星期{w}{half}{time}",
    "{hy}年{hm}月{hd}日（星期{w}）{half}{htime}", "{y}年{m}月{d}日（星期{w}）{half}{long}", "{y}/{m}/{d}（{w}）{clock}~{end}",
    "{y}.{m:02}.{d:02}（{w}）{clock}", "{year}年{m}月{d}日 （星期{w}） {clock}", "{year}-{m:02}-{d:02} {clock}", "{y}-{m:02}-{d:02} {clock}",
    "{y}年{m}月{d}日（{w}）{long}至{end_long}", "中華民國{hy}年{hm}月{hd}日{half}{htime}",
)
CLOSED = ("散會（{end_half}{end_time}）。", "散會（{end_half}{end_time}）。", "散會：{end}",
          "散會（{end_long}）", "散會：{end_half}{end_time}。", "散會。")
ATTENDED = ("詳簽到表", "詳簽到表", "如附件簽到表", "詳如出列席名單", "{names}", "{names}（線上）")
ADD, ADD_AFTER = ("同意新增", "同意新增", "新增列管"), ("同意新增合作方案", "同意新增", "新增列管")
DELIST = ("同意解列", "同意解除列管", "解除列管")
KEEP = ("請{units}持續辦理", "持續辦理", "繼續列管")
CONCLUSIONS = ("主席結論暨指示", "主席結論暨指示", "主席裁示", "主席指示", "主席結論")
RESOLVED = ("照案通過。", "修正後通過。", "本案緩議。", "下次會議再議。", "同意備查。", "不同意辦理。",
            "移請{o}研議。", "{s}先於{town}試辦，所需經費由{o}編列。")
REMARKS = (
    "{s}是{all}共同的課題，過去一年已有具體成果。", "感謝各局處首長撥冗出席，{p}的進度大家都很關心。",
    "{all}居民的生活圈早已合而為一，制度也要跟著走。",
    "{s}推動以來，申請件數成長{n}%，顯示民眾確有需要。", "去年颱風期間，{all}的通報管道發揮了很大作用。", "{town}花季即將開始，歡迎各位共同參與。",
    "歷年來共提出{n}案，多數已經完成。", "物價與人口結構都在改變，原有的作法未必適用。",
)
SPEECHES = ("如遇到問題，請{all}立即溝通解決，不必等到下次會議。", "各項合作案皆朝既定的方向推動，尚需協調的部分，請{all}持續努力。",
            "{s}目前採取「先易後難」策略，請{o}與{o2}保持窗口聯繫。", "{t}涉及民眾權益，請{o}{when}完成評估，{o2}協助配合。")
DIRECTIVES = (
    "{t}請{all}持續積極合作，加速辦理，並擇適當時間安排視察工程進度。", "{p}請{o}與{o2}共同會商，針對{issue}等問題盡速釐清。",
    "有關{t}，請{o}{when}提出具體方案。", "{t}案，請{o}{when}完成，並於下次會議報告辦理情形。", "{p}工程進度請{city}政府落實管制。",
    "請{o}就{t}研擬計畫，{o2}協助配合，俾利{all}市民共同受益。", "{p}與{p2}之轉乘接駁，由{o}先行規劃，{o2}應儘速提供資料。",
    "{s}所需經費，請{o}納入{y}年度預算編列。", "{t}請持續與{city}議會溝通。",
)
DEADLINES = ("儘速", "盡速", "於2週內", "於{y}年12月31日前", "於下次會議前", "即刻", "於30日內")
SCHEMES = (("壹", "、", "一", "、", "（一）", "", "1", ". "), ("壹", "、", "一", "、", "（一）", "", "1", ". "),
           ("一", "、", "（一）", "", "1", ". ", "（1）", ""), ("壹", "、", "一", "、", "（一）", "", "1", "、"))
BULLETS = (("", ""), ("", ""), ("", ""), ("- ", ""), ("", "• "))  # before items, and instead of the marks of a list of cases
WIDTHS: tuple[dict[str, str], ...] = (
    {}, {}, {"（": "(", "）": ")"}, {"（": "(", "）": ")"}, {"：": ":", "，": ",", "；": ";"},
    {"：": ":", "，": ",", "（": "(", "）": ")"}, {"「": "『", "」": "』", "『": "「", "』": "」"},
)
TABLES = tuple(str.maketrans(width) for width in WIDTHS)
HAN, FORMAL = "零一二三四五六七八九十", "零壹貳參肆伍陸柒捌玖拾"
BETWEEN = re.compile(r"(?<=[一-鿿])(?=[0-9])|(?<=[0-9])(?=[一-鿿])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What one minutes say, to be compared with what was read from them."""

    title: str  # as printed
    body: str
    date: date
    additions: int  # cases added, one a title
    delistings: int  # cases delisted, without directives
    cited: int  # earlier directives delisted by name
    noted: int  # 洽悉 and 備查, one a group or item
    directives: int  # in the conclusions only
    wrong_counts: int
    wrong_weekday: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case and its life in slots of its body; `added` is None where no minutes report it, `delisted` where it stays."""

    title: str
    group: str
    added: int | None
    delisted: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One slot of a body: `name` is the title without body and 紀錄, `short` what suffices to cite it."""

    name: str
    short: str
    date: date
    office: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """All that a body ever does."""

    name: str
    cities: tuple[str, ...]
    towns: tuple[str, ...]
    people: tuple[str, ...]
    projects: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    cases: tuple[Case, ...]


Part = tuple[list[Case], Sequence[str], Sequence[str]]  # cases, verbs that may stand before them, verbs that may stand after


@dataclass(slots=True, kw_only=True)
class Draft:
    """Minutes in the making: lines as (level, text), level 0 without a mark, and the counts of the truth."""

    rng: Random
    body: Body
    slot: int
    lines: list[tuple[int, str]] = field(default_factory=list)
    additions: int = 0
    delistings: int = 0
    cited: int = 0
    noted: int = 0
    directives: int = 0
    wrong_counts: int = 0
    wrong_weekday: bool = False
    speakers: tuple[str, ...] = ()

    @property
    def meeting(self) -> Meeting:
        """Return the meeting these minutes are of."""
        return self.body.meetings[self.slot]

    def add(self, level: int, text: str) -> None:
        """Append one line."""
        self.lines.append((level, text))

    def claim(self, real: int) -> str:
        """Write a count of cases, now and then a wrong one."""
        if self.rng.random() >= WRONG:
            return f"{real}案"
        self.wrong_counts += 1
        return f"{real + self.rng.choice((1, -1) if real > 2 else (1,))}案"

    def fill(self, template: str) -> str:
        """Fill the places of a sentence with this body's towns, projects, offices and topics."""
        if "{" not in template:
            return template
        rng, body = self.rng, self.body
        office, other = rng.sample(OFFICES, 2)
        project, second = rng.sample(body.projects, 2)
        roc = roc_year(self.meeting.date)
        return template.format(
            all="兩市" if len(body.cities) > 1 else "各局處", units="雙邊單位" if len(body.cities) > 1 else "相關單位",
            o=f"{body.cities[0]}政府{office}", o2=f"{body.cities[-1]}政府{other}", p=project, p2=second, t=rng.choice(self.meeting.topics),
            s=rng.choice(ANY_SUBJECT), issue=rng.choice(ISSUES), city=rng.choice(body.cities), y=roc + 1,
            town=rng.choice(body.towns), n=rng.randrange(12, 180), when=rng.choice(DEADLINES).format(y=roc),
        )


def generate(number: int, *, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield file name and text of the first `number` minutes of a seed."""
    return ((name, text) for name, text, _ in generate_with_truth(number, seed=seed))


def generate_with_truth(number: int, *, seed: int = 1) -> Iterator[tuple[str, str, Truth]]:
    """Yield file name, text and what the text says."""
    for n in range(number):
        text, truth = compose(n, seed=seed)
        yield f"minutes-{n + 1:07}.txt", text, truth


def compose(n: int, *, seed: int = 1) -> tuple[str, Truth]:
    """Write the n-th minutes (0-based) of a seed."""
    block, rest = divmod(n, LANES * LIFE)
    slot, lane = divmod(rest, LANES)
    draft = Draft(rng=Random(f"{seed}/{n}"), body=found(seed, block * LANES + lane), slot=slot)
    end = header(draft)
    opening(draft)
    group_reports(draft)
    special_report(draft)
    discussion(draft)
    conclusions(draft)
    draft.add(1, end)
    title, text = render(draft)
    return text, Truth(
        title=title, body=draft.body.name, date=draft.meeting.date, additions=draft.additions, delistings=draft.delistings, cited=draft.cited,
        noted=draft.noted, directives=draft.directives, wrong_counts=draft.wrong_counts, wrong_weekday=draft.wrong_weekday)


# Bodies and their lives.


@lru_cache(maxsize=4 * LANES)
def found(seed: int, index: int) -> Body:
    """Draw the body with this index: body 0 is the sample's platform, at deputy-mayor level after the sample's 第10次."""
    rng = Random(f"{seed}/body/{index}")
    block, lane = divmod(index, LANES)
    half = LANES // 2
    pair, serial = block * half + lane, block * half + lane - half
    if serial >= len(TOWNS) * len(COMMITTEES):
        raise ValueError(f"number: bodies are exhausted, ask for at most {len(TOWNS) * len(COMMITTEES) // half * LANES * LIFE} minutes")
    platform = lane < half
    at = pair if platform else serial
    towns = tuple(TOWNS[(at * 241 + step) % len(TOWNS)] for step in (0, 101 * (1 + at // len(TOWNS))))
    # A town meets each partner and each kind of committee once: 241 and 101 are prime to 576, 577 to 20.
    suffix, form = ("合作交流平臺", "") if platform else COMMITTEES[(serial + serial // len(TOWNS)) % len(COMMITTEES)]
    cities = tuple(f"{town}市" for town in (towns if platform else towns[:1]))
    name = ("".join(towns) if platform else towns[0]) + suffix
    if index == 0:
        cities, name = ("臺北市", "新北市"), "雙北合作交流平臺"
    projects = tuple(form.format(a=towns[0], b=towns[1]) for form in rng.sample(PROJECTS, 4))
    declared = DECLARED if index == 0 else tuple(rng.sample(DECLARED, 1)) if rng.random() < 0.3 else ()
    projects = declared + projects[: 2 if index == 0 else 4]
    groups = tuple(GROUPS)[:8] if index == 0 else rng.sample(tuple(GROUPS), rng.randrange(7, 10))  # the first eight are the sample's
    people = tuple(dict.fromkeys(rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, 2)) for _ in range(40)))
    return Body(name=name, cities=cities, towns=towns, people=people, projects=projects,
                meetings=convene(rng, index, form, projects), cases=plan_cases(rng, towns, groups))


def convene(rng: Random, index: int, form: str, projects: Sequence[str]) -> tuple[Meeting, ...]:
    """Lay out the meetings of a body in order of time; `form` is empty for platforms."""
    rhythm = 4 if index == 0 else rng.choice((1, 2, 3, 4) if not form else (2, 4, 6, 10))
    start = 110 if index == 0 else rng.randrange(FIRST_YEAR, LAST_YEAR - (LIFE - 1) // rhythm + 1)
    first = 11 if index == 0 else rng.randrange(1, 9 if not form else 900)
    meetings = []
    for slot in range(LIFE):
        year, turn = start + slot // rhythm, slot % rhythm
        day = date(year + 1911, 1, 5) + timedelta(days=turn * 360 // rhythm + rng.randrange(360 // rhythm - 9))
        day -= timedelta(days=max(0, day.weekday() - 4))
        short, office = f"第{first + slot}次副市長層級會議", "副市長"
        if form:
            office = "市長" if "市政會議" in form else "主任委員"
            short = form.replace("{y}年", "").format(k=first + slot, t=1 + (year - FIRST_YEAR) // 2)
        name = f"{year}年{short}" if not form or "{y}" in form else short
        if not form and turn == 0 and index:
            name = f"{year}年度市長層級會議"
            office = "市長"
        topics = (rng.choice(projects) + rng.choice(ISSUES), rng.choice(ANY_SUBJECT) + rng.choice(ASPECTS),
                  rng.choice(projects) + rng.choice(ISSUES))
        meetings.append(Meeting(name=name, short=name if index else short, date=day, office=office, topics=topics))
    return tuple(meetings)


def plan_cases(rng: Random, towns: Sequence[str], groups: Sequence[str]) -> tuple[Case, ...]:
    """Plan every case of a body: when it is added, and when it is delisted, if ever."""
    cases = []
    for group in groups:
        offset = rng.randrange(STRIDE)
        for slot in range(LIFE):
            busy, at_once = rng.random() < 0.6, rng.random() < 0.05
            for serial in range(slot * 4, slot * 4 + (rng.randrange(1, 5) if busy else 0)):
                fate = rng.random()
                delisted = slot if at_once else None if fate < 0.2 else slot + rng.choice((1, 1, 1, 2, 2, 3, 4))
                added = None if fate > 0.92 and not at_once else slot
                title = case_title(group, offset + serial * STRIDE, rng.choice(towns))
                cases.append(Case(title=title, group=group, added=added, delisted=delisted))
    return tuple(cases)


def case_title(group: str, serial: int, town: str) -> str:
    """Build a title; within a group serials below 1,120 give different ones."""
    rest, form = divmod(serial, len(TITLES))
    rest, subject = divmod(rest, len(SUBJECTS[group]))
    words = SUBJECTS[group]
    return TITLES[form].format(s=words[subject], same=words[subject - 3], a=ASPECTS[rest % len(ASPECTS)], town=town, year=2007 + rest % 18)


# Header.


def header(draft: Draft) -> str:
    """Write time, place, chairs, attendance and recorder; return the line of adjournment, which shares the clock."""
    rng = draft.rng
    times = clock(draft)
    prefix = rng.choice(("會議", "會議", "開會", ""))
    when = rng.choice(WHEN)
    draft.wrong_weekday = draft.wrong_weekday and "{w}" in when
    spaced = rng.random() < 0.2
    draft.add(1, f"{label(prefix + '時間', spaced)}：{when.format(**times)}")
    draft.add(1, f"{label(prefix + '地點', spaced)}：{rng.choice(VENUES).format(c=rng.choice(draft.body.cities), p=draft.body.projects[0])}")
    recorder = f"{rng.choice(('紀錄', '紀錄', '紀錄', '紀    錄'))}：{rng.choice(draft.body.people[-4:])}"
    where = rng.choice(("line", "line", "own", "own", "numbered", "none"))
    chairs(draft, label(rng.choice(("主席", "主席", "主席", "會議主持人", "主持人")), spaced))
    attended = rng.choice(ATTENDED).format(names="、".join(draft.body.people[20:26]))
    draft.add(1, f"{rng.choice(('出席單位及人員', '出席人員', '出席者'))}：{attended}{' ' + recorder if where == 'line' else ''}")
    if where in ("own", "numbered"):
        draft.add(int(where == "numbered"), recorder)
    return rng.choice(CLOSED).format(**times)


def clock(draft: Draft) -> dict[str, str | int]:
    """Give the fields of date and time for the templates."""
    rng, day = draft.rng, draft.meeting.date
    start = rng.choice((9, 10, 10, 13, 14, 14, 15)) * 60 + rng.choice((0, 0, 0, 30, 15))
    end = start + rng.randrange(40, 150)
    draft.wrong_weekday = rng.random() < WRONG  # if it is printed
    weekday = "一二三四五六日"[(day.weekday() + draft.wrong_weekday) % 7]
    y = roc_year(day)
    return {
        "y": y, "year": day.year, "m": day.month, "d": day.day, "w": weekday, "hy": han(y), "hm": han(day.month), "hd": han(day.day),
        "half": half_day(start), "time": hours(start, 12),
        "htime": re.sub("[0-9]+", lambda m: han(int(m[0])), hours(start, 12)),
        "long": hours(start, 24), "clock": f"{start // 60:02}:{start % 60:02}", "end": f"{end // 60:02}:{end % 60:02}", "end_half": half_day(end),
        "end_time": hours(end, 12), "end_long": hours(end, 24),
    }


def chairs(draft: Draft, name: str) -> None:
    """Write the chair line or lines, and note who may speak in the conclusions."""
    rng, body, office = draft.rng, draft.body, draft.meeting.office
    term = (roc_year(draft.meeting.date) - FIRST_YEAR) // 4
    role = 10 if office == "副市長" else 0
    names = [body.people[role + term], body.people[role + 5 + term]][: len(body.cities)]
    forms = [named(who, office, rng.random() < 0.7) for who in names]
    if rng.random() < 0.08:
        stand_in = body.people[11 + term]
        draft.add(1, f"{name}：{body.cities[0]}政府 {forms[0]}（請假）{named(stand_in, '副' + office.removeprefix('副'), True)}（代）")
        return
    if len(names) == 1:
        draft.add(1, f"{name}：{rng.choice((forms[0], forms[0], f'{names[0]}（{office}）', names[0]))}")
        return
    draft.speakers = tuple(f"{who[0]}{office}" for who in names) if names[0][0] != names[1][0] else ()
    first, second = (f"{city}政府 {form}" for city, form in zip(body.cities, forms, strict=True))
    shape = rng.randrange(3)
    draft.add(1, f"{name}：{first}、{second}" if shape == 2 else f"{name}：{first}")
    if shape < 2:
        draft.add(0, f"{second} 共同主持" if shape == 0 else second)
    if shape == 1:
        draft.add(0, "共同主持")


def named(who: str, office: str, between: bool) -> str:
    """Join name and office: 柯市長文哲 or 柯文哲市長."""
    return who[0] + office + who[1:] if between else who + office


# Sections.


def opening(draft: Draft) -> None:
    """Write the remarks, and in some minutes the confirmation of the last ones."""
    rng = draft.rng
    if rng.random() < 0.35:
        draft.add(1, rng.choice(("主席致詞：略", "主席致詞（略）")))
    else:
        draft.add(1, "主席致詞：")
        for first, second in zip(rng.sample(REMARKS, rng.randrange(3, 6)), rng.sample(REMARKS, len(REMARKS)), strict=False):
            draft.add(2, draft.fill(first if first == second else first + second))
        if draft.body.name.startswith("雙北") and draft.meeting.date.year < 2022:
            draft.add(2, draft.fill("柯市長文哲與侯市長友宜日前共同視察{p}，期待{all}加速推動。"))
    if rng.random() < 0.25:
        draft.noted += 1
        draft.add(1, "確認上次會議紀錄：無修正意見，會議紀錄備查。")


def group_reports(draft: Draft) -> None:
    """Write the staff report, if any, and what became of the cases: group by group or sentence by sentence."""
    rng, slot = draft.rng, draft.slot
    groups: dict[str, tuple[list[Case], list[Case], list[Case]]] = {}
    for case in draft.body.cases:
        added, delisted, kept = groups.setdefault(case.group, ([], [], []))
        if case.added == slot:
            added.append(case)
        if case.delisted == slot:
            delisted.append(case)
        elif case.added is not None and case.added < slot and (case.delisted or LIFE) > slot:
            kept.append(case)
    heading = rng.choice(("議題小組報告：", "幕僚單位工作報告暨議題小組報告及討論：", "各組報告："))
    if len(heading) < 10 and rng.random() < 0.6:
        draft.add(1, "幕僚單位報告（略）")
    draft.add(1, heading)
    by_sentence = rng.random() < 0.4
    quiet = [group for group, (added, delisted, _) in groups.items() if not added and not delisted]
    together = len(quiet) > 1 and (by_sentence or rng.random() < 0.3)
    if by_sentence:
        several_groups(draft, [(group, added) for group, (added, _, _) in groups.items() if added], ADD_AFTER)
        several_groups(draft, [(group, gone) for group, (_, gone, _) in groups.items() if gone], DELIST)
    for group, (added, delisted, kept) in groups.items():
        if group in quiet and not together:
            quiet_group(draft, group, kept)
        elif group not in quiet and not by_sentence:
            busy_group(draft, group, added, delisted)
    if together:
        draft.noted += len(quiet)
        draft.add(2, f"{'、'.join(f'「{group}」' for group in quiet)}：洽悉。")
    earlier_directives(draft)
    asides(draft)


def several_groups(draft: Draft, cases: list[tuple[str, list[Case]]], verbs: Sequence[str]) -> None:
    """Write one sentence on the cases of several groups, verb last: 交通組「A」、教育文化組「B」及衛生社福組「C」等 3 案同意新增."""
    if not cases:
        return
    parts = [group + "、".join(quoted(draft, case, verbs) for case in own) for group, own in cases]
    total = sum(len(own) for _, own in cases)
    joint = draft.rng.choice(("及", "，與", "、"))
    text = "、".join(parts[:-1]) + (joint if len(parts) > 1 else "") + parts[-1]
    draft.add(2, f"{text}{draft.rng.choice(('等', '等', '，等')) if total > 1 else ''}{draft.claim(total)}{draft.rng.choice(verbs)}。")


def quiet_group(draft: Draft, group: str, kept: list[Case]) -> None:
    """Write a group that adds and delists nothing."""
    if kept and draft.rng.random() < 0.6:
        draft.add(2, f"{group}：「{inner(kept[0].title)}」案，{draft.fill(draft.rng.choice(KEEP))}。")
        return
    draft.noted += 1
    draft.add(2, f"{group}：{draft.rng.choice(('洽悉。', '洽悉。', '同意備查。'))}")


def busy_group(draft: Draft, group: str, added: list[Case], delisted: list[Case]) -> None:
    """Write a group's additions and delistings: as an outline, as one list, or in running text."""
    rng = draft.rng
    both: tuple[Part, Part] = (added, ADD, ADD_AFTER), (delisted, DELIST, DELIST)
    parts = [part for part in both if part[0]]
    shape = rng.random()
    if len(parts) == 1 and len(parts[0][0]) > 1 and shape < 0.4:
        case_list(draft, f"{group}：", parts[0][0], parts[0][1], 2)
    elif shape < 0.6:
        at_once = added == delisted
        year = roc_year(draft.meeting.date)
        note = f"（下列{len(added)}案係於{year - 1}年第3季新增，並於{year - 1}年第4季前辦理完成，故於本次會議同意解列）" if at_once else ""
        draft.add(2, f"{group}{note}：")
        for cases, before, after in parts:
            if len(cases) > 1:
                case_list(draft, "", cases, before, 3)
            else:
                draft.add(3, clause(draft, cases, before, after) + "。")
    else:
        joint = rng.choice(("，", "。並", "；"))
        if joint == "。並":
            parts[1:] = [(cases, before, ()) for cases, before, _ in parts[1:]]
        draft.add(2, f"{group}：{joint.join(clause(draft, *part) for part in parts)}。")


def case_list(draft: Draft, head: str, cases: list[Case], verbs: Sequence[str], level: int) -> None:
    """Write 同意新增下列 2 案： and the cases below it, a line each."""
    verb, count = draft.rng.choice(verbs), draft.claim(len(cases))
    draft.add(level, f"{head}{draft.rng.choice((f'{verb}下列{count}', f'{verb}下列{count}', f'下列{count}{verb}'))}：")
    for case in cases:
        tally(draft, verbs)
        draft.add(4, f"{case.title}。")


def clause(draft: Draft, cases: list[Case], before: Sequence[str], after: Sequence[str]) -> str:
    """Write one clause, verb first or, if there are verbs for it, last."""
    rng = draft.rng
    titles = [quoted(draft, case, before) for case in cases]
    if len(titles) == 1:
        what = titles[0] + rng.choice((draft.claim(1), "案", ""))
    else:
        what = f"{'、'.join(titles[:-1])}{rng.choice('、及')}{titles[-1]}{rng.choice(('等', '等', '，等'))}{draft.claim(len(titles))}"
    return rng.choice(before) + what if not after or rng.random() < 0.6 else what + rng.choice(after)


def quoted(draft: Draft, case: Case, verbs: Sequence[str]) -> str:
    """Quote and count a case; a delisting may drop the 案 that ended the title when it was added."""
    tally(draft, verbs)
    title = inner(case.title)
    if verbs is DELIST and title.endswith("案") and draft.rng.random() < 0.1:
        title = title[:-1]
    return f"「{title}」"


def tally(draft: Draft, verbs: Sequence[str]) -> None:
    """Count one case as added or delisted."""
    if verbs is DELIST:
        draft.delistings += 1
    else:
        draft.additions += 1


def inner(title: str) -> str:
    """Turn the quotes inside a title into those of the second level."""
    return title.replace("「", "『").replace("」", "』")


def earlier_directives(draft: Draft) -> None:
    """Delist directives of this body's earlier meetings, citing them."""
    rng, slot = draft.rng, draft.slot
    if slot < 2 or rng.random() < 0.45:
        return
    old, last = draft.body.meetings[slot - 2], draft.body.meetings[slot - 1]
    topics = [rng.choice(old.topics), rng.choice(last.topics)]
    cites = [rng.choice((old.name, old.name, old.short, dated(old))), rng.choice((last.name, last.short))]
    if old.date.year == last.date.year and old.office == last.office:
        cites[1] = last.name.removeprefix(f"{roc_year(last.date)}年")  # the year is carried over: 108 年第 8 次、第 9 次
    shape = rng.randrange(4) if topics[0] != topics[1] else 3
    draft.cited += 2 if shape == 1 else 1
    what = (
        f"{cites[0]}「{topics[0]}」案。", "", f"{cites[0]}、{cites[1]}{draft.body.cases[0].group}關於{topics[0]}議題等3案。",
        f"{cites[0]}關於{topics[0]}案。",
    )[shape] or f"{cites[0]}「{topics[0]}」及{cites[1]}「{topics[1]}」等{draft.claim(2)}。"
    draft.add(2, f"{rng.choice(('', '', '針對'))}歷次會議指裁示事項，{rng.choice(DELIST[1:])}{what}")


def asides(draft: Draft) -> None:
    """Write what is neither added nor delisted: a proposal (the next meeting's first addition), a request, a search for a place."""
    rng = draft.rng
    coming = next((case for case in draft.body.cases if case.added == draft.slot + 1), None)
    if coming and rng.random() < 0.2:
        draft.add(2, f"有關擬將「{inner(coming.title)}」列為未來合作項目案，請納入小組會議研議，並應儘速辦理。")
    if rng.random() < 0.2:
        draft.add(2, draft.fill("關於{o}報告關於{p}尚未納入「推動{s}試辦計畫」使用範圍，請{o2}協助開放納入一案，針對能做的部份先行推動。"))
    if rng.random() < 0.15:
        draft.add(2, draft.fill("有關{town}訓練中心，由{o}先行尋找適當地點，{o2}持續進行合作討論。"))


def special_report(draft: Draft) -> None:
    """Write a special report with an outcome an item, in a part of the minutes."""
    rng = draft.rng
    if rng.random() < 0.5:
        return
    draft.add(1, f"{rng.choice(('防疫', '防汛', '歲末安全', '節電'))}專案報告及討論：")
    for subject in rng.sample(ANY_SUBJECT, rng.randrange(4, 9)):
        outcome = rng.choice(("洽悉。", "洽悉。", "請{units}持續辦理。", "請{o}與{o2}研商，並請{units}持續辦理。"))
        draft.noted += outcome == "洽悉。"
        draft.add(2, f"{subject}{rng.choice(ASPECTS)}：{draft.fill(outcome)}")


def discussion(draft: Draft) -> None:
    """Write the resolutions of a body of one city, and motions if any."""
    rng = draft.rng
    if len(draft.body.cities) == 1:
        draft.add(1, rng.choice(("討論事項：", "討論提案：")))
        for resolved in rng.sample(RESOLVED, rng.randrange(1, 4)):
            draft.noted += "備查" in resolved
            draft.add(2, draft.fill("{s}" + rng.choice(ASPECTS) + "，提請討論。"))
            draft.add(0, "決議：" + draft.fill(resolved))
    if rng.random() < 0.3:
        draft.add(1, "臨時動議：無")


def conclusions(draft: Draft) -> None:
    """Write the directives: each chair's speech, or items without a speaker."""
    rng = draft.rng
    draft.add(1, rng.choice(CONCLUSIONS) + "：")
    if draft.speakers and rng.random() < 0.6:
        same_line = rng.random() < 0.4
        for speaker in draft.speakers:
            speech = "".join(draft.fill(words) for words in (*rng.sample(REMARKS, 3), *rng.sample(SPEECHES, 2)))
            draft.add(2, f"{speaker}：{speech if same_line else ''}")
            if not same_line:
                draft.add(0, speech)
        draft.directives += len(draft.speakers)
        return
    chosen = rng.sample(DIRECTIVES, rng.randrange(4, len(DIRECTIVES) + 1))
    draft.directives += len(chosen)
    for directive in chosen:
        draft.add(2, draft.fill(directive))


# From lines to text.


def render(draft: Draft) -> tuple[str, str]:
    """Choose one hand for the whole minutes (marks, widths, spaces, spelling) and write them; return title and text."""
    rng = draft.rng
    scheme, (bullet, list_bullet), space = rng.choice(SCHEMES), rng.choice(BULLETS), rng.choice(("", "", " "))
    table = rng.choice(TABLES)
    header_table = table if rng.random() < 0.7 else {}  # the sample's 111 is half-width in its items only
    title = print_title(draft)
    out, counters = [title.translate(header_table)], [0] * 5
    for level, text in draft.lines:
        line = text
        if level == 4 and list_bullet:
            line = list_bullet + text
        elif level:
            counters[level:] = [counters[level] + 1] + [0] * (4 - level)
            tail = scheme[2 * level - 1]
            line = mark(scheme[2 * level - 2], counters[level]) + tail + (space if tail != ". " else "") + text
            line = bullet + line if level == 2 else line
        out.append(line.translate(header_table if level == 1 else table))
    text = rng.choice(("\n\n", "\n\n", "\n")).join(out) + "\n"
    if rng.random() < 0.5:
        text = BETWEEN.sub(" ", text)
    if rng.random() < 0.2:
        text = text.replace("臺", "台")
    if rng.random() < 0.15:
        text = text.replace("紀", "記")
    return text[: text.index("\n")], text


def print_title(draft: Draft) -> str:
    """Write the title, with Chinese numerals in some: 第八○九次."""
    rng, name = draft.rng, draft.meeting.name
    if rng.random() < 0.12:
        name = re.sub("(?<=第)[0-9]+(?=[次屆])", lambda m: han(int(m[0])) if int(m[0]) < 100 else spelt(m[0]), name)
    return draft.body.name + name + rng.choice(("紀錄",) * 16 + (" 會議紀錄", ""))


def mark(form: str, number: int) -> str:
    """Write an enumerator in the form of its first: 壹, 一, （一）, 1, （1）."""
    match form:
        case "壹":
            return han(number, FORMAL)
        case "一":
            return han(number)
        case "（一）":
            return f"（{han(number)}）"
        case "（1）":
            return f"（{number}）"
    return str(number)


def han(number: int, digits: str = HAN) -> str:
    """Write 1 to 199 in Chinese: 十一, 二十, 一百零九."""
    if number >= 100:
        rest = number - 100
        return digits[1] + "百" + ("" if not rest else (digits[0] if rest < 10 else digits[1] if rest < 20 else "") + han(rest, digits))
    tens, ones = divmod(number, 10)
    return (digits[tens] if tens > 1 else "") + (digits[10] if tens else "") + (digits[ones] if ones or not tens else "")


def spelt(number: str) -> str:
    """Write a number digit by digit: 八○九."""
    return "".join("○一二三四五六七八九"[int(digit)] for digit in number)


def label(text: str, spaced: bool) -> str:
    """Space out a short label as typists do: 時　間."""
    return "\u3000".join(text) if spaced and len(text) == 2 else text


def roc_year(day: date) -> int:
    """Return the year of the Republic."""
    return day.year - 1911


def half_day(minute: int) -> str:
    """Name the half of the day; noon has its own word."""
    return "上午" if minute < 720 else "中午" if minute < 780 else "下午"


def hours(minute: int, cycle: int) -> str:
    """Write minutes after midnight as 10 時 45 分, on a dial of 12 or 24 hours."""
    hour, rest = divmod(minute, 60)
    hour = hour - 12 if cycle == 12 and hour > 12 else hour
    return f"{hour}時{f'{rest}分' if rest else ''}"


def dated(meeting: Meeting) -> str:
    """Cite a meeting with its full date: 109 年 7 月 13 日第 10 次副市長層級會議."""
    day, y = meeting.date, roc_year(meeting.date)
    return f"{y}年{day.month}月{day.day}日{meeting.name.removeprefix(f'{y}年').removeprefix('度')}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write minutes into sub-folders of 1,000 files."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.generate", description=main.__doc__)
    parser.add_argument("number", type=int, help="how many minutes")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-file", type=int, default=1, metavar="K", help="minutes in one file (default 1)")
    options = parser.parse_args(arguments)
    minutes = generate(options.number, seed=options.seed)
    file = 0
    while held := list(islice(minutes, options.per_file)):
        folder = options.folder / f"{file // 1000:04}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / held[0][0]).write_text("\n".join(text for _, text in held), encoding="utf-8", newline="\n")
        file += 1


if __name__ == "__main__":
    main()
