"""Map tables of statements to RDF with maplib or morph-kgc: run by the Python in which these are installed.

    PYTHON tests/bench/mapping.py ENGINE FOLDER OUT

FOLDER holds `tables.json`, which says what predicate and what kind of object each CSV file of s (subject), o (object) and g (graph) is of.
Nothing of this project is imported. What is printed is JSON: seconds of CPU, tables read and RDF written included; or why not.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
Tables = list[dict[str, str]]


def by_maplib(tables: Tables, folder: Path, out: Path) -> None:
    """Give a data frame of each table to a template of one triple, and write N-Triples: graphs are left out."""
    pl, m = import_module("polars"), import_module("maplib")
    model, subject, thing = m.Model(), m.Variable("s"), m.Variable("o")
    for number, table in enumerate(tables):
        name = f"urn:template:{number}"
        kind = m.RDFType.Literal(m.IRI(table["datatype"])) if table["datatype"] else m.RDFType.IRI
        parameters = [m.Parameter(subject, rdf_type=m.RDFType.IRI), m.Parameter(thing, rdf_type=kind)]
        model.add_template(m.Template(m.IRI(name), parameters, [m.Triple(subject, m.IRI(table["predicate"]), thing)]))
        frame = pl.read_csv(folder / table["file"], schema=dict.fromkeys(("s", "o", "g"), pl.String))
        model.map(name, frame.select("s", _typed(pl, table)).unique())
    model.write(str(out), format="ntriples")


def _typed(pl: Any, table: dict[str, str]) -> Any:
    """Return the column of objects as maplib wants it for a datatype."""
    column = pl.col("o")
    if table["datatype"] == f"{RDF}langString":
        return pl.struct(column.alias(f"<{RDF}langString>"), pl.lit(table["language"]).alias("l")).alias("o")
    if table["datatype"] == f"{XSD}boolean":
        return column == "true"
    if table["datatype"] == f"{XSD}date":
        return column.str.to_date()
    return column.cast(pl.Int64) if table["datatype"] == f"{XSD}integer" else column


def by_morph(tables: Tables, folder: Path, out: Path) -> None:
    """Materialize one rule a table, and write N-Quads."""
    morph = import_module("morph_kgc")
    mapping = folder / "mapping.ttl"
    mapping.write_text("@prefix rr: <http://www.w3.org/ns/r2rml#> .\n@prefix rml: <http://semweb.mmlab.be/ns/rml#> .\n@prefix ql: <http://semweb.mmlab.be/ns/ql#> .\n" + "".join(_rule(n, t, folder) for n, t in enumerate(tables)), encoding="utf-8")
    lines = morph.materialize_set(f"[CONFIGURATION]\noutput_format: N-QUADS\nnumber_of_processes: 1\nlogging_level: ERROR\n[tables]\nmappings: {mapping}\n")
    out.write_text("".join(f"{line} .\n" for line in lines), encoding="utf-8")


def _rule(number: int, table: dict[str, str], folder: Path) -> str:
    if not table["datatype"]:
        kind = "rr:termType rr:IRI"
    else:
        kind = f'rr:language "{table["language"]}"' if table["language"] else f"rr:datatype <{table['datatype']}>"
    return (
        f'<urn:map:{number}> a rr:TriplesMap ; rml:logicalSource [ rml:source "{folder / table["file"]}" ; rml:referenceFormulation ql:CSV ] ;'
        ' rr:subjectMap [ rml:reference "s" ; rr:termType rr:IRI ; rr:graphMap [ rml:reference "g" ; rr:termType rr:IRI ] ] ;'
        f' rr:predicateObjectMap [ rr:predicate <{table["predicate"]}> ; rr:objectMap [ rml:reference "o" ; {kind} ] ] .\n'
    )


ENGINES: dict[str, tuple[str, Callable[[Tables, Path, Path], None]]] = {"maplib": ("maplib", by_maplib), "morph-kgc": ("morph_kgc", by_morph)}


def main(engine: str, folder: str, out: str) -> None:
    """Map, and print the seconds."""
    module, run = ENGINES[engine]
    os.environ["POLARS_MAX_THREADS"] = "1"
    try:
        import_module(module)
        found = version(engine)
    except (ModuleNotFoundError, PackageNotFoundError) as error:
        print(json.dumps({"why": str(error)}))
        return
    tables = json.loads(Path(folder, "tables.json").read_text(encoding="utf-8"))
    start = time.process_time()
    run(tables, Path(folder), Path(out))
    print(json.dumps({"seconds": time.process_time() - start, "version": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
