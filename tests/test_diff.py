"""`kg diff`: what changed between two graphs, in words, and as a patch that turns one into the other."""

import re
from pathlib import Path

import command
import pyoxigraph as ox
import pytest

from kg import export_quads

SAMPLE = Path(__file__).parent.parent / "kg" / "data" / "platform-mayor-level.txt"
OLD = """\
雙北合作交流平臺 112 年度市長層級會議紀錄

壹、會議時間：112 年 5 月 8 日(星期一)下午 2 時

貳、主席：臺北市政府 柯市長文哲

參、議題小組報告：

一、交通組：同意新增「共享單車」1案。

二、災防組：同意新增「防災演練」1案。

肆、主席結論：

一、環狀線請新北市政府交通局儘速辦理。

伍、散會(下午 3 時)。
"""
LATER = """
雙北合作交流平臺 113 年度市長層級會議紀錄

壹、會議時間：113 年 5 月 8 日(星期三)下午 2 時

貳、主席：臺北市政府 柯市長文哲

參、議題小組報告：

一、交通組：同意解除列管「共享單車」1案。

二、災防組：同意新增「救護互助」1案。

肆、散會(下午 3 時)。
"""
LATEST = LATER.replace("113 年", "114 年").replace("(星期三)", "(星期四)").replace("解除列管「共享", "新增「共享").replace("救護互助", "水情通報")
PLACE = re.compile(r"(?<=new\.txt):\d+:\d+")
REWORDED = OLD.replace("儘速辦理", "於二週內辦理")


def kg(*arguments: str) -> command.Said:
    return command.said(*arguments)


def told(folder: Path, old: str, new: str, *options: str) -> str:
    for name, minutes in (("old.txt", old), ("new.txt", new)):
        (folder / name).write_text(minutes, "utf-8")
    done = kg("diff", str(folder / "old.txt"), str(folder / "new.txt"), *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def applied(quads: set[ox.Quad], patch: str) -> set[ox.Quad]:
    """Apply an RDF Patch of one transaction; what it deletes must be there, what it adds must not."""
    lines = patch.splitlines()
    assert (lines[0], lines[-1]) == ("TX .", "TC .")
    for line in lines[1:-1]:
        (quad,) = ox.parse(line[2:], format=ox.RdfFormat.N_QUADS)
        if line.startswith("D "):
            quads.remove(quad)
        else:
            assert line.startswith("A ") and quad not in quads
            quads.add(quad)
    return quads


# --- in words ----------------------------------------------------------------------------------------------------------------


def test_nothing_changed(tmp_path: Path) -> None:
    (tmp_path / "old.nq").write_bytes(export_quads(OLD))
    done = kg("diff", str(tmp_path / "old.nq"), str(tmp_path / "old.nq"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "沒有差異。\n", "")


def test_a_case_delisted_since_and_a_new_one(tmp_path: Path) -> None:
    cases = PLACE.sub("", told(tmp_path, OLD, OLD + LATER).partition("\n案件\n")[2].partition("\n\n")[0])
    assert cases == """\
  - 共享單車：已解除列管（原為列管中）
      增：2024-05-08（民國 113 年 5 月 8 日） 雙北合作交流平臺 113 年度市長層級會議紀錄：交通組 同意解除列管 共享單車
      「交通組」 new.txt（小組）
      「同意解除列管」 new.txt（處置、用語）
      「共享單車」 new.txt（案件）
  - 救護互助：新案件（列管中）
      增：2024-05-08（民國 113 年 5 月 8 日） 雙北合作交流平臺 113 年度市長層級會議紀錄：災防組 同意新增 救護互助
      「災防組」 new.txt（小組）
      「同意新增」 new.txt（處置、用語）
      「救護互助」 new.txt（案件）"""


def test_a_case_added_again_is_said_to_be(tmp_path: Path) -> None:
    said = told(tmp_path, OLD + LATER, OLD + LATER + LATEST, "--lang", "en")
    assert "共享單車: added again (was delisted)" in said
    assert "水情通報: new case (listed)" in said


def test_what_left_is_quoted_from_the_old_graph(tmp_path: Path) -> None:
    said = told(tmp_path, OLD + LATER, OLD)
    assert "共享單車：狀態由已解列改為列管中" in said
    assert "救護互助：案件不再出現（原為列管中）" in said
    assert "減：2024-05-08（民國 113 年 5 月 8 日） 雙北合作交流平臺 113 年度市長層級會議紀錄\n" in said
    assert "「救護互助」 old.txt:" in said


def test_a_directive_in_other_words(tmp_path: Path) -> None:
    said = told(tmp_path, OLD, REWORDED).partition("\n指示\n")[2]
    assert "改：環狀線請新北市政府交通局儘速辦理。 → 環狀線請新北市政府交通局於二週內辦理。" in said.splitlines()[0]
    assert "「環狀線請新北市政府交通局於二週內辦理。」 new.txt:" in said


def test_a_changed_fact_of_a_meeting(tmp_path: Path) -> None:
    meetings = told(tmp_path, OLD, OLD.replace("5 月 8 日(星期一)", "5 月 9 日(星期二)")).partition("\n會議\n")[2].partition("\n\n")[0]
    assert "日期：改：2023-05-08（民國 112 年 5 月 8 日） → 2023-05-09（民國 112 年 5 月 9 日）" in meetings


def test_a_changed_word_in_untitled_minutes_is_one_change(tmp_path: Path) -> None:
    sample = SAMPLE.read_text("utf-8")
    said = told(tmp_path, sample, sample.replace("翡翠水庫專管工程進度請落實管制", "翡翠水庫專管工程進度請嚴格管制"))
    assert "\n案件\n" not in said and "\n決定\n" not in said and "\n發言與說明\n" not in said
    assert "改：翡翠水庫專管工程進度請落實管制。 → 翡翠水庫專管工程進度請嚴格管制。" in said
    assert "內文有更動，識別碼隨之改變" in said


def test_the_counts_are_those_of_the_patch(tmp_path: Path) -> None:
    said, patch = told(tmp_path, OLD, OLD + LATER), told(tmp_path, OLD, OLD + LATER, "-f", "patch")
    came, left = (sum(line.startswith(sign) for line in patch.splitlines()) for sign in ("A ", "D "))
    assert f"增 {came:,} 條，減 {left:,} 條" in said


def test_the_same_input_gives_the_same_words(tmp_path: Path) -> None:
    assert told(tmp_path, OLD, OLD + LATER + LATEST) == told(tmp_path, OLD, OLD + LATER + LATEST)


# --- as a patch -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), [(OLD, OLD), (OLD, OLD + LATER), (OLD + LATER + LATEST, OLD), (OLD, REWORDED), (OLD, LATER)], ids=["same", "more", "less", "reworded", "other"])
def test_a_patch_applied_to_the_old_gives_the_new(tmp_path: Path, old: str, new: str) -> None:
    patch = told(tmp_path, old, new, "-f", "patch")
    sides = [set(ox.parse(export_quads(text, name), format=ox.RdfFormat.N_QUADS)) for text, name in ((old, "old.txt"), (new, "new.txt"))]
    assert applied(sides[0], patch) == sides[1]
    body = [line[2:] for line in patch.splitlines()[1:-1]]
    assert body == sorted(body, key=str.encode)


@pytest.mark.parametrize("format", ["trig", "ttl", "jsonld"])
def test_formats_are_compared_as_graphs(tmp_path: Path, format: str) -> None:
    (tmp_path / "minutes.txt").write_text(OLD, "utf-8")
    for name in ("one", "other"):
        assert kg("export", str(tmp_path / "minutes.txt"), "-o", str(tmp_path / name), "-f", format, "-f", "nq", "-f", "nt").returncode == 0
    twin = "nq" if format == "trig" else "nt"
    done = kg("diff", str(tmp_path / "one" / f"graph.{format}"), str(tmp_path / "other" / f"graph.{twin}"))
    assert (done.returncode, done.stdout) == (0, "沒有差異。\n")


def test_flat_graphs_are_told_in_words(tmp_path: Path) -> None:
    for name, minutes in (("old", OLD), ("new", OLD + LATER)):
        (tmp_path / f"{name}.txt").write_text(minutes, "utf-8")
        assert kg("export", str(tmp_path / f"{name}.txt"), "-o", str(tmp_path / name), "-f", "ttl").returncode == 0
    done = kg("diff", str(tmp_path / "old" / "graph.ttl"), str(tmp_path / "new" / "graph.ttl"))
    assert "共享單車：已解除列管（原為列管中）" in done.stdout
    assert "「共享單車」 new.txt:" in done.stdout


def test_a_flat_graph_and_one_with_named_graphs_are_not_compared(tmp_path: Path) -> None:
    assert kg("export", "-o", str(tmp_path), "-f", "ttl", "-f", "nq").returncode == 0
    done = kg("diff", str(tmp_path / "graph.ttl"), str(tmp_path / "graph.nq"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "graph.ttl has no named graphs" in done.stderr and "compare two files of one kind" in done.stderr


def test_what_cannot_be_compared_is_refused(tmp_path: Path) -> None:
    whole, damaged, nothing, blank = (tmp_path / f"{n}.nq" for n in ("whole", "damaged", "nothing", "blank"))
    whole.write_bytes(export_quads(OLD))
    damaged.write_bytes(export_quads(OLD)[:-20])
    nothing.write_bytes(b"")
    blank.write_bytes(export_quads(OLD) + b'_:x <http://example.org/p> "x" <http://example.org/g> .\n')
    for path, options, code, message in (
        (damaged, (), 1, "the graph file is damaged"), (nothing, (), 1, "says nothing"), (tmp_path / "none.nq", (), 3, "no such file"), (blank, ("-f", "patch"), 1, "blank nodes"),
    ):  # fmt: skip
        done = kg("diff", str(whole), str(path), *options)
        assert (done.returncode, done.stdout) == (code, "")
        assert message in done.stderr and "Traceback" not in done.stderr
