from __future__ import annotations

import pytest

from assistant.answering.pipeline import AnsweringPipeline, build_pipeline
from assistant.answering.vocabulary.catalogue import Catalogue
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
