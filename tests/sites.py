"""A static site for tests: written as `kg site` writes it, and read as a browser reads it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from kg.explorer import Explorer
from kg.explorer.site import write_site
from kg.store import open_store


@dataclass
class Site:
    """A folder of pages."""

    folder: Path
    explorer: Explorer

    @cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        """All pages by path."""
        found = sorted(self.folder.rglob("*.html"))
        return {path.relative_to(self.folder).as_posix(): html.document_fromstring(path.read_text("utf-8")) for path in found}

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        """The anchors of each page."""
        return {path: page.xpath("//@id") for path, page in self.pages.items()}

    def target(self, path: str, href: str) -> tuple[str, str]:
        """Return where a link on a page leads: path and anchor."""
        parts = urlsplit(href)
        assert not parts.scheme and not parts.netloc, f"{path} leads away: {href}"
        place = (self.folder / path).parent / unquote(parts.path) if parts.path else self.folder / path
        return place.resolve().relative_to(self.folder.resolve()).as_posix(), unquote(parts.fragment)

    def element(self, path: str, anchor: str) -> html.HtmlElement:
        """Return what an anchor names; the whole page where there is none."""
        page = self.pages[path]
        return page.get_element_by_id(anchor) if anchor else page


def site_of(graph: Path, folder: Path) -> Site:
    """Write the site of a graph file."""
    explorer = Explorer(open_store(graph))
    write_site(explorer, folder)
    return Site(folder, explorer)


def words(element: html.HtmlElement) -> str:
    """Return the text of an element, as it is."""
    return str(element.text_content())
