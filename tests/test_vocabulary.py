"""Words and names come from the Turtle: a line of it teaches the parser, and no code is touched."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import facts as notation
import pyoxigraph as ox
import pytest

from kg import vocab
from kg.pipeline import export_text
from kg.vocab import FOLDER, Vocabulary, read_vocabulary

BASE = "https://kg.example/"
KG = BASE + "ontology#"
PREFIXES = """\
@prefix kg: <https://kg.example/ontology#> .
@prefix scheme: <https://kg.example/concept/> .
@prefix action: <https://kg.example/concept/action/> .
@prefix level: <https://kg.example/concept/level/> .
@prefix section: <https://kg.example/concept/section/> .
@prefix office: <https://kg.example/concept/office/> .
@prefix kind: <https://kg.example/concept/kind/> .
@prefix deadline: <https://kg.example/concept/deadline/> .
@prefix field: <https://kg.example/concept/field/> .
@prefix organization: <https://kg.example/organization/> .
@prefix group: <https://kg.example/group/雙北合作交流平臺/> .
@prefix project: <https://kg.example/project/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""

MINUTES = """\
雙北合作交流平臺 112 年度市長層級會議紀錄

壹、會議時間：112 年 5 月 8 日(星期一)下午 2 時

貳、會議地點：新北市政府 6 樓大禮堂

參、主席：臺北市政府 柯市長文哲

肆、議題小組報告：

{reports}

伍、主席結論暨指示：

{conclusions}

陸、散會(下午 3 時)。
"""


def minutes(*, reports: str = "一、交通組：洽悉。", conclusions: str = "(略)") -> str:
    return MINUTES.format(reports=reports, conclusions=conclusions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A line of Turtle, the file of `ontology/` it belongs in, and what is read only after it was added."""

    file: str
    turtle: str
    text: str
    fact: str


LESSONS = {
    "a wording of an action": Lesson(
        file="concepts.ttl",
        turtle='action:added skos:inScheme scheme:action ; skos:altLabel "同意收錄"@zh-hant .',
        text=minutes(reports="一、交通組：同意收錄「共享單車」1案。"),
        fact="decision added | wording=同意收錄 | group=交通組 | case=共享單車 | item=肆/一",
    ),
    "a wording with a gap": Lesson(
        file="concepts.ttl",
        turtle='action:referred skos:inScheme scheme:action ; skos:altLabel "列入…盤點"@zh-hant .',
        text=minutes(reports="一、交通組：「共享單車」列入議題小組盤點。"),
        fact="decision referred | wording=列入議題小組盤點 | group=交通組 | case=共享單車 | item=肆/一",
    ),
    "a group of the platform": Lesson(
        file="entities.ttl",
        turtle='group:原民工作坊 a kg:WorkingGroup ; rdfs:label "原民工作坊"@zh-hant ; org:subOrganizationOf organization:雙北合作交流平臺 .',
        text=minutes(reports="一、原民工作坊：同意新增「豐年祭」1案。"),
        fact="decision added | wording=同意新增 | group=原民工作坊 | case=豐年祭 | item=肆/一",
    ),
    "another name of a group": Lesson(
        file="entities.ttl",
        turtle='group:交通組 skos:altLabel "運輸工作圈"@zh-hant .',
        text=minutes(reports="一、運輸工作圈：同意新增「共享單車」1案。"),
        fact="decision added | wording=同意新增 | group=交通組 | case=共享單車 | item=肆/一",
    ),
    "another name of a project": Lesson(
        file="entities.ttl",
        turtle='project:環狀線 skos:altLabel "新北環狀"@zh-hant .',
        text=minutes(conclusions="一、新北環狀請兩市加速辦理。"),
        fact="directive 新北環狀請兩市加速辦理。 | addressee=雙北 | mentions=環狀線 | item=伍/一",
    ),
    "a form of names of projects": Lesson(
        file="concepts.ttl",
        turtle='kind:road skos:inScheme scheme:kind ; kg:suffix "隧道" .',
        text=minutes(conclusions="一、八里隧道請兩市加速辦理。"),
        fact="directive 八里隧道請兩市加速辦理。 | addressee=雙北 | mentions=八里隧道 | item=伍/一",
    ),
    "another name of an organization": Lesson(
        file="entities.ttl",
        turtle='organization:基隆市政府 skos:altLabel "雨都"@zh-hant .',
        text=minutes(conclusions="一、請雨都加速辦理。"),
        fact="directive 請雨都加速辦理。 | addressee=基隆市政府 | item=伍/一",
    ),
    "an office": Lesson(
        file="concepts.ttl",
        turtle='office:park-director a skos:Concept, org:Role ; skos:inScheme scheme:office ; rdfs:label "園長"@zh-hant ; skos:altLabel "園長"@zh-hant .',
        text=minutes().replace("柯市長文哲", "王園長小明"),
        fact="chair 臺北市政府園長王小明 | member=王小明 | role=park-director | organization=臺北市政府",
    ),
    "a deadline": Lesson(
        file="concepts.ttl",
        turtle='deadline:soon skos:inScheme scheme:deadline ; skos:altLabel "火速"@zh-hant .',
        text=minutes(conclusions="一、環狀線請兩市火速辦理。"),
        fact="directive 環狀線請兩市火速辦理。 | addressee=雙北 | mentions=環狀線 | deadline=火速 | item=伍/一",
    ),
    "a label of the header": Lesson(
        file="concepts.ttl",
        turtle='field:place skos:inScheme scheme:field ; skos:altLabel "集會處所"@zh-hant .',
        text=minutes().replace("會議地點", "集會處所"),
        fact="meeting | title=雙北合作交流平臺 112 年度市長層級會議紀錄 | series=雙北合作交流平臺 | level=mayor | rocYear=112 | date=2023-05-08"
        " | start=14:00 | end=15:00 | venue=新北市政府 6 樓大禮堂 | chairs=臺北市政府市長柯文哲",
    ),
    "a level": Lesson(
        file="concepts.ttl",
        turtle='level:mayor skos:inScheme scheme:level ; skos:altLabel "首長高峰"@zh-hant .',
        text=minutes().replace("市長層級會議", "首長高峰會議"),
        fact="meeting | title=雙北合作交流平臺 112 年度首長高峰會議紀錄 | series=雙北合作交流平臺 | level=mayor | …",
    ),
    "a heading of a section": Lesson(
        file="concepts.ttl",
        turtle='section:conclusions skos:inScheme scheme:section ; skos:altLabel "拍板事項"@zh-hant .',
        text=minutes(conclusions="一、環狀線請兩市加速辦理。").replace("主席結論暨指示", "拍板事項"),
        fact="item 伍 | heading=拍板事項 | position=5 | section=conclusions",
    ),
}  # fmt: skip


def in_a_copy(lesson: Lesson, tmp_path: Path) -> Vocabulary:
    """Append the line to its file in a copy of the ontology."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "ontology"))
    text = (folder / lesson.file).read_text("utf-8")
    (folder / lesson.file).write_text(f"{PREFIXES}\n{text}\n{lesson.turtle}\n", "utf-8")
    return read_vocabulary(folder)


def in_a_file(lesson: Lesson, tmp_path: Path) -> Vocabulary:
    """Write the line to a file of the user's own."""
    path = tmp_path / "words.ttl"
    path.write_text(f"{PREFIXES}\n{lesson.turtle}\n", "utf-8")
    return read_vocabulary(FOLDER, (path,))


def said(text: str, vocabulary: Vocabulary | None = None) -> list[str]:
    return notation.facts(export_text(text, vocabulary=vocabulary))


@pytest.mark.parametrize("how", [in_a_copy, in_a_file])
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS.keys())
def test_a_line_of_turtle_teaches(lesson: Lesson, how: Callable[[Lesson, Path], Vocabulary], tmp_path: Path) -> None:
    assert [line for line in said(lesson.text) if notation.matches(lesson.fact, line)] == []
    found = said(lesson.text, how(lesson, tmp_path))
    assert [line for line in found if notation.matches(lesson.fact, line)] != [], found


def kg(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "kg", "export", *arguments, "-f", "nq", "-o", "-"], cwd=cwd, capture_output=True, check=True)


@pytest.mark.parametrize("name", ["words.ttl", "words", "concepts.ttl", "entities.ttl", "kg.ttl"])
def test_vocabulary_option(name: str, tmp_path: Path) -> None:
    """A file of any name adds to what is known, and takes nothing away."""
    lesson = LESSONS["a wording of an action"]
    (tmp_path / name).write_text(f"{PREFIXES}\n{lesson.turtle}\n", "utf-8")
    (tmp_path / "minutes.txt").write_text(lesson.text, "utf-8")
    assert lesson.fact not in notation.facts(kg("minutes.txt", cwd=tmp_path).stdout)
    assert lesson.fact in notation.facts(kg("minutes.txt", "--vocabulary", name, cwd=tmp_path).stdout)


def test_two_vocabulary_files_of_one_name(tmp_path: Path) -> None:
    chosen = ("a wording of an action", "a group of the platform")
    for folder in chosen:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "words.ttl").write_text(f"{PREFIXES}\n{LESSONS[folder].turtle}\n", "utf-8")
    vocabulary = read_vocabulary(FOLDER, tuple(tmp_path / folder / "words.ttl" for folder in chosen))
    for name in chosen:
        assert LESSONS[name].fact in said(LESSONS[name].text, vocabulary)


def test_what_a_line_taught_is_exported_with_the_entities(tmp_path: Path) -> None:
    lesson = LESSONS["a group of the platform"]
    nquads = export_text(lesson.text, vocabulary=in_a_file(lesson, tmp_path)).decode()
    group = f"<{BASE}group/雙北合作交流平臺/原民工作坊>"
    assert f"{group} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{KG}WorkingGroup> <{BASE}graph/entities> .\n" in nquads
    assert f"<{KG}group> {group} <{BASE}graph/雙北合作交流平臺/市長層級/112> .\n" in nquads


def test_a_group_taught_belongs_to_its_body_only(tmp_path: Path) -> None:
    """A group of the platform is none of a council's, even under the same name."""
    lesson = LESSONS["a group of the platform"]
    other = lesson.text.replace("雙北合作交流平臺 112 年度市長層級會議紀錄", "臺南市政府 112 年度市政會議紀錄")
    assert f"<{BASE}group/雙北合作交流平臺/原民工作坊> <{BASE}graph/臺南" not in export_text(other, vocabulary=in_a_file(lesson, tmp_path)).decode()


# --- terms -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("namespace", ["KG", "ACTION", "LEVEL", "SECTION", "STATUS", "ANOMALY", "OFFICE", "KIND", "RDF", "SKOS", "ORG", "NIF"])
def test_a_misspelt_term_fails(namespace: str) -> None:
    with pytest.raises(AttributeError, match="Meating"):
        getattr(vocab, namespace).Meating  # noqa: B018
    with pytest.raises(AttributeError, match="Meating"):
        getattr(vocab, namespace)["Meating"]


def test_a_declared_term_is_its_iri() -> None:
    assert vocab.KG.Meeting == "https://kg.example/ontology#Meeting"
    assert vocab.LEVEL["deputy-mayor"] == "https://kg.example/concept/level/deputy-mayor"
    assert set(vocab.ACTION) >= {"added", "delisted", "continued", "noted", "referred", "passed", "amended", "deferred", "rejected", "confirmed", "decided"}


# --- names -------------------------------------------------------------------------------------------------------------------


def linked(text: str, kind: str, local: str) -> set[str]:
    """Return what the links of one property of one kind of thing lead to, as paths."""
    quads = ox.parse(export_text(text), format=ox.RdfFormat.N_QUADS)
    return {q.object.value.removeprefix(BASE) for q in quads if q.predicate.value == KG + local and q.subject.value.startswith(BASE + kind)}


PROJECTS = {
    "project/萬大-中和-樹林線": ["萬大線", "萬大樹林線", "萬大-樹林線", "萬大–中和–樹林線", "萬大中和樹林線", "萬大－中和－樹林線", "捷運萬大線"],
    "project/環狀線": ["環狀線", "捷運環狀線"],
    "project/環狀線第一階段": ["環狀線第一階段", "捷運環狀線第一階段"],
    "project/汐止民生線": ["汐止民生線", "民生汐止線"],
    "project/淡水河北側沿河平面道路": ["淡水河北側沿河平面道路", "淡北道路"],
}


@pytest.mark.parametrize(("iri", "name"), [(iri, name) for iri, names in PROJECTS.items() for name in names])
def test_names_of_one_project(iri: str, name: str) -> None:
    assert linked(minutes(conclusions=f"一、{name}請兩市加速辦理。"), "directive/", "mentions") == {iri}


ORGANIZATIONS = {
    "organization/臺北市政府": ["臺北市政府", "臺北市", "臺北市府", "北市府", "台北市政府"],
    "organization/新北市政府": ["新北市政府", "新北市", "新北市府"],
    "organization/雙北": ["兩市", "雙邊", "雙方", "兩邊", "雙北市", "雙北"],
    "organization/雙北捷運局": ["雙北市捷運局", "雙北捷運局"],
    "organization/中央政府": ["中央", "中央政府"],
    "organization/環境保護署": ["環保署", "環境保護署"],
    "organization/中央健康保險署": ["健保署", "中央健康保險署"],
}


@pytest.mark.parametrize(("iri", "name"), [(iri, name) for iri, names in ORGANIZATIONS.items() for name in names])
def test_names_of_one_organization(iri: str, name: str) -> None:
    assert linked(minutes(conclusions=f"一、請{name}加速辦理。"), "directive/", "addressee") == {iri}


@pytest.mark.parametrize("printed", ["柯市長文哲", "柯文哲市長", "柯市長", "柯 市長 文哲", "市長柯文哲"])
def test_forms_of_one_chair(printed: str) -> None:
    text = minutes().replace("柯市長文哲", printed)
    assert linked(text, "meeting/", "chairedBy") == {"chair/柯文哲/臺北市政府/市長"}


def test_a_case_and_a_longer_title_stay_two() -> None:
    text = minutes(reports="一、教育文化組：同意新增「合作推廣臺北酷課雲與新北學習平臺」、「酷課雲數位學習課程」2案。")
    assert linked(text, "decision/", "case") == {"case/雙北合作交流平臺/合作推廣臺北酷課雲與新北學習平臺", "case/雙北合作交流平臺/酷課雲數位學習課程"}


def test_the_two_of_the_sample_stay_two() -> None:
    nquads = export_text((Path(__file__).parent / "gold" / "platform-mayor-level.txt").read_text("utf-8"))
    named = {q.subject.value for q in ox.parse(nquads, format=ox.RdfFormat.N_QUADS) if "酷課雲" in q.subject.value and q.predicate.value.endswith("#label")}
    cases = {iri for iri in named if iri.startswith(f"{BASE}case/")}
    cited = {iri for iri in named if iri.startswith(f"{BASE}directive/cited/")}
    assert len(cases) == 1 and len(cited) == 1
    assert "合作推廣臺北酷課雲" in cases.pop()
    assert cited.pop().endswith("/酷課雲數位學習課程")


def test_a_part_of_a_word_is_not_the_word() -> None:
    deputies = minutes().replace("112 年度市長層級", "第 8 次副市長層級")
    assert linked(deputies, "meeting/", "level") == {"concept/level/deputy-mayor"}
    assert linked(minutes(), "meeting/", "level") == {"concept/level/mayor"}
    assert linked(minutes(conclusions="一、請新北市府加速辦理。"), "directive/", "addressee") == {"organization/新北市政府"}
    assert linked(minutes(conclusions="一、環狀線請新北市民踴躍搭乘。"), "directive/", "addressee") == set()
