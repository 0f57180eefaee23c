"""The tables: the register against one made by hand, nothing lost or added, and what spreadsheets do with text."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
import warnings
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pyoxigraph as ox
import pytest
from csvw import TableGroup
from hypothesis import given, settings
from hypothesis import strategies as st
from rfc3986 import URIReference

from kg import pipeline
from kg.formats import Dump, FormatError, tables, xlsx
from kg.formats.tables import printed, unguarded
from kg.formats.tables.schema import TABLES
from kg.outlet import dump_of, write_folder
from kg.source import Source
from kg.vocab import FOAF, KG, NIF, ORG, RDF, read_vocabulary
from tests.bench.generate import generate

ROOT = Path(__file__).parent.parent
BASE = "https://kg.example/"
GRAPH = f"{BASE}graph/"
SAMPLE = Path(__file__).parent / "gold" / "platform-mayor-level.txt"
Rows = list[dict[str, str]]

# 案名 | 組別 | 新增 | 解列 | 狀態 | 異常 | lines of the file where title and verb stand, of each decision
REGISTER = """
捷運環狀線第一階段未來營運相關事宜 | 交通組 | ? | | 列管中 | | 11 11
臺北友善店家計畫案 | 產業民生組 | ? | ? | 已解列 | 同次會議新增並解列 | 15 19 22 26
行動天文館校園趴趴go! | 教育文化組 | ? | | 列管中 | | 35 35
2018 新北國際城市高中棒球邀請賽邀請北市青棒隊伍共襄盛舉 | 教育文化組 | | ? | 已解列 | 未見新增即解列 | 37 39
大型群聚活動安全管理 | 災防組 | | ? | 已解列 | 未見新增即解列 | 49 49
雙北日間照顧中心每月收托空位查詢系統 | 衛生社福組 | | ? | 已解列 | 未見新增即解列 | 53 57
共同推行雙北批發市場供應人代號實名制 | 產業民生組 | 109.03.26 | 110.03.29 | 已解列 | | 87 87 153 153
雙北市集商圈防疫合作 | 產業民生組 | 109.03.26 | | 列管中 | | 87 87
愛滋防治資源整合平臺 | 衛生社福組 | | 109.03.26 | 已解列 | 未見新增即解列 | 89 89
兩市合作預防青少年學生犯罪 | 教育文化組 | 110.03.29 | 111.03.18 | 已解列 | | 151 151 191 191
雙北人民團體培力模式交流 | 衛生社福組 | 110.03.29 | 111.03.18 | 已解列 | | 151 151 193 193
合作推廣臺北酷課雲-酷課學園網路學校課程 | 教育文化組 | | 110.03.29 | 已解列 | 未見新增即解列 | 153 153
社區公民電廠推動交流 | 產業民生組 | | 111.03.18 | 已解列 | 未見新增即解列 | 189 189
鼓勵雙北 12-18 歲學生完成新冠肺炎疫苗 2 劑接種,提升完整接種率 | 教育文化組 | | | 提議中 | | 191 191
"""


# --- dumps and what is read of them --------------------------------------------------------------------------------------------


def quads_of(sources: Iterable[tuple[str, str]]) -> list[bytes]:
    """Return the N-Quads of texts, with the line of its file at which each text starts in the catalog."""
    texts, out = dict(sources), []
    pipeline.export([Source(text=text, name=name) for name, text in texts.items()], read_vocabulary(), out.append)
    lines = {line for line in b"".join(out).splitlines(keepends=True) if b"#firstLine> " not in line}
    where: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.N_QUADS):
        if quad.predicate.value in (NIF.isString, KG.fileName):
            where[quad.subject.value][quad.predicate.value] = quad.object.value
    for minutes, stated in where.items():
        file = texts[stated[KG.fileName]]
        first = file[: file.index(stated[NIF.isString])].count("\n") + 1
        lines.add(f'<{minutes}> <{BASE}ontology#firstLine> "{first}"^^<http://www.w3.org/2001/XMLSchema#integer> <{GRAPH}catalog> .\n'.encode())
    return list(lines)


def dump(lines: Iterable[bytes], folder: Path) -> Dump:
    """Write lines as the waist has them: graphs in the order of their IRIs, lines sorted."""
    path = folder / "graph.nq"
    path.write_bytes(b"".join(sorted(set(lines), key=lambda line: (line[line.rindex(b" <") :], line))))
    return dump_of(path, [], base=BASE)


def written(lines: Iterable[bytes], folder: Path) -> Path:
    folder.mkdir()
    (folder / "tables").mkdir()
    tables.write(dump(lines, folder), folder / "tables")
    return folder / "tables"


def read(folder: Path, name: str) -> Rows:
    """Read a table by its English names, every cell as it was before it was guarded."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file, strict=True)
    assert head == [column.zh for column in TABLES[name].columns]
    return [dict(zip((column.name for column in TABLES[name].columns), map(unguarded, row), strict=True)) for row in rows]


@cache
def sample_lines() -> tuple[bytes, ...]:
    return tuple(quads_of([(SAMPLE.name, SAMPLE.read_text("utf-8"))]))


@cache
def generated_lines() -> tuple[bytes, ...]:
    return tuple(quads_of(generate(12)))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(sample_lines(), tmp_path_factory.mktemp("sample") / "out")


@pytest.fixture(scope="module", params=["sample", "generated"])
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[bytes, ...], Path]:
    lines = sample_lines() if request.param == "sample" else generated_lines()
    return lines, written(lines, tmp_path_factory.mktemp(request.param) / "out")


# --- the register ----------------------------------------------------------------------------------------------------------------


def day(cell: str) -> str:
    """Return the day of a cell such as `109.03.26 雙北合作交流平臺 109 年度市長層級會議紀錄`; ? where the minutes have none."""
    return "?" if cell == "日期未載（會議名稱未載）" else cell.partition(" ")[0]


@pytest.mark.parametrize("line", REGISTER.strip().splitlines(), ids=lambda line: line.partition(" |")[0])
def test_the_register_is_the_one_made_by_hand(sample: Path, line: str) -> None:
    title, group, added, delisted, status, anomaly, places = (part.strip() for part in line.split("|"))
    (row,) = (row for row in read(sample, "cases") if row["title"] == title)
    assert (row["group_labels"], row["status"], row["anomalies"]) == (group, status, anomaly)
    assert (day(row["added"]), day(row["delisted"])) == (added, delisted)
    assert [part.partition("］")[0] for part in row["quotes"].split(f"［{SAMPLE.name}:")[1:]] == places.split()
    assert row["quotes"].count(title) == len(places.split()) // 2


def test_dates_of_the_register_are_dates(sample: Path) -> None:
    rows = {row["title"]: row for row in read(sample, "cases")}
    assert (rows["雙北人民團體培力模式交流"]["added_date"], rows["雙北人民團體培力模式交流"]["delisted_date"]) == ("2021-03-29", "2022-03-18")
    assert (rows["臺北友善店家計畫案"]["added_date"], rows["臺北友善店家計畫案"]["delisted_date"]) == ("", "")
    proposed = rows["鼓勵雙北 12-18 歲學生完成新冠肺炎疫苗 2 劑接種,提升完整接種率"]
    assert proposed["others"] == "交付研議 111.03.18 雙北合作交流平臺 111 年度市長層級會議紀錄"


def test_cases_are_numbered_in_the_order_of_the_decisions(sample: Path) -> None:
    rows = read(sample, "cases")
    assert [row["number"] for row in rows] == [str(number) for number in range(1, 40)]
    days = [row["added_date"] or row["delisted_date"] for row in rows[:-1]]
    assert days == sorted(days)
    lines = [int(row["quotes"].split("［")[2].split(":")[1].partition("］")[0]) for row in rows]
    assert lines == sorted(lines)


def test_later_minutes_change_no_number(tmp_path: Path) -> None:
    text = SAMPLE.read_text("utf-8")
    before = written(quads_of([(SAMPLE.name, text[: text.index("雙北合作交流平臺 111 年度")])]), tmp_path / "before")
    after = written(sample_lines(), tmp_path / "after")
    numbers = [(row["number"], row["id"]) for row in read(before, "cases")]
    assert len(numbers) == 31
    assert numbers == [(row["number"], row["id"]) for row in read(after, "cases")][:31]


# --- nothing lost, nothing on top --------------------------------------------------------------------------------------------------

CLASSES = {
    "cases": (KG.Case,), "meetings": (KG.Meeting,), "decisions": (KG.Decision,), "directives": (KG.Directive,), "statements": (KG.Statement,),
    "items": (KG.AgendaItem,), "counts": (KG.CountClaim,), "chairs": (KG.Chair,), "persons": (FOAF.Person,), "groups": (KG.WorkingGroup,),
    "projects": (KG.Project,), "organizations": (ORG.Organization, ORG.FormalOrganization, ORG.OrganizationalCollaboration, KG.Collective),
}  # fmt: skip
LINKS = {"citations": (KG.cites, "meeting", "cited"), "chairings": (KG.chairedBy, "meeting", "chair"), "evidence": (KG.evidence, "subject", "passage")}


def stated(lines: Iterable[bytes], predicate: str) -> list[tuple[str, str]]:
    """Return what graphs of minutes say with one property."""
    constant = {GRAPH + name for name in ("ontology", "concepts", "entities", "catalog", "derived")}
    found = ox.parse(b"".join(line for line in lines if predicate.encode() in line), format=ox.RdfFormat.N_QUADS)
    return [(q.subject.value, q.object.value) for q in found if q.predicate.value == predicate and q.graph_name.value not in constant]


@pytest.mark.parametrize("name", CLASSES)
def test_every_thing_has_one_row(exported: tuple[tuple[bytes, ...], Path], name: str) -> None:
    lines, folder = exported
    things = {thing for thing, kind in stated(lines, RDF.type) if kind in CLASSES[name]}
    assert sorted(row["id"] for row in read(folder, name)) == sorted(things)
    assert things


@pytest.mark.parametrize("name", LINKS)
def test_every_link_has_one_row(exported: tuple[tuple[bytes, ...], Path], name: str) -> None:
    lines, folder = exported
    predicate, one, other = LINKS[name]
    assert sorted((row[one], row[other]) for row in read(folder, name)) == sorted(stated(lines, predicate))


def test_every_table_is_proved_complete() -> None:
    assert CLASSES.keys() | LINKS.keys() == TABLES.keys()


def test_every_quote_is_the_slice(exported: tuple[tuple[bytes, ...], Path]) -> None:
    """The characters from begin to end of some minutes in that file, and the words in that line of the file."""
    lines, folder = exported
    names, texts = dict(stated(lines, KG.fileName)), defaultdict(list)
    for minutes, text in stated(lines, NIF.isString):
        texts[names[minutes]].append(text)
    files = {SAMPLE.name: SAMPLE.read_text("utf-8").split("\n")} if SAMPLE.name in texts else {name: text.split("\n") for name, text in generate(12)}
    seen = 0
    for name in TABLES.keys() - {"cases", "chairs", "persons", "groups", "projects", "organizations"}:
        for row in read(folder, name):
            if row["quote"]:
                assert row["quote"] in {text[int(row["begin"]) : int(row["end"])] for text in texts[row["file"]]}
                assert row["quote"].split("\n")[0] in files[row["file"]][int(row["line"]) - 1]
                seen += 1
            else:
                assert name == "meetings" and not row["label"]
    assert seen > 900
    for row in read(folder, "decisions"):
        assert row["wording"] in {text[int(row["wording_begin"]) : int(row["wording_end"])] for text in texts[row["file"]]}
        assert row["wording"].split("\n")[0] in files[row["file"]][int(row["wording_line"]) - 1]


def test_lines_are_counted_in_the_minutes_where_the_catalog_is_silent(tmp_path: Path) -> None:
    folder = written((line for line in sample_lines() if b"#firstLine> " not in line), tmp_path / "out")
    (row,) = (row for row in read(folder, "decisions") if row["case_label"] == "捷運環狀線第一階段未來營運相關事宜")
    assert (row["line"], row["wording_line"]) == ("9", "9")


def test_evidence_says_what_is_quoted(sample: Path) -> None:
    rows = read(sample, "evidence")
    found = {(row["subject_label"], row["property_label"], row["value"], row["quote"]) for row in rows}
    assert ("雙北合作交流平臺 109 年度市長層級會議紀錄", "日期", "2020-03-26", "109 年 3 月 26 日") in found
    assert ("雙北合作交流平臺 109 年度市長層級會議紀錄", "主持", "臺北市政府市長柯文哲", "臺北市政府 柯市長文哲") in found
    assert ("林口區公園用地取得成本分攤案，有關土地移轉部分請…", "期限", "盡速", "盡速") in found
    assert [row for row in rows if not row["value"]] == []


def test_an_earlier_export_gives_the_same_tables(tmp_path: Path) -> None:
    tables.write(dump_of(ROOT / "exports" / "graph.nq", [], base=BASE), tmp_path)
    committed = ROOT / "exports" / "tables"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {path.name: path.read_bytes() for path in committed.iterdir()}


def test_another_base(tmp_path: Path) -> None:
    out: list[bytes] = []
    pipeline.export([Source(text=SAMPLE.read_text("utf-8"), name=SAMPLE.name)], read_vocabulary(), out.append, base="https://example.org/x/")
    (tmp_path / "graph.nq").write_bytes(b"".join(out))
    (tmp_path / "tables").mkdir()
    tables.write(dump_of(tmp_path / "graph.nq", [], base="https://example.org/x/"), tmp_path / "tables")
    rows = read(tmp_path / "tables", "cases")
    assert (len(rows), rows[0]["status"]) == (39, "列管中")
    assert {row["id"].partition("/case/")[0] for row in rows} == {"https://example.org/x"}


# --- corrections --------------------------------------------------------------------------------------------------------------------


def test_what_a_person_corrected_counts_and_is_said(tmp_path: Path) -> None:
    meeting, graph = f"{BASE}meeting/2b4067b289d3", f"{GRAPH}correction/2b4067b289d3"
    decision = f"{BASE}decision/2b4067b289d3/added/case/捷運環狀線第一階段未來營運相關事宜"
    alias, kept = f"{BASE}case/雙北合作交流平臺/臺北友善店家計畫", f"{BASE}case/雙北合作交流平臺/雙北市集商圈防疫合作"
    corrections = f"""
        @prefix kg: <{BASE}ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix prov: <http://www.w3.org/ns/prov#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix dcterms: <http://purl.org/dc/terms/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        <{graph}> {{
            <{meeting}> kg:date "2019-03-05"^^xsd:date ; kg:year 2019 ; kg:dayNumber 17960 .
            <{decision}> kg:group <{BASE}group/雙北合作交流平臺/交通二組> . <{alias}> owl:sameAs <{kept}> .
            <{BASE}group/雙北合作交流平臺/交通二組> a kg:WorkingGroup ; rdfs:label "交通二組"@zh-hant .
            <{BASE}correction/1> a kg:Correction ; kg:corrects <{meeting}> ; kg:correctedProperty kg:date ; dcterms:description "見開會通知" ; prov:wasAttributedTo <{BASE}agent/1> .
            <{BASE}correction/2> a kg:Correction ; kg:corrects <{decision}> ; kg:correctedProperty kg:group ; dcterms:description "改組" ; prov:wasAttributedTo <{BASE}agent/1> .
            <{BASE}correction/3> a kg:Correction ; rdfs:label "「臺北友善店家計畫案」即「雙北市集商圈防疫合作」"@zh-hant ; kg:corrects <{alias}> ; kg:correctedProperty owl:sameAs ; dcterms:description "同一案" ; prov:wasAttributedTo <{BASE}agent/1> .
            <{BASE}agent/1> a prov:Agent ; rdfs:label "王小明" .
        }}"""
    added = ox.serialize(ox.parse(corrections, format=ox.RdfFormat.TRIG), format=ox.RdfFormat.N_QUADS)
    # Conclusions rest on corrections: an alias has no life of its own.
    derived = f" <{GRAPH}derived> .\n".encode()
    lives = [line for line in sample_lines() if line.endswith(derived) and line.startswith(f"<{alias}> ".encode())]
    moved = [line.replace(alias.encode(), kept.encode(), 1) for line in lives if b"#addedBy> " in line or b"#delistedBy> " in line]
    folder = written([*(line for line in sample_lines() if line not in lives), *moved, *added.splitlines(keepends=True)], tmp_path / "out")
    dated, regrouped, merged = "日期：見開會通知（王小明）", "小組：改組（王小明）", "「臺北友善店家計畫案」即「雙北市集商圈防疫合作」：同一案（王小明）"

    (row,) = (row for row in read(folder, "decisions") if row["id"] == decision)
    assert (row["date"], row["roc_year"], row["group_labels"], row["corrected"]) == ("2019-03-05", "108", "交通二組", f"{regrouped}；{dated}")
    assert row["groups"] in {row["id"] for row in read(folder, "groups")}
    (row,) = (row for row in read(folder, "meetings") if row["id"] == meeting)
    assert (row["date"], row["date_quote"], row["corrected"]) == ("2019-03-05", "", dated)
    cases = {row["id"]: row for row in read(folder, "cases")}
    assert len(cases) == 38 and alias not in cases
    assert cases[kept]["added"] == "108.03.05（會議名稱未載）；109.03.26 雙北合作交流平臺 109 年度市長層級會議紀錄"
    assert cases[kept]["other_titles"] == "臺北友善店家計畫案" and merged in cases[kept]["corrected"]
    assert cases[f"{BASE}case/雙北合作交流平臺/捷運環狀線第一階段未來營運相關事宜"]["added"] == "108.03.05（會議名稱未載）"
    assert {row["case"] for row in read(folder, "decisions") if "臺北友善店家計畫" in row["id"]} == {kept}
    untouched = [row for row in read(folder, "decisions") if row["meeting"] != meeting]
    assert len(untouched) == 47 and {row["corrected"] for row in untouched} == {""}
    (quoted,) = (row for row in read(folder, "evidence") if row["subject"] == decision and row["property"] == KG.group)
    assert quoted["quote"] == "交通組"


# --- CSV on the Web -------------------------------------------------------------------------------------------------------------------


def test_a_reader_of_csvw_reads_all(exported: tuple[tuple[bytes, ...], Path]) -> None:
    _, folder = exported
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        group = TableGroup.from_file(folder / "csv-metadata.json")
        found = {name.removesuffix(".csv"): list(table.iterdicts()) for name, table in group.tabledict.items()}
        assert group.check_referential_integrity() is True
        assert group.validate_schema(strict=True)
        assert [table.check_primary_key() for table in group.tables] == [True] * len(TABLES)
    assert found.keys() == TABLES.keys()
    for name, rows in found.items():
        same = [{column: text_of(cell) for column, cell in row.items()} for row in rows] == read(folder, name)
        assert same, name


def text_of(cell: object) -> str:
    """Return what a reader of CSVW made of a cell as the cell was."""
    if isinstance(cell, list):
        return " ".join(map(text_of, cell))
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, URIReference):
        return unquote(cell.unsplit())  # this reader gives IRIs as URIs, and days as midnights
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else unguarded(str(cell))


def test_the_description_has_both_languages_and_no_name_twice(sample: Path) -> None:
    for table in json.loads((sample / "csv-metadata.json").read_text("utf-8"))["tables"]:
        columns = table["tableSchema"]["columns"]
        for heads in ([column["name"] for column in columns], [column["titles"] for column in columns], [column["dc:description"][0]["@value"] for column in columns]):
            assert len(set(heads)) == len(heads)
        assert [column["name"] for column in columns if ("propertyUrl" in column) == column.get("suppressOutput", False)] == []


def test_a_cell_that_states_a_property_states_what_the_graph_says(sample: Path) -> None:
    """Where a column gives the property of the row's thing, each cell is a triple of the graph."""
    triples = set()
    for quad in ox.parse(b"".join(sample_lines()), format=ox.RdfFormat.N_QUADS):
        triples.add((quad.subject.value, quad.predicate.value, quad.object.value))
    checked = 0
    for table in TABLES.values():
        for row in read(sample, table.name):
            for column in table.columns:
                if column.property and row[column.name]:
                    assert (row["id"], column.property, row[column.name]) in triples
                    checked += 1
    assert checked > 700


# --- text that spreadsheets, or readers of CSV, might take for something else -------------------------------------------------------------

AWKWARD = [
    "=1+1", "+886", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "''-", "'安", "＝1", "－甲", "=HYPERLINK(\"http://a.example\")", "http://a.example", "mailto:a@b.example",
    "#註", "# 註", "a,b", '他說"好"', '"', "甲\r\n乙", "甲\n乙", " 前後 ", "\t", "1", "007", "TRUE", "是", "2020-01-01", "１", "<r>粗</r>", "&amp;", "；", "\ufeff首", "𠀋🏙️",
]  # fmt: skip


def minutes_of(texts: list[str]) -> list[bytes]:
    """Return a graph of minutes that has each text as a statement."""
    head = f"""@prefix kg: <{BASE}ontology#> . @prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> . @base <{BASE}> . <graph/x> {{
        <meeting/x> a kg:Meeting . <minutes/x> a kg:Minutes ; kg:meeting <meeting/x> ; kg:fileName "x.txt" ; nif:isString {ox.Literal("".join(texts))} ."""
    begin, parts = 0, [head]
    for place, text in enumerate(texts):
        passage = f"<minutes/x#char={begin},{begin + len(text)};for=text>"
        parts.append(f"""<statement/x/{place:03}> a kg:Statement ; kg:meeting <meeting/x> ; kg:text {ox.Literal(text)} ; kg:evidence {passage} .
            {passage} nif:anchorOf {ox.Literal(text)} ; nif:beginIndex {begin} ; nif:endIndex {begin + len(text)} ; kg:supports kg:text .""")
        begin += len(text)
    return ox.serialize(ox.parse("\n".join([*parts, "}"]), format=ox.RdfFormat.TRIG), format=ox.RdfFormat.N_QUADS).splitlines(keepends=True)


def test_awkward_text_comes_back_and_is_no_formula(tmp_path: Path) -> None:
    folder = written(minutes_of(AWKWARD), tmp_path / "out")
    rows = read(folder, "statements")
    assert [(row["text"], row["quote"]) for row in rows] == [(text, text) for text in AWKWARD]
    with (folder / "statements.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell[:1] in set("=+-@＝＋－＠\t\r\n") and cell] == []


def test_awkward_text_is_read_by_a_reader_of_csvw(tmp_path: Path) -> None:
    folder = written(minutes_of(AWKWARD), tmp_path / "out")
    rows = TableGroup.from_file(folder / "csv-metadata.json").tabledict["statements.csv"].iterdicts()
    assert [unguarded(row["text"]) for row in rows] == AWKWARD


@settings(max_examples=300, deadline=None)
@given(text=st.text(st.sampled_from("=+-@＝＋－＠'\t\r\n\",;a甲 0"), min_size=1, max_size=6))
def test_any_text_comes_back(text: str) -> None:
    cell = printed(text)
    assert isinstance(cell, str) and cell[0] not in "=+-@＝＋－＠\t\r\n"
    assert unguarded(cell) == text
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([cell, "x"])
    assert next(csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True)) == [cell, "x"]


def test_files_begin_with_the_mark_and_lines_end_as_the_rfc_says(sample: Path) -> None:
    for table in TABLES:
        data = (sample / f"{table}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\xef\xbb\xbf") == 1
        assert data.endswith(b"\r\n")
        assert data.replace(b"\r\n", b"").count(b"\r") == 0


# --- the workbook -----------------------------------------------------------------------------------------------------------------------


def workbook(lines: Iterable[bytes], folder: Path) -> openpyxl.Workbook:
    folder.mkdir(exist_ok=True)
    with (folder / "graph.xlsx").open("wb") as out:
        xlsx.write(dump(lines, folder), out)
    return openpyxl.load_workbook(folder / "graph.xlsx")


def test_the_workbook_holds_the_tables(sample: Path, tmp_path: Path) -> None:
    book = workbook(sample_lines(), tmp_path)
    assert book.sheetnames == [table.zh for table in TABLES.values()]
    assert book.sheetnames[0] == "案件登記冊"
    for table in TABLES.values():
        sheet = book[table.zh]
        head, *rows = sheet.iter_rows()
        assert [cell.value for cell in head] == [column.zh for column in table.columns]
        found = [{column.name: shown(cell.value) for column, cell in zip(table.columns, row, strict=True)} for row in rows]
        same = found == read(sample, table.name)
        assert same, table.name
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
        assert [cell.coordinate for row in rows for cell in row if cell.data_type == "f" or cell.hyperlink] == []


def shown(value: object) -> str:
    return "" if value is None else value.date().isoformat() if hasattr(value, "date") else str(value)


def test_days_and_numbers_of_the_workbook_are_no_text(tmp_path: Path) -> None:
    book = workbook(sample_lines(), tmp_path)
    for table in TABLES.values():
        for place, column in enumerate(table.columns, start=1):
            kinds = {cell.data_type for (cell,) in book[table.zh].iter_rows(min_row=2, min_col=place, max_col=place) if cell.value is not None}
            assert kinds <= {{"date": "d", "integer": "n"}.get(column.kind, "s")}, (table.name, column.name)


def test_awkward_text_is_text_in_the_workbook(tmp_path: Path) -> None:
    texts = [text for text in AWKWARD if "\r" not in text]
    book = workbook(minutes_of(texts), tmp_path)
    place = [column.name for column in TABLES["statements"].columns].index("text") + 1
    cells = [cell for (cell,) in book[TABLES["statements"].zh].iter_rows(min_row=2, min_col=place, max_col=place)]
    assert [cell.value for cell in cells] == texts
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.value for cell in cells if cell.quotePrefix} == {text for text in texts if printed(text) != text}


def test_a_cell_that_is_too_long_says_that_it_was_cut(tmp_path: Path) -> None:
    fitting, long = "甲" * 32_767, "𠀋" * 20_000
    rows = list(workbook(minutes_of([fitting, long]), tmp_path)[TABLES["statements"].zh].values)[1:]
    place = [column.name for column in TABLES["statements"].columns].index("text")
    assert rows[0][place] == fitting
    cut, _, note = rows[1][place].partition("……")
    assert set(cut) == {"𠀋"} and note == "［儲存格容量有限，以下截去；全文見 tables 格式］"
    assert len(rows[1][place].encode("utf-16-le")) // 2 in (32_766, 32_767)


def test_more_rows_than_a_sheet_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["甲", "乙", "丙"]
    monkeypatch.setattr(xlsx, "ROWS", 4)
    assert workbook(minutes_of(texts), tmp_path)[TABLES["statements"].zh].max_row == 4
    with pytest.raises(FormatError, match="the table statements has more rows than the 4 of a sheet; export tables"):
        workbook(minutes_of([*texts, "丁"]), tmp_path)


# --- files and memory ---------------------------------------------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_of_a_user_stay(tmp_path: Path) -> None:
    (tmp_path / "out" / "tables").mkdir(parents=True)
    (tmp_path / "out" / "tables" / "notes.csv").write_text("勿動", "utf-8")
    (tmp_path / "out" / "tables" / "cases.csv").write_text("old", "utf-8")
    (tmp_path / "in").mkdir()
    made = write_folder(dump(sample_lines(), tmp_path / "in"), ["tables"], tmp_path / "out")
    assert made == [tmp_path / "out" / "tables"]
    found = contents(tmp_path / "out")
    assert found.keys() == {"tables/notes.csv", "tables/csv-metadata.json", *(f"tables/{name}.csv" for name in TABLES)}
    assert found["tables/notes.csv"].decode() == "勿動" and len(found["tables/cases.csv"]) > 1000


@pytest.mark.parametrize("last", ["tables/statements.csv", "graph.xlsx", "graph.ttl"])
def test_where_one_file_cannot_be_replaced_none_is(tmp_path: Path, last: str) -> None:
    """A folder of the user's stands where a file is to be written."""
    out = tmp_path / "out"
    (out / last).mkdir(parents=True)
    (out / "tables").mkdir(exist_ok=True)
    (out / "tables" / "cases.csv").write_text("old", "utf-8")
    (out / "graph.nq").write_text("old", "utf-8")
    (tmp_path / "in").mkdir()
    with pytest.raises(OSError):
        write_folder(dump(sample_lines(), tmp_path / "in"), ["ttl", "nq", "tables", "xlsx"], out)
    assert contents(out) == {"tables/cases.csv": b"old", "graph.nq": b"old"}
    assert {path.name for path in out.iterdir()} == {"tables", "graph.nq", Path(last).parts[0]}


def test_a_format_that_refuses_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 4)
    out = tmp_path / "out"
    (out / "tables").mkdir(parents=True)
    (out / "tables" / "cases.csv").write_text("old", "utf-8")
    (tmp_path / "in").mkdir()
    with pytest.raises(FormatError):
        write_folder(dump(sample_lines(), tmp_path / "in"), ["tables", "xlsx"], out)
    assert contents(out) == {"tables/cases.csv": b"old"}


def test_a_damaged_passage_is_said(tmp_path: Path) -> None:
    lines = [line for line in minutes_of(["甲"]) if b"beginIndex" not in line]
    with pytest.raises(FormatError, match=r"the passage https://kg.example/minutes/x#char=0,1;for=text is damaged"):
        written(lines, tmp_path / "out")


@pytest.mark.parametrize("write", ["tables", "xlsx"])
def test_memory_does_not_grow_with_the_dump(tmp_path: Path, write: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.formats.tables.sheets.BOUND", 1 << 18)
    monkeypatch.setattr("kg.spill._BLOCK", 16 << 10)
    peaks = []
    for number in (8, 32):
        (tmp_path / str(number)).mkdir()
        found = dump(quads_of(generate(number)), tmp_path / str(number))
        (tmp_path / str(number) / "tables").mkdir()
        tracemalloc.start()
        if write == "tables":
            tables.write(found, tmp_path / str(number) / "tables")
        else:
            with (tmp_path / "graph.xlsx").open("wb") as out:
                xlsx.write(found, out)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0] + (1 << 20)
