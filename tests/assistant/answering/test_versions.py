"""Of several versions of a plan the latest answers, unless an older one is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import AnswerStatus, Question
from assistant.answering.pipeline import AnsweringPipeline, build_pipeline
from evals.benchmarks.generate_plans import write_plans
from ingest.library import Library, LibrarySettings, open_library
from tests.ingest.library.builders import DigestEmbeddings

TITLE = "云陵市“十四五”养老服务规划"
TABLE = """二、发展目标

专栏1  主要指标

序号	指标名称	2020年	2025年	指标属性
1	养老床位（张）	900	{beds}	预期性
2	护理型床位占比（%）	40	{share}	约束性

三、主要任务

1.建设街道养老中心。每个街道建成一所养老服务中心，配备康复器具。（责任单位：市{unit}）
"""


def plan(title: str, day: str, beds: str, share: str, unit: str) -> str:
    table = TABLE.format(beds=beds, share=share, unit=unit)
    return f"{title}\n\n云陵市民政局　{day}\n\n一、规划背景\n\n养老服务需求持续增长，设施布局还不均衡。\n\n{table}"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "plans"
    folder.mkdir()
    draft = plan(f"{TITLE}（征求意见稿）", "2021年3月5日", "1500", "50", "民政局")
    issued = plan(TITLE, "2021年9月8日", "1800", "55", "卫生健康委")
    (folder / "draft.txt").write_text(draft, encoding="utf-8")
    (folder / "issued.txt").write_text(issued, encoding="utf-8")
    with open_library(LibrarySettings(tmp_path / "data"), embedder=DigestEmbeddings()) as opened:
        opened.ingest([folder])
        yield opened


@pytest.fixture
def pipeline(library: Library) -> AnsweringPipeline:
    assert library.plan("draft").superseded_by == "issued"
    return build_pipeline(library)


@pytest.mark.parametrize(
    ("question", "plans", "said", "unsaid"),
    [
        pytest.param("云陵市养老床位2025年的目标是多少？", {"issued"}, "1800", "1500", id="a value"),
        pytest.param("养老床位2025年的目标是多少？", {"issued"}, "1800", "1500", id="no place named"),
        pytest.param("云陵市建设街道养老中心由谁牵头？", {"issued"}, "卫生健康委", "民政局", id="a unit"),
        pytest.param(
            "云陵市征求意见稿里养老床位2025年的目标是多少？", {"draft"}, "1500", "1800", id="the draft"
        ),
    ],
)
def test_the_latest_version_answers(
    pipeline: AnsweringPipeline, question: str, plans: set[str], said: str, unsaid: str
) -> None:
    answer = pipeline.invoke(Question(question))
    assert answer.status is AnswerStatus.ANSWERED, answer.answer
    assert {citation.plan_id for citation in answer.citations} == plans
    assert said in answer.answer
    assert not unsaid or unsaid not in answer.answer


def test_two_versions_are_compared(pipeline: AnsweringPipeline) -> None:
    answer = pipeline.invoke(Question("云陵市征求意见稿和正式稿的养老床位2025年目标有什么不同"))
    assert {citation.plan_id for citation in answer.citations} == {"draft", "issued"}
    assert "两份文件目标相差300张" in answer.answer
    assert "以上依据现行的" not in answer.answer


def test_a_caller_may_ask_the_older_version(pipeline: AnsweringPipeline) -> None:
    answer = pipeline.invoke(Question("养老床位2025年的目标是多少？", plans=("draft",)))
    assert {citation.plan_id for citation in answer.citations} == {"draft"}
    assert "1500" in answer.answer and "已有更新版本" in answer.answer


def test_both_are_in_scope_when_versions_are_asked_for(pipeline: AnsweringPipeline) -> None:
    turn = pipeline.run_to(Question("云陵市新旧版本的养老床位目标分别是多少？"), "fix_scope")
    assert turn.scope is not None and set(turn.scope.plan_ids) == {"draft", "issued"}


def test_the_list_of_plans_shows_both(pipeline: AnsweringPipeline) -> None:
    answer = pipeline.invoke(Question("库里有哪些规划？"))
    assert "征求意见稿" in answer.answer
    assert len(answer.citations) == 2


def test_with_the_newer_version_gone_the_older_answers(library: Library) -> None:
    pipeline = build_pipeline(library)
    library.remove("issued")
    answer = pipeline.invoke(Question("云陵市养老床位2025年的目标是多少？"))
    assert {citation.plan_id for citation in answer.citations} == {"draft"}
    assert "已有更新版本" not in answer.answer


def test_of_very_many_plans_the_first_are_listed_and_the_rest_counted(
    library: Library, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    write_plans(folder, 60)
    library.ingest([folder])
    answer = build_pipeline(library).invoke(Question("库里有哪些规划？"))
    assert "62 份" in answer.answer and "其余 12 份" in answer.answer
    assert len(answer.citations) == 50
