"""Graph files for tests, made of minutes as the program makes them."""

from pathlib import Path

from kg.iris import BASE
from kg.outlet import dump_of, spooled, write_folder
from kg.pipeline import SAMPLE, Report, export
from kg.source import Source
from kg.vocab import read_vocabulary

ALL = ("nq", "trig", "ttl", "nt", "jsonld", "rdf")


def graph_files(texts: dict[str, str], folder: Path, *formats: str, base: str = BASE) -> dict[str, Path]:
    """Export minutes, given by file name, in some formats (all, where none is named); return format -> file."""
    report, sources = Report(), [Source(text=text, name=name) for name, text in texts.items()]
    (folder / "dump").mkdir()
    path = spooled(lambda write: export(sources, read_vocabulary(), write, base=base, report=report), folder / "dump")
    formats = formats or ALL
    return dict(zip(formats, write_folder(dump_of(path, report.bodies, base=base), formats, folder), strict=True))


def sample_files(folder: Path, *formats: str, base: str = BASE) -> dict[str, Path]:
    """Export the bundled sample."""
    return graph_files({SAMPLE.name: SAMPLE.read_text("utf-8")}, folder, *formats, base=base)
