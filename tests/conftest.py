"""What all tests share: nothing is remembered from one run to the next."""

import os
import tempfile

os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="kg-tests-")
