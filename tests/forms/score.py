"""Score the program on minutes of other bodies, against gold made by hand: `python -m tests.forms.score [--folder FOLDER] [NAME...]`."""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg import export_quads

from .gold import FIELDS, akin, by_group, cited_fits, decision_fits, directive_fits, readings, same
from .graph import Minutes, read_graph, squeezed

HERE = Path(__file__).parent
Row = dict[str, Any]


@dataclass
class Score:
    """Figures of one document or of all, and every error in a line."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def note(self, kind: str, line: str = "") -> None:
        self.counts[kind] += 1
        if line:
            self.errors.append(f"{kind}: {line}")

    def share(self, right: str, *others: str) -> float:
        """Return what is right of all there is; 1 where there is nothing."""
        whole = self.counts[right] + sum(self.counts[other] for other in others)
        return self.counts[right] / whole if whole else 1.0

    @property
    def header(self) -> float:
        return self.share("header right", "header wrong", "header missing", "header invented")

    @property
    def precision(self) -> float:
        return self.share("decision right", "decision false")

    @property
    def recall(self) -> float:
        return self.share("decision right", "decision missing")

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def quotes(self) -> float:
        return self.share("quote right", "quote wrong")

    def figures(self) -> str:
        count = self.counts
        return (
            f"header {self.header:.1%} ({count['header right']} right, {count['header wrong']} wrong, {count['header missing']} missing, "
            f"{count['header invented']} invented) · decisions P {self.precision:.1%} R {self.recall:.1%} F1 {self.f1:.3f} · "
            f"directives {count['directive right']}/{count['directive right'] + count['directive missing']}, {count['directive false']} false · "
            f"cited {count['cited right']}/{count['cited right'] + count['cited missing']}, {count['cited false']} false · "
            f"details {count['detail right']}/{count['detail right'] + count['detail wrong']} · "
            f"quotes {count['quote right']}/{count['quote right'] + count['quote wrong']}"
        )


@cache
def office_words() -> dict[str, frozenset[str]]:
    """Return all labels of each office, by its IRI."""
    import pyoxigraph as ox

    labels: dict[str, set[str]] = {}
    for quad in ox.parse(path=str(HERE.parent.parent / "ontology" / "concepts.ttl")):
        if "/concept/office/" in str(quad.subject) and str(quad.predicate).rstrip(">").lower().endswith("label"):
            labels.setdefault(quad.subject.value, set()).add(quad.object.value)
    return {office: frozenset(words) for office, words in labels.items()}


def score_document(name: str, export: Callable[[str, str], bytes] = export_quads, folder: Path = HERE) -> Score:
    """Run the program on one text and compare it with its gold."""
    text = (folder / f"{name}.txt").read_text("utf-8")
    gold = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))["meeting"]
    plain = squeezed(text)
    found = sorted(read_graph(export(text, f"{name}.txt")), key=lambda m: plain.find(squeezed(m.text)))
    score = Score()
    for row, minutes in paired(gold, found, score):
        score_header(row, minutes, score)
        rows(by_group(row.get("decisions", [])), minutes.decisions, decision_fits, minutes, "decision", score)
        rows(row.get("directives", []), minutes.directives, directive_fits, minutes, "directive", score)
        rows(row.get("cites", []), minutes.cites, cited_fits, minutes, "cited", score)
        score.counts["quote right"] += minutes.quotes - len(minutes.faults)
        for fault in minutes.faults:
            score.note("quote wrong", fault)
    return score


def paired(gold: list[Row], found: list[Minutes], score: Score) -> list[tuple[Row, Minutes]]:
    """Pair meetings: by title, then in order; one side empty where the other has too many."""
    rest, pairs = list(found), list[tuple[Row, Minutes]]()
    for row in gold:
        by_title = [m for m in rest if "title" in row and m.header["title"] and same(row["title"], m.header["title"][0])]
        mine = by_title[0] if by_title else (rest[0] if len(rest) >= len(gold) - len(pairs) else None)
        if mine is None:
            score.note("header missing", f"the whole meeting {row.get('title', '(no title)')}")
            mine = Minutes("", "", {key: [] for key in FIELDS}, [], [], [], [], [])
        else:
            rest.remove(mine)
        pairs.append((row, mine))
    for extra in rest:
        score.note("header invented", f"a meeting more: {extra.header['title'] or extra.text[:30]}")
        pairs.append(({key: {"any": values} for key, values in extra.header.items()}, extra))
    return pairs


def score_header(row: Row, minutes: Minutes, score: Score) -> None:
    """Compare the facts of the header one by one."""
    for key in FIELDS:
        fact(key, row.get(key, ""), minutes.header[key][0] if minutes.header[key] else "", score)
        for more in minutes.header[key][1:]:
            score.note("header invented", f"{key}: a second value {more!r}")
    listed(row.get("recorders", []), minutes.recorders, "recorder", score)
    found = {squeezed(chair["name"]): chair for chair in minutes.chairs}
    gold = {squeezed(chair["name"]): chair for chair in row.get("chairs", [])}
    listed([c["name"] for c in gold.values()], [c["name"] for c in minutes.chairs], "chair", score)
    for name in gold.keys() & found.keys():
        score_chair(gold[name], found[name], row, score)


def score_chair(gold: Row, found: dict[str, str], row: Row, score: Score) -> None:
    """Compare office, organization and whom a chair acts for; the body itself as organization is no invention."""
    words = office_words().get(found["office"], frozenset()) | {found["officeLabel"]}
    office = next((one for one in readings(gold.get("office", "")) if one in words), found["officeLabel"])
    fact(f"office of {gold['name']}", gold.get("office", ""), office, score)
    own = "organization" not in gold and "series" in row and same(row["series"], found["organization"])
    fact(f"organization of {gold['name']}", gold.get("organization", ""), "" if own else found["organization"], score)
    fact(f"{gold['name']} acts for", gold.get("actingFor", ""), found["actingFor"], score)


def fact(key: str, gold: Any, found: str, score: Score) -> None:
    """Count one fact: right, wrong, missing or invented; nothing where both are silent."""
    if found and same(gold, found):
        score.note("header right")
    elif found:
        score.note("header wrong" if any(readings(gold)) else "header invented", f"{key}: {found!r}" + (f", not {gold!r}" if gold else ""))
    elif "" not in readings(gold):
        score.note("header missing", f"{key}: {gold!r}")


def listed(gold: list[str], found: list[str], key: str, score: Score) -> None:
    """Count facts that may be several."""
    rest = [squeezed(one) for one in found]
    for one in gold:
        if squeezed(one) in rest:
            rest.remove(squeezed(one))
            score.note("header right")
        else:
            score.note("header missing", f"{key}: {one!r}")
    for one in rest:
        score.note("header invented", f"{key}: {one!r}")


def rows(gold: list[Row], found: list[Row], fits: Callable[[Row, Row, Minutes], bool], minutes: Minutes, kind: str, score: Score) -> None:
    """Pair rows one to one, those that must be there first; what is left over is missing or false."""
    rest = list(found)
    for row in sorted(gold, key=lambda r: bool(r.get("optional"))):
        mine = next((one for one in rest if fits(row, one, minutes)), None)
        if mine is not None:
            rest.remove(mine)
            if not row.get("optional"):
                score.note(f"{kind} right")
                details(row, mine, kind, score)
        elif not row.get("optional"):
            score.note(f"{kind} missing", shown(row))
    for one in rest:
        score.note(f"{kind} false", shown(one))


def details(gold: Row, found: Row, kind: str, score: Score) -> None:
    """Compare addressees, deadline and speaker of a row that fits."""
    if kind == "cited":
        return
    wanted = gold.get("addressees", [])
    choices = wanted["any"] if isinstance(wanted, dict) else [wanted]
    ok = any(sorted(map(squeezed, one)) == sorted(map(squeezed, found["addressees"])) for one in choices)
    detail(ok, f"addressees {found['addressees']}, not {wanted}: {shown(gold)}", score)
    deadline, told = readings(gold.get("deadline", "")), found["deadlines"]
    ok = all(any(one and akin(one, ours) for one in deadline) for ours in told) if told else "" in deadline
    detail(ok, f"deadline {told}, not {deadline}: {shown(gold)}", score)
    if kind == "directive":
        detail(same(gold.get("issuedBy", ""), found["issuedBy"]), f"issued by {found['issuedBy']!r}, not {gold.get('issuedBy', '')!r}: {shown(gold)}", score)


def detail(right: bool, line: str, score: Score) -> None:
    """Count one detail."""
    if right:
        score.note("detail right")
    else:
        score.note("detail wrong", line)


def shown(row: Row) -> str:
    """Return a row in one readable line."""
    keys = ("action", "wording", "group", "case", "directive", "item", "at", "text", "series", "level", "rocYear", "ordinal", "date")
    return " | ".join(f"{key}={row[key]}" for key in keys if row.get(key)) or "(nothing known)"


def documents(folder: Path = HERE) -> list[str]:
    """Return the names of all documents of a folder."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def score_all(names: list[str], folder: Path = HERE) -> dict[str, Score]:
    """Return the score of each document and, under an empty name, of all."""
    scores = {name: score_document(name, folder=folder) for name in names}
    total = Score(sum((score.counts for score in scores.values()), Counter()))
    return {**scores, "": total}


def main(arguments: list[str]) -> int:
    """Print the score of each document with its errors, then the total."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=HERE, help="where the texts and their gold are")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args(arguments)
    for name, score in score_all(options.names or documents(options.folder), options.folder).items():
        print(f"{name or 'ALL'}: {score.figures()}")
        for line in score.errors:
            print(f"    {line}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
