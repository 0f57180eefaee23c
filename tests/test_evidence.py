"""Every fact with its quote and its place: what the contract asks of evidence, asked of many texts.

The texts are the sample, all small minutes of `cases/`, and sixty invented ones; all tests are asked of each.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from test_cases import FRAMES, all_cases

from kg import iris
from kg.pipeline import chunks, export_text
from kg.source import Source, clean
from kg.vocab import read_vocabulary
from tests.bench.generate import generate

SAMPLE = Path(__file__).parent / "gold" / "platform-mayor-level.txt"
CORPORA = ("sample", "cases", "invented")

BASE = "https://kg.example/"
KG = BASE + "ontology#"
CONCEPT = BASE + "concept/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

WITH_EVIDENCE = {KG + name for name in ("Meeting", "Decision", "Directive", "Statement", "CountClaim", "CoverageLedger", "AgendaItem", "Case")}
OF_A_MEETING = {KG + name for name in ("Decision", "Statement", "CountClaim", "AgendaItem", "Minutes")}
READ = [
    KG + name
    for name in ["date", "venue", "startTime", "endTime", "chairedBy", "recorder", "attendance", "level", "rocYear", "ordinal", "series", "cites", "case", "directive", "action", "wording", "group", "addressee", "deadline", "text", "heading", "number", "sectionKind", "mentions", "claimed", "issuedBy", "speaker", "fromMeeting"]
]
COMPUTED = [KG + name for name in ("listed", "verdict", "dayNumber", "year", "item", "position")]
DATATYPES = {XSD + "string", LANG_STRING, XSD + "integer", XSD + "date", XSD + "boolean"}

Terms = Mapping[str, Mapping[str, list[ox.NamedNode | ox.Literal]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One input: its name, its text, and the minutes graphs it gives: subject -> predicate -> objects."""

    name: str
    text: str
    graphs: tuple[Terms, ...]


def inputs(corpus: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of each input of a corpus."""
    if corpus == "sample":
        yield SAMPLE.name, SAMPLE.read_text("utf-8")
    elif corpus == "cases":
        for case in all_cases():
            yield case.name, FRAMES[case.frame].format(case.minutes)
    else:
        yield from generate(60)


@cache
def texts(corpus: str) -> tuple[Text, ...]:
    return tuple(Text(name=name, text=text, graphs=tuple(graphs(text))) for name, text in inputs(corpus))


def graphs(text: str) -> Iterator[Terms]:
    """Yield the graph of each minutes in a text."""
    made, _ = chunks(Source(text=text, name="minutes.txt"), read_vocabulary())
    for chunk in made:
        graph: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
        for quad in ox.parse(chunk.quads, format=ox.RdfFormat.N_QUADS):
            graph[quad.subject.value][quad.predicate.value].append(quad.object)
        yield {subject: dict(found) for subject, found in graph.items()}


def each_graph(corpus: str) -> Iterator[tuple[str, Terms]]:
    found = [(text.name, graph) for text in texts(corpus) for graph in text.graphs]
    assert found, "no input, no test"
    return iter(found)


def values(graph: Terms, subject: str, predicate: str) -> list[str]:
    return [o.value for o in graph.get(subject, {}).get(predicate, [])]


def one(graph: Terms, subject: str, predicate: str) -> str:
    (value,) = values(graph, subject, predicate)
    return value


def of_type(graph: Terms, *types: str) -> list[str]:
    return [s for s in graph if set(types) & set(values(graph, s, RDF_TYPE))]


def passages(graph: Terms, subject: str, supports: str) -> list[str]:
    """List the passages a subject has for one property."""
    return [p for p in values(graph, subject, KG + "evidence") if supports in values(graph, p, KG + "supports")]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


each_corpus = pytest.mark.parametrize("corpus", CORPORA)


# --- passages --------------------------------------------------------------------------------------------------------------


@each_corpus
def test_every_passage_is_the_slice_it_claims(corpus: str) -> None:
    wrong, seen = [], 0
    for name, graph in each_graph(corpus):
        for p in of_type(graph, NIF + "OffsetBasedString"):
            seen += 1
            begin, end = int(one(graph, p, NIF + "beginIndex")), int(one(graph, p, NIF + "endIndex"))
            text = one(graph, one(graph, p, NIF + "referenceContext"), NIF + "isString")
            if not 0 <= begin < end <= len(text) or text[begin:end] != one(graph, p, NIF + "anchorOf"):
                wrong.append((name, p))
    assert seen > 100
    assert wrong == []


@each_corpus
def test_the_name_of_a_passage_says_where_it_is_and_what_for(corpus: str) -> None:
    wrong = []
    for name, graph in each_graph(corpus):
        for p in of_type(graph, NIF + "OffsetBasedString"):
            context, begin, end = (one(graph, p, NIF + x) for x in ("referenceContext", "beginIndex", "endIndex"))
            local = re.split("[#/]", one(graph, p, KG + "supports"))[-1]
            if p != f"{context}#char={begin},{end};for={local}":
                wrong.append((name, p))
    assert wrong == []


@each_corpus
def test_a_quote_has_no_blank_ends(corpus: str) -> None:
    wrong = [
        (name, p)
        for name, graph in each_graph(corpus)
        for p in of_type(graph, NIF + "OffsetBasedString")
        if (quote := one(graph, p, NIF + "anchorOf")) != quote.strip() or not quote
    ]
    assert wrong == []


@each_corpus
def test_evidence_stands_where_it_may(corpus: str) -> None:
    """Each subject is of a class that has evidence, each object a passage, and no passage is left over."""
    subjects, objects, unused = [], [], []
    for name, graph in each_graph(corpus):
        found = set(of_type(graph, NIF + "OffsetBasedString"))
        used = set()
        for subject in graph:
            pointed = set(values(graph, subject, KG + "evidence"))
            used |= pointed
            if pointed and not WITH_EVIDENCE & set(values(graph, subject, RDF_TYPE)):
                subjects.append((name, subject))
        objects += [(name, p) for p in used - found]
        unused += [(name, p) for p in found - used]
    assert (subjects, objects, unused) == ([], [], [])


# --- facts -----------------------------------------------------------------------------------------------------------------


@each_corpus
def test_every_fact_read_from_the_text_has_a_passage(corpus: str) -> None:
    bare = []
    for name, graph in each_graph(corpus):
        for subject in of_type(graph, *WITH_EVIDENCE):
            for predicate in READ:
                for value in graph[subject].get(predicate, []):
                    found = passages(graph, subject, predicate)
                    if isinstance(value, ox.NamedNode):
                        found = [p for p in found if value.value in values(graph, p, KG + "denotes")]
                    if not found:
                        bare.append((name, subject, predicate.removeprefix(KG), value.value))
    assert bare == []


def test_every_property_is_met_somewhere() -> None:
    """Else the tests here would say nothing of it."""
    met = {p for corpus in CORPORA for _, graph in each_graph(corpus) for subject in of_type(graph, *WITH_EVIDENCE) for p in graph[subject]}
    assert [p for p in READ if p not in met] == []


@each_corpus
def test_a_passage_denotes_one_thing(corpus: str) -> None:
    """「交通組」 is a group or a case, never both."""
    wrong = [(name, p, found) for name, graph in each_graph(corpus) for p in graph if len(found := values(graph, p, KG + "denotes")) > 1]
    assert wrong == []


@each_corpus
def test_as_many_passages_as_values(corpus: str) -> None:
    """Two deadlines in one sentence are two passages."""
    wrong = [
        (name, subject, predicate)
        for name, graph in each_graph(corpus)
        for subject in of_type(graph, *WITH_EVIDENCE)
        for predicate in READ
        if len(set(values(graph, subject, predicate))) > max(1, len(passages(graph, subject, predicate)))
    ]
    assert wrong == []


@each_corpus
def test_every_passage_speaks_of_a_fact(corpus: str) -> None:
    """What a passage supports is stated of the subject, and what it denotes is the value."""
    wrong = []
    for name, graph in each_graph(corpus):
        for subject in graph:
            for p in values(graph, subject, KG + "evidence"):
                stated = values(graph, subject, one(graph, p, KG + "supports"))
                if not stated or not set(values(graph, p, KG + "denotes")) <= set(stated):
                    wrong.append((name, subject, p))
    assert wrong == []


@each_corpus
def test_what_is_computed_has_no_passage(corpus: str) -> None:
    wrong = [(name, p) for name, graph in each_graph(corpus) for p in graph if set(values(graph, p, KG + "supports")) & set(COMPUTED)]
    assert wrong == []


@each_corpus
def test_a_meeting_held_has_its_title_as_printed(corpus: str) -> None:
    wrong, seen = [], 0
    for name, graph in each_graph(corpus):
        (minutes,) = of_type(graph, KG + "Minutes")
        meeting = one(graph, minutes, KG + "meeting")
        for title in values(graph, meeting, LABEL):
            seen += 1
            quotes = [one(graph, p, NIF + "anchorOf") for p in passages(graph, meeting, LABEL)]
            if [squeezed(unicodedata.normalize("NFC", quote)) for quote in quotes] != [squeezed(title)]:
                wrong.append((name, title, quotes))
    assert seen
    assert wrong == []


@each_corpus
def test_a_decision_on_a_case_has_its_title_as_printed(corpus: str) -> None:
    wrong, seen = [], 0
    for name, graph in each_graph(corpus):
        for decision in of_type(graph, KG + "Decision"):
            for case in values(graph, decision, KG + "case"):
                seen += 1
                quotes = {one(graph, p, NIF + "anchorOf") for p in passages(graph, decision, KG + "case")}
                (label,) = values(graph, case, LABEL)
                same = {iris.title(clean(quote)) for quote in quotes} == {case.rpartition("/")[2]}
                printed = {clean(one(graph, p, NIF + "anchorOf")) for p in passages(graph, case, LABEL)}
                if len(quotes) != 1 or not same or printed != {label}:
                    wrong.append((name, decision, quotes, label))
    assert seen
    assert wrong == []


@each_corpus
def test_a_decision_has_its_verb_as_printed(corpus: str) -> None:
    wrong, seen = [], 0
    for name, graph in each_graph(corpus):
        for decision in of_type(graph, KG + "Decision"):
            seen += 1
            wording = one(graph, decision, KG + "wording")
            for supported in ("wording", "action"):
                quotes = [one(graph, p, NIF + "anchorOf") for p in passages(graph, decision, KG + supported)]
                if [clean(quote) for quote in quotes] != [wording]:
                    wrong.append((name, decision, supported, wording, quotes))
    assert seen
    assert wrong == []


@each_corpus
def test_printed_values_stand_in_their_quotes(corpus: str) -> None:
    """A property that keeps the printed words has them in its passage; only breaks, widths and bullets may differ."""
    wrong = []
    for name, graph in each_graph(corpus):
        for subject in of_type(graph, *WITH_EVIDENCE):
            for local in ("venue", "attendance", "heading", "deadline", "text"):
                for value in values(graph, subject, KG + local):
                    quotes = [squeezed(clean(one(graph, p, NIF + "anchorOf"))) for p in passages(graph, subject, KG + local)]
                    if squeezed(value) not in quotes:
                        wrong.append((name, local, value, quotes))
    assert wrong == []


# --- nothing lost, nothing twice ---------------------------------------------------------------------------------------------


def uncovered(text: Text) -> Counter[str]:
    """Count the characters of an input that no minutes hold, and (below nought) those that more than one hold."""
    found = Counter(squeezed(text.text))
    for graph in text.graphs:
        (minutes,) = of_type(graph, KG + "Minutes")
        held = one(graph, minutes, NIF + "isString")
        assert held in text.text
        found.subtract(squeezed(held))
    return Counter({char: number for char, number in found.items() if number})


@each_corpus
def test_every_character_belongs_to_one_minutes(corpus: str) -> None:
    assert {text.name: uncovered(text) for text in texts(corpus) if uncovered(text)} == {}


def test_every_character_belongs_to_one_minutes_when_many_share_a_file() -> None:
    together = "\n\n".join(text for _, text in generate(60))
    text = Text(name="together", text=together, graphs=tuple(graphs(together)))
    assert len(text.graphs) == 60
    assert uncovered(text) == {}


@each_corpus
def test_minutes_have_no_blank_ends(corpus: str) -> None:
    wrong = [
        name
        for name, graph in each_graph(corpus)
        for minutes in of_type(graph, KG + "Minutes")
        if (text := one(graph, minutes, NIF + "isString")) != text.strip()
    ]
    assert wrong == []


# --- literals, labels, links ---------------------------------------------------------------------------------------------------


@each_corpus
def test_literals_are_of_the_kinds_all_stores_keep(corpus: str) -> None:
    wrong = set()
    for name, graph in each_graph(corpus):
        for subject, stated in graph.items():
            for predicate, objects in stated.items():
                for o in objects:
                    if isinstance(o, ox.Literal) and (o.datatype.value not in DATATYPES or (o.language or "zh-hant") not in {"zh-hant", "en"}):
                        wrong.add((name, subject, predicate, str(o)))
    assert wrong == set()


def test_literals_of_the_whole_export_are_too() -> None:
    """The graphs beside the minutes as well."""
    nquads = export_text(SAMPLE.read_text("utf-8"))
    literals = [q.object for q in ox.parse(nquads, format=ox.RdfFormat.N_QUADS) if isinstance(q.object, ox.Literal)]
    assert {o.datatype.value for o in literals} <= DATATYPES
    assert {o.language for o in literals if o.datatype.value == LANG_STRING} == {"zh-hant", "en"}
    assert not re.search(rb'"@[a-z-]*[A-Z]', nquads)


def things(graph: Terms) -> set[str]:
    """List what is named in a graph of minutes: all that we mint but passages, graphs, and the meeting that follows."""
    named = set()
    for stated in [{"": [ox.NamedNode(s)]} for s in graph] + list(graph.values()):
        for predicate, objects in stated.items():
            if predicate not in {KG + "inGraph", KG + "precedes", KG + "evidence", KG + "supports", RDF_TYPE}:
                named |= {o.value for o in objects if isinstance(o, ox.NamedNode)}
    return {iri for iri in named if iri.startswith(BASE) and not iri.startswith(KG) and "#" not in iri}


@each_corpus
def test_everything_named_has_a_type_and_one_label(corpus: str) -> None:
    wrong = []
    for name, graph in each_graph(corpus):
        (minutes,) = of_type(graph, KG + "Minutes")
        key = minutes.removeprefix(BASE + "minutes/")
        headless = {BASE + "meeting/" + key} if re.fullmatch("[0-9a-f]{12}", key) else set()
        for iri in things(graph):
            labels = [(o.value, o.language) for o in graph.get(iri, {}).get(LABEL, [])]
            languages = [language for _, language in labels]
            if not values(graph, iri, RDF_TYPE) or languages != ([] if iri in headless else ["zh-hant"]):
                wrong.append((name, iri, labels))
    assert wrong == []


@each_corpus
def test_what_belongs_to_the_meeting_says_so(corpus: str) -> None:
    wrong = []
    for name, graph in each_graph(corpus):
        (minutes,) = of_type(graph, KG + "Minutes")
        own = of_type(graph, *OF_A_MEETING) + [d for d in of_type(graph, KG + "Directive") if values(graph, d, KG + "text")]
        wrong += [(name, s) for s in own if values(graph, s, KG + "meeting") != [minutes.replace("/minutes/", "/meeting/", 1)]]
        wrong += [(name, d) for d in of_type(graph, KG + "Directive") if "/directive/cited/" in d and values(graph, d, KG + "meeting")]
    assert wrong == []
