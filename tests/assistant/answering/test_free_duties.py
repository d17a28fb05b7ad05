"""Free wording of who does what: both roles, people in a row, several documents of one place, two questions on one item."""

from __future__ import annotations

import pytest

from assistant.answer import AnswerStatus, Exchange, Question
from assistant.answering.pipeline import AnsweringPipeline, build_pipeline
from tests.assistant.answering.builders import MemoryLibrary, PlanBuilder


def _list_of_hewan() -> PlanBuilder:
    """Tasks in chapters, shared out in a table at the end, whose rows name people."""
    plan = PlanBuilder("hewan-digital", "荷湾市数字政府建设行动计划（2023—2025年）", "荷湾市")
    plan.front("document_number", "荷政发〔2023〕9号", "荷政发〔2023〕9号")
    plan.front("issuer", "荷湾市人民政府等3部门", "荷湾市人民政府等3部门")
    plan.front("issued", "2023-03-09", "2023年3月9日")
    plan.front("published", "2023-03-15", "发布日期：2023-03-15")
    plan.heading("二、优化服务")
    plan.task("方便老年人办事", "对政务网站实施大字版改造，2025年底前完成。保留线下窗口。")
    plan.heading("三、附则")
    plan.passage("本计划自印发之日起施行，有效期3年。《荷湾市数字政府试点办法》同时废止。")
    plan.heading("附件", "任务分工")
    plan.task(
        "方便老年人办事",
        "\n牵头领导：周建明\n建设主体：荷湾数据公司",
        ["市政务局"],
        ["市残联", "市法院", "市公安局"],
    )
    plan.task("建设运行“一网通管”", "接入全市感知设备。\n牵头领导：李文涛", ["市城管局"])
    plan.task("开放公共数据", "建成开放平台。\n牵头领导：周建明", ["市数据局"], ["市公安局"])
    return plan


def _care_of_hewan() -> PlanBuilder:
    plan = PlanBuilder("hewan-care", "荷湾市“十四五”养老服务发展规划", "荷湾市")
    plan.heading("一、重点工程")
    plan.task("居家适老化改造", "五年改造困难老年人家庭4500户。")
    plan.task("老年食堂建设", "到2025年建成老年食堂30个，评选示范食堂组织8家、个人6名。")
    return plan


@pytest.fixture(scope="module")
def hewan() -> AnsweringPipeline:
    return build_pipeline(MemoryLibrary(_list_of_hewan().build(), _care_of_hewan().build()))


@pytest.mark.parametrize(
    ("question", "says", "does_not_say"),
    [
        pytest.param("荷湾市公安局牵头和参与的任务全列一下", ["共 2 项", "方便老年人办事", "开放公共数据"], [], id="both roles"),
        pytest.param("荷湾市公安局 责任 配合 都算上", ["共 2 项"], [], id="roles without a word between"),
        pytest.param("荷湾开放公共数据哪个单位牵头，还有谁参加", ["市数据局", "市公安局"], [], id="and who else"),
        pytest.param("荷湾一网通管由谁负责，有没有配合单位", ["市城管局", "未列配合单位"], [], id="a role that is missing is said to be"),
        pytest.param("荷湾方便老年人办事公检法是牵头还是配合", ["市法院", "市公安局"], [], id="one word for several units"),
        pytest.param("荷湾方便老年人办事，配和单位有残联吗", ["配合单位为市残联"], [], id="a slip in the word for the role"),
        pytest.param("荷湾开放公共数据哪几家一起弄", ["市数据局", "市公安局"], [], id="spoken"),
        pytest.param("荷湾涉及残联的条目列出来", ["共 1 项", "方便老年人办事"], ["开放公共数据"], id="items of a unit"),
        pytest.param("荷湾不是公安局配合的任务有哪些", ["一网通管"], ["开放公共数据"], id="not in this role"),
        pytest.param("荷湾政务网站改造由谁负责", ["市政务局"], ["适老化"], id="the document whose sentence says it, units from its table"),
        pytest.param("荷湾一网通管哪家负责", ["‘一网通管’", "市城管局"], [], id="a title with quotation marks"),
        pytest.param("荷湾周建明牵头的任务有哪些", ["牵头领导为周建明的任务共 2 项", "开放公共数据"], ["一网通管"], id="tasks of a person"),
        pytest.param("李文涛同志负责哪些工作", ["共 1 项", "一网通管"], [], id="a person without a place"),
        pytest.param("荷湾方便老年人办事的牵头领导是谁", ["牵头领导：周建明"], [], id="the person of a task"),
        pytest.param("荷湾方便老年人办事谁来建、什么时候完成", ["建设主体：荷湾数据公司"], [], id="who builds"),
        pytest.param("荷湾数字政府计划有效期多长，替代了哪个旧文件", ["有效期3年", "同时废止"], [], id="in force and in place of what"),
        pytest.param("荷湾数字政府计划成文和发布是同一天么，分别哪天", ["2023年3月9日", "2023年3月15日"], [], id="both dates"),
        pytest.param("荷政发〔2023〕9号是几个部门联合印发的", ["等3部门"], [], id="named by its number"),
        pytest.param("荷湾数字政府计划一共几章，最后一章讲什么", ["二、优化服务", "“三、附则”"], [], id="the last chapter"),
        pytest.param("残联在荷湾数字政府计划里参与哪项？那项的责任单位都有谁", ["方便老年人办事", "责任单位为市政务局"], [], id="two questions on one item"),
        pytest.param("荷湾市公安局在数字政府里都要干些什么", ["共 2 项"], ["养老服务发展规划》的文件中没有"], id="the document by a word of its title"),
        pytest.param("荷湾数字政府计划分哪几大类任务", ["任务分类，共 2 项", "二、优化服务"], [], id="groups of tasks"),
        pytest.param("荷湾开放公共数据归哪个口管", ["市数据局"], [], id="whose field it is"),
        pytest.param("荷湾方便老年人办事哪个局打头，谁来帮衬", ["市政务局", "配合单位为市残联"], [], id="spoken roles"),
        pytest.param("荷湾养老规划有责任单位吗", ["没有写明"], [], id="whether there are units at all"),
        pytest.param("“对政务网站实施大字版改造”这句是哪些单位的活", ["市政务局"], ["适老化"], id="a quoted sentence"),
        pytest.param("荷湾市公安局单独负责的任务", ["没有"], ["开放公共数据"], id="leads alone: none"),
        pytest.param("荷湾市城管局单独负责的任务", ["单独牵头的任务共 1 项"], [], id="leads alone"),
        pytest.param("荷湾开放公共数据这个事残联参不参加", ["没有列出“残联”"], [], id="takes part or not"),
        pytest.param("荷湾数字政府计划跟养老规划哪个发得早", ["2023年3月9日", "没有写明成文日期"], [], id="which was issued first"),
        pytest.param("荷湾优化服务那部分有几项任务", ["共列出 1 项"], [], id="tasks of a part in passing words"),
        pytest.param("麻烦转人工", ["职责范围"], [], id="not what it is for"),
    ],
)  # fmt: skip
def test_answers(question: str, says: list[str], does_not_say: list[str], hewan: AnsweringPipeline) -> None:
    answer = hewan.invoke(Question(question)).answer
    assert [words for words in says if words not in answer] == [], answer
    assert [words for words in does_not_say if words in answer] == [], answer


def test_a_task_without_a_person_says_so(hewan: AnsweringPipeline) -> None:
    answer = hewan.invoke(Question("荷湾居家适老化改造的责任单位"))
    assert "没有写明" in answer.answer


def test_which_document_is_asked_where_nothing_tells(hewan: AnsweringPipeline) -> None:
    asked = hewan.invoke(Question("荷湾2025年的目标是什么"))
    assert asked.status is AnswerStatus.CLARIFY and asked.clarification is not None
    assert len(asked.clarification.options) == 2
    chosen = hewan.invoke(Question("养老那个", history=(Exchange("荷湾2025年的目标是什么", ""),)))
    assert "老年食堂" in chosen.answer


@pytest.mark.parametrize(
    ("earlier", "question", "says"),
    [
        pytest.param("荷湾政务局牵头的任务有哪些", "第一个详细说说", "大字版改造", id="a line of a table is told by its paragraph"),
        pytest.param("荷湾开放公共数据由谁负责", "这项谁牵头", "市数据局", id="the item before"),
        pytest.param("荷湾市公安局的任务有哪些", "这两个任务的牵头单位", "市政务局", id="both items of the list"),
    ],
)  # fmt: skip
def test_follow_ups(earlier: str, question: str, says: str, hewan: AnsweringPipeline) -> None:
    answer = hewan.invoke(Question(question, history=(Exchange(earlier, ""),))).answer
    assert says in answer
