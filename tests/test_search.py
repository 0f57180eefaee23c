"""`kg search`: names, sentences and lines by the words in them."""

import os
import re
import shutil
import tempfile
from pathlib import Path

import command
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg as library
from kg import search
from kg.cli import main
from kg.facts import Facts
from kg.fulltext import Index, folded, row, words, write_index
from kg.fulltext.years import bare_year, dates, examples
from kg.search import Indexed, Scan, make, opened, place_of
from kg.search import place as places
from kg.shadow import fold, key
from kg.store import open_store

EXPORT = Path(__file__).parent.parent / "exports" / "graph.nq"
MINUTES = """\
雙北合作交流平臺 112 年度市長層級會議紀錄

壹、會議時間：112 年 5 月 8 日(星期一)下午 2 時

貳、會議地點：臺北市政府 12 樓
共享空間

參、議題小組報告：

一、交通組：同意新增「共享 YouBike 單車」1案。

肆、主席結論：

一、環狀線請新北市政府交通局與臺北市政府就共享單車儘速研議。

伍、散會(下午 3 時)。
"""


def kg(*arguments: str) -> command.Said:
    return command.said(*arguments)


@pytest.fixture
def minutes(tmp_path: Path) -> str:
    path = tmp_path / "minutes.txt"
    path.write_text(MINUTES, "utf-8")
    return str(path)


def found(minutes: str, *words: str) -> dict[str, list[str]]:
    done = kg("search", *words, "-g", minutes)
    assert done.returncode == 0, done.stderr
    parts = (block.split("\n") for block in done.stdout.strip().split("\n\n") if "\n" in block)
    return {part[0]: [line.removeprefix("  - ") for line in part[1:] if line.startswith("  - ")] for part in parts}


@pytest.mark.parametrize("words", [("共享", "單車"), ("單車", "共享"), ("共享youbike單車",), ("共享　ＹｏｕＢｉｋｅ",)])
def test_names_hold_all_words_in_any_spelling(minutes: str, words: tuple[str, ...]) -> None:
    assert found(minutes, *words)["名稱"] == ["共享 YouBike 單車（案件）"]


def test_sentences_and_lines_with_quote_and_place(minutes: str) -> None:
    done = kg("search", "共享", "-g", minutes)
    assert "指示：環狀線請新北市政府交通局與臺北市政府就共享單車儘速研議。" in done.stdout
    lines = MINUTES.splitlines()
    for quote, line, column in re.findall(r"「(.*)」 minutes\.txt:(\d+):(\d+)", done.stdout):
        assert lines[int(line) - 1][int(column) - 1 :].startswith(quote)
    assert found(minutes, "共享")["原文其他各行"] == [
        "2023-05-08（民國 112 年 5 月 8 日） 雙北合作交流平臺 112 年度市長層級會議紀錄：第 6 行",
        "2023-05-08（民國 112 年 5 月 8 日） 雙北合作交流平臺 112 年度市長層級會議紀錄：第 10 行",
    ]


def test_another_name_is_said_with_the_first(minutes: str) -> None:
    done = kg("search", "捷運環狀線", "-g", minutes, "--lang", "en")
    assert "Circular Line (project)" in done.stdout and "also 捷運環狀線" in done.stdout
    assert "「環狀線」 minutes.txt:14:3" in done.stdout


def test_tai_is_written_two_ways(minutes: str) -> None:
    assert found(minutes, "台北市政府")["名稱"][0] == found(minutes, "臺北市政府")["名稱"][0]


@pytest.mark.parametrize("words", [("沒有這樣的詞",), ("　",), ("共享", "殯葬")])
def test_nothing_found_is_said(minutes: str, words: tuple[str, ...]) -> None:
    done = kg("search", *words, "-g", minutes)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing holds" in done.stderr


def test_near_names_stand_first_and_those_that_minutes_name_before_the_others(minutes: str) -> None:
    names = found(minutes, "臺北市")["名稱"]
    assert names[0] == "臺北市政府（機關）", "it is also called 臺北市"
    everybody = kg("search", "市長").stdout
    assert everybody.startswith("名稱\n  - 市長（概念、職務）")
    assert everybody.index("新北市政府市長侯友宜") < everybody.index("基隆市政府市長謝國樑"), "who chairs in no minutes stands behind"


def test_a_word_may_go_over_the_end_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(MINUTES.replace("年度市長", "年度\n市長").replace("交通局與", "交通局\n與"), "utf-8")
    parts = found(str(path), "年度市長")
    assert [line.rpartition("：")[2] for line in parts["原文其他各行"]] == ["第 1 行"]
    assert [len(lines) for lines in found(str(path), "交通局與").values()] == [1], "a sentence holds it already"


def test_only_so_many_are_shown(minutes: str) -> None:
    done = kg("search", "市", "-g", minutes, "--most", "2")
    everything = kg("search", "市", "-g", minutes, "--most", "0")
    names = everything.stdout.partition("\n\n")[0].count("\n  - ")
    assert done.stderr == f"the closest 2 are shown of 名稱 {names}; --most 0 shows all\n" and everything.stderr == "" and names > 2
    assert done.stdout.partition("\n\n")[0].count("\n  - ") == 2 and everything.stdout.startswith(done.stdout.partition("\n\n")[0])
    assert kg("search", "市", "-g", minutes, "--most", "-1").returncode == 2


# --- years ------------------------------------------------------------------------------------------------------------------


def holds(text: str, *wanted: str) -> bool:
    return words(wanted).held(folded(text))


@pytest.mark.parametrize("text", ["民國 109 年", "109 年", "中華民國109年3月26日", "一百零九年", "一○九年度", "2020 年", "２０２０年", "2020-03-26", "109/3/26", "109.03.26", "西元2020", "本(109)年", "108、109年", "民國109"])
@pytest.mark.parametrize("wanted", [("民國 109 年",), ("109 年",), ("109", "年"), ("民國", "109", "年"), ("2020",), ("2020年",), ("一百零九年",)])
def test_years_of_both_calendars_find_each_other(text: str, wanted: tuple[str, ...]) -> None:
    assert holds(f"雙北於{text}辦理", *wanted)


@pytest.mark.parametrize("text", ["109 案", "第109號", "1109 年", "109 學年", "二百一十年", "109 人", "1.109.2", "109", "109 年來", "10.9 年"])
def test_what_is_no_year_is_not_found_by_one(text: str) -> None:
    assert not holds(text, "2020") and not holds(text, "民國 109 年") and not holds(text, "2020 年")


@pytest.mark.parametrize("text", ["2020 案", "分機 2020", "2020 元", "12020 年"])
def test_a_number_of_four_figures_is_found_by_itself_alone(text: str) -> None:
    assert holds(text, "2020") and not holds(text, "109 年") and not holds(text, "民國109年")


@pytest.mark.parametrize(("text", "wanted"), [("109/3/26", "3月26日"), ("109/3/26", "2020年3月"), ("民國 109 年 3 月 26 日", "2020-03-26"), ("109年度", "2020年度"), ("95 年 3 月", "2006")])
def test_days_and_months_are_alike_too(text: str, wanted: str) -> None:
    assert holds(text, wanted)


@pytest.mark.parametrize(("text", "wanted"), [("3 年內", "1914"), ("95 年", "2006"), ("109/13/26", "2020"), ("109年4月", "2020年3月"), ("2020年", "202"), ("109年", "02")])
def test_nothing_is_invented(text: str, wanted: str) -> None:
    assert holds(text, wanted) == (key(wanted) in key(text))


@pytest.mark.parametrize(("name", "example"), examples())
def test_each_form_reads_its_example(name: str, example: str) -> None:
    assert {date.form[:5] for date in dates(fold(example))} & {bare_year("2020"), bare_year("2019"), bare_year("2006")}, name


# --- the index --------------------------------------------------------------------------------------------------------------

CHARACTERS = "臺台北市捷運線雙年月109２０、，「」-ＡａK"
texts = st.lists(st.text(CHARACTERS, max_size=12), max_size=8)
wanted_words = st.lists(st.text(CHARACTERS, min_size=1, max_size=5), min_size=1, max_size=3)


@given(texts, wanted_words)
def test_an_index_finds_what_reading_all_finds(texts: list[str], wanted: list[str]) -> None:
    plain = [n for n, text in enumerate(texts) if all(key(word).casefold() in key(text).casefold() for word in wanted)]
    alike = [n for n, text in enumerate(texts) if words(wanted).held(folded(text))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "index")
        write_index(path, {}, (row("names", str(n), "label", text) for n, text in enumerate(texts)), [])
        with Index(path) as index:
            found = [int(hit.thing) for hit in index.rows(words(wanted))]
    said = words(wanted).forms
    assert found == (alike if said else []) and (not said or set(plain) <= set(found))
    if all(len(forms) == 1 for forms in said) and not any(list(dates(fold(text))) for text in texts):
        assert found == (plain if said else [])


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a graph that counts as large, with a cache of its own."""
    monkeypatch.setattr(places, "LARGE", 1)
    monkeypatch.setattr(places, "user_folder", lambda: tmp_path / "cache")
    return Path(shutil.copy(EXPORT, tmp_path / "graph.nq"))


@pytest.mark.parametrize("wanted", [("市",), ("捷運",), ("環狀線",), ("臺北", "請"), ("2020",), ("109", "年"), ("環狀線、", "中和"), ("臺北市政府 柯市長文哲",), ("「",), ("沒有這樣的詞",)])
@pytest.mark.parametrize("lang", ["zh-hant", "en"])
def test_an_index_answers_as_the_graph_does(large: Path, lang: str, wanted: tuple[str, ...]) -> None:
    facts, place = Facts(open_store(large), lang=lang), place_of(str(large), lang)
    assert place
    make(place, facts)
    index = opened(place)
    assert index
    with index:
        assert search.search(Indexed(index), wanted) == search.search(Scan(facts), wanted)


def test_an_index_is_the_same_every_time(large: Path) -> None:
    place = place_of(str(large), "zh-hant")
    assert place
    made = []
    for name in (large, Path(shutil.copy(large, large.with_name("other.nq")))):
        make(place, Facts(open_store(name)))
        made.append(place.path.read_bytes())
    assert made[0] == made[1]


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    assert main(["search", *arguments]) == 0
    told = capsys.readouterr()
    return told.out, told.err


def no_graph(*_: object) -> None:
    raise AssertionError("the graph was read")


def test_a_large_graph_is_read_once(large: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    answer, said = asked(capsys, "環狀線", "-g", str(large))
    assert "an index of this graph is made, once" in said
    monkeypatch.setattr("kg.cli.search.graph_store", no_graph)
    assert asked(capsys, "環狀線", "-g", str(large)) == (answer, "")


def test_a_stale_or_damaged_index_is_made_anew(large: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer, _ = asked(capsys, "環狀線", "-g", str(large))
    os.utime(large, (1, 1))
    assert asked(capsys, "環狀線", "-g", str(large)) == (answer, "an index of this graph is made, once; later searches take it\n")
    [index] = (large.parent / "cache").rglob("*.sqlite")
    whole = index.read_bytes()
    for damaged in (b"", b"no index", whole[:4096], whole[:8192] + bytes(len(whole) - 8192)):
        index.write_bytes(damaged)
        assert asked(capsys, "環狀線", "-g", str(large)) == (answer, "an index of this graph is made, once; later searches take it\n")
    assert index.read_bytes() == whole


def test_an_index_of_a_graph_that_is_gone_goes(large: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = Path(shutil.copy(large, large.with_name("other.nq")))
    asked(capsys, "環狀線", "-g", str(other))
    other.unlink()
    asked(capsys, "環狀線", "-g", str(large))
    assert len(list((large.parent / "cache").rglob("*.sqlite"))) == 1


def test_without_a_place_for_an_index_the_graph_is_read(large: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (large.parent / "cache").write_text("no folder")
    answer, said = asked(capsys, "環狀線", "-g", str(large))
    assert "環狀線（建設）" in answer and "the index cannot be kept" in said


def test_a_store_folder_has_an_index_that_knows_its_state(large: Path) -> None:
    folder = large.parent / "store"
    ox.Store(str(folder)).bulk_load(path=str(large), format=ox.RdfFormat.N_QUADS)
    before = place_of(str(folder), "zh-hant")
    assert before and before == place_of(str(folder), "zh-hant")
    store = ox.Store(str(folder))
    store.remove_graph(ox.NamedNode("https://kg.example/graph/derived"))
    store.flush()
    del store
    after = place_of(str(folder), "zh-hant")
    assert after and after.path == before.path and after.about != before.about


def test_minutes_and_small_graphs_have_no_index(minutes: str) -> None:
    assert place_of(None, "zh-hant") is place_of(minutes, "zh-hant") is place_of(str(EXPORT), "zh-hant") is place_of(str(Path(minutes).parent), "zh-hant") is None


# --- in SPARQL --------------------------------------------------------------------------------------------------------------


def matching(minutes: str, expression: str) -> list[str | None]:
    asked = f"SELECT DISTINCT ?name WHERE {{ GRAPH ?g {{ ?case a kg:Case ; rdfs:label ?name FILTER({expression}) }} }}"
    return [found["name"] for found in library.ask(minutes, asked)]


@pytest.mark.parametrize("wanted", ["單車", "車", "單車 共享", "　ＹｏｕＢｉｋｅ"])
def test_a_query_may_search(minutes: str, wanted: str) -> None:
    assert matching(minutes, f'kg:matches(?name, "{wanted}")') == ["共享 YouBike 單車"]
    assert matching(minutes, f'!kg:matches(?name, "{wanted}")') == []


@pytest.mark.parametrize("expression", ['kg:matches(?name, "殯葬")', 'kg:matches(?name, "")', 'kg:matches(?case, "單車")', '!kg:matches(?case, "單車")', "kg:matches(?name)"])
def test_what_a_query_does_not_find(minutes: str, expression: str) -> None:
    assert matching(minutes, expression) == []


def test_a_query_finds_years_of_both_calendars(minutes: str) -> None:
    asked = 'SELECT DISTINCT ?title WHERE { GRAPH ?g { ?meeting a kg:Meeting ; rdfs:label ?title FILTER(kg:matches(?title, "2023")) } }'
    assert library.ask(minutes, asked) == [{"title": "雙北合作交流平臺 112 年度市長層級會議紀錄"}]


def test_a_function_that_nobody_knows_is_refused(minutes: str) -> None:
    done = kg("query", "-q", 'SELECT (kg:resembles("a", "b") AS ?alike) {}', "-g", minutes)
    assert done.returncode == 2 and "https://kg.example/ontology#resembles" in done.stderr and "<https://kg.example/ontology#matches>" in done.stderr
