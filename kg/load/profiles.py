"""The stores that are known by name: where they take queries, updates and graphs, how much at once, and their traps."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

BATCH = 500  # statements in one INSERT DATA: stores compile it as one program
BATCH_BYTES = 500_000


class Addresses(NamedTuple):
    """Where a store takes queries, updates and, where it speaks the Graph Store Protocol, whole graphs."""

    query: str
    update: str
    graphs: str | None


class Profile(NamedTuple):
    """A kind of store.

    `query`, `update` and `graphs` stand behind the address that is given; `graphs` is `None` where no Graph Store Protocol is
    known. `bulk` is what to run on files, `None` where a store needs none. `run` says that the tests load into a real one.
    """

    name: str
    address: str
    query: str
    update: str
    graphs: str | None
    run: bool
    traps: str
    bulk: str | None = None

    def addresses(self, url: str) -> Addresses:
        """Return where the store at an address takes what; an address of one of its services means the same store."""
        root = url.rstrip("/")
        path = urlsplit(root).path
        for end in sorted({self.query, self.update, self.graphs or "", *_ALSO.get(self.name, ())}, key=len, reverse=True):
            if end and path.endswith(end.rstrip("/")):
                root = root[: -len(end.rstrip("/"))]
                break
        return Addresses(root + self.query, root + self.update, None if self.graphs is None else root + self.graphs)


_ALSO = {"virtuoso": ("/sparql", "/sparql-graph-crud"), "fuseki": ("/sparql", "/get"), "kg": ("/query",)}

_CLEAR = """\
# The program cannot count what is there. Take away what an earlier load left, then load all:
#   clear.ru is a SPARQL update that deletes the graphs whose names begin with {base}graph/
"""

PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("generic", "the SPARQL 1.1 endpoint, for queries and updates alike", "", "", None, True,
                "graphs are sent as INSERT DATA in batches; name --update where updates have another address, and --graphs for the Graph Store Protocol"),
        Profile("kg", "http://HOST:8000", "/sparql", "/update", "/store", True,
                "start it with --writable and a token, and set KG_TOKEN here; without a store folder it forgets all when it ends"),
        Profile("oxigraph", "http://HOST:7878", "/query", "/update", "/store", True,
                "its HEAD replies carry a body; nothing is kept after it ends unless it was started with --location"),
        Profile("virtuoso", "http://HOST:8890", "/sparql-auth", "/sparql-auth", "/sparql-graph-crud-auth", True,
                "digest authentication, and the user needs the role SPARQL_UPDATE; its default graph is the union of all; it lower-cases language tags; INSERT DATA fails "
                "above about 1,000 statements; results are cut at ResultSetMaxRows (10,000) with status 200 and only a header that says so"),
        Profile("fuseki", "http://HOST:3030/DATASET", "/query", "/update", "/data", False,
                "a dataset made with --mem forgets all when it ends; updates need --update or the configuration's fuseki:update",
                "# Jena's own loader, while Fuseki is stopped (a new folder each time):\n"
                "rm -rf DATABASE && tdb2.tdbloader --loc DATABASE graph.nq\n"),
        Profile("graphdb", "http://HOST:7200/repositories/REPOSITORY", "", "/statements", "/rdf-graphs/service", False,
                "a repository with inference counts explicit statements only where a query names their graph; make it with the ruleset empty"),
        Profile("rdf4j", "http://HOST:8080/rdf4j-server/repositories/REPOSITORY", "", "/statements", "/rdf-graphs/service", False,
                "a memory store without persistence forgets all when it ends"),
        Profile("stardog", "http://HOST:5820/DATABASE", "/query", "/update", "", False,
                "queries see the default graph alone unless they say GRAPH, as the saved questions do; reasoning must be off for counts to be those of what was sent"),
        Profile("neptune", "https://HOST:8182", "/sparql", "/sparql", "/sparql/gsp/", False,
                "its default graph is the union of all; reached from within its own network only; requests that must be signed (IAM) are not made by this program: load the files",
                _CLEAR + "awscurl --service neptune-db --region REGION -X POST -H 'Content-Type: application/sparql-update' -d @clear.ru https://HOST:8182/sparql\n"
                "aws s3 cp graph.nq s3://BUCKET/graph.nq\n"
                "awscurl --service neptune-db --region REGION -X POST -H 'Content-Type: application/json' https://HOST:8182/loader \\\n"
                '  -d \'{{"source": "s3://BUCKET/graph.nq", "format": "nquads", "iamRoleArn": "ROLE", "region": "REGION", "failOnError": "TRUE"}}\'\n'),
        Profile("qlever", "http://HOST:7001", "", "", "", False,
                "writing needs its access token (KG_TOKEN) and, to outlast a restart, --persist-updates; its default graph is the union of all",
                "# In this folder; the index is built anew from all statements, so nothing old stays:\n"
                "cat > Qleverfile <<'END'\n[data]\nNAME = kg\nFORMAT = nq\n[index]\nINPUT_FILES = graph.nq\nCAT_INPUT_FILES = cat graph.nq\n[server]\nPORT = 7001\n[runtime]\nSYSTEM = native\nEND\n"
                "qlever index --overwrite-existing && qlever start --kill-existing-with-same-port\n"),
    )
}  # fmt: skip
