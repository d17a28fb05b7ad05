"""Metrics of what an answer rests on: citations and groundedness."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer import Answer
from evals.checks.citations import citation_precision, citation_recall
from evals.checks.groundedness import groundedness
from evals.questions.gold import GoldQuestion, Place
from tests.evals.checks.cases import MISSING, PLACES, answer, question, unit

DRILL = question()
BOTH = DRILL.model_copy(update={"evidence": (*DRILL.evidence, Place(plan="qinghe", anchor="加固水库堤坝"))})
ALSO = DRILL.model_copy(update={"also_evidence": (Place(plan="qinghe", anchor="加固水库堤坝"),)})


@pytest.mark.parametrize(
    ("asked", "given", "precision", "recall"),
    [
        pytest.param(DRILL, answer("", "drill"), 1, 1, id="the place"),
        pytest.param(DRILL, answer("", "drill", "dike"), 1 / 2, 1, id="another beside it"),
        pytest.param(ALSO, answer("", "drill", "dike"), 1, 1, id="another that may be cited"),
        pytest.param(DRILL, answer("", "dike"), 0, 0, id="only the neighbour"),
        pytest.param(DRILL, answer("", "other"), 0, 0, id="the same words in another plan"),
        pytest.param(BOTH, answer("", "drill"), 1, 1 / 2, id="one place of two"),
        pytest.param(DRILL, answer(""), None, 0, id="nothing cited: nothing imprecise, all missed"),
        pytest.param(DRILL, answer("", status=MISSING), None, None, id="a refusal cites nothing"),
        pytest.param(
            DRILL,
            replace(answer(""), trace={"not_published": ["citations"]}),
            None,
            None,
            id="a system that never sends citations",
        ),
    ],
)
def test_citations(asked: GoldQuestion, given: Answer, precision: float | None, recall: float | None) -> None:
    checks = [check(asked, given, PLACES) for check in (citation_precision, citation_recall)]
    assert [check and check.score for check in checks] == [precision, recall]


@pytest.mark.parametrize(
    ("given", "score"),
    [
        pytest.param(answer("每年演练2次[1]", "drill"), 1, id="stands there"),
        pytest.param(answer("每年演练3次[1]", "drill"), 0, id="stands nowhere"),
        pytest.param(
            answer("每年演练2次，投入3000万元[1]", "drill"), 1 / 2, id="stands at a place that is not cited"
        ),
        pytest.param(
            answer("1. 每年演练2次[1]\n2. 投入3000万元[2]", "drill", "dike"), 1, id="numbering of a list"
        ),
        pytest.param(answer("24.8万户[1]", "row"), 1, id="a decimal that begins a line is no numbering"),
        pytest.param(answer("92.44%[1]", "row"), 0, id="nor is one that stands nowhere"),
        pytest.param(
            answer("每年演练2次，文件没有给出2027年的数值[1]", "drill"), 1, id="what is absent stands nowhere"
        ),
        pytest.param(answer("2027年未给出，目标是3次[1]", "drill"), 0, id="a value beside what is absent"),
        pytest.param(answer("共12项，其中牵头5项"), None, id="counts of the answer's own"),
        pytest.param(answer("比2020年增加7.8万户[1]", "row"), 1, id="a difference that calls itself one"),
        pytest.param(answer("目标是7.8万户[1]", "row"), 0, id="a difference told as a value"),
        pytest.param(
            answer("《青禾县规划（2031—2035年）》提出演练[1]", "drill"), None, id="years of a title"
        ),
        pytest.param(answer("每年演练2次[7]", "drill"), 1 / 2, id="a mark that leads nowhere"),
        pytest.param(answer("", "drill", units=(unit("县水利局"),)), 1, id="a unit that stands there"),
        pytest.param(answer("", "drill", units=(unit("县外星事务局"),)), 0, id="a unit made up"),
        pytest.param(answer("没有找到。", status=MISSING), None, id="nothing stated"),
    ],
)
def test_groundedness(given: Answer, score: float | None) -> None:
    check = groundedness(question(asked="2020年以来怎么样"), given, PLACES)
    assert (check.score if check else None) == score
