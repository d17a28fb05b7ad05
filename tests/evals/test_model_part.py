"""The part that a language model has in the answers: counted, timed, and set beside the answers without it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.answer import AnswerStatus
from evals.model_part import ModelPart, model_part
from evals.reporting.run_markdown import MOST_FAILURES, summary_markdown
from evals.reporting.run_page import report_html
from evals.run import Record, ask_and_judge, run_questions
from evals.summary import summarise
from evals.tokens import Prices
from tests.evals.oracle import Oracle
from tests.evals.test_harness import CONTENT_QUESTION, LIST_QUESTION, VALUE_QUESTION
from tests.evals.test_run import FACTS

SECOND = CONTENT_QUESTION.model_copy(update={"id": "content-2"})
QUESTIONS = (VALUE_QUESTION, CONTENT_QUESTION, SECOND, LIST_QUESTION)


def worded(record: Record, text: str, ms: float, *, refused: str = "") -> Record:
    """A record of an answer that a model was asked to word: taken, or refused for that reason."""
    step: dict[str, Any] = {
        "model": "small",
        "said": "" if refused else text,
        "problem": f"{refused}: {text}" if refused else None,
        "model_ms": ms - 10,
        "first_sentence_ms": None if refused else ms - 1010,
        "tokens": {"prompt": 500, "answer": 20},
    }
    model = f"builtin（语言模型 small 的答复未采用：{refused}）" if refused else "small"
    said = record.answer.answer if refused else text
    answer = replace(record.answer, answer=said, model=model, trace={"word_answer": step})
    judged = ask_and_judge(record.question, Saying(answer))
    return replace(judged, elapsed_ms=ms)


class Saying(Oracle):
    def __init__(self, answer: Any) -> None:
        super().__init__()
        self._answer = answer

    def ask(self, question: object) -> Any:
        return self._answer


def part_of(*with_model: Record, whole: Sequence[Record]) -> ModelPart:
    return model_part("small", whole, with_model, Prices(2, 8))


def example() -> tuple[list[Record], ModelPart]:
    """A value that no model touched, a worded answer that was taken, one that was not."""
    whole = run_questions(QUESTIONS, Oracle())
    taken = worded(whole[1], "每年汛前演练[1]。", 4000)
    refused = worded(whole[2], "由县海洋局汛前演练[1]。", 2000, refused="与原文核对不一致")
    return whole, part_of(whole[0], taken, refused, whole=whole)


def test_what_became_of_the_words() -> None:
    _, part = example()
    assert [record.question.id for record in part.without] == ["value", "content", "content-2"]
    assert (len(part.worded), part.kept) == (2, 1)
    assert part.reasons == {"与原文核对不一致": 1}
    assert part.worse == ()
    assert part.summaries[1].measures["cost"] == (1000 * 2 + 40 * 8) / 1e6


def test_time_to_the_first_sentence_is_what_the_user_waits() -> None:
    """The composed answer is shown when the model's first sentence has failed: then the wait is the whole time."""
    _, part = example()
    assert [each.first_ms for each in part.worded] == [3000, 2000]
    assert part.times == {"到第一句": (2000, 3000), "到答完": (2000, 4000)}


def test_an_answer_that_the_model_spoils_is_named() -> None:
    whole = run_questions(QUESTIONS, Oracle())
    spoilt = worded(whole[1], "每年组织演练[1]。", 4000)
    assert part_of(whole[0], spoilt, whole=whole).worse == ("content",)


def test_a_wrong_fact_in_an_answer_that_was_wrong_before_is_worse_too() -> None:
    whole = run_questions(QUESTIONS, Oracle())
    silent = replace(whole[1].answer, answer="没有找到。", status=AnswerStatus.NOT_FOUND, citations=())
    whole[1] = ask_and_judge(CONTENT_QUESTION, Saying(silent))
    invented = worded(whole[1], "每年演练97次。", 4000)
    assert not whole[1].right and not invented.right
    assert part_of(invented, whole=whole).worse == ("content",)


def test_follow_ups_made_whole() -> None:
    whole = run_questions(QUESTIONS, Oracle())
    tried = [
        replace(
            record,
            answer=replace(record.answer, trace={"rewrite_question": {"model": "small", "problem": problem}}),
        )
        for record, problem in zip(whole[:2], (None, "new words"), strict=True)
    ]
    assert part_of(*tried, whole=whole).rewritten == (2, 1)


def test_the_reports_say_it() -> None:
    whole, part = example()
    summary = summarise(whole)
    page = report_html(summary, [], whole, FACTS, part)
    for words in (
        "语言模型：small（3 题）",
        "未采用：与原文核对不一致",
        "1（50%）",
        "由县海洋局汛前演练",
        "2.0／4.0 秒",
    ):
        assert words in page
    assert "没有一题因为用了语言模型而变差" in page
    assert "http" not in page
    markdown = summary_markdown(summary, [], whole, FACTS, part)
    assert "| 完全答对 | 100.0% | 100.0% |" in markdown
    assert "- 用了反而变差的：无" in markdown
    assert "语言模型：" not in report_html(summary, [], whole, FACTS)


def test_the_summary_says_how_many_failures_it_leaves_out() -> None:
    (right,) = run_questions([VALUE_QUESTION], Oracle())
    wrong = ask_and_judge(VALUE_QUESTION, Saying(replace(right.answer, answer="没有。", citations=())))
    assert not wrong.right
    shown, cut = (
        summary_markdown(summarise(records), [], records, FACTS)
        for records in ([wrong] * MOST_FAILURES, [wrong] * (MOST_FAILURES + 3))
    )
    assert "其余" not in shown
    assert f"只列前 {MOST_FAILURES} 个，其余 3 个见 report.html" in cut
