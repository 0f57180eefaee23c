"""The explorer in a real browser: on `kg serve`, and as files from disk; in both languages; nothing broken, nothing fetched from elsewhere."""

import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from browsing import Visit, browser, hosting
from serving import serving

ROOT = Path(__file__).parent.parent
SCRIPT = "<script>document.title='taken'</script><img src=x onerror=document.title='taken'>案"
OVERRIDE, EMOJI, LONG = "倒\u202e序之案", "🚇 捷運👩‍👩‍👧案", "長" * 2000
HOSTILE = f"""雙北合作交流平臺 112 年度市長層級會議紀錄

壹、會議時間：112 年 3 月 29 日(星期三)下午 2 時

貳、主席：臺北市政府 蔣市長萬安

參、議題小組報告：

一、交通組「{SCRIPT}」等 1 案同意新增合作方案。

二、教育文化組「{OVERRIDE}」等 1 案同意新增合作方案。

三、災防組「{EMOJI}」等 1 案同意新增合作方案。

四、觀光文創組「{LONG}」等 1 案同意新增合作方案。

肆、散會(下午 2 時 45 分)。
"""
LINE, WANDA = "project/環狀線", "project/萬大-中和-樹林線"
CASE = "case/雙北合作交流平臺/雙北人民團體培力模式交流"


class Places(NamedTuple):
    graph: Path
    disk: Path
    server: str


def kg(*arguments: str | Path) -> None:
    done = subprocess.run([sys.executable, "-m", "kg", *map(str, arguments)], capture_output=True, text=True, env=os.environ | {"PYTHONUTF8": "1"}, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def places(chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    folder = tmp_path_factory.mktemp("explorer")
    (folder / "in").mkdir()
    (folder / "in" / "sample.txt").write_bytes((ROOT / "kg/data/platform-mayor-level.txt").read_bytes())
    (folder / "in" / "hostile.txt").write_text(HOSTILE, "utf-8")
    kg("export", folder / "in", "-o", folder / "out", "-f", "nq")
    graph = folder / "out" / "graph.nq"
    kg("site", graph, "-o", folder / "site")
    with serving(graph) as address:
        yield Places(graph, folder / "site", f"{address}/")


@pytest.fixture(params=[(place, language) for place, language in (("server", "en"), ("disk", "zh"))], ids=lambda p: "-".join(p))
def visit(request: pytest.FixtureRequest, chromium, places: Places) -> Iterator[Visit]:
    place, language = request.param
    context = chromium.new_context(locale="en-US" if language == "en" else "zh-TW", reduced_motion="reduce", viewport={"width": 1200, "height": 800})
    context.set_default_timeout(15_000)
    made = Visit(context.new_page(), places.server if place == "server" else f"file://{places.disk}/", language)
    yield made
    context.close()
    assert made.faults == []


def test_the_search_box_suggests_as_one_types_and_is_worked_by_keys(visit: Visit) -> None:
    visit.open("index.html")
    page = visit.page
    page.keyboard.press("/")
    page.keyboard.type("環狀")
    options = page.get_by_role("option")
    options.first.wait_for()
    box = page.get_by_role("combobox").first
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    # 台 and 臺, full width and half width, one character or many
    for typed in ("台北市政府", "臺北市政府", "１２－１８", "12-18", "線"):
        box.fill(typed)
        page.wait_for_function("() => document.querySelectorAll('[role=option]').length > 0 && document.querySelector('[role=combobox]').getAttribute('aria-expanded') === 'true'")
        box.fill("")
    box.fill("沒有這個名稱")
    page.locator(".kg-nothing").first.wait_for()
    box.fill("環狀線")
    page.wait_for_function("() => document.querySelector('[role=option]')?.textContent.startsWith('環狀線') || document.querySelector('[role=option]')?.textContent.startsWith('Circular')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{quote(LINE)}.html*")
    assert page.locator("h1").inner_text() in ("環狀線", "Circular Line")


def test_help_says_which_keys_there_are(visit: Visit) -> None:
    visit.open("cases.html")
    visit.page.keyboard.press("?")
    dialog = visit.page.get_by_role("dialog")
    assert "Esc" in dialog.inner_text()
    visit.page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_cases_are_filtered_shown_three_ways_and_the_address_keeps_it(visit: Visit) -> None:
    visit.open("cases.html")
    page = visit.page
    rows = page.locator("table#cases tbody tr")
    assert rows.count() == 43
    page.locator("input[name=group][value$=衛生社福組]").check()
    page.wait_for_function("() => document.querySelectorAll('table#cases tbody tr').length === 8")
    page.get_by_role("checkbox", name=re.compile(visit.say("列管中？", "listed\\?"))).check()
    page.wait_for_function("() => document.querySelectorAll('table#cases tbody tr').length < 8")
    held = rows.count()
    assert "group=" in page.url and "status=listed" in page.url
    page.reload()
    visit.settle()
    assert rows.count() == held
    page.get_by_role("button", name=visit.say("時間線", "Lanes"), exact=True).press("Enter")
    page.locator(".kg-lane .kg-added").first.wait_for()
    assert page.evaluate("document.activeElement.textContent") == visit.say("時間線", "Lanes")
    page.locator("a.tongue").hover()
    assert "view=lanes" in (page.locator("a.tongue").get_attribute("href") or "")
    assert page.locator(".kg-lane a").count() == held
    page.get_by_role("button", name=visit.say("圖", "Graph"), exact=True).click()
    page.locator(".kg-picture canvas").first.wait_for()
    page.go_back()
    page.go_back()
    rows.first.wait_for()
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('table#cases tbody tr').length === 8")


def test_lanes_say_what_they_draw(visit: Visit) -> None:
    visit.open("cases.html", "view=lanes&words=" + quote("雙北人民團體培力"))
    lane = visit.page.locator(".kg-lane:not(.kg-lane-group)")
    assert lane.count() == 1
    assert lane.locator(".kg-added").count() == 1 and lane.locator(".kg-delisted").count() == 1
    assert re.search(r"2021-03-29 .+2022-03-18 ", lane.inner_text().replace("\n", " "))


def test_connections_are_explained_step_by_step(visit: Visit) -> None:
    visit.open("connections.html")
    page = visit.page
    for box, words in ((visit.say("從", "From"), "環狀線"), (visit.say("到", "To"), "萬大")):
        page.get_by_role("combobox", name=box, exact=True).fill(words)
        page.locator("main [role=option]:visible").first.click()
    page.locator("main .step blockquote").first.wait_for()
    assert "萬大-中和-樹林線請兩市持續積極合作" in page.locator("main").inner_text()
    address = page.url
    page.reload()
    visit.settle()
    page.locator("main .step blockquote").first.wait_for()
    assert page.url == address and page.locator("#hubs").is_checked() is False
    place = page.locator("main .step figcaption a").first
    assert ".txt:" in place.inner_text()
    place.click()
    page.wait_for_url("**/minutes/**")
    assert page.locator(":target").count() == 1


def test_the_next_connection_is_one_press_away(visit: Visit) -> None:
    visit.open("connections.html", f"from={quote('group/雙北合作交流平臺/交通組')}&to={quote('group/雙北合作交流平臺/教育文化組')}&hubs=1")
    page = visit.page
    first = page.locator(".kg-path").inner_text()
    page.get_by_role("button", name=visit.say("下一條", "Next connection")).click()
    page.wait_for_url("**at=2*")
    page.wait_for_function("words => ![null, words].includes(document.querySelector('.kg-path')?.innerText ?? null)", arg=first)
    page.go_back()
    page.wait_for_function("words => document.querySelector('.kg-path')?.innerText === words", arg=first)


def test_the_graph_begins_at_one_thing_and_grows(visit: Visit) -> None:
    visit.open("graph.html", f"at={quote(LINE)}&open=-")
    page = visit.page
    relations = page.locator(".kg-relations button")
    count = relations.count()
    assert count >= 2 and page.locator(".kg-list > ul > li").count() == 1
    relations.first.click()
    page.wait_for_function("() => document.querySelectorAll('.kg-list > ul > li i').length > 0")
    grown, address = page.locator(".kg-list li i").count(), page.url
    page.reload()
    visit.settle()
    assert page.url == address and page.locator(".kg-list li i").count() == grown
    page.locator(".kg-list li button").last.click()
    page.get_by_role("button", name=visit.say("固定", "Pin"), exact=True).click()
    page.wait_for_url("**pin=*")
    page.get_by_role("button", name=visit.say("隱藏", "Hide"), exact=True).click()
    page.wait_for_url("**hide=*")
    page.go_back()
    page.wait_for_function("n => document.querySelectorAll('.kg-list li i').length === n", arg=grown)


def test_a_saved_question_is_answered_with_names(visit: Visit) -> None:
    visit.open("query.html")
    page = visit.page
    assert page.locator("ul.saved button").count() == 12
    page.get_by_role("button", name=visit.say("列管中的案件", "Open cases"), exact=True).click()
    page.locator("table.answers tbody tr").first.wait_for(timeout=30_000)
    assert "name=open-cases" in page.url
    assert page.locator("table.answers tbody a").count() > 0
    assert "https://" not in page.locator("table.answers").inner_text()
    page.get_by_role("combobox", name=visit.say("關於", "About")).fill("交通組")
    page.locator("main [role=option]:visible").first.click()
    page.wait_for_function("() => document.querySelectorAll('table.answers tbody tr').length > 0 && [...document.querySelectorAll('table.answers tbody tr')].every((row) => row.innerText.includes('交通組'))")


def test_ones_own_sparql_is_completed_run_and_kept_in_the_address(visit: Visit) -> None:
    visit.open("query.html")
    page = visit.page
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { GRAPH ?g { ?c a kg:Cas")
    page.locator(".cm-tooltip-autocomplete li").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.type("e } }")
    page.keyboard.press("Control+Enter")
    page.locator("table.answers").wait_for(timeout=30_000)
    assert page.locator("table.answers td").inner_text() == "43"
    page.reload()
    visit.settle()
    page.locator("table.answers").wait_for(timeout=30_000)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" nonsense")
    page.get_by_role("button", name=visit.say("執行", "Run")).click()
    page.locator(".refused pre").wait_for()
    visit.faults[:] = [fault for fault in visit.faults if "400" not in fault]  # the refusal of the server itself


def test_answers_are_drawn_where_their_columns_allow(visit: Visit) -> None:
    page = visit.page
    visit.open("query.html", "name=closed-cases&view=timeline")
    lane = page.locator("ol.kg-timeline li").first
    lane.wait_for(timeout=30_000)
    assert lane.locator(".kg-series-0").count() == lane.locator(".kg-series-1").count() == 1 and re.search(r"20\d\d-.+20\d\d-", lane.inner_text())
    page.get_by_role("button", name=visit.say("長條", "Bars"), exact=True).press("Enter")
    page.locator(".kg-bars li rect").first.wait_for()
    assert "view=bars" in page.url and page.evaluate("document.activeElement.textContent") == visit.say("長條", "Bars")
    page.go_back()
    lane.wait_for()
    visit.open("query.html", "view=graph&query=" + quote("CONSTRUCT { ?a kg:mentions ?b } WHERE { GRAPH ?g { ?a kg:mentions ?b . ?b a kg:Project } }"))
    page.locator(".kg-picture canvas").first.wait_for(timeout=30_000)
    assert page.locator(".kg-list li").filter(has_text=visit.say("環狀線", "Circular Line")).count() > 0


def test_the_search_of_static_pages_reads_the_minutes_in_any_spelling(chromium, places: Places) -> None:
    context = chromium.new_context(locale="zh-TW")
    visit = Visit(context.new_page(), f"file://{places.disk}/", "zh")
    visit.open("search.html", "q=" + quote("台北 請"))
    line = visit.page.locator("main .quote").first
    line.wait_for()
    marked = "".join(line.locator("mark").all_inner_texts())
    assert "臺北" in marked and "請" in marked
    line.locator("a").click()
    visit.page.wait_for_url("**/minutes/**#L*")
    assert visit.page.locator(":target").count() == 1
    context.close()
    assert visit.faults == []


VIEWS = ("index.html", "cases.html", "cases.html?view=lanes", "cases.html?view=graph", "things.html", "search.html?q=臺北", f"connections.html?from={LINE}&to={WANDA}", f"graph.html?at={LINE}", "query.html?name=who-chaired", f"{LINE}.html", f"{CASE}.html", "group/雙北合作交流平臺/交通組.html", "organization/臺北市政府.html", "meeting/雙北合作交流平臺/市長層級/110.html", "minutes/雙北合作交流平臺/市長層級/110.html")  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault_for_those_who_hear_or_zoom(chromium, places: Places, scheme: str) -> None:
    context = chromium.new_context(locale="zh-TW", color_scheme=scheme, reduced_motion="reduce", viewport={"width": 360 if scheme == "dark" else 1200, "height": 800})
    visit = Visit(context.new_page(), f"file://{places.disk}/", "en" if scheme == "dark" else "zh")
    found, engines = {}, list[str]()
    visit.page.on("request", lambda request: engines.append(visit.page.url) if re.search(r"/(oxigraph|engine)\.", request.url) else None)
    for view in VIEWS if scheme == "light" else VIEWS[1:4] + VIEWS[6:10] + VIEWS[-1:]:
        path, _, asked = view.partition("?")
        visit.open(path, quote(asked, safe="=&"))
        if "name=" in asked:
            visit.page.locator("table.answers").wait_for(timeout=30_000)
        if faults := visit.audit():
            found[view] = faults
        wide = visit.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{view} is {wide} pixels wider than the screen"
    context.close()
    assert found == {} and visit.faults == []
    assert all("/query.html" in page for page in engines) and (engines or scheme == "dark")  # the engine is heavy: only queries load it


def test_on_a_web_host_a_worker_answers_and_is_ended_in_time(chromium, places: Places) -> None:
    with hosting(places.disk.parent) as address:
        context = chromium.new_context(locale="zh-TW")
        visit = Visit(context.new_page(), f"{address}/site/", "zh")
        visit.open("query.html", "name=open-cases")
        visit.page.locator("table.answers tbody tr").first.wait_for(timeout=30_000)
        visit.open("query.html", "query=" + quote("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?a { ?b ?c ?d } GRAPH ?e { ?f ?g ?h } GRAPH ?i { ?j ?k ?l } }"))
        visit.page.get_by_role("button", name="停止").click()
        visit.page.locator(".refused").wait_for()
        visit.page.get_by_role("button", name="列管中的案件", exact=True).click()
        visit.page.locator("table.answers tbody tr").first.wait_for(timeout=30_000)
        context.close()
        assert visit.faults == []


def test_titles_that_are_markup_or_worse_are_text(visit: Visit) -> None:
    page = visit.page
    for view in ("table", "lanes", "graph"):
        visit.open("cases.html", f"view={view}")
    visit.open("cases.html", "words=" + quote("script"))
    shown = page.locator("table#cases tbody")
    assert "<script>document.title='taken'</script>" in shown.inner_text()
    shown.locator("a").first.click()
    page.locator("main[data-page=thing]").wait_for()
    for words in ("script", "倒", "捷運👩", "長長"):
        page.get_by_role("combobox").first.fill(words)
        page.locator("[role=option]:visible").first.wait_for()
        page.get_by_role("combobox").first.fill("")
    visit.open("graph.html", f"at={quote('group/雙北合作交流平臺/交通組')}")
    assert page.evaluate("document.title") != "taken" and page.locator("main img").count() == 0


def test_the_browser_explains_as_the_program_does(chromium, places: Places) -> None:
    from kg.network import index_of
    from kg.network.explain import explain
    from kg.network.explanation import Explanation

    index = index_of(places.graph)
    kinds = {kind: [node for node in index.nodes() if node.kind == kind][:6] for kind in ("project", "case", "group", "organization", "meeting", "person")}
    nodes = [node for found in kinds.values() for node in found]
    pairs = [pair for place, pair in enumerate(combinations(nodes, 2)) if place % 6 == 0]
    base = "https://kg.example/"
    context = chromium.new_context(locale="zh-TW")
    page = context.new_page()
    page.goto(f"file://{places.disk}/connections.html")
    page.wait_for_function("() => document.documentElement.dataset.live")
    asked = [[one.iri.removeprefix(base), other.iri.removeprefix(base), hubs] for one, other in pairs for hubs in (False, True)]
    told = page.evaluate("async (asked) => { const told = []; for (const [one, other, hubs] of asked) told.push(await kgExplained(one, other, hubs, 5)); return told; }", asked)
    context.close()
    ranks = set()
    for (one, other, hubs), mine in zip(asked, told, strict=True):
        theirs = json.loads(Explanation(found=explain(index, index.find(base + one)[0], index.find(base + other)[0], most=5, hubs=hubs), links=index).json().replace(base, ""))
        theirs.pop("ends")
        ranks |= {c["rank"] for c in theirs["connections"]}
        assert mine == theirs, f"{one} and {other}, hubs {hubs}"
    assert {"direct", "directive", "case", "group", "meeting"} <= ranks


def test_one_file_holds_it_all(chromium, places: Places, tmp_path: Path) -> None:
    kg("site", places.graph, "--single", tmp_path / "one.html")
    context = chromium.new_context(locale="zh-TW", reduced_motion="reduce")
    visit = Visit(context.new_page(), f"file://{tmp_path}/one.html", "zh")
    page = visit.page
    page.goto(visit.root)
    page.get_by_role("link", name="案件", exact=True).click()
    page.locator("table#cases tbody tr").first.wait_for()
    page.get_by_role("button", name="時間線").click()
    page.locator(".kg-lane .kg-added").first.wait_for()
    page.reload()
    page.locator(".kg-lane a").first.click()
    page.locator("main[data-page=thing]").wait_for()
    page.go_back()
    page.locator(".kg-lane a").first.wait_for()
    page.get_by_role("link", name="查詢", exact=True).click()
    page.get_by_role("button", name="列管中的案件", exact=True).click()
    page.locator("table.answers tbody tr").first.wait_for(timeout=30_000)
    page.get_by_role("link", name="English", exact=True).click()
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    context.close()
    assert visit.faults == []


def test_a_view_stands_without_its_frame_within_other_pages(visit: Visit) -> None:
    visit.open("embed/cases.html" if visit.served or visit.language == "zh" else "cases.html", "view=lanes")
    visit.page.locator(".kg-lane .kg-added").first.wait_for()
    assert not visit.page.locator("body > header").is_visible() and not visit.page.locator("body > footer").is_visible()


def test_the_html_that_embeds_a_view_is_there_to_copy(visit: Visit) -> None:
    visit.open("cases.html", "view=lanes&words=" + quote("捷運"))
    page = visit.page
    page.locator(".kg-share summary").press("Enter")
    page.wait_for_function("() => document.getElementById('kg-frame').value")
    frame = page.locator("#kg-frame").input_value()
    assert page.locator("#kg-address").input_value() == page.url
    page.goto(html.unescape(re.findall(r'src="([^"]+)"', frame)[0]))
    page.locator(".kg-lane .kg-added").first.wait_for()
    assert not page.locator("body > header").is_visible() and page.locator(".kg-lane:not(.kg-lane-group)").count() < 10
