"""One library of the example plans for all tests that ask it."""

from __future__ import annotations

from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "ingest" / "examples"


@pytest.fixture(scope="session")
def examples_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a library of the example plans."""
    from assistant.settings import Settings
    from assistant.wiring import open_plans

    folder = tmp_path_factory.mktemp("examples")
    with open_plans(Settings(data=folder)) as library:
        library.ingest([path for path in EXAMPLES.iterdir() if path.name != "README.md"])
    return folder
