"""The same export on many machines: files of minutes -> shards of N-Quads and a manifest, in a folder that all machines see.

Three steps, each of tasks that know nothing of one another: `read` (files -> the graphs of their minutes), `keep` (of
each meeting's minutes the one that is exported -> shards), `conclude` (what follows across meetings -> shards, by case).
Between them all that a task made lies in the folder, called by the digest of what it was made from and written whole or
not at all: a task that runs twice, is lost, or was done by a run that was killed changes nothing. `exchange` is how
results are looked up by ranges of a hash, `job` what all tasks share, `tasks` their one entrance, `run` their order.
`engines` are what runs them: Dask or Spark. Names are minted from what is read alone, so nobody coordinates them.
"""

from __future__ import annotations

from .engines import ADDRESSES, Engine, EngineError, engine_of
from .job import Job, TaskError
from .run import export_on

__all__ = ["ADDRESSES", "Engine", "EngineError", "Job", "TaskError", "engine_of", "export_on"]
