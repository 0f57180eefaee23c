"""A browser for tests: the system's Chromium, with no way to any other machine; what a page says, asks for and breaks is kept."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_ALONE = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-background-networking", "--disable-gpu"]
_AXE = """async () => { const found = await axe.run(document, { resultTypes: ["violations"], preload: false });
  return found.violations.filter((one) => ["serious", "critical"].includes(one.impact)).map((one) => [one.id, ...one.nodes.slice(0, 4).map((node) => node.html.slice(0, 160) + " | " + node.failureSummary.slice(0, 200))]); }"""


class Visit:
    """One page of a browser, at a server's address or a folder's."""

    def __init__(self, page, root: str, language: str) -> None:
        self.page, self.root, self.language, self.faults = page, root, language, list[str]()
        self.served = root.startswith("http") and "/site/" not in root
        page.on("console", lambda message: message.type in ("error", "warning") and self.faults.append(f"{message.type}: {message.text} {message.location}"))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith((root, "blob:", "data:")) else self.faults.append(f"asked outside: {request.url}"))

    def address(self, path: str, asked: str = "") -> str:
        """Return the address of a page in the language of the visit."""
        if self.served:
            return f"{self.root}{quote(path)}?lang={self.language}{'&' * bool(asked)}{asked}"
        return f"{self.root}{'en/' if self.language == 'en' else ''}{quote(path)}{'?' * bool(asked)}{asked}"

    def open(self, path: str, asked: str = "") -> None:
        """Open a page, and wait until its view is there."""
        self.page.goto(self.address(path, asked))
        self.settle()

    def settle(self) -> None:
        """Wait until the page's own view is alive, where it has one."""
        self.page.wait_for_function("() => { const m = document.querySelector('main'); return m && (!['cases', 'connections', 'graph', 'query'].includes(m.dataset.page) || document.documentElement.dataset.live === m.dataset.page) }")

    def say(self, zh: str, en: str) -> str:
        """Choose the words of the visit's language."""
        return en if self.language == "en" else zh

    def audit(self) -> list[object]:
        """Return what axe finds serious or critical in the page as it is."""
        import axe_playwright_python

        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8") + "; undefined")
        return list(self.page.evaluate(_AXE))


@contextmanager
def browser() -> Iterator[object]:
    """Start Chromium, or skip with the reason."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install '.[test]'")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_ALONE)
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """Serve files as any web host does."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
