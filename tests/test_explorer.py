"""The explorer on disk: every fact with its quote, every link leads somewhere, nothing is run and nothing fetched."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphs import graph_files, sample_files
from sites import Site, site_of, words

from kg.cli import main
from kg.explorer.site import LIST, write_site
from kg.explorer.words import ui
from kg.phrases import phrase
from kg.vocab import KG, NIF, RDF

BASE = "https://minutes.example/雙北/"
HEAD = "雙北合作交流平臺 110 年度市長層級會議紀錄\n\n壹、會議時間：110 年 3 月 29 日\n\n貳、議題小組報告：\n\n"
HOSTILE = {
    "script": "<script>alert(1)</script>&<img src=x onerror=alert(2)>動線", "quotes": "\"'><b>x</b>合作", "rtl": "\u202e合作\u2066方案\u05d0\u05d1", "emoji": "🚌 親子公車 👪🏽", "long": "長" * 2000, "braces": "{{ 7*7 }}{% raw %}案件",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(sample_files(tmp_path_factory.mktemp("sample"), "nq")["nq"], tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Titles that a browser might run or turn around, text that nobody reads, under a base with a path of its own."""
    lines = "\n\n".join(f"{number}、交通組「{title}」等 1 案同意新增合作方案。" for number, title in zip("一二三四五六", HOSTILE.values(), strict=True))
    text = f"{HEAD}{lines}\n\n參、散會(下午 3 時)。\n\n聯絡電話二七二〇八八八九\n"
    return site_of(graph_files({"110.txt": text}, tmp_path_factory.mktemp("hostile"), "nq", base=BASE)["nq"], tmp_path_factory.mktemp("site"))


@pytest.fixture(params=["site", "hostile"])
def each(request: pytest.FixtureRequest) -> Site:
    found: Site = request.getfixturevalue(request.param)
    return found


def passages(site: Site) -> Iterator[tuple[str, int, str]]:
    """Yield the minutes, the place and the words of all passages of facts."""
    facts = site.explorer.facts["zh"]
    for minutes in site.explorer.minutes:
        for passage in facts.subjects(NIF.referenceContext, minutes):
            if facts.values(passage, KG.supports) != [KG.unreadCharacters]:
                yield minutes, int(facts.values(passage, NIF.beginIndex)[0]), facts.values(passage, NIF.anchorOf)[0]


# --- facts -------------------------------------------------------------------------------------------------------------------


def test_every_fact_stands_on_a_page_with_its_quote(each: Site) -> None:
    shown: dict[str, list[tuple[int, str]]] = {}
    for path, page in each.pages.items():
        for quote in page.xpath("//figure[@class='quote']"):
            for href in quote.xpath("figcaption/a/@href"):
                place, anchor = each.target(path, href)
                shown.setdefault(place, []).append((int(anchor[1:]), words(quote.find("blockquote/p"))))
    found = list(passages(each))
    missing = [p for p in found if not any(b <= p[1] and p[1] + len(p[2]) <= b + len(text) for b, text in shown[each.explorer.place(p[0])])]
    assert len(found) > 20 and missing == []


def test_marked_words_lead_to_the_fact_that_quotes_them(each: Site) -> None:
    wrong, seen = [], 0
    for minutes in each.explorer.minutes:
        path = each.explorer.place(minutes)
        for row in each.pages[path].xpath("//table[@class='passages']/tbody/tr"):
            seen += 1
            text, links = words(row.xpath("td")[1]), row.xpath("td[4]/a/@href")
            fact = each.element(*each.target(path, links[0])) if links else None
            if fact is None or not any(text in words(quote) for quote in fact.xpath(".//blockquote")):
                wrong.append((text, links))
    assert seen >= len(list(passages(each))) and wrong == []


def test_a_page_number_within_a_title_is_no_word_of_it(tmp_path: Path) -> None:
    text = f"{HEAD}一、交通組「合作推廣網路學\n第 1 頁，共 2 頁\n校課程」等 1 案同意新增合作方案。\n\n參、散會(下午 3 時)。\n"
    (tmp_path / "110.txt").write_text(text, "utf-8")
    assert main(["export", str(tmp_path / "110.txt"), "-f", "nq", "-o", str(tmp_path / "out")]) == 0
    site = site_of(tmp_path / "out" / "graph.nq", tmp_path / "site")
    page = site.pages[site.explorer.place(site.explorer.minutes[0])]
    number = next(line for line in page.xpath("//p[@class='line']") if words(line) == "第 1 頁，共 2 頁")
    assert not number.xpath("*") and [words(line[0]) for line in (number.getprevious(), number.getnext()) if line.xpath("*[@title]")]
    marked = [words(mark) for mark in site.pages["case/雙北合作交流平臺/合作推廣網路學校課程.html"].xpath("//mark")]
    assert "校課程" in "".join(marked) and not any("頁" in mark for mark in marked)


def test_one_takes_no_plural() -> None:
    assert [ui("shown", "en", number, 1, number) for number in (1, 2)] == ["1 case; 1 to 1 shown", "2 cases; 1 to 2 shown"]
    assert ui("n-directives", "en", 1) == "directive" and phrase("tally", "en", 1, 2, 1, 0).startswith("The graph holds 1 agenda item, 2 decisions, 1 directive and 0 statements")


@pytest.mark.parametrize("tree", ["", "en/"])
def test_minutes_stand_there_word_for_word(each: Site, tree: str) -> None:
    facts = each.explorer.facts["zh"]
    for minutes in each.explorer.minutes:
        page = each.pages[f"{tree}{each.explorer.place(minutes)}"]
        assert "\n".join(words(line) for line in page.find_class("line")) == facts.values(minutes, NIF.isString)[0]
        marked = "".join(words(piece) for piece in page.xpath("//div[@class='minutes']//*[contains(@class,'h ')]"))
        assert len(marked) == int(facts.values(f"{each.explorer.base}coverage/{minutes.removeprefix(f'{each.explorer.base}minutes/')}", KG.factCharacters)[0]) - _breaks(each, minutes)


def _breaks(site: Site, minutes: str) -> int:
    """Count line breaks within passages: they are text, and no line shows them."""
    spans = {begin + at for one, begin, text in passages(site) if one == minutes for at, letter in enumerate(text) if letter == "\n"}
    return len(spans)


def test_unread_words_are_marked_as_unread(site: Site, hostile: Site) -> None:
    (minutes,) = hostile.explorer.minutes
    page = hostile.pages[hostile.explorer.place(minutes)]
    assert [words(mark) for mark in page.xpath("//div[@class='minutes']//mark")] == ["聯絡電話二七二〇八八八九"]
    assert "未讀：12 個字元" in words(page) and "Unread: 12 characters" in words(hostile.pages[f"en/{hostile.explorer.place(minutes)}"])
    assert not any(page.xpath("//div[@class='minutes']//mark") for page in site.pages.values())


def test_every_thing_has_a_page_in_both_languages(each: Site) -> None:
    facts = each.explorer.facts["zh"]
    kinds = {KG.Case, KG.Meeting, KG.Chair, KG.WorkingGroup, KG.Directive, KG.Minutes}
    iris = {iri for kind in kinds for iri in facts.subjects(RDF.type, kind) if facts.in_minutes(iri)}
    assert iris
    for iri in iris:
        assert {each.explorer.place(iri), f"en/{each.explorer.place(iri)}"} <= each.pages.keys(), iri
        assert (each.folder / each.explorer.place(iri)).with_suffix(".ttl").is_file()


def test_the_first_page_tells_what_was_read_and_what_was_not(site: Site, hostile: Site) -> None:
    numbers = [words(b) for b in site.pages["index.html"].xpath("//ul[@class='numbers']//b")]
    assert numbers == ["4", "39", "19", "7"]
    assert [words(cell) for cell in site.pages["index.html"].xpath("//tfoot/tr/td")] == ["3,646", "2,978", "657", "11", "0", "0.0"]
    questions = [(words(link.find_class("asked")[0]), site.target("index.html", link.get("href"))[0]) for link in site.pages["index.html"].xpath("//ul[@class='questions']//a")]
    assert questions == [("哪些案件還沒解列？", "query/open-cases.html"), ("環狀線被討論過幾次？", "project/環狀線.html"), ("兩條線有什麼關係？", "connections.html")]
    assert len(site.pages["index.html"].xpath("//section[@aria-labelledby='wanted']//li")) == 3
    assert words(hostile.pages["index.html"].xpath("//tfoot/tr/td")[4]) == "12"


def test_cases_say_what_listed_means(site: Site) -> None:
    page = site.pages["cases.html"]
    assert "在所載的會議紀錄中已新增、未見解列" in words(page) and len(page.xpath("//table[@id='cases']/tbody/tr")) == 39
    row = words(page.xpath("//tr[@data-id='case/雙北合作交流平臺/雙北市集商圈防疫合作']")[0])
    assert "列管中" in row and "未見解列" in row and "2020-03-26（民國 109）" in row
    assert page.xpath("//div[@id='lanes']/*[local-name()='svg']")


def test_the_two_lines_are_connected_step_by_step(site: Site) -> None:
    page = site.pages["connections.html"]
    assert "環狀線" in words(page.xpath("//div[@id='answer']/h2")[0]) and page.xpath("//ol[@class='steps']/li//blockquote")


# --- links -------------------------------------------------------------------------------------------------------------------


def test_every_link_leads_to_a_file_and_an_anchor(each: Site) -> None:
    wrong = []
    for path, page in each.pages.items():
        for href in (*page.xpath("//@href"), *page.xpath("//@src"), *page.xpath("//@action")):
            place, anchor = each.target(path, href)
            if not (each.folder / place).is_file() or (anchor and anchor not in each.ids.get(place, ())):
                wrong.append((path, href))
    assert wrong == []


def test_no_anchor_stands_twice(each: Site) -> None:
    assert [path for path, ids in each.ids.items() if len(ids) != len(set(ids))] == []


def test_nothing_is_run_within_a_page(each: Site) -> None:
    """What a Content-Security-Policy without unsafe-inline would stop."""
    for path, page in each.pages.items():
        assert not page.xpath("//style | //@style | //script[not(@src)] | //script[normalize-space()]"), path
        assert not [name for element in page.iter() for name in element.attrib if str(name).startswith("on")], path


def test_the_other_language_is_a_link_away(each: Site) -> None:
    for path, page in each.pages.items():
        (href,) = page.xpath("//a[@class='tongue']/@href")
        assert each.target(path, href)[0] == (path.removeprefix("en/") if path.startswith("en/") else f"en/{path}")
        assert page.get("lang") == ("en" if path.startswith("en/") else "zh-hant")


# --- titles ------------------------------------------------------------------------------------------------------------------


def test_hostile_titles_are_text(hostile: Site) -> None:
    cases = {words(page.xpath("//h1")[0]) for path, page in hostile.pages.items() if path.startswith("case/")}
    assert cases >= {HOSTILE["script"], HOSTILE["emoji"], HOSTILE["long"], HOSTILE["braces"]} and len(cases) == len(HOSTILE)
    (turned,) = (title for title in cases if "\u05d0" in title)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", turned)
    for page in hostile.pages.values():
        assert not page.xpath("//img | //b[.='x']")
        assert all(heading.xpath("bdi") for heading in page.xpath("//h1[ancestor::main[@data-page='thing']]"))


# --- files -------------------------------------------------------------------------------------------------------------------


def test_data_for_scripts_fit_together(site: Site) -> None:
    things, edges, cases, said = (json.loads((site.folder / "data" / f"{name}.json").read_text("utf-8")) for name in ("things", "edges", "cases", "words"))
    quotes = json.loads((site.folder / "data/quotes/0.json").read_text("utf-8"))
    assert [len(found) for found in quotes] == edges["quoted"] and {row["id"] for row in cases} == {thing[0] for thing in things if thing[1] == "case"}
    assert all((site.folder / f"{thing[0]}.html").is_file() for thing in things)
    sources = [sum(edges["source"][: at + 1]) for at in range(len(quotes))]
    assert sources == sorted(sources) and all(0 <= end < len(things) for end in (*sources, *edges["target"]))
    assert set(edges["kind"]["words"]) <= said["edges"].keys() and {thing[1] for thing in things} == said["kinds"].keys()
    row = next(row for row in cases if row["id"].endswith("共同推行雙北批發市場供應人代號實名制"))
    assert (row["status"], row["added"], row["delisted"], row["years"]) == ("delisted", ["2020-03-26"], ["2021-03-29"], [2020, 2021])


def test_another_run_gives_the_same_and_takes_away_what_is_gone(hostile: Site, tmp_path: Path) -> None:
    write_site(hostile.explorer, tmp_path)
    (tmp_path / "mine.txt").write_text("stays")
    (tmp_path / "case").mkdir(exist_ok=True)
    (tmp_path / "case/old.html").write_text("goes")
    (tmp_path / LIST).write_text((tmp_path / LIST).read_text("utf-8") + "case/old.html\n../outside\n", "utf-8")
    write_site(hostile.explorer, tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "stays" and not (tmp_path / "case/old.html").exists()
    for name in (*(tmp_path / LIST).read_text("utf-8").splitlines(), LIST):
        assert (tmp_path / name).read_bytes() == (hostile.folder / name).read_bytes(), name
    assert not list(tmp_path.glob(".kg-*/"))


def test_a_run_that_fails_leaves_what_was_there(hostile: Site, tmp_path: Path) -> None:
    write_site(hostile.explorer, tmp_path)
    (tmp_path / "cases.html").write_text("old")
    (tmp_path / "static/icon.svg").unlink()
    (tmp_path / "static/icon.svg").mkdir()  # what stands in the way cannot be replaced by a file
    with pytest.raises(OSError):
        write_site(hostile.explorer, tmp_path)
    assert (tmp_path / "cases.html").read_text() == "old" and (tmp_path / "index.html").read_bytes() == (hostile.folder / "index.html").read_bytes()
    assert not list(tmp_path.glob(".kg-*/"))


def test_a_folder_of_other_things_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("stays")
    assert main(["site", "-o", str(tmp_path)]) == 2
    assert "no site" in capsys.readouterr().err and [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


# --- words and their sentences -------------------------------------------------------------------------------------------------


def test_a_quote_stands_in_its_sentence(site: Site) -> None:
    page = site.pages["case/雙北合作交流平臺/雙北市集商圈防疫合作.html"]
    first = page.xpath("//figure[@class='quote']")[0]
    assert words(first.find("blockquote")).startswith("一、產業民生組「共同推行雙北批發市場供應人代號實名制」、") and words(first.find("blockquote")).endswith("同意新增合作方案。")
    assert [words(mark) for mark in first.xpath(".//mark")] == ["產業民生組", "雙北市集商圈防疫合作", "同意新增"]
    assert [words(link) for link in first.xpath("figcaption/a")] == ["platform-mayor-level.txt:87:3", "platform-mayor-level.txt:87:30", "platform-mayor-level.txt:87:67"]


def test_what_no_words_say_tells_what_it_rests_on(each: Site) -> None:
    bare = {path: [words(fact) for fact in page.xpath("//li[@class='fact'][not(.//blockquote)][not(p[@class='why'])]")] for path, page in each.pages.items() if "search" not in path}
    assert {path: facts for path, facts in bare.items() if facts} == {}


def test_facts_without_quotes_are_told_apart(site: Site) -> None:
    whys = {words(fact.xpath("p[@class='said']/bdi")[0]): words(fact.xpath("p[@class='why']")[0]) for path in ("project/環狀線.html", "case/雙北合作交流平臺/雙北市集商圈防疫合作.html") for fact in site.pages[path].xpath("//li[@class='fact'][p[@class='why']]")}
    assert whys["別名：捷運環狀線"].startswith("詞彙所載") and whys["狀態：列管中"].startswith("由所載的會議紀錄推得")
    assert "chair/蔣萬安/臺北市政府/市長.html" not in site.pages  # the vocabulary knows of him, these minutes do not
    assert "連同其分段：2 次會議、3 處" in words(site.pages["project/環狀線.html"]) and "2 次會議、3 處" in words(site.pages["index.html"])
    assert "民國年：110（西元 2021 年）" in words(site.pages["meeting/雙北合作交流平臺/市長層級/110.html"])


def test_the_list_of_neighbours_says_what_the_picture_does(each: Site) -> None:
    for path, page in each.pages.items():
        if path.startswith("en/") or not page.xpath("//ul[@class='neighbours']"):
            continue
        listed = {words(a) for a in page.xpath("//ul[@class='neighbours']/li/a[1]")}
        drawn = {words(title).partition(" — ")[0] for title in page.xpath("//figure//*[contains(@class,'kg-box')]/*[local-name()='title']")}
        assert len(drawn) <= 29 and (drawn == listed if len(listed) < 30 else drawn < listed), path


def test_downloads_are_there_or_it_says_why_not(site: Site) -> None:
    page = site.pages["case/雙北合作交流平臺/雙北市集商圈防疫合作.html"]
    forms = page.xpath("//ul[@class='forms']//a")
    assert [words(a) for a in forms] == ["ttl", "jsonld", "nt", "rdf", "csv", "json", "gexf", "graphml", "svg"]
    assert all((site.folder / site.target("case/雙北合作交流平臺/雙北市集商圈防疫合作.html", a.get("href"))[0]).stat().st_size for a in forms)
    assert "png：靜態網頁未備" in words(page)
