"""What a person states beside the minutes: `NAME.corrections.toml` -> the lines of `graph/correction/KEY`.

`file` reads the TOML, `terms` knows what may be corrected and with what, `apply` meets the minutes, `gathered` settles
what concerns several files. The graphs of minutes are read here and never changed. It knows no record.
"""

from __future__ import annotations

from .apply import Held, apply
from .file import SUFFIX, beside, orphans
from .gathered import Gathered, refuse

__all__ = ["SUFFIX", "Gathered", "Held", "apply", "beside", "orphans", "refuse"]
