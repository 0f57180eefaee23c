"""Pictures hold what the graph says, are XML whatever titles hold, and show themselves in notebooks."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import kg
from kg.diagnostics import cells
from kg.network import Edge, Node, View, build_view, select
from kg.network.view import rows_of
from kg.pictures import PictureError, lanes, neighbourhood, png, raster
from kg.pictures.canvas import balanced, cut, wrapped
from kg.pictures.lanes import MOST
from kg.pictures.notebook import MOST_CASES, ShownView

SVG = {"s": "http://www.w3.org/2000/svg"}
GROUP, BASE = "https://kg.example/group/x", "https://kg.example/"
PNG = b"\x89PNG\r\n\x1a\n"
HOSTILE = ["說\"是\"的'人'&<b>]]></title><script>alert(1)</script>", "控\x00制\x01\x1b\x7f\x85", "\ud800孤\udfff\ufffe", "長" * 2000, "a\u0301" * 3000, "\u202eשלום", "🏙️𠀋👩‍👩‍👧", "甲\n乙\r\n丙\t丁", " "]  # fmt: skip


@pytest.fixture(scope="module")
def sample() -> View:
    return kg.view()


def parsed(svg: str) -> etree._Element:
    """Return the root of a picture, which says what it is to those who do not see it."""
    root = etree.fromstring(svg.encode())
    assert root.get("role") == "img"
    assert [child.tag.rpartition("}")[2] for child in root[:3]] == ["title", "desc", "style"]
    assert root[0].text and root[1].text
    return root


def of_class(root: etree._Element, name: str) -> list[etree._Element]:
    return root.xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]")


def words(root: etree._Element) -> list[str]:
    """Return the lines of text that are seen."""
    return ["".join(line.xpath("text()")) for line in root.findall(".//s:text", SVG)]


def case(name: str, status: str = "listed", label: str = "") -> Node:
    return Node(f"{BASE}case/{name}", "case", label or f"案件{name}", "", status)


def meeting(name: str, date: str = "") -> Node:
    return Node(f"{BASE}meeting/{name}", "meeting", f"會議{name}", "", "", date)


def decided(action: str, about: Node, at: Node) -> Edge:
    return Edge(GROUP, about.iri, action, f"{about.iri}/{action}/{at.iri}", action, action, at.iri, at.date)


def drawn(*edges: Edge, nodes: list[Node]) -> etree._Element:
    return parsed(lanes([Node(GROUP, "group", "交通組"), *nodes], edges))


# --- lanes ---------------------------------------------------------------------------------------------------------------------


def test_the_marks_are_the_decisions_of_the_graph(sample: View) -> None:
    root = parsed(lanes(*rows_of(sample)))
    held: dict[tuple[str, str], set[str]] = {}
    for source, target, facts in sample.edges(data=True):
        if sample.nodes[target]["kind"] == "case" and sample.nodes[source]["kind"] in ("group", "meeting") and facts["kind"] != "mentions":
            held.setdefault((target, facts["meeting"]), set()).add(facts["kind"])
    expected = Counter("both" if {"added", "delisted"} <= kinds else "added" if "added" in kinds else "delisted" if "delisted" in kinds else "other" for kinds in held.values())
    assert {sign: len(of_class(root, f"kg-{sign}")) for sign in ("added", "delisted", "both", "other")} == dict(expected)
    assert min(expected.values()) > 0


def test_open_ends_are_the_listed_cases(sample: View) -> None:
    root = parsed(lanes(*rows_of(sample)))
    assert len(of_class(root, "kg-open")) == sum(facts.get("status") == "listed" for _, facts in sample.nodes(data=True)) > 0


def test_every_case_has_its_row_with_its_whole_title(sample: View) -> None:
    titles = {title.text for title in parsed(lanes(*rows_of(sample))).findall(".//s:text/s:title", SVG)}
    labels = [facts["label"] for _, facts in sample.nodes(data=True) if facts["kind"] == "case"]
    assert [label for label in labels if not any(title.startswith(label) for title in titles if title)] == []


def test_undated_minutes_stand_before_those_they_precede() -> None:
    first, second, undated, unknown = meeting("1", "2020-01-05"), meeting("2", "2021-01-05"), meeting("u"), meeting("x")
    cases = [case("a"), case("b"), case("c"), case("d")]
    edges = [decided("added", one, at) for one, at in zip(cases, (first, second, undated, unknown), strict=True)]
    root = drawn(*edges, Edge(undated.iri, second.iri, "precedes", "m"), nodes=[first, second, undated, unknown, *cases])
    at = {mark[0].text.split()[-1]: float(mark.get("cx", "0")) for mark in of_class(root, "kg-added")}
    assert at["會議x"] < at["會議1"] < at["會議u"] < at["會議2"]
    assert words(root).count("未載日期") == 2


def test_a_case_whose_addition_is_not_seen_begins_open() -> None:
    day, one = meeting("1", "2020-01-05"), case("a", "delisted")
    root = drawn(decided("delisted", one, day), nodes=[day, one])
    (line,) = of_class(root, "kg-life")
    assert line.get("stroke-dasharray")
    assert not of_class(root, "kg-open")


def test_years_are_of_both_calendars(sample: View) -> None:
    zh, en = (words(parsed(lanes(*rows_of(sample), lang))) for lang in ("zh-hant", "en"))
    assert {"民國 110 年", "2021", "新增", "解除列管"} <= set(zh)
    assert {"ROC 110", "2021", "added", "delisted"} <= set(en)


def test_what_is_left_out_is_said() -> None:
    day = meeting("1", "2020-01-05")
    cases = [case(f"{n:04}", "listed" if n < 30 else "delisted") for n in range(MOST + 7)]
    root = drawn(*(decided("added", one, day) for one in cases), nodes=[day, *cases])
    assert len(of_class(root, "kg-added")) == MOST
    assert len(of_class(root, "kg-open")) == 30
    assert any(line.startswith("另有 7 案未畫出") and str(MOST) in line for line in words(root))


def test_groups_of_one_name_are_told_apart_by_their_bodies() -> None:
    day, other = meeting("1", "2020-01-05"), meeting("2", "2020-01-05")
    cases, groups = [case("a"), case("b")], [Node(f"{BASE}group/{n}", "group", "交通組") for n in "ab"]
    bodies = [Node(f"{BASE}organization/{n}", "organization", f"{n}平臺") for n in "甲乙"]
    edges = [decided("added", cases[n], (day, other)[n])._replace(source=groups[n].iri) for n in (0, 1)]
    series = [Edge(day.iri, bodies[0].iri, "series", "s"), Edge(other.iri, bodies[1].iri, "series", "s")]
    told = words(parsed(lanes([*groups, *bodies, *cases, day, other], [*edges, *series])))
    assert {"交通組・甲平臺（1）", "交通組・乙平臺（1）"} <= set(told)


@pytest.mark.parametrize("nodes", [[], [meeting("1", "2020-01-05")], [case("a")], [case("a", "")]], ids=["nothing", "no case", "no decision", "no status"])
def test_little_is_a_picture_too(nodes: list[Node]) -> None:
    root = parsed(lanes(nodes, []))
    assert ("圖中沒有案件。" in words(root)) == (not any(node.kind == "case" for node in nodes))


@pytest.mark.parametrize("date", ["2020-02-30", "明天", "9999-12-31", "0001-01-01"])
def test_any_date_is_drawn(date: str) -> None:
    one, at, other = case("a"), meeting("1", date), meeting("2", "2020-01-05")
    assert len(of_class(drawn(decided("added", one, at), decided("delisted", one, other), nodes=[one, at, other]), "kg-added")) == 1


def test_meetings_that_precede_each_other_do_not_hang() -> None:
    one, a, b = case("a"), meeting("a"), meeting("b")
    drawn(decided("added", one, a), Edge(a.iri, b.iri, "precedes", "m"), Edge(b.iri, a.iri, "precedes", "m"), nodes=[one, a, b])


# --- the neighbourhood ---------------------------------------------------------------------------------------------------------


def boxes(root: etree._Element, *kinds: str) -> list[tuple[float, float, float, float]]:
    found = [box for kind in kinds for box in of_class(root, kind)]
    return [(x, y, x + w, y + h) for x, y, w, h in ((float(box.get(name, "")) for name in ("x", "y", "width", "height")) for box in found)]


def overlapping(root: etree._Element) -> list[object]:
    pairs = combinations(boxes(root, "kg-middle", "kg-box", "kg-words"), 2)
    return [(a, b) for a, b in pairs if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


def outside(root: etree._Element) -> list[object]:
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    return [box for box in boxes(root, "kg-middle", "kg-box", "kg-words") if min(box) < 0 or box[2] > width or box[3] > height]


def test_no_box_covers_another_and_all_are_within(sample: View) -> None:
    nodes, edges = rows_of(sample)
    for node in nodes:
        root = parsed(neighbourhood(nodes, edges, node.iri))
        around = {*sample.successors(node.iri), *sample.predecessors(node.iri)} - {node.iri}
        assert len(of_class(root, "kg-box")) == len(of_class(root, "kg-line")) == min(len(around), 29), node.iri
        assert overlapping(root) == outside(root) == [], node.iri


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.text(max_size=80), st.sampled_from("added delisted mentions meeting".split())), max_size=45), st.text(max_size=60))
def test_any_titles_find_their_place(around: list[tuple[str, str]], title: str) -> None:
    middle = case("middle", label=title)
    nodes = [case(str(n), label=label) for n, (label, _) in enumerate(around)]
    edges = [Edge(middle.iri, node.iri, kind, "x", kind, kind) for node, (_, kind) in zip(nodes, around, strict=True)]
    root = parsed(neighbourhood([middle, *nodes], edges, middle.iri))
    assert overlapping(root) == outside(root) == []
    more = [line for line in words(root) if line.startswith("另有")]
    assert [re.findall(r"\d+", line)[0] for line in more] == ([str(len(around) - 29)] if len(around) > 29 else [])


def test_lines_say_how_and_which_way() -> None:
    one, other = case("a"), meeting("1", "2020-01-05")
    edges = [Edge(one.iri, other.iri, "meeting", "x", "所屬會議", "of the meeting"), Edge(other.iri, one.iri, "mentions", "x", "提及", "mentions")]
    both, single = parsed(neighbourhood([one, other], edges, one.iri)), parsed(neighbourhood([one, other], edges[:1], one.iri, "en"))
    assert (len(of_class(both, "kg-arrow")), len(of_class(single, "kg-arrow"))) == (2, 1)
    assert "所屬會議、提及" in words(both)
    assert {"of the meeting", "case · listed", "meeting · 2020-01-05"} <= set(words(single))


def test_what_has_no_neighbours_is_drawn_alone() -> None:
    one = case("a")
    assert "圖中與其他事物無關聯。" in words(parsed(neighbourhood([one], [Edge(one.iri, one.iri, "mentions", "x")], one.iri)))


# --- both ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_titles_stay_text(title: str) -> None:
    day, one, group = meeting("1", "2020-01-05")._replace(label=title), case("a", label=title), Node(GROUP, "group", title)
    edge = decided("added", one, day)._replace(label=title, wording=title)
    unnamed = edge._replace(label="", source=day.iri)
    for svg in (lanes([day, one, group], [edge]), neighbourhood([day, one, group], [edge, unnamed], one.iri)):
        root = parsed(svg)
        assert not root.findall(".//s:script", SVG)
        assert max(map(len, words(root))) < 400
    assert build_view([edge], [day, one, group], ShownView())._repr_html_().count("<script") == 0


@given(st.text(), st.integers(2, 40), st.integers(1, 5))
def test_lines_are_no_wider_than_their_room(text: str, room: int, lines: int) -> None:
    for made in (wrapped(text, room, lines), balanced(text, room, lines)):
        assert len(made) <= lines
        assert all(cells(line) <= room for line in made)
    assert cells(cut(text, room)) <= room


def test_bytes_do_not_depend_on_hash_seeds() -> None:
    code = "import kg, sys; v = kg.view(); sys.stdout.buffer.write((kg.draw(v).svg + kg.draw(v, '交通組', 'en').svg).encode())"
    made = {subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout for seed in "012"}
    assert len(made) == 1
    assert made.pop().count(b"<svg") == 2


def test_pictures_need_nothing_from_elsewhere(sample: View) -> None:
    svg = kg.draw(sample).svg
    assert "prefers-color-scheme: dark" in svg
    assert "Noto Sans CJK TC" in svg
    assert not re.search(r"href|url\(|var\(|@import", svg)


# --- PNG -----------------------------------------------------------------------------------------------------------------------


def test_png_without_a_chinese_font_is_refused(monkeypatch: pytest.MonkeyPatch, sample: View) -> None:
    monkeypatch.setattr(raster, "_FAMILIES", ("no such family",))
    raster._family.cache_clear()
    with pytest.raises(PictureError, match="fonts-noto-cjk"):
        png(lanes(*rows_of(sample)))
    raster._family.cache_clear()


def test_pictures_are_saved_by_their_ending(tmp_path: Path, sample: View) -> None:
    picture = kg.draw(sample, "環狀線")
    assert picture.save(tmp_path / "a.svg").read_text("utf-8") == picture.svg == picture._repr_svg_()
    assert picture.save(str(tmp_path / "a.PNG")).read_bytes().startswith(PNG)
    with pytest.raises(PictureError, match=r"\.svg or \.png"):
        picture.save(tmp_path / "a.jpg")


# --- notebooks -----------------------------------------------------------------------------------------------------------------


def test_a_view_shows_itself(sample: View) -> None:
    html = sample._repr_html_()
    assert "<td>39</td>" in html
    assert html.count("<svg") == 1
    assert len(html) < 100_000


def test_a_large_view_shows_counts_alone() -> None:
    day, cases = meeting("1", "2020-01-05"), [case(str(n)) for n in range(MOST_CASES + 1)]
    html = build_view([decided("added", one, day) for one in cases], [day, *cases], ShownView())._repr_html_()
    assert "<svg" not in html
    assert f"<td>{MOST_CASES + 1}</td>" in html


def test_networkx_does_with_a_view_what_it_does_with_its_own(sample: View) -> None:
    plain = nx.MultiDiGraph(sample)
    for made in (sample.copy(), pickle.loads(pickle.dumps(sample)), select(sample), sample.subgraph(list(sample)), sample.reverse().reverse()):
        assert type(made) is ShownView
        assert nx.utils.graphs_equal(made, plain)
        assert "<svg" in made._repr_html_()
    assert nx.utils.graphs_equal(sample.to_undirected(), plain.to_undirected())


def test_what_users_add_is_no_obstacle(sample: View) -> None:
    mine = sample.copy()
    nx.set_node_attributes(mine, 0.5, "rank")
    mine.add_edge("我的", next(iter(sample)))
    assert "<svg" in mine._repr_html_()
    assert kg.draw(mine).svg == kg.draw(sample).svg


# --- the command line ----------------------------------------------------------------------------------------------------------


def graph(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "kg", "graph", *arguments], capture_output=True, check=False)


def test_neighbours_are_drawn() -> None:
    root = etree.fromstring(graph("neighbours", "交通組", "--kind", "case", "-f", "svg").stdout)
    assert len(of_class(root, "kg-box")) == len(of_class(root, "k-case")) == 3
    assert graph("neighbours", "交通組", "-f", "png").stdout.startswith(PNG)


@pytest.mark.parametrize(("arguments", "said"), [(("projects",), "no picture"), (("neighbours", "沒有這個"), "nothing is called")])
def test_what_cannot_be_drawn_is_said(arguments: tuple[str, ...], said: str) -> None:
    done = graph(*arguments, "-f", "svg")
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
