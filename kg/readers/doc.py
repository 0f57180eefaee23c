"""DOC and RTF -> Source: LibreOffice turns them into DOCX, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ..diagnostics import Diagnostic
from ..source import Source
from .options import Options
from .package import OLE, Package, Unreadable

SECONDS = 120
_NAMES = ("soffice", "libreoffice")
_RTF = b"{\\rtf"
_SETTINGS = (
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    + "".join(f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
              for name, value in (("DisableMacrosExecution", "true"), ("MacroSecurityLevel", "3"), ("BlockUntrustedRefererLinks", "true")))
    + "</item></oor:items>"
)  # fmt: skip


def read(data: bytes, path: Path, options: Options) -> tuple[Source | None, list[Diagnostic]]:
    """Read a DOC file, or an RTF file whatever its name."""
    from . import docx

    rtf = data.startswith(_RTF)
    try:
        if data.startswith(b"PK"):
            return docx.read(data, path, options)
        if not rtf and not data.startswith(OLE):
            raise Unreadable("unknown-format", "this is no DOC file, whatever its name says")
        converted = _converted(data, ".rtf" if rtf else ".doc")
    except Unreadable as error:
        return None, [Diagnostic(code=error.code, message=error.message, path=str(path))]
    return docx.read_as(converted, path, "application/rtf" if rtf else "application/msword")


def _converted(data: bytes, suffix: str) -> bytes:
    """Return a file as DOCX.

    Raises:
        Unreadable: it is locked, LibreOffice is absent, or LibreOffice made nothing of it.
    """
    if "EncryptedPackage".encode("utf-16-le") in data:
        Package(data)  # says so
    office = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if office is None:
        raise Unreadable("converter-missing", "files of this type are read through LibreOffice, which is not installed")
    with tempfile.TemporaryDirectory(prefix="kg-office-") as folder:
        source, made = Path(folder, f"document{suffix}"), Path(folder, "made", "document.docx")
        source.write_bytes(data)
        _run([office, *_arguments(Path(folder)), str(made.parent), str(source)])
        if not made.is_file():
            raise Unreadable("converter-failed", "LibreOffice made nothing of this file: it is damaged, locked, or of another type")
        return made.read_bytes()


def _arguments(folder: Path) -> list[str]:
    """Write a profile of its own, so that nobody's open office is disturbed; no macro runs in it, and no link is followed."""
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, "utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return [profile, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--convert-to", "docx:Office Open XML Text", "--outdir"]


def _run(command: list[str]) -> None:
    """Run LibreOffice; it starts processes of its own, which end with it."""
    try:
        office = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    except OSError as error:
        raise Unreadable("converter-failed", f"LibreOffice cannot be started: {error.strerror}") from error
    try:
        office.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Unreadable("converter-failed", f"LibreOffice did not finish within {SECONDS} seconds") from error
    finally:
        if office.poll() is None:
            _stop(office)


def _stop(office: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(office.pid, signal.SIGKILL)
    else:
        office.kill()
    office.wait()
