"""The explorer from a server: the same pages, and forms that are answered without scripts."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from graphs import graph_files, sample_files
from lxml import html
from serving import serving
from sites import words

from kg.cache import user_folder

TEXT = "雙北合作交流平臺 110 年度市長層級會議紀錄\n\n壹、會議時間：110 年 3 月 29 日\n\n貳、議題小組報告：\n\n一、交通組「<script>alert(1)</script>動線」等 1 案同意新增合作方案。\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    graph = sample_files(tmp_path_factory.mktemp("sample"), "nq")["nq"]
    with serving(graph) as address, httpx.Client(base_url=address, timeout=60, headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "zh-TW"}) as client:
        yield client


def page(server: httpx.Client, path: str, **asked: str) -> html.HtmlElement:
    answer = server.get(path, params=asked or None)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8"), answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'self'") and "unsafe" not in answer.headers["content-security-policy"]
    return html.document_fromstring(answer.text)


def answered(server: httpx.Client, path: str, **asked: str) -> str:
    return words(page(server, path, **asked).get_element_by_id("answer"))


def test_the_first_page_is_the_explorer_and_tells_programs_what_is_where(server: httpx.Client) -> None:
    assert "會議紀錄知識圖" in words(page(server, "/")) and "Minutes as a knowledge graph" in words(page(server, "/", lang="en"))
    plain = server.get("/", headers={"Accept": "text/plain"})
    assert plain.text.splitlines()[0] == f"{str(server.base_url).rstrip('/')}/sparql"


def test_links_and_assets_answer(server: httpx.Client) -> None:
    for path in ("/", "/project/環狀線.html", "/minutes/雙北合作交流平臺/市長層級/110.html?lang=en"):
        found = page(server, path)
        hrefs = {str(href).partition("#")[0] for href in (*found.xpath("//@href"), *found.xpath("//@src"), *found.xpath("//@action")) if not str(href).startswith("#")}
        for href in sorted(hrefs):
            assert server.get(httpx.URL(str(server.base_url)).join(path).join(href), follow_redirects=True).status_code == 200, (path, href)


def test_a_language_that_the_address_asks_for_stays(server: httpx.Client) -> None:
    for path in ("/?lang=en", "/cases.html?lang=en", "/project/環狀線.html?lang=en"):
        found = page(server, path)
        assert found.get("lang") == "en" and all("lang=en" in href for href in found.xpath("//header//nav//a/@href"))
        assert "lang=zh" in found.xpath("//a[@class='tongue']/@href")[0]
    assert all("lang" not in href for href in page(server, "/").xpath("//nav//a/@href"))


@pytest.mark.parametrize(
    ("asked", "count"),
    [({}, 39), ({"status": "listed"}, 17), ({"status": "listed", "group": "group/雙北合作交流平臺/交通組"}, 2), ({"year": "2022"}, 10), ({"kind": "rail"}, 1), ({"status": "nonsense"}, 0), ({"page": "x"}, 39)],
)  # fmt: skip
def test_facets_choose_cases(server: httpx.Client, asked: dict[str, str], count: int) -> None:
    found = page(server, "/cases", **asked)
    assert len(found.xpath("//table[@id='cases']/tbody/tr")) == count
    assert len(found.xpath("//form[@class='facets']//select")) == 5


def test_connections_are_told_with_quotes(server: httpx.Client) -> None:
    told = answered(server, "/connections", **{"from": "環狀線", "to": "萬大線"})
    assert "同一項指示" in told and "捷運環狀線第一階段、萬大-中和-樹林線請兩市持續積極合作" in told and "platform-mayor-level.txt:63:5" in told
    assert "Named in one directive" in answered(server, "/connections.html", **{"from": "環狀線", "to": "萬大線", "lang": "en"})


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"from": "環線", "to": "萬大線"}, "圖中沒有「環線」"), ({"from": "環狀線", "to": "捷運環狀線"}, "同一事物"), ({"from": "環狀線"}, "請寫出兩個事物"),
        ({"from": "松山機場", "to": "北區消防訓練中心"}, "沒有關聯"), ({"from": "<b>x", "to": "y"}, "圖中沒有「<b>x」"), ({}, "例："),
    ],
)  # fmt: skip
def test_connections_say_why_there_are_none(server: httpx.Client, asked: dict[str, str], said: str) -> None:
    assert said in answered(server, "/connections", **asked)


def test_hubs_connect_only_where_they_are_asked_for(server: httpx.Client) -> None:
    asked = {"from": "松山機場", "to": "北區消防訓練中心"}
    assert "新北市政府" in answered(server, "/connections", **asked, hubs="1") or "共 " in answered(server, "/connections", **asked, hubs="1")


def test_questions_are_answered_with_names_for_iris(server: httpx.Client) -> None:
    found = page(server, "/query/open-cases.html")
    assert len(found.xpath("//table[@class='answers']/tbody/tr")) == 17 and "https://" not in words(found.get_element_by_id("answer"))
    assert found.xpath("//table[@class='answers']//a[contains(@href, 'case/')]") and "案件標題" in words(found.xpath("//thead")[0]) and found.xpath("//table[@class='answers']/tbody/tr[1]/td[1]/a")
    assert "2020-03-26（民國 109）" in words(found)
    assert len(page(server, "/query.html").xpath("//ul[@class='saved']/li")) == 12
    assert len(page(server, "/query/directives-about.html", value="環狀線").xpath("//table[@class='answers']/tbody/tr")) == 3


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?c { GRAPH ?g { ?c a kg:Case } } LIMIT 3", "3 列"), ("ASK { GRAPH ?g { ?c a kg:Case } }", "是"), ("CONSTRUCT { ?c a kg:Case } WHERE { GRAPH ?g { ?c a kg:Case } }", "39 條陳述"), ("SELEKT", "未能回答"),
        ("SELECT * { SERVICE <http://a.example/> { ?a ?b ?c } }", "未能回答"), ("DROP ALL", "未能回答"), ("SELECT (\"<script>\" AS ?x) {}", "<script>"),
    ],
)  # fmt: skip
def test_own_sparql_is_answered_or_refused(server: httpx.Client, query: str, said: str) -> None:
    assert said in answered(server, "/query.html", query=query)


def test_search_finds_names_sentences_and_lines(server: httpx.Client) -> None:
    found = page(server, "/search", q="環狀線")
    assert found.xpath("//div[@id='answer']//a[contains(@href, 'project/')]") and [quote for quote in found.xpath("//figure//a/@href") if "#L" in quote]
    assert "沒有找到「無此字」" in answered(server, "/search.html", q="無此字") and words(page(server, "/search")).count("〉") == 0


def test_downloads_and_data(server: httpx.Client) -> None:
    media = {"csv": "text/csv", "json": "application/json", "gexf": "application/gexf+xml", "graphml": "application/graphml+xml", "svg": "image/svg+xml"}
    for suffix, kind in media.items():
        answer = server.get(f"/project/環狀線.{suffix}")
        assert answer.status_code == 200 and answer.headers["content-type"].startswith(kind) and "環狀線" in answer.text
    assert server.get("/minutes/雙北合作交流平臺/市長層級/110.gexf").status_code == 404
    assert len(server.get("/data/things.json").json()) > 100 and server.get("/data/quotes/0.json").status_code == 200
    tag = server.get("/data/cases.json").headers["etag"]
    assert server.get("/data/cases.json", headers={"If-None-Match": tag}).status_code == 304
    for path in ("/data/quotes/99.json", "/data/quotes/x.json", "/data/nothing", "/static/nothing.js", "/static/%2e%2e/words.py", "/query/nothing.html", "/case/nothing.html"):
        assert server.get(path).status_code == 404, path


def test_another_base_and_a_title_that_is_a_script(tmp_path: Path) -> None:
    path = graph_files({"110.txt": TEXT}, tmp_path, "nq", base="https://minutes.example/雙北/")["nq"]
    with serving(path) as address, httpx.Client(base_url=address, timeout=60) as client:
        (href,) = page(client, "/cases").xpath("//table[@id='cases']//th/a/@href")
        for start in ("/", "/雙北/"):
            found = page(client, start + href)
            assert words(found.xpath("//h1")[0]) == "<script>alert(1)</script>動線"
            links = [str(link) for link in found.xpath("//main//a/@href") if "minutes/" in str(link)]
            assert links and client.get(httpx.URL(address).join(start + href).join(links[0])).status_code == 200


def test_what_pages_are_made_of_is_gathered_once_for_all_processes_and_all_servers(server: httpx.Client) -> None:
    page(server, "/")
    kept = sorted(path.name for path in (user_folder() / "views").glob("pages-*.zip"))
    times = [(user_folder() / "views" / name).stat().st_ino for name in kept]
    for _ in range(4):
        page(server, "/cases")
    assert kept and times == [(user_folder() / "views" / name).stat().st_ino for name in kept]


def test_an_address_of_nothing_is_a_page_for_people_and_a_line_for_programs(server: httpx.Client) -> None:
    found = server.get("/case/nothing.html", params={"lang": "en"})
    assert (found.status_code, found.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert html.document_fromstring(found.text).xpath("//form[@role='search']") and "Nothing is here" in found.text
    assert server.get("/case/nothing.html", headers={"Accept": "text/turtle"}).text.startswith("nothing of this name is here")
