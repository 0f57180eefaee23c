"""Findings about the text: values, the table of codes, and the one renderer."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from typing import Literal, NamedTuple

from .source import Source, Span

Severity = Literal["error", "warning", "info"]


class Code(NamedTuple):
    """A kind of finding: how grave it is and what to do about it."""

    severity: Severity
    help: str


CODES: dict[str, Code] = {
    "no-minutes": Code("error", "give the minutes themselves: a title that ends in 會議紀錄, a header (時間, 地點, 主席) or numbered sections"),
    "empty-file": Code("error", "the file holds no text; get it again from where it was published"),
    "not-utf8": Code("error", "the bytes are no text in UTF-8, UTF-16 or Big5; save the file as UTF-8 and try again"),
    "unreadable-file": Code("error", "look at the file's name and rights, and try again"),
    "unknown-format": Code("error", "give text, HTML, PDF, DOCX, ODT or DOC; put a picture into a PDF, unpack an archive"),
    "damaged-file": Code("error", "get the file again from where it was published, or open it in a word processor and save it anew"),
    "encrypted-file": Code("error", "open the file with its password and save it without one"),
    "no-text-layer": Code("error", "read it with --ocr, or get the file it was printed from"),
    "pages-without-text": Code("warning", "read the file with --ocr, or look at these pages yourself; nothing was read from them"),
    "unreadable-pages": Code("warning", "read the file with --ocr, or look at these pages yourself; what has no characters there was not read"),
    "recognized": Code("warning", "compare names and numbers with the picture; a character may have been taken for another"),
    "recognizer-missing": Code("error", "install Tesseract with the data for chi_tra (Debian: tesseract-ocr, tesseract-ocr-chi-tra), or get the file with its text"),
    "recognizer-failed": Code("warning", "look at these pages yourself; nothing was read from them"),
    "oversized-file": Code("error", "open the file in a word processor and save it anew; a document of this size is not read"),
    "unsafe-file": Code("error", "be wary of this file; if you trust it, open it in a word processor and save it anew"),
    "converter-missing": Code("error", "install LibreOffice, or save the file as DOCX, ODT or PDF"),
    "converter-failed": Code("error", "open the file in a word processor and save it as DOCX, ODT or PDF"),
    "left-out": Code("info", "nothing to do; look at the file itself if what was left out may matter"),
    "too-large": Code("error", "give the minutes alone, or in several files; nothing was read from this one"),
    "renamed": Code("info", "nothing to do; give the file the ending of what it is to be rid of this note"),
    "page-frame": Code("info", "nothing to do if the minutes are whole: menus, paths and feet of a page are no minutes; else save the text of the page as a file"),
    "columns-unread": Code("warning", "compare with the original: a line may join words of several columns; give the table with ruling lines, or the file it was printed from"),
    "struck-text": Code("warning", "look at the original: words that are struck out were taken as not in force"),
    "broken-bytes": Code("warning", "get the file again: it may have been cut off or damaged on its way; what stands around this place was read"),
    "unreadable-text": Code("error", "get the file in another form, or the original it was made of; nothing was read from this one"),
    "compatibility-ideographs": Code("info", "nothing to do; they are read as the characters they look like, and quoted as they are"),
    "zero-width": Code("info", "nothing to do; they are passed over, and quoted as they are"),
    "doubled-glyphs": Code("warning", "compare with the original: numbers and names here may hold a character too many"),
    "encoding": Code("info", "nothing to do; save the file as UTF-8 to be rid of this note"),
    "scope": Code("info", "nothing to do; names of this text are minted under that body"),
    "held-twice": Code("warning", "compare the two files; keep the one that is right, the other is not exported"),
    "same-text-twice": Code("info", "nothing to do; the meeting is exported once"),
    "iri-clash": Code("error", "two different things would share one name; rename one in the text or report the pair"),
    "count-mismatch": Code("warning", "compare the list under this line with the original; restore a line lost in conversion, or keep the warning if the original miscounts"),
    "count-unnamed": Code("info", "the text claims more than it names; the others are not in the graph"),
    "weekday-mismatch": Code("warning", "compare with the original; the date is kept as it is printed"),
    "impossible-date": Code("warning", "compare with the original; no date was read"),
    "time-mismatch": Code("warning", "compare with the original; both times are kept as they are printed, the first counts"),
    "date-mismatch": Code("warning", "compare with the original: one of them may be the day the minutes were published"),
    "several-days": Code("info", "nothing to do; the meeting is dated by its first day"),
    "nested-minutes": Code("info", "nothing to do; what these minutes reproduce of another meeting's is text of theirs, and no fact of this meeting"),
    "year-mismatch": Code("warning", "compare with the original; title and date are kept as they are printed"),
    "number-order": Code("warning", "compare with the original: a line may be lost or doubled"),
    "delisted-unseen": Code("info", "nothing to do, or add the minutes that added it"),
    "delisted-twice": Code("warning", "compare with the originals: one of the titles may be another case's"),
    "added-twice": Code("warning", "compare with the originals: one of the titles may be another case's"),
    "same-meeting": Code("info", "nothing to do; the order of the text decides its status"),
    "order-unknown": Code("info", "state the date of the undated minutes in a correction"),
    "near-title": Code("info", "nothing was merged; if they are one, say so in a correction"),
    "unread-sentence": Code("warning", "the words of a decision are there, but not what is decided; read this sentence yourself"),
    "unread-line": Code("info", "the words are in the graph as text only; read them yourself, or teach the words they use in a vocabulary file"),
    "unpaired-quote": Code("warning", "compare with the original; what follows the mark was not taken as a title"),
    "unknown-name": Code("info", "a new entity was made of it; to teach it, add one line to a vocabulary file"),
    "doubtful-name": Code("info", "it may be the name of a project, and it may not; to teach it, add one line to a vocabulary file"),
    "two-candidates": Code("warning", "the text does not say which; nothing was merged"),
    "correction-syntax": Code("error", "correct the TOML; words stand between quotes, a date without; no correction of this file was applied"),
    "correction-key": Code("error", "write it as the README shows under Corrections; an entry that it stands in was not applied"),
    "correction-stale": Code("error", "compare with the minutes; mend or delete the correction; it was not applied"),
    "correction-conflict": Code("error", "keep the one that is right and delete the others"),
    "correction-overrules": Code("info", "nothing to do if it is meant; the graph of the minutes keeps what is printed"),
    "not-a-chair": Code("warning", "the speaker is not among the chairs of this meeting; no speaker was recorded"),
    "shape": Code("error", "the graph says what it must not: export it again; if the finding stays, report it with this line, or mend the file it was made from"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding. The span is in code points of the source's text; `None` where it concerns the whole file.

    `about` holds the names it is about, for those who turn findings into suggestions: of an unknown or doubtful name its
    sort, itself and the body it was read under; of near titles the one shown and the other.
    """

    code: str
    message: str
    source: Source | None = None
    span: Span | None = None
    path: str = ""
    about: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def help(self) -> str:
        return CODES[self.code].help


def render(found: Diagnostic, *, width: int = 110) -> str:
    """Render a finding for people: where, what, the line itself, what to do."""
    where = found.path or (found.source.path or found.source.name if found.source else "")
    head = f"{found.severity}[{found.code}]: {found.message}"
    if found.source is None or found.span is None:
        lines = [f"{where}: {head}"]
        margin = 4
    else:
        line, column = found.source.locate(found.span.start)
        pages = found.source.pages_of(found.span)
        head += f" (page {pages[0]})" if pages else ""
        shown, caret = _excerpt(found.source.line(line), column - 1, found.span.end - found.span.start)
        margin = len(str(line)) + 3
        lines = [f"{where}:{line}:{column}: {head}", f"{line:>{margin - 1}} | {shown}", f"{'':>{margin - 1}} | {caret}"]
    prefix = f"{'':>{margin}}help: "
    lines += wrap(found.help, width, initial_indent=prefix, subsequent_indent=" " * len(prefix))
    return "\n".join(lines)


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: a Chinese character takes two."""
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(maxsize=16384)
def _cells(letter: str) -> int:
    return 0 if unicodedata.category(letter) in ("Mn", "Cf") else 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _excerpt(line: str, start: int, length: int) -> tuple[str, str]:
    """Cut a long line around the place, and draw carets under it."""
    first = max(0, start - 30)
    shown = line[first : first + 80].replace("\t", " ")
    marked = shown[start - first : start - first + length]
    lead, tail = ("…" if first else ""), ("…" if first + 80 < len(line) else "")
    return f"{lead}{shown}{tail}", " " * (cells(lead) + cells(shown[: start - first])) + "^" * max(1, cells(marked))
