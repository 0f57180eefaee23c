"""Pages a second of the PDF reader, against pdfium giving each page's text and nothing else.

    python -m tests.bench.pdf [--repeat N] [FILE.pdf ...]

The same files in one run, by turns; seconds are of CPU, the best of a few runs. Without files: the sample's two, the same
fifty times over in one, and one of 100 pages whose font is not in the file, the least work that pdfium can have.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
from pypdf import PdfWriter

from kg.readers import PLAIN
from kg.readers.pdf import read

ROOT = Path(__file__).parent.parent
TARGET = 2.0


def bare(data: bytes) -> int:
    """Let pdfium give the text of each page; return how many there are."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        layer = page.get_textpage()
        layer.get_text_range()
        layer.close()
        page.close()
    count = len(document)
    document.close()
    return count


def ours(data: bytes) -> None:
    source, found = read(data, Path("minutes.pdf"), PLAIN)
    assert source is not None, found


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    start = time.process_time()
    work(data)
    return time.process_time() - start


def printed(pages: int) -> bytes:
    """Print a long file."""
    sys.path.insert(0, str(ROOT))
    from pdfs import column, pdf, wrapped

    text = "一、請交通局儘速辦理本案之後續事宜，並請各機關配合辦理，完成後解除列管「雙北市集商圈防疫合作」等 3 案，於 109 年 12 月前回報。"
    lines = [line for _ in range(9) for line in wrapped(text, 25)][:26]
    return pdf(*([*column("\n".join(lines)), (280.0, 800.0, f"第 {n} 頁，共 {pages} 頁")] for n in range(1, pages + 1)))


def joined(files: Sequence[bytes], times: int) -> bytes:
    """Return files one after the other, and that so many times, in one."""
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(times):
        for data in files:
            writer.append(io.BytesIO(data))
    writer.write(out)
    return out.getvalue()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--pages", type=int, default=100, help="of the long file")
    chosen = parser.parse_args(arguments)
    files = {path.name: path.read_bytes() for path in chosen.files or sorted((ROOT / "minutes").glob("*.pdf"))}
    if not chosen.files:
        files["joined.pdf"] = joined(list(files.values()), max(1, chosen.pages // 2))
        files["long.pdf"] = printed(chosen.pages)
    for name, data in files.items():
        pages = bare(data)
        ours(data)
        runs = [(seconds(bare, data), seconds(ours, data)) for _ in range(chosen.repeat)]
        least, mine = min(a for a, _ in runs), min(b for _, b in runs)
        print(f"{name}: {pages} pages; pdfium alone {pages / least:,.0f} pages/s, reader {pages / mine:,.0f} pages/s, {mine / least:.2f} times as long (target {TARGET})")


if __name__ == "__main__":
    main()
