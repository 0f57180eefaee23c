"""Office documents written part by part, so that tests show what stands in them."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
MORE = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{0}</Types>'
_TYPE = '<Override PartName="/{0}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{1}+xml"/>'
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{0}</Relationships>'
_REL = '<Relationship Id="r{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{1}" Target="{2}"/>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A DOCX of a body's XML, and of other parts by kind: `numbering`, `styles`, `footnotes`, `comments`, `header`."""
    root = {"numbering": "numbering", "styles": "styles", "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments", "header": "hdr", "footer": "ftr"}
    types = _TYPE.format("word/document.xml", "document.main") + "".join(_TYPE.format(f"word/{kind}.xml", kind) for kind in parts)
    return zipped(
        {
            "[Content_Types].xml": _TYPES.format(types),
            "_rels/.rels": _RELS.format(_REL.format(1, "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {W} {MORE}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": _RELS.format("".join(_REL.format(i, kind, f"{kind}.xml") for i, kind in enumerate(parts))),
            **{f"word/{kind}.xml": f"<w:{root[kind]} {W} {MORE}>{xml}</w:{root[kind]}>" for kind, xml in parts.items()},
        }
    )


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def numbered(text: str, num: int = 1, level: int = 0) -> str:
    """A paragraph with an automatic number."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(at: int, style: str, text: str, more: str = "") -> str:
    """A level of a list; the elements of `more` stand where the schema wants them."""
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def lists(*abstracts: str, nums: str = "") -> str:
    """A numbering part of abstract lists, each used by the `w:num` of its number, and further ones."""
    made = "".join(f'<w:abstractNum w:abstractNumId="{i}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>' for i, levels in enumerate(abstracts, 1))
    return made + "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(1, len(abstracts) + 1)) + nums


def office_text(data: bytes, suffix: str, folder: Path) -> list[str]:
    """The lines of a document as LibreOffice writes them; skips where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed, so there is nothing to compare with")
    source = folder / f"document{suffix}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run([office, "--headless", profile, "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=180)
    return (folder / "document.txt").read_text("utf-8-sig").splitlines()
