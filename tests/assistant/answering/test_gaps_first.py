"""What a plan does not say is told first, is told only where it is so, and another thing's doings are no answer."""

from __future__ import annotations

import pytest

from assistant.answer import AnswerStatus, Question
from assistant.answering.composing.compose_indicators import _is_told
from assistant.answering.matching.weigh_words import WordWeights
from assistant.answering.pipeline import AnsweringPipeline
from assistant.answering.turn import Ref, Statement
from assistant.answering.vocabulary.catalogue import Catalogue
from ingest.plan import RecordType, Span

ANSWERED, NOT_FOUND = AnswerStatus.ANSWERED, AnswerStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "status", "starts", "never"),
    [
        pytest.param("青禾直播带货的热线要怎么监管", ANSWERED, "文件中没有写到“热线”", ["没有找到"], id="half is there: the gap comes first"),
        pytest.param("青禾的直播带货是什么东西，怎么监管", ANSWERED, "青禾县在", ["没有写到"], id="什么东西 only asks"),
        pytest.param("青禾的火箭怎么监管", NOT_FOUND, "青禾县的文件中没有找到", ["直播带货"], id="what is done with another thing"),
        pytest.param("青禾2025年直播带货交易额", NOT_FOUND, "青禾县的文件中没有找到", ["压实"], id="an amount that nobody prints"),
        pytest.param("云陵网格员平均工资目标", NOT_FOUND, "云陵区的文件中没有找到", ["职责范围"], id="pay of a trade is nobody's secret"),
        pytest.param("云陵区李局长工资多少", NOT_FOUND, "这个问题不在我的职责范围", [], id="pay of a person is"),
        pytest.param("青禾直播带货监管抽查多少批次", NOT_FOUND, "青禾县的文件中没有找到", ["%"], id="no number of that measure"),
    ],
)  # fmt: skip
def test_gaps(
    question: str, status: AnswerStatus, starts: str, never: list[str], pipeline: AnsweringPipeline
) -> None:
    answer = pipeline.invoke(Question(question))
    assert (answer.status, answer.answer[: len(starts)]) == (status, starts), answer.answer
    assert [words for words in never if words in answer.answer] == []


@pytest.mark.parametrize(
    ("question", "says"),
    [
        pytest.param("云陵和青禾的食品和农产品抽检量", "青禾县的文件中没有找到“食品和农产品抽检量”的数值", id="one of two places"),
        pytest.param("青禾到2023年建多少个网络监测点，约束性的吗", "没有标明它是约束性还是预期性", id="a target of the text has no attribute"),
        pytest.param("青禾要建多少个直播带货基地", "青禾县的文件中没有找到“直播带货基地”的数值", id="the plan speaks of it, without a number"),
    ],
)  # fmt: skip
def test_only_the_number_is_said_to_be_missing(question: str, says: str, pipeline: AnsweringPipeline) -> None:
    assert says in pipeline.invoke(Question(question)).answer


def test_a_short_paragraph_of_that_title_is_quoted_whole(pipeline: AnsweringPipeline) -> None:
    answer = pipeline.invoke(Question("云陵怎么加强校园食品安全")).answer
    said = ["落实学校食堂负责人陪餐", "每学期开展两次联合检查", "推行食材来源公示"]
    assert [words for words in said if words not in answer] == []


def test_two_asks_of_one_sentence_quote_it_once(pipeline: AnsweringPipeline) -> None:
    answer = pipeline.invoke(Question("青禾网络监测点建多少个，哪年建成网络监测点"))
    assert answer.answer.count("建成网络监测点12个") == 1, answer.answer


@pytest.mark.parametrize(
    ("word", "text", "seen"),
    [
        pytest.param("寄宿生", "寄宿学生宿舍不低于3平方米", True, id="a word more in between"),
        pytest.param("培训费", "校外培训预收费实行托管", True, id="two characters more"),
        pytest.param("培训费", "培训，减免收费", False, id="not over a comma"),
        pytest.param("地铁站", "地下综合管廊和车站", False, id="the first two belong together"),
    ],
)
def test_a_word_with_another_in_it_is_said(word: str, text: str, seen: bool) -> None:
    weighed = WordWeights._weigh(word, [text])
    assert weighed.seen is seen


@pytest.mark.parametrize(
    ("matter", "told"),
    [
        pytest.param("职教中心新校区占地", True, id="heading and sentence together say it"),
        pytest.param("水电费", False, id="nothing of it"),
        pytest.param("新校区绿地", False, id="a part of it is another thing"),
    ],
)
def test_what_a_quoted_sentence_says_is_not_missing(matter: str, told: bool, catalogue: Catalogue) -> None:
    plan = next(iter(catalogue.plans.values()))
    heading = ("三、建设职教中心新校区",)
    ref = Ref(plan, RecordType.PASSAGE, "p1", heading, "新校区占地280亩", Span(0, 8))
    assert _is_told(matter, [Statement("新校区占地280亩，总投资4.6亿元", (ref,))]) is told
