"""Minutes and corrections files as text, and what the program makes of them."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg import pipeline
from kg.diagnostics import Diagnostic, render
from kg.source import Source
from kg.vocab import read_vocabulary

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "kg" / "data" / "platform-mayor-level.txt"
BASE = "https://kg.example/"
KG = BASE + "ontology#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SAME = "http://www.w3.org/2002/07/owl#sameAs"
PROV = "http://www.w3.org/ns/prov#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PLATFORM = "雙北合作交流平臺"
FRAGMENT = "2b4067b289d3"  # KEY of the first minutes of the sample
CLOSED_CASE = f"{BASE}case/{PLATFORM}/市集防疫"

HEAD = 'by = "王小明"\n'
DATED = HEAD + """
[[correction]]
quote = "合作。接下來臺北市智慧城市論壇"
property = "date"
value = 2019-02-23
reason = "臺北燈節 2019 閉幕前一日；見新聞稿"
"""


def minutes(year: int, *reports: str) -> str:
    """Write the minutes of a year's meeting, one numbered line a report of the transport group."""
    lines = "\n\n".join(f"{'一二三四五'[n]}、交通組：{report}" for n, report in enumerate(reports))
    return f"""\
{PLATFORM} {year} 年度市長層級會議紀錄

壹、會議時間：{year} 年 5 月 8 日下午 2 時

貳、會議地點：新北市政府 6 樓大禮堂

參、主席：臺北市政府 柯市長文哲

肆、議題小組報告：

{lines}

伍、主席結論：

一、柯市長：請新北市政府交通局儘速辦理。

陸、散會(下午 3 時)。
"""


def fragment(*reports: str) -> str:
    """Write minutes that lost their head, of the platform all the same."""
    lines = "\n\n".join(f"{'一二三四五'[n]}、交通組：{report}" for n, report in enumerate(reports))
    return f"臺北市與新北市的合作，{PLATFORM}。\n\n柒、議題小組報告：\n\n{lines}\n\n捌、散會(上午 10 時)。\n"


def alias(case: str, means: str, reason: str = "同一案") -> str:
    return f'\n[[alias]]\ncase = "{case}"\nmeans = "{means}"\nreason = "{reason}"\n'


def correction(**keys: object) -> str:
    """Write one correction: words between quotes, dates and numbers as they are."""
    written = {name: f'"{value}"' if isinstance(value, str) else value for name, value in (keys | {"reason": "見新聞稿"}).items()}
    return "\n[[correction]]\n" + "".join(f"{name} = {value}\n" for name, value in written.items())


ADDED = minutes(109, "同意新增「雙北市集防疫合作」1案。")
DELISTED = minutes(110, "同意解除列管「市集防疫」1案。")
ONE = alias("雙北市集防疫合作", "市集防疫")


@dataclass
class Exported:
    """What files gave: the lines of each graph, and the findings as people see them."""

    data: bytes
    found: list[Diagnostic]
    report: pipeline.Report
    graphs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for line in self.data.decode().splitlines():
            self.graphs[line[line.rindex(" <") + 2 : -3].removeprefix(BASE + "graph/")].append(line)

    def of(self, graph: str, subject: str, predicate: str) -> list[str]:
        """Return what a graph states of a subject."""
        quads = ox.parse("\n".join(self.graphs[graph]).encode(), format=ox.RdfFormat.N_QUADS)
        return sorted(q.object.value for q in quads if q.subject.value == subject and q.predicate.value == predicate)

    def corrected(self) -> dict[str, list[str]]:
        return {name: lines for name, lines in self.graphs.items() if name.startswith("correction/")}

    def said(self) -> list[str]:
        """Return the first line of each finding about corrections."""
        return [render(d).splitlines()[0] for d in self.found if d.code.startswith("correction-")]

    def life(self, predicate: str, case: str = CLOSED_CASE) -> list[str]:
        return [value.rpartition("/")[2] for value in self.of("derived", case, KG + predicate)]


def export(*files: tuple[str, str], base: str = BASE) -> Exported:
    """Export files, each a text of minutes and the corrections beside it."""
    out: list[bytes] = []
    found: list[Diagnostic] = []
    report = pipeline.Report()
    sources = []
    for n, (text, corrections) in enumerate(files):
        beside = Source(text=corrections, name=f"{n}.corrections.toml", path=f"{n}.corrections.toml") if corrections else None
        sources.append(Source(text=text, name=f"{n}.txt", path=f"{n}.txt", corrections=beside))
    pipeline.export(sources, read_vocabulary(), out.append, base=base, report=report, tell=found.append)
    return Exported(b"".join(out), found, report)


@cache
def sample(corrections: str = "") -> Exported:
    return export((SAMPLE.read_text("utf-8"), corrections))
