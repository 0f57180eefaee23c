"""What all tests share: nothing is remembered from one run to the next, and what is dear to set up is set up once."""

import os
import tempfile

import pytest

os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="kg-tests-")

DEAR = {"test_explorer_browser", "test_explorer", "test_explorer_serve", "test_tables", "test_one_sense", "test_network_files"}  # sites, servers, workbooks


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of such a file in one process, and begin with them, so that none is left for the end."""
    for item in items:
        if item.path.stem in DEAR:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    items.sort(key=lambda item: item.path.stem not in DEAR)
