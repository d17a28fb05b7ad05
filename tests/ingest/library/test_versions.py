"""A newer version supersedes an older one, both stay; texts that are almost the same are reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import PlanNotFound
from ingest.library import Library, LibrarySettings, open_library
from ingest.library.find_versions import find_versions, title_without_version
from ingest.library.near_duplicates import EMPTY, Signatures, signature_of
from ingest.plan import Plan, PlanRecords, PlanStatus
from tests.ingest.library.builders import DigestEmbeddings, a_plan, read_lines, write_plan

TITLE = "云陵市养老服务规划"


def version(plan_id: str, title: str = TITLE, issued: str | None = None, **fields: object) -> Plan:
    plan = replace(a_plan(plan_id, title=title), issued=issued, status=PlanStatus.UNKNOWN)
    return replace(plan, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        pytest.param("云陵市养老服务规划（征求意见稿）", TITLE, id="a draft in brackets"),
        pytest.param("云陵市养老服务规划(草案)", TITLE, id="brackets of half width"),
        pytest.param("云陵市养老服务规划（2023年修订版）", TITLE, id="a revision with its year"),
        pytest.param("云陵市养老服务规划征求意见稿", TITLE, id="no brackets"),
        pytest.param("云陵市人民政府关于印发《云陵市养老服务规划》的通知", TITLE, id="the notice's title"),
        pytest.param("云陵市养老服务规划 （公开征求意见稿）", TITLE, id="a blank before the mark"),
        pytest.param(
            "云陵市养老服务规划（2021—2025年）", TITLE + "20212025年", id="the period is no version"
        ),
        pytest.param("云陵市规划编制调整办法", "云陵市规划编制调整办法", id="调整 inside the title"),
    ],
)
def test_the_mark_of_a_version_is_no_part_of_the_plan_s_name(title: str, bare: str) -> None:
    assert title_without_version(title) == bare


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        pytest.param(
            [version("old", issued="2021-03-01"), version("new", issued="2022-05-06")],
            {"old": "new"},
            id="issued later",
        ),
        pytest.param(
            [version("old", published="2021-03-01"), version("new", published="2022-05-06")],
            {"old": "new"},
            id="published later",
        ),
        pytest.param(
            [version("draft", TITLE + "（征求意见稿）"), version("issued")],
            {"draft": "issued"},
            id="印发 after 征求意见稿, no dates",
        ),
        pytest.param(
            [version("draft", status=PlanStatus.DRAFT, issued="2021-03-01"), version("issued", issued="2021-09-01")],
            {"draft": "issued"},
            id="a draft by its status",
        ),
        pytest.param(
            [version("plan", issued="2021-03-01"), version("draft", TITLE + "（修订草案）", issued="2023-03-01")],
            {},
            id="the draft of a revision takes no place",
        ),
        pytest.param(
            [
                version("first", TITLE + "（草案）", issued="2020-12-01"),
                version("plan", issued="2021-03-01"),
                version("revision", TITLE + "（修订草案）", issued="2023-03-01"),
            ],
            {"first": "plan"},
            id="only the draft of before",
        ),
        pytest.param(
            [version("plan"), version("revised", TITLE + "（修订版）")], {"plan": "revised"}, id="修订, no dates"
        ),
        pytest.param(
            [version(name, issued=f"202{n}-01-01") for n, name in enumerate(["a", "b", "c"])],
            {"a": "c", "b": "c"},
            id="three versions: the latest counts",
        ),
        pytest.param(
            [version("one", issued="2021-03-01"), version("two", issued="2021-03-01")], {}, id="two copies"
        ),
        pytest.param([version("one"), version("two", issued="2021-03-01")], {}, id="nothing to compare"),
        pytest.param(
            [version("one", issued="2021-03-01"), version("two", issued="2022-03-01", region="青禾县")],
            {},
            id="another place",
        ),
        pytest.param(
            [version("one", issued="2016-03-01", title=TITLE + "（2016—2020年）"), version("two", issued="2021-03-01")],
            {},
            id="the next period is another plan",
        ),
        pytest.param(
            [
                version("one", "云陵市养老规划", "2021-03-01", document_number="云政发〔2021〕9号"),
                version("two", "云陵市养老服务规划", "2021-04-01", document_number="云政发[2021]9号"),
            ],
            {"one": "two"},
            id="one number, titles that differ",
        ),
        pytest.param(
            [
                version("one", "云陵市养老规划", "2021-03-01", document_number="云政发〔2021〕9号"),
                version("two", "云陵市养老规划责任清单", "2021-04-01", document_number="云政发〔2021〕9号"),
            ],
            {},
            id="an annex bears the plan's number",
        ),
    ],
)  # fmt: skip
def test_the_latest_version_takes_the_place_of_the_others(
    plans: list[Plan], expected: dict[str, str]
) -> None:
    found = find_versions(plans)
    assert found.superseded_by == expected
    assert find_versions(reversed(plans)).superseded_by == expected
    assert {old: new for new, olds in found.supersedes.items() for old in olds} == expected


def dated(name: str, data: bytes, **options: object) -> PlanRecords:
    """A reader for tests: the title line may end in the date of issue."""
    records = read_lines(name, data, **options)  # type: ignore[arg-type]
    title, _, issued = records.plan.title.partition(" ")
    return replace(records, plan=version(records.plan.id, title, issued or None, sha256=records.plan.sha256))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    settings = LibrarySettings(tmp_path / "data")
    with open_library(settings, embedder=DigestEmbeddings(), read_plan=dated) as opened:
        yield opened


def codes(library: Library, *paths: Path) -> list[set[str]]:
    own = ("example",)
    report = library.ingest(paths)
    return [{warning.code for warning in file.warnings} - {*own} for file in report.files]


def test_both_versions_stay_and_say_so(library: Library, tmp_path: Path) -> None:
    old = write_plan(tmp_path, "old.txt", title=f"{TITLE}（草案） 2021-01-01")
    new = write_plan(tmp_path, "new.txt", title=f"{TITLE} 2021-06-01", lines=9)
    assert codes(library, old) == [set()]
    assert codes(library, new) == [{"supersedes"}]
    cards = {card.plan.id: card for card in library.plans()}
    assert (cards["old"].superseded_by, cards["old"].supersedes) == ("new", ())
    assert (cards["new"].superseded_by, cards["new"].supersedes) == (None, ("old",))
    assert library.records("old").passages and library.record("old:t1")
    library.remove("new")
    assert library.plan("old").superseded_by is None
    assert codes(library, new) == [{"supersedes"}], "removed and read again"
    assert library.plan("old").superseded_by == "new"
    library.remove("old")
    assert library.plan("new").supersedes == ()
    assert codes(library, old, new) == [{"superseded"}, set()]


def test_removing_leaves_nothing_behind_and_reading_again_brings_all_back(
    library: Library, tmp_path: Path
) -> None:
    path, other = write_plan(tmp_path, lines=40), write_plan(tmp_path, "other.txt", title="临溪区规划")
    library.ingest([path, other])
    before, hits = library.records("yunling"), library.search_keyword("社区食堂", k=100, plan_ids=["yunling"])
    for _ in range(2):
        library.remove("yunling")
        with pytest.raises(PlanNotFound):
            library.records("yunling")
        assert {hit.plan_id for hit in library.search_dense("社区食堂", k=100)} == {"other"}
        assert {hit.plan_id for hit in library.search_keyword("社区食堂", k=100)} == {"other"}
        assert "yunling" not in library._catalogue.signatures()
        assert [file.outcome for file in library.ingest([path, other]).files] == ["added", "unchanged"]
        assert library.records("yunling") == before
        again = library.search_keyword("社区食堂", k=100, plan_ids=["yunling"])
        assert {hit.record_id for hit in again} == {hit.record_id for hit in hits}
        assert library._search.passages.count() == library._search.keywords.count() == 47


def test_a_text_that_is_almost_the_same_is_reported(library: Library, tmp_path: Path) -> None:
    words = "".join(f"在第{number}个街道建设社区食堂并开展助餐服务。" for number in range(300))
    first, copy, other = (tmp_path / f"{name}.txt" for name in ("first", "copy", "other"))
    first.write_text(f"青禾县规划\n{words}", encoding="utf-8")
    copy.write_text(f"青禾县助餐规划\n{words.replace('第77个', '第七十七个')}", encoding="utf-8")
    other.write_text("临溪区规划\n" + "".join(f"修复河道{n}公里，新建泵站{n * 7}座。" for n in range(200)), encoding="utf-8")  # fmt: skip
    assert codes(library, first, other) == [set(), set()]
    assert codes(library, copy) == [{"near_duplicate"}]
    (message,) = (
        warning.message
        for warning in library.ingest([copy], again=True).files[0].warnings
        if warning.code == "near_duplicate"
    )
    assert "“first”《青禾县规划》" in message and "9" in message


def test_signatures_estimate_the_share_of_common_runs() -> None:
    text = "".join(f"第{number}项任务由第{number * 31 % 97}个单位完成" for number in range(800))
    half = text[: len(text) // 2] + "".join(f"另有{number}件事项不在其中" for number in range(700))
    signatures = {
        "text": signature_of(text),
        "spaced": signature_of(" ".join(text)),
        "half": signature_of(half),
    }
    near = Signatures({name: found for name, found in signatures.items() if found is not None}).near("text")
    assert near == [("spaced", 1.0)]
    assert signature_of("太短") is None
    assert Signatures({}).near("text") == []


def test_a_signature_is_the_smallest_hash_of_each_share() -> None:
    """A change would part new texts from those of libraries that are there: two different runs, as they were first stored."""
    signature = signature_of("青禾" * 100)
    assert signature is not None
    filled = {share: int(smallest) for share, smallest in enumerate(signature) if smallest != EMPTY}
    assert filled == {173: 12524660790144508173, 248: 17904841606208365674}
