"""Files that are damaged, locked, hostile or something else: one clear finding each, soon, and no trace."""

import struct
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from shutil import which
from threading import Thread

import pytest
from office import docx, level, lists, numbered, p, zipped

from kg.readers import doc, read_bytes
from kg.readers.options import PLAIN

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = docx(p("甲市會議紀錄" * 50))
BODY = '<?xml version="1.0"?>{0}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:body></w:document>'
LAUGHS = "<!DOCTYPE l [<!ENTITY a '哈'>" + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghi", "bcdefghij", strict=True)) + "]>"
ODT = '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">{0}</office:document-content>'
LOCKED = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'


def word(document: str | bytes) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def flagged(data: bytes) -> bytes:
    """The package with each member marked as encrypted, in its head and in the directory."""
    out, local, central = bytearray(data), b"PK\x03\x04", b"PK\x01\x02"
    for mark, place in ((local, 6), (central, 8)):
        at = data.find(mark)
        while at >= 0:
            struct.pack_into("<H", out, at + place, 1)
            at = data.find(mark, at + 4)
    return bytes(out)


def lying(data: bytes) -> bytes:
    """The package whose directory says that its parts are of ten bytes."""
    out, at = bytearray(data), data.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", out, at + 24, 10)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(out)


BAD: dict[str, tuple[str, bytes, str]] = {
    "nothing": ("a.docx", b"", "empty-file"),
    "an older file": ("a.docx", OLE + bytes(600), "unknown-format"),
    "a package of other things": ("a.docx", zipped({"a.txt": "x"}), "unknown-format"),
    "another document": ("a.docx", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT.format("")}), "unknown-format"),
    "a workbook": ("a.docx", zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<workbook/>"}), "unknown-format"),
    "a drawing": ("a.odt", zipped({"mimetype": "x", "content.xml": ODT.format("<office:body><office:drawing/></office:body>")}), "unknown-format"),
    "cut short": ("a.docx", WORD[: len(WORD) // 2], "damaged-file"),
    "cut in its first part": ("a.odt", b"PK\x03\x04", "damaged-file"),
    "a part destroyed": ("a.docx", WORD.replace(WORD[WORD.find(b"word/document.xml") + 20 :][:30], bytes(30)), "damaged-file"),
    "sizes that are lies": ("a.docx", lying(WORD), "damaged-file"),
    "no main part": ("a.docx", zipped({"[Content_Types].xml": "<Types/>"}), "damaged-file"),
    "no content": ("a.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "damaged-file"),
    "no XML": ("a.docx", word("壹、主席"), "damaged-file"),
    "XML cut short": ("a.docx", word(BODY.format("", "甲")[:-9]), "damaged-file"),
    "a control character": ("a.docx", word(BODY.format("", "&#1;")), "damaged-file"),
    "depth": ("a.docx", word("<a>" * 100_000 + "</a>" * 100_000), "damaged-file"),
    "tables in tables": (
        "a.docx",
        docx("<w:tbl><w:tr><w:tc>" * 60 + p("甲") + "</w:tc></w:tr></w:tbl>" * 60),
        "damaged-file",
    ),
    "locked": ("a.docx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "encrypted-file"),
    "locked, by its other name": ("a.doc", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "encrypted-file"),
    "locked ODT": ("a.odt", zipped({"mimetype": "x", "META-INF/manifest.xml": LOCKED, "content.xml": b"\x00\x01"}), "encrypted-file"),
    "locked members": ("a.docx", flagged(WORD), "encrypted-file"),
    "bomb of one part": ("a.docx", word(bytes(40 << 20)), "oversized-file"),
    "bomb packed less tightly": ("a.docx", word(bytes(range(256)) * (140 << 10)), "oversized-file"),
    "bomb of many parts": ("a.docx", zipped({f"{i}.xml": "" for i in range(5000)}), "oversized-file"),
    "entities that grow": ("a.docx", word(BODY.format(LAUGHS, "&j;")), "unsafe-file"),
    "entity from a file": ("a.docx", word(BODY.format("<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>", "&a;")), "unsafe-file"),
    "document type elsewhere": ("a.odt", zipped({"mimetype": "x", "content.xml": "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'>" + ODT.format("")}), "unsafe-file"),
    "a part outside": ("a.docx", zipped({"../../evil.xml": "x"}), "unsafe-file"),
    "a part outside, in another way": ("a.docx", zipped({"..\\evil.xml": "x"}), "unsafe-file"),
    "no text": ("a.docx", docx(p(" ")), "empty-file"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_reason(name: str) -> None:
    file, data, code = BAD[name]
    source, found = read_bytes(data, Path(file))
    assert source is None
    assert [d.code for d in found] == [code]
    assert found[0].path == file


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    from zipfile import ZipFile

    with ZipFile(tmp_path / "a.docx", "w") as package:
        for _ in range(2):
            package.writestr("word/document.xml", BODY.format("", "甲"))
    assert [d.code for d in read_bytes((tmp_path / "a.docx").read_bytes(), Path("a.docx"))[1]] == ["unsafe-file"]


@pytest.mark.parametrize("number", ["x", "", "-1", "99999999999", "٣"])
def test_odd_numbers_in_the_xml_are_no_failure(number: str) -> None:
    numbering = f"<w:abstractNum w:abstractNumId='{number}'><w:lvl w:ilvl='{number}'><w:start w:val='{number}'/><w:lvlText w:val='%1%9'/></w:lvl></w:abstractNum><w:num w:numId='{number}'><w:abstractNumId w:val='{number}'/></w:num>"
    body = p("甲", f"<w:numPr><w:ilvl w:val='{number}'/><w:numId w:val='{number}'/></w:numPr>") + f"<w:tbl><w:tr><w:trPr><w:gridBefore w:val='{number}'/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='{number}'/></w:tcPr>{p('乙')}</w:tc></w:tr></w:tbl>"
    source, found = read_bytes(docx(body, numbering=numbering), Path("a.docx"))
    assert source is not None and found == []
    assert source.text.endswith("乙")


def test_styles_in_a_circle_are_no_failure() -> None:
    styles = "<w:style w:styleId='A'><w:basedOn w:val='B'/></w:style><w:style w:styleId='B'><w:basedOn w:val='A'/></w:style>"
    source, _ = read_bytes(docx(p("甲", "<w:pStyle w:val='A'/>"), styles=styles), Path("a.docx"))
    assert source is not None and source.text == "甲"


def test_a_bomb_takes_no_memory() -> None:
    code = (
        "import resource, sys; from pathlib import Path; from kg.readers import read_bytes; data = sys.stdin.buffer.read();"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; read_bytes(data, Path('a.docx'));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=word(bytes(200 << 20)), capture_output=True, check=True)
    assert int(done.stdout) < 50_000  # kilobytes


# --- DOC --------------------------------------------------------------------------------------------------------------


def test_without_libreoffice_a_doc_is_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    _, found = doc.read(OLE + bytes(600), Path("a.doc"), PLAIN)
    assert [(d.code, d.help) for d in found] == [("converter-missing", "install LibreOffice, or save the file as DOCX, ODT or PDF")]


def test_a_converter_that_makes_nothing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "soffice").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [d.code for d in doc.read(OLE + bytes(600), Path("a.doc"), PLAIN)[1]] == ["converter-failed"]


def test_a_converter_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "soffice").write_text("#!/bin/sh\n/bin/sleep 600\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(doc, "SECONDS", 0.5)
    assert [d.code for d in doc.read(OLE + bytes(600), Path("a.doc"), PLAIN)[1]] == ["converter-failed"]


def office() -> str:
    found = which("soffice")
    return found or pytest.skip("LibreOffice is not installed, and it is what reads these files")


def test_a_doc_is_read_with_its_numbers(tmp_path: Path) -> None:
    body = p("甲市會議紀錄") + numbered("主席：丁一") + numbered("報告") + numbered("洽悉", 1, 1)
    (tmp_path / "a.docx").write_bytes(docx(body, numbering=lists(level(0, "ideographLegalTraditional", "%1、") + level(1, "taiwaneseCountingThousand", "%2、"))))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run([office(), "--headless", profile, "--convert-to", "doc", "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True)
    source, found = read_bytes((tmp_path / "a.doc").read_bytes(), Path("a.doc"))
    assert source is not None and (source.media_type, source.name) == ("application/msword", "a.doc")
    assert source.text.split("\n") == ["甲市會議紀錄", "壹、\t主席：丁一", "貳、\t報告", "一、\t洽悉"]
    assert found == []


def test_an_rtf_of_that_name_is_read() -> None:
    office()
    source, _ = read_bytes(b"{\\rtf1\\ansi " + "".join(f"\\u{ord(c)}?" for c in "會議紀錄").encode() + b"\\par}", Path("a.doc"))
    assert source is not None and (source.media_type, source.text) == ("application/rtf", "會議紀錄")


def test_a_docx_of_that_name_is_read() -> None:
    assert read_bytes(WORD, Path("a.doc"))[0] is not None


def test_the_converter_fetches_nothing() -> None:
    office()
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_OPTIONS = do_HEAD = do_GET

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = f'<html><body>甲<img src="http://127.0.0.1:{server.server_port}/a.png"></body></html>'
        assert doc._converted(page.encode(), ".doc").startswith(b"PK")
        server.shutdown()
    assert asked == []
