"""External sorting: whatever goes in comes out sorted, however small the memory and however few the open files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.spill import Lines, Spill

LINE = st.binary(max_size=12).map(lambda line: line.replace(b"\n", b""))
SMALL = pytest.mark.parametrize("bound", [1, 200, 1 << 20])


@given(batches=st.lists(st.lists(LINE, max_size=8), max_size=30), bound=st.sampled_from([1, 300, 1 << 20]))
def test_lines_come_out_sorted_and_once(batches: list[list[bytes]], bound: int) -> None:
    with Lines(bound=bound, fan_in=2) as lines:
        for batch in batches:
            lines.add(batch)
        assert list(lines) == sorted({line for batch in batches for line in batch})


@given(pairs=st.lists(st.tuples(LINE, st.binary(max_size=20)), max_size=40), bound=st.sampled_from([1, 300, 1 << 20]))
def test_pairs_come_out_by_key_and_all(pairs: list[tuple[bytes, bytes]], bound: int) -> None:
    with Spill(bound=bound, fan_in=2) as spill:
        for key, chunk in pairs:
            spill.add(key, chunk)
        assert list(spill) == sorted(pairs)


@SMALL
def test_chunks_keep_their_line_feeds(bound: int) -> None:
    with Spill(bound=bound) as spill:
        spill.add(b"graph/\xe9\x9b\x99\n", b"<s> <p> <o> .\n\n")
        spill.add(b"", b"")
        assert list(spill) == [(b"", b""), (b"graph/\xe9\x9b\x99\n", b"<s> <p> <o> .\n\n")]


@SMALL
def test_iterating_twice_gives_the_same(bound: int) -> None:
    with Lines(bound=bound, fan_in=3) as lines:
        lines.add([b"b", b"a", b"b"])
        lines.add([b"c", b"a"])
        assert list(lines) == list(lines) == [b"a", b"b", b"c"]


def test_blocks_longer_than_one_reading_are_merged_in_order(tmp_path: Path) -> None:
    numbers = [b"%06d" % (n * 7919 % 60_000) for n in range(60_000)]
    with Lines(bound=500_000, fan_in=3, folder=tmp_path) as lines:
        for start in range(0, len(numbers), 1000):
            lines.add(numbers[start : start + 1000])
        assert list(lines) == sorted(numbers)


def test_files_are_removed_when_done_and_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), Lines(bound=1, folder=tmp_path) as lines:
        lines.add([b"a"])
        assert any(tmp_path.iterdir())
        raise RuntimeError
    assert not any(tmp_path.iterdir())


def test_a_sort_that_fits_in_memory_makes_no_file(tmp_path: Path) -> None:
    with Spill(folder=tmp_path) as spill:
        spill.add(b"key", b"chunk")
        assert list(spill) == [(b"key", b"chunk")]
        assert not any(tmp_path.iterdir())
