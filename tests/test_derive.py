"""What follows from several minutes together: a case's status, its additions and delistings, labels and oddities.

Each test writes two or three small minutes of the platform and reads `graph/derived`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, product, zip_longest
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iris
from kg.derive import concluded
from kg.pipeline import export
from kg.source import Source
from kg.vocab import read_vocabulary
from tests.bench.generate import generate

BASE = "https://kg.example/"
KG = BASE + "ontology#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DERIVED_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SAMPLE = Path(__file__).parent / "gold" / "platform-mayor-level.txt"

ADD, DELIST = "同意新增「市集防疫」1案。", "同意解除列管「市集防疫」1案。"
CASE = "case/雙北合作交流平臺/市集防疫"


def minutes(year: int, *reports: str) -> str:
    """Write the minutes of a year's meeting: 8 May, one numbered line a report of the transport group."""
    lines = "\n\n".join(f"{'一二三四五'[n]}、交通組：{report}" for n, report in enumerate(reports))
    return f"""\
雙北合作交流平臺 {year} 年度市長層級會議紀錄

壹、會議時間：{year} 年 5 月 8 日下午 2 時

貳、會議地點：新北市政府 6 樓大禮堂

參、議題小組報告：

{lines}

肆、散會(下午 3 時)。
"""


def fragment(*reports: str) -> str:
    """Write minutes that lost their head."""
    lines = "\n\n".join(f"{'一二三四五'[n]}、交通組：{report}" for n, report in enumerate(reports))
    return f"柒、議題小組報告：\n\n{lines}\n\n捌、散會(上午 10 時)。\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What is concluded of one case; decisions as the path behind `decision/雙北合作交流平臺/`."""

    label: tuple[str, ...]
    other_labels: tuple[str, ...]
    status: tuple[str, ...]
    added: tuple[str, ...]
    delisted: tuple[str, ...]
    anomalies: tuple[str, ...]
    closes: tuple[tuple[str, str], ...]


def quads(*files: str) -> list[ox.Quad]:
    """Export texts, each as a file of its own."""
    out: list[bytes] = []
    export([Source(text=text, name=f"{n}.txt") for n, text in enumerate(files)], read_vocabulary(), out.append)
    return list(ox.parse(b"".join(out), format=ox.RdfFormat.N_QUADS))


def derived(*files: str) -> list[ox.Quad]:
    return [q for q in quads(*files) if q.graph_name == ox.NamedNode(BASE + "graph/derived")]


def life(*files: str, case: str = CASE) -> Life:
    """Read what is concluded of a case."""
    found: dict[str, list[str]] = defaultdict(list)
    closes = []
    for q in derived(*files):
        if q.subject.value == BASE + case:
            found[q.predicate.value].append(short(q.object.value))
        elif q.predicate.value == KG + "closes":
            closes.append((short(q.subject.value), short(q.object.value)))

    def of(predicate: str) -> tuple[str, ...]:
        return tuple(sorted(found[predicate]))

    return Life(
        label=of(SKOS + "prefLabel"), other_labels=of(SKOS + "altLabel"), status=of(KG + "status"), added=of(KG + "addedBy"),
        delisted=of(KG + "delistedBy"), anomalies=of(KG + "anomaly"), closes=tuple(sorted(closes)),
    )  # fmt: skip


def short(value: str) -> str:
    """Take the code of a concept, and of a decision its meeting and action."""
    if value.startswith(BASE + "concept/"):
        return value.rpartition("/")[2]
    return value.removeprefix(BASE + "decision/").removeprefix("雙北合作交流平臺/").replace("/case/市集防疫", "").replace("市長層級/", "")


# --- one case, several meetings ----------------------------------------------------------------------------------------------


def test_listed() -> None:
    found = life(minutes(109, ADD), minutes(110, "洽悉。"))
    assert (found.status, found.anomalies, found.closes) == (("listed",), (), ())
    assert (found.added, found.delisted) == (("109/added",), ())


def test_delisted() -> None:
    found = life(minutes(109, ADD), minutes(110, DELIST))
    assert (found.status, found.anomalies) == (("delisted",), ())
    assert (found.added, found.delisted) == (("109/added",), ("110/delisted",))
    assert found.closes == (("110/delisted", "109/added"),)


def test_proposed() -> None:
    found = life(minutes(109, "擬將「市集防疫」列為未來雙北合作項目案，請納入小組會議研議，並應儘速辦理。"))
    assert (found.status, found.added, found.delisted, found.anomalies) == (("proposed",), (), (), ())


def test_proposed_and_then_listed() -> None:
    referred = "擬將「市集防疫」列為未來雙北合作項目案，請納入小組會議研議。"
    assert life(minutes(109, referred), minutes(110, ADD)).status == ("listed",)


@pytest.mark.parametrize("report", ["「市集防疫」1案，持續列管。", "「市集防疫」1案，洽悉。"])
def test_unknown(report: str) -> None:
    """The case was not taken up in any minutes held."""
    found = life(minutes(109, report))
    assert (found.status, found.added, found.delisted, found.anomalies) == (("unknown",), (), (), ())


def test_listed_again_after_a_delisting() -> None:
    found = life(minutes(109, ADD), minutes(110, DELIST), minutes(111, ADD))
    assert (found.status, found.anomalies) == (("listed",), ())
    assert (found.added, found.delisted) == (("109/added", "111/added"), ("110/delisted",))
    assert found.closes == (("110/delisted", "109/added"),)


def test_two_lives() -> None:
    found = life(minutes(109, ADD), minutes(110, DELIST), minutes(111, ADD), minutes(112, DELIST))
    assert (found.status, found.anomalies) == (("delisted",), ())
    assert found.closes == (("110/delisted", "109/added"), ("112/delisted", "111/added"))


def test_delisted_and_never_seen_added() -> None:
    found = life(minutes(109, "洽悉。"), minutes(110, DELIST))
    assert (found.status, found.added, found.anomalies, found.closes) == (("delisted",), (), ("delisted-unseen",), ())


def test_delisted_unseen_and_added_later() -> None:
    found = life(minutes(109, DELIST), minutes(110, ADD))
    assert (found.status, found.anomalies, found.closes) == (("listed",), ("delisted-unseen",), ())


def test_added_and_delisted_at_the_same_meeting() -> None:
    found = life(minutes(109, ADD, DELIST))
    assert (found.status, found.anomalies) == (("delisted",), ("same-meeting",))
    assert found.closes == (("109/delisted", "109/added"),)


def test_within_a_meeting_the_order_of_the_text_decides() -> None:
    """Delisted, then taken up again."""
    found = life(minutes(108, ADD), minutes(109, DELIST, ADD))
    assert (found.status, found.anomalies) == (("listed",), ())
    assert found.closes == (("109/delisted", "108/added"),)


def test_added_twice() -> None:
    """The delisting closes the latest addition before it, and no other."""
    found = life(minutes(108, ADD), minutes(109, ADD), minutes(110, DELIST))
    assert (found.status, found.anomalies) == (("delisted",), ("added-twice",))
    assert found.closes == (("110/delisted", "109/added"),)


def test_delisted_twice() -> None:
    found = life(minutes(108, ADD), minutes(109, DELIST), minutes(110, DELIST))
    assert (found.status, found.anomalies) == (("delisted",), ("delisted-twice",))
    assert ("109/delisted", "108/added") in found.closes


def test_what_is_rejected_or_deferred_is_not_listed() -> None:
    for report in ("不同意新增「市集防疫」1案。", "暫緩新增「市集防疫」1案。"):
        found = life(minutes(109, report))
        assert (found.status, found.added) == (("unknown",), ())


def test_cases_of_two_bodies_are_two() -> None:
    other = minutes(110, DELIST).replace("雙北合作交流平臺", "基北北桃合作交流平臺")
    assert life(minutes(109, ADD), other).status == ("listed",)
    assert life(minutes(109, ADD), other, case="case/基北北桃合作交流平臺/市集防疫").anomalies == ("delisted-unseen",)


# --- order ---------------------------------------------------------------------------------------------------------------------


def test_dates_decide_and_not_the_order_of_files() -> None:
    one, two, three = minutes(109, ADD), minutes(110, DELIST), minutes(111, ADD)
    assert life(three, two, one) == life(one, two, three) == life(two + three + one)


def test_an_undated_fragment_stands_before_the_meeting_that_follows_it() -> None:
    found = life(fragment(ADD) + minutes(109, DELIST))
    assert (found.status, found.anomalies) == (("delisted",), ())
    assert [closed[0] for closed in found.closes] == ["109/delisted"]
    assert found.closes[0][1] in found.added


def test_a_fragment_before_a_meeting_comes_after_earlier_ones() -> None:
    found = life(minutes(108, ADD), fragment(DELIST) + minutes(109, ADD))
    assert (found.status, found.anomalies) == (("listed",), ())
    assert [closed[1] for closed in found.closes] == ["108/added"]


def test_a_fragment_at_the_end_has_no_place_in_time() -> None:
    """A file of its own, or behind the last minutes: nobody knows which came first."""
    named = fragment(DELIST).replace("柒、", "臺北市與新北市的合作，雙北合作交流平臺。\n\n柒、", 1)
    found = life(minutes(109, ADD), named)
    assert (found.status, found.closes) == (("unknown",), ())
    assert found.anomalies == ("order-unknown",)


# --- labels --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [1, -1])
def test_the_earliest_dated_meeting_gives_the_label(order: int) -> None:
    files = [minutes(109, "同意新增「市集防疫案」。"), minutes(110, "「市集 防疫」持續列管。"), minutes(111, DELIST)]
    found = life(*files[::order])
    assert found.label == ("市集防疫案",)
    assert found.other_labels == ("市集 防疫", "市集防疫")


def test_an_undated_spelling_gives_way_to_a_dated_one() -> None:
    found = life(fragment("同意新增「市集防疫案」。") + minutes(109, DELIST))
    assert (found.label, found.other_labels) == (("市集防疫",), ("市集防疫案",))


def test_one_spelling_is_no_other_label() -> None:
    assert life(minutes(109, ADD), minutes(110, DELIST)).other_labels == ()


# --- the graph as a whole --------------------------------------------------------------------------------------------------------


@cache
def exported(corpus: str) -> list[ox.Quad]:
    """Export a corpus once."""
    return quads(SAMPLE.read_text("utf-8")) if corpus == "sample" else quads(*(text for _, text in generate(24)))


each_corpus = pytest.mark.parametrize("corpus", ["sample", "invented"])


@each_corpus
def test_every_case_has_one_label_and_one_status(corpus: str) -> None:
    all_quads = exported(corpus)
    cases = {q.subject for q in all_quads if q.predicate.value == RDF_TYPE and q.object.value == KG + "Case"}
    assert len(cases) > 20
    for predicate in (SKOS + "prefLabel", KG + "status"):
        assert Counter(q.subject.value for q in all_quads if q.predicate.value == predicate and q.subject in cases) == Counter(case.value for case in cases)


@each_corpus
def test_conclusions_name_the_graphs_they_rest_on(corpus: str) -> None:
    all_quads = exported(corpus)
    held = {q.graph_name.value for q in all_quads if q.predicate.value.endswith("#isString")}
    named = {q.object.value for q in all_quads if q.predicate.value == DERIVED_FROM and q.subject.value == BASE + "graph/derived"}
    assert named == held
    assert len(held) > 3


def test_conclusions_about_nothing_else() -> None:
    """Beside its sources the graph says only what is listed in the contract, of cases and of delistings."""
    found = [q for q in exported("sample") if q.graph_name == ox.NamedNode(BASE + "graph/derived")]
    assert found
    of_cases = {SKOS + "prefLabel", SKOS + "altLabel", KG + "status", KG + "addedBy", KG + "delistedBy", KG + "anomaly"}
    for q in found:
        kind = q.subject.value.removeprefix(BASE).partition("/")[0]
        assert q.predicate.value in {"case": of_cases, "decision": {KG + "closes"}, "graph": {DERIVED_FROM}}[kind]


def test_the_example_s_case_is_minted_as_expected() -> None:
    assert "case/" + iris.path("雙北合作交流平臺") + "/" + iris.title("市集防疫案") == CASE


# --- the rules, which stand in the ontology ----------------------------------------------------------------------------------


def lives(longest: int) -> Iterator[str]:
    """Yield every life of up to so many decisions, and the one that nobody can tell."""
    yield "?"
    for length in range(1, longest + 1):
        for letters in product("adro", repeat=length):
            for signs in product("=<", repeat=length - 1):
                yield "".join(chain.from_iterable(zip_longest(letters, signs, fillvalue="")))


def test_every_life_has_one_status() -> None:
    seen = {life: [concept.rpartition("/")[2] for concept, predicate in concluded(life) if predicate == KG + "status"] for life in lives(5)}
    assert len(seen) > 15_000
    assert {life: found for life, found in seen.items() if len(found) != 1} == {}
    assert {found for [found] in seen.values()} == {"listed", "delisted", "proposed", "unknown"}


@pytest.mark.parametrize(
    ("life", "status", "anomalies"),
    [
        ("a", "listed", set()),
        ("a<d", "delisted", set()),
        ("a<d<a", "listed", set()),
        ("d", "delisted", {"delisted-unseen"}),
        ("d<a", "listed", {"delisted-unseen"}),
        ("a=d", "delisted", {"same-meeting"}),
        ("a=o=d", "delisted", {"same-meeting"}),
        ("a=o<d", "delisted", set()),
        ("d=a", "listed", {"delisted-unseen"}),
        ("a<o<a", "listed", {"added-twice"}),
        ("a<d<r<d", "delisted", {"delisted-twice"}),
        ("r", "proposed", set()),
        ("r<a", "listed", set()),
        ("o", "unknown", set()),
        ("?", "unknown", {"order-unknown"}),
    ],
)
def test_what_a_life_means(life: str, status: str, anomalies: set[str]) -> None:
    found = {(predicate, concept.rpartition("/")[2]) for concept, predicate in concluded(life)}
    assert found == {(KG + "status", status)} | {(KG + "anomaly", anomaly) for anomaly in anomalies}
