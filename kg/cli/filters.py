"""The options that take a part of the network: kinds, working groups, a period, statuses."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from .inputs import MISUSE, Refusal
from .things import the_thing

if TYPE_CHECKING:
    from ..network import Index

_YEAR, _DAY = re.compile(r"\d{4}"), re.compile(r"\d{4}-\d\d-\d\d")


class Filters(TypedDict):
    """What `kg.network.select` takes besides kinds."""

    groups: tuple[str, ...]
    since: str
    until: str
    statuses: tuple[str, ...]


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--kind", action="append", default=[], metavar="KIND", help="meeting, person, group, case, directive, project or organization; may be repeated")
    parser.add_argument("--group", action="append", default=[], metavar="NAME", help="a working group and what it has to do with; may be repeated")
    parser.add_argument("--since", default="", metavar="DATE", help="YYYY-MM-DD, or a year")
    parser.add_argument("--until", default="", metavar="DATE", help="YYYY-MM-DD, or a year; included")
    parser.add_argument("--status", action="append", default=[], metavar="STATUS", help="of cases: listed, delisted, proposed, unknown; may be repeated")


def kinds_of(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Return the kinds that are named, by their codes or labels.

    Raises:
        Refusal: there is no such kind.
    """
    from ..network import KINDS
    from ..network.words import node_label

    return tuple(_coded("--kind", word, {kind: node_label(kind) for kind in KINDS}) for word in arguments.kind)


def filters_of(arguments: argparse.Namespace, index: Index) -> Filters:
    """Return what the options say.

    Raises:
        Refusal: an unknown group or status, or what is no date.
    """
    from ..network.words import status_label
    from ..vocab import STATUS

    statuses = {code: status_label(code) for code in STATUS}
    since, until = _day("--since", arguments.since, "-01-01"), _day("--until", arguments.until, "-12-31")
    if since and until and since > until:
        raise Refusal(MISUSE, f"--since {since} is after --until {until}", "give the earlier date with --since")
    return {
        "groups": tuple(_group(index, name) for name in arguments.group), "since": since, "until": until,
        "statuses": tuple(_coded("--status", word, statuses) for word in arguments.status),
    }  # fmt: skip


def _group(index: Index, name: str) -> str:
    node = the_thing(index, name)
    if node.kind != "group":
        raise Refusal(MISUSE, f"--group {name}: a {node.kind} is no working group", "name a working group; `kg graph central --kind group` lists them")
    return node.iri


def _coded(option: str, word: str, codes: dict[str, tuple[str, str]]) -> str:
    for code, labels in codes.items():
        if word in (code, *labels):
            return code
    raise Refusal(MISUSE, f"{option} {word}: there is no such thing", f"choose among {', '.join(codes)}")


def _day(option: str, value: str, rest: str) -> str:
    day = value + rest if _YEAR.fullmatch(value) else value
    try:
        if not value or (_DAY.fullmatch(day) and date.fromisoformat(day)):
            return day
    except ValueError:
        pass
    raise Refusal(MISUSE, f"{option} {value}: this is no date", "write YYYY-MM-DD, or a year as 2020")
