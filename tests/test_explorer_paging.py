"""Long lists stand in pages of a bounded size, each a link away from the one before, on disk and from a server; together they hold all."""

from dataclasses import replace
from pathlib import Path

import pytest
from graphs import graph_files
from lxml import html

from kg.explorer import Explorer, cases, listing, paging
from kg.explorer.pages import page, paths
from kg.explorer.ways import written
from kg.store import open_store

HEAD = "雙北合作交流平臺 110 年度市長層級會議紀錄\n\n壹、會議時間：110 年 3 月 29 日\n\n貳、議題小組報告：\n\n"
MANY = 230


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Explorer:
    titles = "、".join(f"「第{number}號道路整建」" for number in range(MANY))
    text = f"{HEAD}一、交通組{titles}等 {MANY} 案同意新增合作方案。\n\n參、散會(下午 3 時)。\n"
    return Explorer(open_store(graph_files({"110.txt": text}, tmp_path_factory.mktemp("many"), "nq")["nq"]))


def followed(explorer: Explorer, path: str, *, served: bool, rows: str) -> list[list[str]]:
    """Return what stands on a page and on all that follow it, by the links to the next one."""
    found, asked = [], {}
    while path:
        ways = replace(written(path, "zh"), served=served)
        text = page(explorer, path, asked, ways)
        assert text is not None and len(text.encode()) < 300_000
        tree = html.document_fromstring(text)
        found.append([str(row) for row in tree.xpath(rows)])
        after = next(iter(tree.xpath("//a[@rel='next']/@href")), "")
        place, _, query = after.partition("?")
        asked = dict(pair.split("=") for pair in query.split("&")) if query else {}
        path = ((Path("/") / path).parent / place).resolve().relative_to("/").as_posix() if after else ""
    return found


@pytest.mark.parametrize("served", [False, True])
def test_cases_are_paged(explorer: Explorer, served: bool) -> None:
    found = followed(explorer, "cases.html", served=served, rows="//tr/@data-id")
    assert [len(rows) for rows in found] == [100, 100, 30] and len({row for rows in found for row in rows}) == MANY == len(explorer.cases)


@pytest.mark.parametrize("served", [False, True])
def test_things_are_paged_by_kind(explorer: Explorer, served: bool) -> None:
    home = html.document_fromstring(page(explorer, listing.PAGE, {}, replace(written(listing.PAGE, "zh"), served=served)) or "")
    (after,) = home.xpath("//section[h2/@id='case']//a[contains(., '全部')]/@href")
    assert len(home.xpath("//section[h2/@id='case']//li")) == listing.FEW
    assert after == ("things.html?kind=case" if served else "things/case.html")
    begin = "things.html" if served else after
    if served:
        text = page(explorer, begin, {"kind": "case", "page": "3"}, replace(written(begin, "zh"), served=True))
        assert len(html.document_fromstring(text or "").xpath("//ul[@class='all']/li")) == 30
        assert page(explorer, begin, {"kind": "nothing"}, replace(written(begin, "zh"), served=True)) is None
    else:
        found = followed(explorer, begin, served=False, rows="//ul[@class='all']/li/a/@href")
        assert [len(rows) for rows in found] == [100, 100, 30] and len({row.lstrip("./") for rows in found for row in rows}) == MANY


def test_all_pages_of_lists_stand_on_disk(explorer: Explorer) -> None:
    written_paths = [path for path in paths(explorer) if path.startswith(("cases/", "things/case"))]
    assert written_paths == ["cases/2.html", "cases/3.html", "things/case.html", "things/case/2.html", "things/case/3.html"]


@pytest.mark.parametrize(("asked", "number"), [("2", 2), ("99", 3), ("0", 1), ("-1", 1), ("x", 1), ("9" * 30, 1)])
def test_a_number_that_is_none_is_the_first_or_the_last(explorer: Explorer, asked: str, number: int) -> None:
    stem, wanted = paging.number_of("cases.html", {"page": asked})
    assert stem == cases.STEM and paging.part(explorer.cases, written("cases.html", "zh"), stem, wanted).number == number
