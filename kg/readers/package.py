"""Safe opening of the ZIP packages that office documents are: bounded in size, in memory only, XML without entities or network.

Reads with lxml: its parser keeps nesting under 256 levels and a text under 10 MB unless told otherwise, and what it makes of a
document type can be looked at and refused, which the parsers of the standard library leave to wrappers.
"""

from __future__ import annotations

import posixpath
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, ZipInfo

if TYPE_CHECKING:
    from lxml.etree import _Element

MEMBERS = 4096
PART = 16 << 20  # bytes of one part that is read, unpacked: a thousand pages
TOTAL = 256 << 20  # bytes of all parts, unpacked
RATIO, SMALL = 400, 1 << 20  # a part larger than SMALL may not be packed tighter than RATIO to 1
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


class Unreadable(Exception):
    """A file that cannot be read: the code of the finding, and its message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Package:
    """The parts of a ZIP package, read when they are asked for."""

    def __init__(self, data: bytes) -> None:
        """Open a package.

        Raises:
            Unreadable: it is none, is damaged or locked, or would grow beyond measure.
        """
        if data.startswith(OLE):
            locked = _LOCKED in data
            raise Unreadable(*(("encrypted-file", "the document is locked with a password") if locked else ("unknown-format", "this is an older document file (OLE), whatever its name says")))
        if not data.startswith(b"PK"):
            raise Unreadable("unknown-format", "this is no package of document parts (ZIP), whatever its name says")
        try:
            self._zip = ZipFile(BytesIO(data))
            members = self._zip.infolist()
        except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise Unreadable("damaged-file", "the package is cut short or damaged") from error
        _check(members)
        self._members = {member.filename: member for member in members}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    @property
    def pictured(self) -> bool:
        """Tell whether there are pictures among the parts."""
        return any(name.lower().endswith((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".emf", ".wmf", ".bmp", ".gif")) and "humbnail" not in name for name in self._members)

    def part(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises:
            Unreadable: it is absent or damaged.
        """
        if name not in self._members:
            raise Unreadable("damaged-file", f"the package lacks its part {name}")
        try:
            with self._zip.open(self._members[name]) as stream:
                data = stream.read(PART + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
            raise Unreadable("damaged-file", f"the part {name} is damaged") from error
        if len(data) > PART:
            raise Unreadable("oversized-file", f"the part {name} is larger than {PART >> 20} MB")
        return data

    def xml(self, name: str) -> _Element:
        """Return the root element of a part.

        Raises:
            Unreadable: it is absent, damaged, no XML, or declares a document type.
        """
        return parse_xml(self.part(name), name)


def parse_xml(data: bytes, name: str) -> _Element:
    """Parse XML that nobody vouches for: no entity is expanded, nothing is fetched, depth and size are bounded.

    Raises:
        Unreadable: it is no such XML.
    """
    from lxml import etree

    declared = f"the part {name} declares a document type, which no office program writes"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if b"<!DOCTYPE" in data[:4096].replace(b"\0", b""):
            raise Unreadable("unsafe-file", declared) from error
        raise Unreadable("damaged-file", f"the part {name} is no well-formed XML, or nested too deeply ({error.msg})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("unsafe-file", declared)
    return root


def _check(members: list[ZipInfo]) -> None:
    if len(members) > MEMBERS or sum(member.file_size for member in members) > TOTAL:
        raise Unreadable("oversized-file", f"the package holds more than {MEMBERS} parts or {TOTAL >> 20} MB")
    if len({member.filename for member in members}) < len(members):
        raise Unreadable("unsafe-file", "the package holds two parts of one name")
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or posixpath.normpath(name).startswith(".."):
            raise Unreadable("unsafe-file", "the package names a part outside of itself")
        if member.flag_bits & 0x1:
            raise Unreadable("encrypted-file", "the package is locked with a password")
        if member.file_size > SMALL and member.file_size > RATIO * max(member.compress_size, 1):
            raise Unreadable("oversized-file", f"the part {member.filename} is packed {member.file_size // max(member.compress_size, 1)} to 1, as no document is")
