import pytest

from ingest.tasks.section_roles import is_background_title, is_measures_path

BACKGROUND = [
    "一、发展基础",
    "（二）形势要求",
    "第一章 编制背景",
    "第一节 “十三五”时期主要成就",
    "一、登记制度改革成效明显",
    "二、“十四五”时期面临形势、任务与挑战",
    "三、2035年远景目标",
    "（一）指导思想",
    "二、基本原则",
    "总体要求",
    "第二章 总体思路",
    "四、存在的主要问题",
    "（一）发展环境",
    "专栏1 “十四五”主要指标",
    "把握新形势新要求",
    "第一章 规划基础",
    "（一）发展基础与环境",
    "三、短板弱项",
    "第一章 总则",
    "（四）目标要求",
    "前言",
]
MEASURES = [
    "（三）夯实计量基础",
    "优化产业发展环境",
    "（二）共创一流营商环境",
    "八、加强规划实施，落实目标任务",
    "二、主要目标和重点任务",
    "（五）改善作业基础条件",
    "巩固脱贫攻坚成果",
    "三、目标任务",
    "（二）补齐设施短板",
    "解决突出问题",
    "第四节 强化新型机制",
    "五、工作要求",
    "（二）强化目标考核",
    "应对风险挑战",
    "二、工作责任清单",
]


@pytest.mark.parametrize("heading", BACKGROUND)
def test_background_is_told_from_its_heading(heading: str) -> None:
    assert is_background_title(heading)


@pytest.mark.parametrize("heading", MEASURES)
def test_measures_keep_words_that_background_uses_too(heading: str) -> None:
    assert not is_background_title(heading)


def test_one_background_heading_above_is_enough() -> None:
    assert not is_measures_path(("第一章 发展基础", "一、完善登记制度"))
    assert is_measures_path(("第三章 重点任务", "一、完善登记制度"))
