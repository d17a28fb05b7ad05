"""Questions as they are typed on a phone: shortened, misspelt, several in one, about words that no plan prints."""

from __future__ import annotations

import pytest

from assistant.answer import AnswerStatus, Question
from assistant.answering.fold_text import simplify
from assistant.answering.matching.split_matter import split_matter, with_shared_end
from assistant.answering.pipeline import AnsweringPipeline
from assistant.answering.understanding.hear_slips import correct_slips, hear_slips, words_around
from assistant.answering.understanding.recognise_words import says_in_short, topic_words
from assistant.answering.vocabulary.catalogue import Catalogue

ANSWERED, NOT_FOUND = AnswerStatus.ANSWERED, AnswerStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "status", "says", "never"),
    [
        pytest.param("云陵药品抽检合格率", ANSWERED, ["98%"], ["食品"], id="a noun of measure alone asks for the indicator"),
        pytest.param("云陵2025年市场主体总量是9.5万户没错吧", ANSWERED, ["9.5万户"], [], id="to be confirmed"),
        pytest.param("云陵消费投诉办结率是硬任务吗", ANSWERED, ["约束性"], [], id="spoken word for binding"),
        pytest.param("云陵有效高价值专利每万人几件", ANSWERED, ["5件"], [], id="a framing word makes no other thing"),
        pytest.param("请提供云陵区药品抽检合格率目标", ANSWERED, ["98%"], [], id="a verb of talk"),
        pytest.param("云陵药品抽检、食品抽检的合格率", ANSWERED, ["药品抽检合格率", "食品评价性抽检合格率"], ["主体"], id="shared end"),
        pytest.param("云陵市场主体总量和GDP目标各多少", ANSWERED, ["9.5万户", "没有找到“GDP”的数值"], ["gdp"], id="half there"),
        pytest.param("云陵GDP增速目标", NOT_FOUND, ["GDP"], ["gdp", "9.5"], id="said as it was typed"),
        pytest.param("云陵化妆品、药品抽检合格率", ANSWERED, ["药品抽检合格率", "没有找到“化妆品”"], [], id="no value of a like indicator"),
        pytest.param("云陵市长主体总量", NOT_FOUND, [], ["9.5"], id="another word is no slip"),
        pytest.param("云陵企业注销退出找谁", ANSWERED, ["区市场监管局"], [], id="whom to turn to"),
        pytest.param("云陵校园食品安全卫健委参加不", ANSWERED, ["区教委", "区卫生健康委"], [], id="does a unit take part"),
        pytest.param("云陵校园食品安全公安局参加不", ANSWERED, ["没有列出“公安局”"], [], id="a unit that takes no part"),
        pytest.param("云陵食堂陪餐谁管", ANSWERED, ["陪餐", "区教委"], [], id="the task is told by its text"),
        pytest.param("云陵防汛抗旱谁牵头", NOT_FOUND, [], ["局"], id="nobody is named for what is not there"),
        pytest.param("云陵保障电梯运行安全有没有配合单位", ANSWERED, ["未列配合单位", "责任单位为区市场监管局"], [], id="the other role where this is empty"),
        pytest.param("云陵市场准入制度和电梯运行安全分别谁牵头", ANSWERED, ["“完善市场准入制度”", "“保障电梯运行安全”"], ["退出"], id="two tasks"),
        pytest.param("云陵市场准入制度、电梯运行安全、森林防火分别谁牵头", ANSWERED, ["没有找到以“森林防火”为名的任务"], ["退出"], id="a third that is not there"),
        pytest.param("云陵登记制度归哪个局", ANSWERED, ["监管局"], ["没有写到"], id="哪个局 is no unit's name"),
        pytest.param("云陵特种设备事故率", NOT_FOUND, [], ["%"], id="a rate that nobody prints"),
        pytest.param("云陵区市厂主体总量目标", ANSWERED, ["“市厂主体”按“市场主体”理解", "9.5万户"], [], id="slip of sound, and said so"),
    ],
)  # fmt: skip
def test_free_wording(
    question: str, status: AnswerStatus, says: list[str], never: list[str], pipeline: AnsweringPipeline
) -> None:
    answer = pipeline.invoke(Question(question))
    assert answer.status is status, answer.answer
    assert [words for words in says if words not in answer.answer] == []
    assert [words for words in never if words in answer.answer] == []


@pytest.mark.parametrize(
    ("word", "text", "said"),
    [
        pytest.param("团标", "新增团体标准5项", True, id="first characters of words"),
        pytest.param("国标", "累计国家标准", True, id="of a word that a dictionary holds whole"),
        pytest.param("质量奖", "区长质量管理奖", True, id="what stands between is left out"),
        pytest.param("食品", "药品抽检合格率", False, id="another thing"),
        pytest.param("化妆品", "药品抽检合格率", False, id="shares its end only"),
    ],
)
def test_short_forms(word: str, text: str, said: bool) -> None:
    assert says_in_short(word, text) is said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("云陵市厂主体总量", "云陵市场主体总量", id="two words run together"),
        pytest.param("云零区的任务", "云陵区的任务", id="a place's name"),
        pytest.param("云陵区卫生健抗委", "云陵区卫生健康委", id="a unit's name"),
        pytest.param("青禾网络市场哪天完成", "青禾网络市场哪天完成", id="what asks is left alone"),
        pytest.param("云陵元宇宙", "云陵元宇宙", id="a word of another trade is no slip"),
        pytest.param("青禾卫健委", "青禾卫健委", id="an alias of a unit is no slip"),
    ],
)
def test_slips_of_sound(typed: str, meant: str, catalogue: Catalogue) -> None:
    slips = hear_slips(typed, tuple(catalogue.plans), catalogue)
    assert correct_slips(typed, slips) == meant
    assert all(said != read for said, read in words_around(typed, slips))


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        pytest.param("市场主体总量和药品抽检合格率", (("市场主体总量",), ("药品抽检合格率",)), id="two"),
        pytest.param("食品和农产品抽检量", (("食品和农产品抽检量",),), id="one name with 和 in it"),
        pytest.param("药品抽检合格率、食品和农产品抽检量", (("药品抽检合格率",), ("食品和农产品抽检量",)), id="both"),
    ],
)  # fmt: skip
def test_what_is_listed(question: str, groups: tuple[tuple[str, ...], ...], catalogue: Catalogue) -> None:
    words = topic_words(simplify(question), catalogue)
    assert split_matter(question, words) == groups


def test_a_short_thing_shares_the_end_of_the_last() -> None:
    assert with_shared_end(("食品",), ("药品抽检合格率",))[0] == "食品"
    assert "合格率" in "".join(with_shared_end(("食品",), ("药品抽检合格率",)))
    assert with_shared_end(("市场主体总量",), ("药品抽检合格率",)) == ("市场主体总量",)


def test_a_question_word_does_not_halve_a_word(catalogue: Catalogue) -> None:
    assert "创建" in topic_words("要创建几个示范城市", catalogue)
