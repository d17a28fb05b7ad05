from __future__ import annotations

import pytest

from assistant.answering.catalogue import Catalogue
from assistant.answering.pipeline import AnsweringPipeline, build_pipeline
from tests.assistant.answering.builders import MemoryLibrary, library


@pytest.fixture(scope="session")
def plans() -> MemoryLibrary:
    return library()


@pytest.fixture(scope="session")
def pipeline(plans: MemoryLibrary) -> AnsweringPipeline:
    return build_pipeline(plans)


@pytest.fixture(scope="session")
def catalogue(plans: MemoryLibrary) -> Catalogue:
    return Catalogue(plans)
