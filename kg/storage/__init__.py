"""A graph in a folder on disk: loaded minutes by minutes, asked by many at once, written by one. Knows quads and no record.

The folder holds `store.json` (what this is, see `marker`), `work/` (the writer's database) with `work.digests` (what
stands in it), and `published/N/` (what readers open, and never changes: hard links to the writer's files). A reader
sees what was published last and nothing of a load under way; the engine allows no reader beside a writer.
"""

from __future__ import annotations

from .check import check
from .folder import Folder, open_folder
from .load import Loaded, Plan, load_into, load_source, plan
from .opened import is_store, opened
from .source import Part, Source, survey

__all__ = ["Folder", "Loaded", "Part", "Plan", "Source", "check", "is_store", "load_into", "load_source", "open_folder", "opened", "plan", "survey"]
