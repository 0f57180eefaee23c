"""`kg export` as its user sees it: exit code, messages, and what stands in the output folder afterwards.

Each run is a process of its own, with its own folder for temporary files, which must be empty again in the end.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from random import Random

import command
import pyoxigraph as ox
import pytest

GOLD = Path(__file__).parent / "gold" / "platform-mayor-level.txt"

MINUTES = """\
雙北合作交流平臺 112 年度市長層級會議紀錄

壹、會議時間：112 年 5 月 8 日(星期一)下午 2 時

貳、會議地點：新北市政府 6 樓大禮堂

參、主席：臺北市政府 柯市長文哲

肆、議題小組報告：

一、交通組：同意新增「共享單車」1案。

伍、散會(下午 3 時)。
"""
OTHER = MINUTES.replace("112 年", "113 年").replace("(星期一)", "(星期三)").replace("共享單車", "公車動態")
ESSAY = "今天的天氣很好，我們一起去爬山。\n山上的風景很美，大家都很高興。\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of the program gave."""

    code: int
    out: bytes
    err: str


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a working folder whose `out` already holds files of the user's."""
    (tmp_path / "temporary").mkdir()
    (tmp_path / "work" / "out").mkdir(parents=True)
    (tmp_path / "work" / "out" / "graph.ttl").write_bytes(b"# an earlier export\n")
    (tmp_path / "work" / "out" / "notes.txt").write_bytes("勿動\n".encode("big5"))
    return tmp_path / "work"


def kg(folder: Path, *arguments: str, stdin: bytes = b"") -> Run:
    """Run the program in a folder; no run may show a stack trace or leave a temporary file."""
    temporary = folder.parent / "temporary"
    done = command.run(*arguments, folder=folder, stdin=stdin, environment={"TMPDIR": str(temporary)})
    run = Run(code=done.code, out=done.out, err=done.err.decode())
    assert list(temporary.iterdir()) == []
    return run


def contents(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder, hidden ones too; a folder inside is b""."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else b"" for p in sorted(folder.rglob("*"))}


def top(found: dict[str, bytes]) -> set[str]:
    """Name what lies in a folder itself."""
    return {Path(name).parts[0] for name in found}


def texts(quads: bytes) -> set[str]:
    """Read the texts that an export in N-Quads holds."""
    return {q.object.value for q in ox.parse(quads, format=ox.RdfFormat.N_QUADS) if q.predicate.value.endswith("#isString")}


# --- bad input -----------------------------------------------------------------------------------------------------------

BAD_FILES = {
    "an empty file": (b"", "empty-file"),
    "only white space": ("\n \u3000\n\t\n".encode(), "empty-file"),
    "only a byte-order mark": (b"\xff\xfe", "empty-file"),
    "no minutes": (ESSAY.encode(), "no-minutes"),
    "bytes that are no text": (Random(7).randbytes(4096), "not-utf8"),
    "UTF-16 that breaks off": (MINUTES.encode("utf-16")[:-1], "not-utf8"),
    "a picture": (PNG, "unknown-format"),
    "a PDF that breaks off": (b"%PDF-1.7\n1 0 obj\n", "damaged-file"),
}


@pytest.mark.parametrize(("data", "code"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_bad_file(folder: Path, data: bytes, code: str) -> None:
    (folder / "bad.txt").write_bytes(data)
    before = contents(folder)
    run = kg(folder, "export", "bad.txt", "-o", "out")
    assert (run.code, run.out) == (1, b"")
    assert f"bad.txt: error[{code}]: " in run.err
    assert "help: " in run.err
    assert contents(folder) == before


@pytest.mark.parametrize(("data", "code"), list(BAD_FILES.values())[::3], ids=list(BAD_FILES)[::3])
def test_one_bad_file_among_many(folder: Path, data: bytes, code: str) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "1.txt").write_text(MINUTES, "utf-8")
    (folder / "in" / "3.txt").write_text(OTHER, "utf-8")
    assert kg(folder, "export", "in", "-f", "nq", "-o", "good").code == 0
    (folder / "in" / "2-bad.txt").write_bytes(data)
    run = kg(folder, "export", "in", "-f", "nq", "-o", "out")
    assert run.code == 1
    assert f"{Path('in', '2-bad.txt')}: error[{code}]: " in run.err
    assert contents(folder / "out") == {
        "graph.nq": (folder / "good" / "graph.nq").read_bytes(),
        "graph.ttl": b"# an earlier export\n",
        "notes.txt": "勿動\n".encode("big5"),
    }
    assert texts((folder / "out" / "graph.nq").read_bytes()) == {MINUTES.strip(), OTHER.strip()}


@pytest.mark.parametrize("inside", [{}, {"scan.png": b"\x89PNG\r\n"}], ids=["empty", "no file that is read"])
def test_folder_with_nothing_to_read(folder: Path, inside: dict[str, bytes]) -> None:
    (folder / "in").mkdir()
    for name, data in inside.items():
        (folder / "in" / name).write_bytes(data)
    before = contents(folder)
    run = kg(folder, "export", "in", "-o", "out")
    assert (run.code, run.out) == (1, b"")
    assert "in: error[no-minutes]: " in run.err
    assert contents(folder) == before


@pytest.mark.parametrize("path", ["absent.txt", "absent/", "absent/*.txt", "會議 紀錄.txt"])
def test_missing_path(folder: Path, path: str) -> None:
    (folder / "good.txt").write_text(MINUTES, "utf-8")
    before = contents(folder)
    run = kg(folder, "export", "good.txt", path, "-o", "out")
    assert (run.code, run.out) == (3, b"")
    assert f"{path}: no such file or folder" in run.err
    assert contents(folder) == before


@pytest.mark.parametrize("data", [b"", PNG, ESSAY.encode()], ids=["empty", "a picture", "no minutes"])
def test_bad_standard_input(folder: Path, data: bytes) -> None:
    before = contents(folder)
    run = kg(folder, "export", "-", "-o", "out", stdin=data)
    assert (run.code, run.out) == (1, b"")
    assert "stdin" in run.err and "error[" in run.err
    assert contents(folder) == before


def test_output_that_is_a_file(folder: Path) -> None:
    (folder / "good.txt").write_text(MINUTES, "utf-8")
    before = contents(folder)
    run = kg(folder, "export", "good.txt", "-o", "out/notes.txt")
    assert (run.code, run.out) == (3, b"")
    assert "notes.txt" in run.err and "help: " in run.err
    assert contents(folder) == before


# --- wrong use -------------------------------------------------------------------------------------------------------------

WRONG_USE = {
    "unknown format": (["-f", "docx"], "'docx'"),
    "one unknown format among others": (["-f", "nq", "-f", "TTL"], "'TTL'"),
    "two formats to standard output": (["-f", "ttl", "-f", "nq", "-o", "-"], "-f"),
    "a folder to standard output": (["-f", "tables", "-o", "-"], "tables is a folder of files"),
    "unknown option": (["--fromat", "ttl"], "--fromat"),
    "vocabulary that is no Turtle": (["--vocabulary", "bad.ttl"], "bad.ttl:1:"),
}
NO_BASES = ["example.org", "/data/", "https://example.org", "https://example.org/a b/", "https://", "", "1a://example.org/", "中文://example.org/",
            "https://example.org/<x>/", "https://example.org/%zz/"]


@pytest.mark.parametrize(("options", "named"), WRONG_USE.values(), ids=WRONG_USE.keys())
def test_wrong_use(folder: Path, options: list[str], named: str) -> None:
    (folder / "good.txt").write_text(MINUTES, "utf-8")
    (folder / "bad.ttl").write_text("<a> <b\n", "utf-8")
    before = contents(folder)
    run = kg(folder, "export", "good.txt", "-o", "out", *options)
    assert (run.code, run.out) == (2, b"")
    assert named in run.err
    assert contents(folder) == before


@pytest.mark.parametrize("base", NO_BASES)
def test_base_that_is_no_iri(folder: Path, base: str) -> None:
    (folder / "good.txt").write_text(MINUTES, "utf-8")
    before = contents(folder)
    run = kg(folder, "export", "good.txt", "-o", "out", "--base", base)
    assert (run.code, run.out) == (2, b"")
    assert "--base" in run.err and "help: " in run.err
    assert contents(folder) == before


def test_base_with_a_fragment_is_refused(folder: Path) -> None:
    """A passage's IRI has a fragment of its own, and an IRI has room for one."""
    (folder / "good.txt").write_text(MINUTES, "utf-8")
    run = kg(folder, "export", "good.txt", "-o", "-", "-f", "nq", "--base", "https://example.org/x#")
    assert (run.code, run.out) == (2, b"")


def test_missing_vocabulary(folder: Path) -> None:
    (folder / "good.txt").write_text(MINUTES, "utf-8")
    before = contents(folder)
    run = kg(folder, "export", "good.txt", "-o", "out", "--vocabulary", "absent.ttl")
    assert (run.code, run.out) == (3, b"")
    assert "absent.ttl" in run.err
    assert contents(folder) == before


# --- encodings -------------------------------------------------------------------------------------------------------------

ENCODINGS = {"big5": "Big5", "utf-16": "UTF-16", "utf-8-sig": "UTF-8 with a byte-order mark"}


@pytest.mark.parametrize(("codec", "name"), ENCODINGS.items())
def test_other_encodings_are_read_and_said(folder: Path, codec: str, name: str) -> None:
    (folder / "minutes.txt").write_text(MINUTES, "utf-8", newline="\n")
    plain = kg(folder, "export", "minutes.txt", "-f", "nq", "-o", "-")
    (folder / "minutes.txt").write_bytes(MINUTES.encode(codec))
    quiet = kg(folder, "export", "minutes.txt", "-f", "nq", "-o", "-")
    loud = kg(folder, "export", "minutes.txt", "-f", "nq", "-o", "-", "-v")
    assert (quiet.code, loud.code) == (0, 0)
    assert texts(plain.out) == {MINUTES.strip()}
    assert quiet.out == loud.out == plain.out
    assert f"minutes.txt: info[encoding]: the file is {name}; " in loud.err
    assert "info[encoding]" not in quiet.err


def test_big_endian_utf_16(folder: Path) -> None:
    (folder / "minutes.txt").write_bytes("\ufeff".encode("utf-16-be") + MINUTES.encode("utf-16-be"))
    run = kg(folder, "export", "minutes.txt", "-f", "nq", "-o", "-", "-v")
    assert (run.code, texts(run.out)) == (0, {MINUTES.strip()})
    assert "the file is UTF-16; " in run.err


def test_plain_utf_8_needs_no_note(folder: Path) -> None:
    (folder / "minutes.txt").write_text(MINUTES, "utf-8")
    run = kg(folder, "export", "minutes.txt", "-o", "out", "-v")
    assert run.code == 0
    assert "info[encoding]" not in run.err


# --- paths -----------------------------------------------------------------------------------------------------------------


def test_default_formats_replace_only_their_own_files(folder: Path) -> None:
    (folder / "minutes.txt").write_text(MINUTES, "utf-8")
    run = kg(folder, "export", "minutes.txt", "-o", "out")
    assert (run.code, run.out) == (0, b"")
    found = contents(folder / "out")
    assert top(found) == {"graph.graphml", "graph.nq", "graph.ttl", "notes.txt", "tables"}
    assert found["notes.txt"] == "勿動\n".encode("big5")
    assert texts(found["graph.nq"]) == {MINUTES.strip()}
    assert any(ox.parse(found["graph.ttl"], format=ox.RdfFormat.TURTLE))


def test_standard_input(folder: Path) -> None:
    run = kg(folder, "export", "-", "-f", "nq", "-o", "-", stdin=MINUTES.encode())
    assert run.code == 0
    assert texts(run.out) == {MINUTES.strip()}


def test_standard_input_beside_a_file(folder: Path) -> None:
    (folder / "other.txt").write_text(OTHER, "utf-8")
    run = kg(folder, "export", "other.txt", "-", "-f", "nq", "-o", "-", stdin=MINUTES.encode("big5"))
    assert run.code == 0
    assert texts(run.out) == {MINUTES.strip(), OTHER.strip()}
    assert "2 files, 2 minutes" in run.err


def test_pattern(folder: Path) -> None:
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "112.txt").write_text(MINUTES, "utf-8")
    (folder / "a" / "b" / "113.txt").write_text(OTHER, "utf-8")
    (folder / "a" / "essay.dat").write_text(ESSAY, "utf-8")
    shallow = kg(folder, "export", "a/*.txt", "-f", "nq", "-o", "-")
    deep = kg(folder, "export", "a/**/*.txt", "-f", "nq", "-o", "-")
    assert (shallow.code, texts(shallow.out)) == (0, {MINUTES.strip()})
    assert (deep.code, texts(deep.out)) == (0, {MINUTES.strip(), OTHER.strip()})


def test_name_that_looks_like_a_pattern(folder: Path) -> None:
    (folder / "minutes[1].txt").write_text(MINUTES, "utf-8")
    (folder / "minutes1.txt").write_text(OTHER, "utf-8")
    run = kg(folder, "export", "minutes[1].txt", "-f", "nq", "-o", "-")
    assert (run.code, texts(run.out)) == (0, {MINUTES.strip()})


def test_path_with_blanks_and_chinese(folder: Path) -> None:
    (folder / "會議 紀錄").mkdir()
    (folder / "會議 紀錄" / "112 年度　市長層級.txt").write_text(MINUTES, "utf-8")
    run = kg(folder, "export", "會議 紀錄/112 年度　市長層級.txt", "-o", "輸 出/圖")
    assert run.code == 0
    quads = (folder / "輸 出" / "圖" / "graph.nq").read_bytes()
    assert texts(quads) == {MINUTES.strip()}
    assert '"112 年度　市長層級.txt"' in quads.decode()


@pytest.mark.parametrize("options", [[], ["-f", "ttl"], ["-f", "nq"], ["-f", "nq", "-f", "nq"]], ids=" ".join)
def test_standard_output_gets_one_format_and_nothing_else(folder: Path, options: list[str]) -> None:
    (folder / "minutes.txt").write_text(MINUTES, "utf-8")
    kg(folder, "export", "minutes.txt", "-o", "../files")
    before = contents(folder)
    run = kg(folder, "export", "minutes.txt", "-o", "-", *options)
    assert run.code == 0
    assert run.out == (folder.parent / "files" / f"graph.{options[-1] if options else 'ttl'}").read_bytes()
    assert contents(folder) == before


# --- without arguments, and help ---------------------------------------------------------------------------------------------


def test_no_arguments_print_the_commands(folder: Path) -> None:
    before = contents(folder)
    run = kg(folder)
    assert (run.code, run.err) == (0, "")
    assert "  kg export  " in run.out.decode()
    assert contents(folder) == before


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--version"], ["export", "--help"], ["export", "-h"]], ids=" ".join)
def test_help_loads_no_library_of_graphs(arguments: list[str]) -> None:
    program = f"""
import sys
from kg.cli import main
try:
    main({arguments!r})
except SystemExit as ended:
    assert not ended.code
print("loaded", sorted({{"rdflib", "pyoxigraph", "networkx", "msgspec"}} & sys.modules.keys()), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stderr == "loaded []\n"
    assert "kg" in done.stdout


def test_without_a_path_the_sample_is_exported(folder: Path) -> None:
    run = kg(folder, "export")
    (folder / GOLD.name).write_bytes(GOLD.read_bytes())
    named = kg(folder, "export", GOLD.name, "-o", "named")
    assert (run.code, named.code) == (0, 0)
    assert top(contents(folder / "exports")) == {"graph.graphml", "graph.nq", "graph.ttl", "tables"}
    assert contents(folder / "exports") == contents(folder / "named")


def test_the_sample_in_the_package_is_the_one_of_the_gold() -> None:
    from kg.pipeline import SAMPLE

    assert SAMPLE.read_bytes() == GOLD.read_bytes()


# --- what nobody would type, and somebody does ------------------------------------------------------------------------------

SURROGATE = "\udcff"  # a byte of a file's name or of an argument that is no text
TYPED = {
    "nothing": (("show", ""), 2, "no name is given"),
    "a name of no text": (("show", SURROGATE), 2, "nothing is called"),
    "a query of no text": (("query", "-q", SURROGATE), 2, "no text in UTF-8"),
    "half a character": (("query", "-q", r'SELECT * WHERE { ?s ?p "\ud800" }'), 2, "no text in UTF-8"),
    "no character": (("query", "-q", r'SELECT * WHERE { ?s ?p "\UFFFFFFFF" }'), 2, "no text in UTF-8"),
    "a query too deep": (("query", "-q", "SELECT * WHERE " + "{" * 5000 + "}" * 5000), 2, "nested more than"),
    "no number": (("query", "--timeout", "nan", "who-chaired"), 2, "no time to wait"),
    "forever": (("query", "--timeout", "inf", "who-chaired"), 2, "no time to wait"),
    "a base of no text": (("export", "--base", f"http://x.y/{SURROGATE}/"), 2, "no IRI that data can begin with"),
    "a device": (("check", "/dev/zero"), 3, "no file that ends"),
}


@pytest.mark.parametrize("what", TYPED)
def test_odd_arguments_are_refused_in_words(folder: Path, what: str) -> None:
    arguments, code, said = TYPED[what]
    run = kg(folder, *arguments)
    assert (run.code, said in run.err + run.out.decode()) == (code, True), run.err


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert kg(folder, "export", "pipe.txt").code == 3


def test_a_file_whose_name_is_no_text_is_read(folder: Path) -> None:
    (folder / f"{SURROGATE}.txt").write_text(MINUTES, "utf-8")
    run = kg(folder, "export", f"{SURROGATE}.txt", "-f", "nq", "-o", "-")
    assert run.code == 0
    assert '#fileName> "\ufffd.txt"' in run.out.decode()


COMBINED = MINUTES.replace("共享單車", "共\uf98e享A\u0300單\u2060車")


def test_what_nfc_changes_conforms_all_the_same(folder: Path) -> None:
    """The quote keeps the file's characters, the title is NFC: no shape may take one for a forgery of the other."""
    (folder / "minutes.txt").write_text(COMBINED, "utf-8")
    run = kg(folder, "check", "minutes.txt")
    assert (run.code, "conforms to its shapes" in run.out.decode()) == (0, True)


def test_a_heading_after_the_recorder_names_nobody(folder: Path) -> None:
    (folder / "minutes.md").write_text("幸福管委會會議紀錄\n## 主席：王主委  記錄：李小美小姐\n\n## 報告\n- 電梯保養 12,000 元\n  決議：不予通過\n", "utf-8")
    quads = kg(folder, "export", "minutes.md", "-f", "nq", "-o", "-").out.decode()
    assert {name for name in ("報告", "電梯保養", "決議") if f"person/幸福管委會/{name}" in quads} == set()
    assert "#recorder> <https://kg.example/person/幸福管委會/李小美>" in quads
