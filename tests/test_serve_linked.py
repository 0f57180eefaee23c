"""Linked data: every IRI of the data answers, with a page for people and documents for machines."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
from graphs import graph_files, sample_files
from serving import serving

from kg.iris import KINDS

BASE = "https://minutes.example/雙北/"
PROJECT = "/project/環狀線"
TEXT = "雙北合作交流平臺 110 年度市長層級會議紀錄\n\n壹、會議時間：110 年 3 月 29 日\n\n貳、議題小組報告：\n\n一、交通組「<script>alert(1)</script>&動線」等 1 案同意新增合作方案。\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_files(tmp_path_factory.mktemp("sample"), "nq")["nq"]


@pytest.fixture(scope="module")
def server(graph: Path) -> Iterator[httpx.Client]:
    with serving(graph) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The same under a base that has a path itself, with a title that a browser would run."""
    path = graph_files({"110.txt": TEXT}, tmp_path_factory.mktemp("moved"), "nq", base=BASE)["nq"]
    with serving(path, "--base", BASE) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def data_iris(graph: Path) -> list[str]:
    """Return one data IRI of each kind in the graph, with and without a part behind #."""
    found = {}
    for iri in sorted(set(re.findall(r"<(https://kg\.example/[^<>\s]+)>", graph.read_text("utf-8")))):
        if (kind := iri.split("/")[3]) in KINDS:
            found.setdefault((kind, "#" in iri), iri)
    return list(found.values())


def test_every_kind_of_thing_answers(server: httpx.Client, graph: Path) -> None:
    iris = data_iris(graph)
    assert {iri.split("/")[3] for iri in iris} >= {"meeting", "minutes", "chair", "person", "group", "case", "decision", "directive", "statement", "count", "item", "project", "organization", "graph", "coverage"}
    for iri in iris:
        path = iri.removeprefix("https://kg.example").partition("#")[0]
        for accept, suffix in (("text/html", ".html"), ("application/ld+json", ".jsonld")):
            sent_on = server.get(path, headers={"Accept": accept})
            assert (sent_on.status_code, sent_on.headers["location"]) == (303, quote(path, safe="/~%") + suffix), iri
            assert "Accept" in sent_on.headers["vary"]
            assert server.get(sent_on.headers["location"]).status_code == 200


FORMS = {"text/turtle": ".ttl", "application/n-triples": ".nt", "application/ld+json": ".jsonld", "application/rdf+xml": ".rdf"}


def test_documents_say_the_same_in_every_form(server: httpx.Client) -> None:
    said = set()
    for media, suffix in FORMS.items():
        answer = server.get(PROJECT + suffix)
        form = ox.RdfFormat.from_media_type(media)
        assert answer.headers["content-type"].startswith(media) and form
        said.add(frozenset(quad.triple for quad in ox.parse(answer.content, format=form)))
    assert len(said) == 1
    (triples,) = said
    assert any(t.subject.value == "https://kg.example/project/環狀線" and t.object.value == "環狀線" for t in triples)
    assert any(t.predicate.value.endswith("#anchorOf") for t in triples)  # with quotes


def test_what_is_asked_for_decides(server: httpx.Client) -> None:
    for accept, suffix in {"text/html,*/*;q=0.8": ".html", "*/*": ".ttl", "text/turtle;q=0.4, application/n-triples;q=0.5": ".nt"}.items():
        assert server.get(PROJECT, headers={"Accept": accept}).headers["location"].endswith(suffix)
    assert server.get(PROJECT, headers={"Accept": "image/png"}).status_code == 406


def test_a_path_may_be_written_in_any_characters(server: httpx.Client) -> None:
    """As a browser sends it, and as one that encodes nothing does."""
    plain = f"GET {PROJECT}.ttl HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
    with socket.create_connection((server.base_url.host, server.base_url.port or 0), timeout=30) as sock:
        sock.sendall(plain)
        answer = b"".join(iter(lambda: sock.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200 ") and answer.endswith(server.get(quote(f"{PROJECT}.ttl")).content)


def test_what_is_not_there_is_not_found(server: httpx.Client) -> None:
    for path in ("/project/無此線", "/project/無此線.ttl", f"{PROJECT}.exe", "/project", "/%FF%FE", "/project/%00", "/../../etc/passwd", "/favicon.ico", "/a%20b"):
        answer = server.get(path)
        assert answer.status_code == 404 and "help: " in answer.text and "Traceback" not in answer.text, path


def test_what_is_known_is_not_sent_again(server: httpx.Client) -> None:
    for path in (f"{PROJECT}.ttl", f"{PROJECT}.html", "/ontology.ttl", "/catalog", "/graph/entities.nt"):
        first = server.get(path)
        again = server.get(path, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        assert server.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_page_shows_facts_with_quotes_in_two_languages(server: httpx.Client) -> None:
    page = server.get(f"{PROJECT}.html", headers={"Accept-Language": "zh-TW, en;q=0.5"})
    assert '<html lang="zh-hant" ' in page.text and "<blockquote>" in page.text and "platform-mayor-level.txt:63:5" in page.text
    english = server.get(f"{PROJECT}.html", headers={"Accept-Language": "en-GB"})
    assert '<html lang="en" ' in english.text and "Directives" in english.text and '<html lang="en" ' in server.get(f"{PROJECT}.html?lang=en", headers={"Accept-Language": "zh"}).text
    assert server.get(f"{PROJECT}.html").headers["content-type"] == "text/html; charset=utf-8"


def test_the_ontology_answers_at_its_namespace(server: httpx.Client) -> None:
    assert server.get("/ontology", headers={"Accept": "text/turtle"}).headers["location"] == "/ontology.ttl"
    graphs = [frozenset(ox.parse(server.get(f"/ontology{suffix}").content, format=ox.RdfFormat.from_media_type(media))) for media, suffix in FORMS.items()]
    assert len(set(graphs)) == 1 and any(q.subject.value == "https://kg.example/ontology#Meeting" for q in graphs[0])
    page = server.get("/ontology", headers={"Accept": "text/html"}, follow_redirects=True).text
    assert '<dt id="chairedBy"><code>chairedBy</code>' in page
    assert server.get("/concept/action/added").status_code == 303


def test_the_dataset_describes_itself(server: httpx.Client) -> None:
    for path in ("/catalog", "/.well-known/void"):
        text = server.get(path, headers={"Accept": "application/n-triples"}).text
        assert f"<http://rdfs.org/ns/void#sparqlEndpoint> <{server.base_url}/sparql>" in text
        assert "<http://www.w3.org/ns/dcat#Dataset>" in text and "<http://www.w3.org/ns/dcat#DataService>" in text


def test_another_base_answers_with_its_path_and_without(moved: httpx.Client) -> None:
    for path in ("/雙北/group/雙北合作交流平臺/交通組", "/group/雙北合作交流平臺/交通組"):
        sent_on = moved.get(path, headers={"Accept": "text/turtle"})
        assert sent_on.status_code == 303 and moved.get(sent_on.headers["location"]).status_code == 200
    assert moved.get("/concept/action/added", headers={"Accept": "text/html"}, follow_redirects=True).status_code == 200


def test_what_minutes_say_is_never_run(moved: httpx.Client) -> None:
    iri = next(row["c"]["value"] for row in moved.get("/sparql", params={"query": "SELECT ?c { GRAPH ?g { ?c a <https://kg.example/ontology#Case> } }"}).json()["results"]["bindings"])
    page = moved.get(quote(iri.removeprefix("https://minutes.example"), safe="/%") + ".html")
    assert page.status_code == 200 and "&lt;script&gt;" in page.text and "<script>" not in page.text


def test_a_base_that_is_not_the_data_s_is_refused(graph: Path) -> None:

    done = subprocess.run([sys.executable, "-m", "kg", "serve", str(graph), "--port", "0", "--base", "https://a.example/"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "the data begin with https://kg.example/" in done.stderr
