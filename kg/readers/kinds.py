"""What a file is by its bytes, whatever its name says."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import NamedTuple

import regex

HEAD = 4096  # bytes in which a file says what it is


class Kind(NamedTuple):
    """What a file is: in words, and the suffix of the reader for it; empty where there is none."""

    what: str
    suffix: str = ""
    packed: bool = False  # a ZIP of which nobody can say more: the reader for its name tells what is wrong with it


_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", Kind("an RTF document", ".doc")),
    (b"\x89PNG", Kind("a PNG picture")),
    (b"\xff\xd8\xff", Kind("a JPEG picture")),
    (b"GIF8", Kind("a GIF picture")),
    (b"II*\0", Kind("a TIFF picture")),
    (b"MM\0*", Kind("a TIFF picture")),
    (b"Rar!\x1a", Kind("a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Kind("a 7-Zip archive")),
    (b"\x1f\x8b\x08", Kind("a gzip archive")),
    (b"BZh", Kind("a bzip2 archive")),
    (b"\xfd7zXZ\0", Kind("an xz archive")),
    (b"%!PS", Kind("a PostScript document")),
    (b"\x7fELF", Kind("a program")),
    (b"SQLite format 3\0", Kind("an SQLite database")),
    (b"OggS", Kind("a recording (Ogg)")),
    (b"ID3", Kind("a recording (MP3)")),
    (b"\x00\x00\x00\x0cjP  ", Kind("a JPEG 2000 picture")),
)
_RIFF = {b"WEBP": "a WebP picture", b"WAVE": "a recording (WAV)", b"AVI ": "a film (AVI)"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the streams in an OLE file; the first one found counts. One that is locked is left to the reader, who says so.
_STREAMS = (
    ("EncryptedPackage", Kind("an Office document that is locked with a password", ".doc")),
    ("WordDocument", Kind("a Word document (DOC)", ".doc")),
    ("Workbook", Kind("an Excel workbook (XLS)")),
    ("PowerPoint Document", Kind("a PowerPoint presentation (PPT)")),
    ("__nameid_version1.0", Kind("an Outlook message (MSG)")),
)
_MEMBERS = (
    ("word/", Kind("a Word document (DOCX)", ".docx")), ("xl/", Kind("an Excel workbook (XLSX)")), ("ppt/", Kind("a PowerPoint presentation (PPTX)")),
    ("META-INF/container.xml", Kind("an EPUB book")),
)  # fmt: skip
_OPEN = (
    (b"opendocument.text", Kind("an OpenDocument text (ODT)", ".odt")),
    (b"opendocument.spreadsheet", Kind("an OpenDocument spreadsheet (ODS)")),
    (b"opendocument.presentation", Kind("an OpenDocument presentation (ODP)")),
)
_PAGE = regex.compile(rb"\A(?:\s|<\?xml[^>]{0,300}>|<!--(?:(?!-->).){0,3000}-->)*<(?:!doctype\s+html|html|head|body|meta|title)\b", regex.I | regex.S)
_XML = regex.compile(rb"\A\s*<\?xml[^>]{0,300}>.{0,2000}?<(?P<root>w:wordDocument|pkg:package|office:document|Workbook)\b", regex.S)
_FLAT = {
    b"w:wordDocument": "a Word document in XML (2003)", b"pkg:package": "a Word document in flat XML", b"office:document": "an OpenDocument file in flat XML",
    b"Workbook": "an Excel workbook in XML",
}  # fmt: skip
_MARKUP = regex.compile(rb"<[a-zA-Z!/][^<>]{0,200}>")


def kind_of(data: bytes) -> Kind | None:
    """Tell what a file is; `None` if it is a text, or nothing known."""
    head = data[:HEAD]
    if b"%PDF-" in data[:1024]:
        return Kind("a PDF", ".pdf")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data)
    if data.startswith(_OLE):
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), Kind("an older Office file (OLE) without a document"))
    if head[:2] == b"MZ" and (b"PE\0\0" in head or b"DOS mode" in head):
        return Kind("a program")
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return Kind(_RIFF[head[8:12]])
    if head[4:8] == b"ftyp":
        return Kind("a film or a recording (MP4)")
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return Kind("a BMP picture")
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None) or _marked_up(head)


def has_markup(data: bytes) -> bool:
    """Tell whether there is a tag in a file."""
    return _MARKUP.search(data.replace(b"\0", b"")[: 1 << 20]) is not None


def is_archived_page(data: bytes) -> bool:
    """Tell a web archive (MHTML) by its head."""
    head = data[:HEAD].lower()
    return regex.match(rb"\s*[\w-]+:", head) is not None and b"mime-version:" in head and b"multipart/related" in head


def _marked_up(head: bytes) -> Kind | None:
    plain = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _PAGE.match(plain):
        return Kind("a web page (HTML)", ".html")
    if flat := _XML.match(plain):
        return Kind(_FLAT[flat["root"]])
    return Kind("a web archive (MHTML)", ".mhtml") if is_archived_page(head) else None


def _packed(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            says = archive.open("mimetype").read(200) if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, OSError, EOFError):
        return _damaged(data)
    return next((kind for mark, kind in _OPEN if mark in says), None) or next((kind for mark, kind in _MEMBERS if any(name.startswith(mark) for name in names)), Kind("a ZIP archive", packed=True))


def _damaged(data: bytes) -> Kind:
    """Tell what an archive without its end was; its reader says that it is damaged."""
    if b"opendocument.text" in data[:200]:
        return Kind("a damaged OpenDocument text (ODT)", ".odt")
    return Kind("a damaged Word document (DOCX)", ".docx") if b"word/document.xml" in data else Kind("a damaged ZIP archive", packed=True)
