"""A language model makes a follow-up whole where the rules find no context, and nothing new comes in with it."""

from __future__ import annotations

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.answer import Answer, Exchange, Question
from assistant.answering.pipeline import build_pipeline
from assistant.language_model.chat_model import build_chat_model
from tests.assistant.answering.bad_model_server import BEHAVIOURS, model_server
from tests.assistant.answering.builders import MemoryLibrary

EARLIER = "青禾县怎么规范农贸市场"
FOLLOW_UP = "网络市场方面怎么说"
WHOLE = "青禾县怎么规范网络市场"


def _ask(plans: MemoryLibrary, said: str, question: str = FOLLOW_UP, earlier: str = EARLIER) -> Answer:
    model = GenericFakeChatModel(messages=iter([AIMessage(said), AIMessage("材料中没有。")]))
    history = (Exchange(earlier, "（略）"),)
    return build_pipeline(plans, model, model_seconds=60).invoke(Question(question, history=history))


def test_the_matter_is_taken_over(plans: MemoryLibrary) -> None:
    alone = build_pipeline(plans).invoke(Question(FOLLOW_UP, history=(Exchange(EARLIER, "（略）"),)))
    assert "规范" not in alone.trace["understand_question"]["words"], "the rules take over the place alone"
    answer = _ask(plans, WHOLE)
    assert answer.trace["rewrite_question"]["said"] == WHOLE
    assert answer.trace["rewrite_question"]["problem"] is None
    assert answer.trace["fix_scope"]["plans"] == ["qinghe"]
    assert answer.answer == build_pipeline(plans).invoke(Question(WHOLE)).answer


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        pytest.param("云陵区怎么规范网络市场", "a new place", id="another place of the library"),
        pytest.param("北京市怎么规范网络市场", "a new place", id="a place of no plan"),
        pytest.param("怎么规范网络市场", "the place is lost", id="no place"),
        pytest.param("青禾县2025年怎么规范网络市场", "a new number", id="a year"),
        pytest.param("青禾县怎么规范12个网络市场", "a new number", id="a number"),
        pytest.param("青禾县怎么规范农贸市场", "the follow-up is lost", id="the earlier question again"),
        pytest.param("青禾县网络市场由区税务局牵头吗", "a new", id="a unit"),
        pytest.param("青禾县已经把网络市场监管列为优先事项，成效很好", "new words", id="an answer"),
        pytest.param("青禾县网络市场" * 40, "no question", id="too long"),
        pytest.param("How does Qinghe regulate online markets?", "new words", id="another language"),
    ],
)
def test_nothing_new_comes_in(said: str, problem: str, plans: MemoryLibrary) -> None:
    alone = build_pipeline(plans).invoke(Question(FOLLOW_UP, history=(Exchange(EARLIER, "（略）"),)))
    answer = _ask(plans, said)
    assert problem in answer.trace["rewrite_question"]["problem"]
    assert answer.answer == alone.answer
    assert answer.trace["fix_scope"] == alone.trace["fix_scope"]


@pytest.mark.parametrize(
    "behaviour", ["hangs", "breaks", "sends what is no JSON", "sends no choices", "says nothing"]
)
def test_a_bad_server_leaves_the_question_as_it_is(behaviour: str, plans: MemoryLibrary) -> None:
    question = Question(FOLLOW_UP, history=(Exchange(EARLIER, "（略）"),))
    alone = build_pipeline(plans).invoke(question)
    with model_server(BEHAVIOURS[behaviour]) as address:
        model = build_chat_model(address, "small", timeout_seconds=1, max_retries=0)
        answer = build_pipeline(plans, model, model_seconds=1).invoke(question)
    assert answer.answer == alone.answer
    assert answer.trace["rewrite_question"]["problem"]


@pytest.mark.parametrize(
    ("question", "earlier"),
    [
        pytest.param("那青禾县呢？", "云陵区2025年市场主体总量目标是多少", id="the rules see the context"),
        pytest.param("青禾县网络市场怎么规范", "云陵区2025年市场主体总量目标是多少", id="names its place"),
        pytest.param("谢谢", EARLIER, id="thanks"),
        pytest.param("哪些地方提到校园食品", EARLIER, id="asks for all places"),
        pytest.param("库里有哪些规划", EARLIER, id="asks for the library"),
    ],
)  # fmt: skip
def test_the_model_is_not_asked_in_vain(question: str, earlier: str, plans: MemoryLibrary) -> None:
    assert "rewrite_question" not in _ask(plans, WHOLE, question, earlier).trace


def test_the_parts_of_a_question_are_no_follow_ups(plans: MemoryLibrary) -> None:
    asked = Question("青禾县网络监测点建多少个？药品抽检合格率目标多少？")
    model = GenericFakeChatModel(messages=iter([AIMessage("青禾县网络监测点和药品抽检合格率各多少")]))
    answer = build_pipeline(plans, model).invoke(asked)
    assert all("rewrite_question" not in part for part in answer.trace["parts"])
    assert answer.answer == build_pipeline(plans).invoke(asked).answer


def test_a_first_question_is_not_rewritten(plans: MemoryLibrary) -> None:
    model = GenericFakeChatModel(messages=iter([AIMessage("材料中没有。")]))
    assert "rewrite_question" not in build_pipeline(plans, model).invoke(Question(FOLLOW_UP)).trace


def test_the_model_never_sees_the_answer(plans: MemoryLibrary) -> None:
    """Shown an answer, small models rewrite it instead of the question."""
    from langchain_core.messages import BaseMessage

    seen: list[str] = []

    class _Listening(GenericFakeChatModel):
        def _generate(self, messages: list[BaseMessage], *args: object, **kwargs: object):  # type: ignore[no-untyped-def]
            seen.extend(str(message.content) for message in messages)
            return super()._generate(messages, *args, **kwargs)  # type: ignore[arg-type]

    model = _Listening(messages=iter([AIMessage(WHOLE), AIMessage("材料中没有。")]))
    build_pipeline(plans, model).invoke(Question(FOLLOW_UP, history=(Exchange(EARLIER, "绝密的答复"),)))
    assert EARLIER in "".join(seen) and "绝密的答复" not in "".join(seen)
