"""Judges and their agreement with labels made by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from typer.testing import CliRunner

from evals.cli import app
from evals.judges import ragas_judge
from evals.judges.judges import ChecksAsJudge, ModelJudge, read_verdict
from evals.judges.labels import Labelled, Verdict, cohens_kappa, load_labels
from evals.judges.write_cases import case_lines
from evals.places import RecordPlaces
from evals.questions.gold import Place, load_questions
from evals.run import record_to_json, run_questions
from prompts import load_prompt, variables_of
from tests.evals.oracle import Oracle
from tests.evals.test_harness import CONTENT_QUESTION, REFUSAL_QUESTION, UNITS_QUESTION

R, P, W = Verdict.RIGHT, Verdict.PARTLY, Verdict.WRONG


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    return list(load_labels({question.id: question for question in load_questions()}))


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        pytest.param([], 0.0, id="nothing"),
        pytest.param([(R, R), (W, W)], 1.0, id="full agreement"),
        pytest.param([(R, R), (R, R)], 1.0, id="only one verdict, agreed on"),
        pytest.param([(R, R), (R, W), (W, R), (W, W)], 0.0, id="chance"),
        pytest.param([(R, W), (W, R)], -1.0, id="always the other"),
        pytest.param([(R, R)] * 20 + [(R, W)] * 5 + [(W, R)] * 10 + [(W, W)] * 15, 0.4, id="a textbook's"),
    ],
)
def test_cohens_kappa(pairs: list[tuple[Verdict, Verdict]], kappa: float) -> None:
    assert cohens_kappa(pairs) == pytest.approx(kappa)


def test_labels_hold_every_verdict_and_no_answer_twice(labelled: list[Labelled]) -> None:
    assert len(labelled) >= 100
    assert min(Counter(case.label for case in labelled).values()) >= 20
    assert len({(case.question.id, case.answer) for case in labelled}) == len(labelled)
    by_library = Counter(case.question.library for case in labelled)
    assert min(by_library["examples"], by_library["five_plans"]) >= 40, "both kinds of plans"


def test_the_checks_agree_with_people(labelled: list[Labelled]) -> None:
    judge = ChecksAsJudge()
    assert cohens_kappa([(case.label, judge.verdict(case)) for case in labelled]) > 0.8


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        pytest.param("对", R, id="one word"),
        pytest.param("判断：部分对。", P, id="partly is not right"),
        pytest.param("不对", W, id="not right is wrong"),
        pytest.param("<think>看起来对，但年份错了</think>\n错", W, id="the last word counts"),
        pytest.param("无法判断", None, id="no verdict"),
    ],
)
def test_read_verdict(reply: str, verdict: Verdict | None) -> None:
    assert read_verdict(reply) is verdict


def test_a_model_sees_question_expectation_and_answer() -> None:
    assert variables_of(load_prompt("judge_answer")) == {"question", "expected", "answer"}
    seen: list[str] = []

    class Listening(GenericFakeChatModel):
        def invoke(self, input: object, *args: object, **kwargs: object) -> AIMessage:  # type: ignore[override]
            seen.append(str(input))
            return AIMessage("部分对")

    replies: Iterator[AIMessage | str] = iter([])
    judge = ModelJudge(Listening(messages=replies), "small")
    assert judge.verdict(Labelled(UNITS_QUESTION, "由县应急管理局牵头。", P)) is P
    assert "县水利局（配合，推定的）" in seen[0]
    assert "答案：由县应急管理局牵头。" in seen[0]


def test_the_command_prints_kappa_and_every_disagreement() -> None:
    result = CliRunner().invoke(app, ["judge"])
    assert result.exit_code == 0, result.output
    assert "## 确定性指标" in result.output
    assert "κ = 0." in result.output


def test_ragas_gets_samples_and_tells_where_it_is_missing(tmp_path: Path) -> None:
    records = run_questions([CONTENT_QUESTION, REFUSAL_QUESTION], Oracle())
    path = tmp_path / "records.jsonl"
    lines = (json.dumps(record_to_json(record), ensure_ascii=False) for record in records)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (row,) = ragas_judge.samples(path)
    assert row["user_input"] == CONTENT_QUESTION.question
    assert row["retrieved_contexts"]
    with pytest.raises(SystemExit, match="单独的环境"):
        ragas_judge.build_ragas("http://127.0.0.1:9/v1", "none", "none")


def test_labelled_answers_go_to_other_judges_with_the_documents_words(tmp_path: Path) -> None:
    places = RecordPlaces({"t1": ("qinghe", "开展防汛演练。由县应急管理局牵头")})
    elsewhere = CONTENT_QUESTION.model_copy(update={"evidence": (Place(plan="lanpu", anchor="清理河道"),)})
    cases = [
        Labelled(UNITS_QUESTION, "由县应急管理局牵头。", P),
        Labelled(elsewhere, "每年清理。", W),
        Labelled(REFUSAL_QUESTION, "规划里没有。", R),
    ]
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(case_lines(cases, places)) + "\n", encoding="utf-8")
    (row,) = ragas_judge.samples(file)
    assert row["label"] == "partly"
    assert row["reference"] == "县应急管理局（牵头，推定的）。县水利局（配合，推定的）"
    assert row["retrieved_contexts"] == ["开展防汛演练。由县应急管理局牵头"]


def test_metrics_of_ragas_are_set_against_the_labels() -> None:
    judged: list[tuple[dict[str, object], dict[str, float]]] = [
        ({"label": "right"}, {"faithfulness": 1.0, "factual_correctness": 0.9}),
        ({"label": "right"}, {"faithfulness": 1.0, "factual_correctness": 0.1}),
        ({"label": "wrong"}, {"faithfulness": 1.0, "factual_correctness": 0.0}),
        ({"label": "partly"}, {"faithfulness": float("nan"), "factual_correctness": 0.4}),
    ]
    facts, faith = ragas_judge.report(judged)
    assert facts.endswith("读得出分数的 4 个，平均 0.350；与人工标注 κ = 0.500（对／不对）")
    assert "读得出分数的 3 个" in faith, "what cannot be read is no score"
    assert faith.endswith("κ = 0.000（对／不对）"), "who calls everything right agrees by chance only"
    assert "κ" not in next(ragas_judge.report([({"id": "x"}, {"faithfulness": 1.0})]))


def test_a_sample_for_ragas_holds_every_label() -> None:
    rows: list[dict[str, object]] = [
        {"id": str(n), "label": "right" if n % 10 else "wrong"} for n in range(40)
    ]
    picked = ragas_judge.chosen(rows, 6, seed=1)
    assert Counter(row["label"] for row in picked) == {"right": 3, "wrong": 3}
    assert picked == ragas_judge.chosen(rows, 6, seed=1)
    assert ragas_judge.chosen(rows, None, seed=1) == rows


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        pytest.param([], 0.0, id="nothing"),
        pytest.param([(True, True), (False, False)], 1.0, id="full agreement"),
        pytest.param([(True, True)], 1.0, id="one verdict, agreed on"),
        pytest.param([(True, False), (False, True)], -1.0, id="always the other"),
    ],
)
def test_kappa_without_the_project(pairs: list[tuple[bool, bool]], kappa: float) -> None:
    assert ragas_judge.kappa(pairs) == pytest.approx(kappa)
