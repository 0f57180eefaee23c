"""Where pages begin in paragraphs: readers put a mark there, which no XML text can hold, and take it out again."""

from __future__ import annotations

from ..source import Page

PAGE_BREAK = "\x01"
LABEL = 12  # characters of a label or a number at most: no page is turned within one


def paged(paragraphs: list[str]) -> tuple[str, tuple[Page, ...]]:
    """Join paragraphs a line each; return the text without marks, and its pages: none where there was no mark."""
    parts = "\n".join(paragraphs).split(PAGE_BREAK)
    if len(parts) == 1:
        return parts[0], ()
    starts = [0]
    for part in parts[:-1]:
        starts.append(starts[-1] + len(part))
    return "".join(parts), tuple(Page(number=number, start=start) for number, start in enumerate(starts, 1))


def lifted(row: list[list[str]]) -> tuple[str, list[list[str]]]:
    """Take the marks out of a table's row: a row over two pages has one in each cell that goes on.

    Returns:
        The marks that go before the row, and the row with those of one cell at most left where they are.
    """
    counts = [("".join(cell).count(PAGE_BREAK), len("".join(cell)), -i) for i, cell in enumerate(row)]
    most, _, last = max(counts, default=(0, 0, 0))
    if not most:
        return "", row
    kept = -last
    bare = [cell if i == kept else [text.replace(PAGE_BREAK, "") for text in cell] for i, cell in enumerate(row)]
    text = "\n".join(bare[kept])
    lead = text[: len(text) - len(text.lstrip(PAGE_BREAK + " \n"))].count(PAGE_BREAK)
    for _ in range(lead):
        text = text.replace(PAGE_BREAK, "", 1)
    if len(text) <= LABEL + most:  # a label or a number
        lead, text = most, text.replace(PAGE_BREAK, "")
    bare[kept] = text.split("\n")
    return PAGE_BREAK * lead, bare
