"""The keyword index: what a text is found by, and that a generation is there wholly or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.library.keyword_index import KeywordEntry, KeywordIndex, terms
from ingest.plan import RecordType


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("食品安全", {"食品", "安全", "品安"}, id="words and the pair between them"),
        pytest.param("GDP增长", {"gdp", "增长"}, id="Latin letters in lower case"),
        pytest.param("ＡＢＣ１２", {"abc12"}, id="full width"),
        pytest.param("，。（）—", set(), id="signs are no terms"),
        pytest.param("", set(), id="nothing"),
        pytest.param("9.5万户", {"万户"}, id="numbers beside characters"),
    ],
)
def test_terms(text: str, expected: set[str]) -> None:
    found = set(terms(text))
    assert expected <= found
    assert all(term.strip() and any(map(str.isalnum, term)) for term in found)


@given(st.lists(st.text("食品安全GDP增长 9.5万户，ａ１/\r\t\u3000", max_size=12), max_size=4))
def test_lines_have_the_terms_of_the_whole_text(lines: list[str]) -> None:
    """So that the index may look at each different line once."""
    assert Counter(terms("\n".join(lines))) == Counter(term for line in lines for term in terms(line))


@pytest.fixture
def index(tmp_path: Path) -> KeywordIndex:
    built = KeywordIndex(tmp_path)
    yi = [entry("yi:t1", "建设街道食堂", RecordType.TASK), entry("yi:p1", "医养结合与食堂")]
    built.add([("yi", 1, yi), ("er", 2, [entry("er:p1", "公园绿地")])])
    return built


def entry(record_id: str, words: str, kind: RecordType = RecordType.PASSAGE) -> KeywordEntry:
    return KeywordEntry(record_id, kind, words)


def found(index: KeywordIndex, query: str, **scope: object) -> list[str]:
    hits = index.search(query, 10, scope.get("plans"), scope.get("types"))  # type: ignore[arg-type]
    return [hit.record_id for hit in hits]


def test_the_record_that_shares_most_comes_first(index: KeywordIndex) -> None:
    assert found(index, "街道食堂") == ["yi:t1", "yi:p1"]
    assert found(index, "食堂", plans=["er"]) == []
    assert found(index, "食堂", types=[RecordType.PASSAGE]) == ["yi:p1"]
    (hit,) = index.search("公园", 10, None, None)
    assert (hit.plan_id, hit.generation, hit.record_type) == ("er", 2, RecordType.PASSAGE)


def test_adding_a_generation_again_does_not_double_it(index: KeywordIndex) -> None:
    index.add([("er", 2, [entry("er:p1", "公园绿地")])])
    assert index.count() == 3


def test_dropping_a_generation_leaves_the_others(index: KeywordIndex) -> None:
    index.add([("yi", 3, [entry("yi:t1", "建设街道食堂")])])
    index.drop([("yi", 1)])
    assert [(hit.record_id, hit.generation) for hit in index.search("食堂", 10, None, None)] == [("yi:t1", 3)]


def test_a_failure_while_adding_adds_nothing(index: KeywordIndex) -> None:
    def broken() -> Iterator[KeywordEntry]:
        yield entry("san:p1", "食堂")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.add([("san", 4, broken())])
    assert index.count() == 3
    index.add([("san", 4, [entry("san:p1", "食堂")])])
    assert index.count() == 4


def test_what_was_added_is_there_after_opening_again(index: KeywordIndex, tmp_path: Path) -> None:
    assert found(KeywordIndex(tmp_path), "街道食堂") == ["yi:t1", "yi:p1"]


@settings(max_examples=200)
@given(query=st.text(max_size=60))
def test_no_query_is_a_syntax_error(query: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    index = KeywordIndex(shared_folder(tmp_path_factory))
    index.search(query, 5, None, None)


@pytest.mark.parametrize("query", ['AND OR "', "terms:食堂", "(", "食" * 10_000, "\x00\ud800"])
def test_hard_queries_are_answered(index: KeywordIndex, query: str) -> None:
    index.search(query, 5, ["yi"], None)


def test_none_are_found_where_none_are_wanted(index: KeywordIndex) -> None:
    assert index.search("食堂", 0, None, None) == []


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    folder = factory.getbasetemp() / "keyword-queries"
    if not folder.exists():
        KeywordIndex(folder).add([("yi", 1, [entry("yi:t1", "建设街道食堂")])])
    return folder
