"""A graph into a triple store that somebody runs: one named graph after another, as often as one likes, counted afterwards.

`kg.storage` takes a file apart, `profiles` knows the stores by name, `credentials` and `client` speak HTTP, `remote` speaks
SPARQL and the Graph Store Protocol through them, `memory` keeps what was sent, `steps` puts it in order; `bulk` writes
files for stores that are filled from files, and `recipes` loads shards by a store's own loader. Knows quads and no record.
"""

from __future__ import annotations

from .bulk import write_bulk
from .client import Client, LoadError
from .credentials import Credentials, credentials
from .memory import Memory
from .profiles import PROFILES, Addresses, Profile
from .recipes import RECIPES, run_script, script
from .remote import Remote, spelt
from .steps import Plan, Step, checked, differences, ours, plan, remembered

__all__ = [
    "PROFILES", "RECIPES", "Addresses", "Client", "Credentials", "LoadError", "Memory", "Plan", "Profile", "Remote", "Step", "checked", "credentials", "differences", "ours", "plan",
    "remembered", "run_script", "script", "spelt", "write_bulk",
]  # fmt: skip
