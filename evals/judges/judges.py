"""Judges: the harness's own checks, and a language model with our prompt. Each says right, partly right or wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from assistant.answer import Answer, AnswerStatus
from evals.answer_json import answer_from_json
from evals.checks import DECISIVE
from evals.judges.labels import Labelled, Verdict
from evals.places import RecordPlaces
from evals.reporting.failures import expectation_lines
from evals.run import Record, judge
from prompts import load_prompt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PROMPT = "judge_answer"
# 部分对 stands before 对 and 错, which it contains in part
SPOKEN = re.compile(r"部分对|部分正确|不全|错|不对|对|正确")
MEANING = {
    "部分对": Verdict.PARTLY,
    "部分正确": Verdict.PARTLY,
    "不全": Verdict.PARTLY,
    "错": Verdict.WRONG,
    "不对": Verdict.WRONG,
    "对": Verdict.RIGHT,
    "正确": Verdict.RIGHT,
}


class Judge(Protocol):
    name: str

    def verdict(self, case: Labelled) -> Verdict | None:
        """``None`` where the judge said nothing that can be read."""
        ...


class ChecksAsJudge:
    """The deterministic checks over the text alone: partly right is an answer whose checks are neither all kept nor one lost wholly."""

    name = "确定性指标"

    def verdict(self, case: Labelled) -> Verdict:
        answer = answer_from_json({"answer": case.answer})
        scores = [
            check.score for check in judge(case.question, answer, RecordPlaces({})) if check.name in DECISIVE
        ]
        if all(score >= 1 for score in scores):
            return Verdict.RIGHT
        return Verdict.WRONG if min(scores) == 0 else Verdict.PARTLY


class ModelJudge:
    """A language model behind an OpenAI-compatible address, with the prompt of ``prompts/judge_answer.md``."""

    def __init__(self, chat_model: BaseChatModel, name: str) -> None:
        self.name = name
        self._chat_model = chat_model

    def verdict(self, case: Labelled) -> Verdict | None:
        from openai import OpenAIError

        unanswered = Answer("", "", AnswerStatus.ANSWERED, case.answer)
        expected = "\n".join(expectation_lines(Record(case.question, unanswered, (), 0.0)))
        prompt = load_prompt(PROMPT).format(
            question=case.question.question, expected=expected, answer=case.answer
        )
        try:
            reply = self._chat_model.invoke(prompt)
        except OpenAIError:
            return None  # a time-out is no verdict, and no reason to lose those given so far
        return read_verdict(reply.text if isinstance(reply.text, str) else str(reply.content))


def read_verdict(reply: str) -> Verdict | None:
    """The last verdict in a reply: models like to think before they speak."""
    found = SPOKEN.findall(reply)
    return MEANING[found[-1]] if found else None
