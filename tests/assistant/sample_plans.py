"""Two small plans of invented places, with every kind of record, their places found in their own source text."""

from __future__ import annotations

import hashlib

from ingest.plan import (
    Basis,
    Box,
    Commitment,
    IndicatorRow,
    Level,
    Passage,
    Plan,
    PlanRecords,
    PlanStatus,
    ReadingWarning,
    Role,
    Section,
    Span,
    TaskItem,
    UnitAssignment,
)

YUNLING_TEXT = """云陵市“十四五”市场服务规划
云政发〔2021〕9号

一、总体目标
序号 指标 2020年 2025年 属性
1 经营主体总量（万户） 12.5 18 预期性
2 抽检合格率（%） 97.2 >98 约束性

二、主要任务
（一）改进登记服务
1.推行一窗通办。开办企业的各项手续在一个窗口办结，承诺一个工作日办结。
责任单位：市市场监管局；配合单位：市财政局、市税务局
2.建设智慧监管平台。到2023年建成覆盖 30 个乡镇的监测点。<script>alert("x")</script>
责任单位：市大数据局
专栏1 重点工程
"""

QINGHE_TEXT = """青禾县质量提升实施方案
一、重点工作
1.培育质量标杆。每年新增县级质量奖企业 3 家。
责任单位：县市场监管局 县工业和信息化局
"""


def _span(text: str, words: str, page: int | None = None) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), page)


def _plan(plan_id: str, title: str, region: str, level: Level, text: str) -> Plan:
    return Plan(
        id=plan_id,
        title=title,
        region=region,
        level=level,
        issuer=f"{region}人民政府",
        document_number="云政发〔2021〕9号" if plan_id == "yunling" else None,
        issued="2021-09-01",
        published=None,
        period=(2021, 2025),
        status=PlanStatus.IN_FORCE,
        based_on=(),
        file=f"{plan_id}.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        region_path=(region,),
    )


def yunling() -> PlanRecords:
    text = YUNLING_TEXT
    goals = Section("一", "总体目标", 1, ("一、总体目标",), _span(text, "一、总体目标"))
    tasks = Section("二", "主要任务", 1, ("二、主要任务",), _span(text, "二、主要任务"))
    service = Section(
        "（一）", "改进登记服务", 2, ("二、主要任务", "（一）改进登记服务"), _span(text, "（一）改进登记服务")
    )
    first = "推行一窗通办。开办企业的各项手续在一个窗口办结，承诺一个工作日办结。"
    second = '建设智慧监管平台。到2023年建成覆盖 30 个乡镇的监测点。<script>alert("x")</script>'
    return PlanRecords(
        plan=_plan("yunling", "云陵市“十四五”市场服务规划", "云陵市", Level.CITY, text),
        source_text=text,
        sections=(goals, tasks, service),
        tasks=(
            TaskItem(
                id="yunling:t1",
                section=service.path,
                number="1",
                title="推行一窗通办",
                text=first,
                measures=("开办企业的各项手续在一个窗口办结，承诺一个工作日办结。",),
                units=(
                    UnitAssignment("市市场监管局", Role.RESPONSIBLE, Basis.STATED),
                    UnitAssignment("市财政局", Role.COOPERATING, Basis.STATED),
                    UnitAssignment("市税务局", Role.COOPERATING, Basis.STATED),
                ),
                source=_span(text, first),
            ),
            TaskItem(
                id="yunling:t2",
                section=service.path,
                number="2",
                title="建设智慧监管平台",
                text=second,
                measures=(),
                units=(UnitAssignment("市大数据局", Role.RESPONSIBLE, Basis.STATED),),
                source=_span(text, second),
                deadline="2023年",
            ),
        ),
        indicators=(
            IndicatorRow(
                id="yunling:i1",
                table="主要指标",
                no="1",
                category=None,
                name="经营主体总量",
                unit="万户",
                values={"2020": "12.5", "2025": "18"},
                attribute="预期性",
                text="",
                source=_span(text, "经营主体总量（万户） 12.5 18 预期性"),
                section=goals.path,
            ),
            IndicatorRow(
                id="yunling:i2",
                table="主要指标",
                no="2",
                category=None,
                name="抽检合格率",
                unit="%",
                values={"2020": "97.2", "2025": ">98"},
                attribute="约束性",
                text="",
                source=_span(text, "抽检合格率（%） 97.2 >98 约束性"),
                section=goals.path,
            ),
        ),
        commitments=(
            Commitment(
                id="yunling:c1",
                section=service.path,
                text="到2023年建成覆盖 30 个乡镇的监测点。",
                what="监测点覆盖的乡镇",
                op="=",
                value="30",
                unit="个",
                deadline="2023年",
                source=_span(text, "到2023年建成覆盖 30 个乡镇的监测点。"),
            ),
        ),
        boxes=(Box("1", "重点工程", _span(text, "专栏1 重点工程"), service.path),),
        passages=(Passage("yunling:p1", service.path, first, _span(text, first)),),
        warnings=(ReadingWarning("box_empty", "专栏1没有内容。", _span(text, "专栏1 重点工程")),),
    )


def qinghe() -> PlanRecords:
    text = QINGHE_TEXT
    work = Section("一", "重点工作", 1, ("一、重点工作",), _span(text, "一、重点工作", 1))
    words = "培育质量标杆。每年新增县级质量奖企业 3 家。"
    return PlanRecords(
        plan=_plan("qinghe", "青禾县质量提升实施方案", "青禾县", Level.COUNTY, text),
        source_text=text,
        sections=(work,),
        tasks=(
            TaskItem(
                id="qinghe:t1",
                section=work.path,
                number="1",
                title="培育质量标杆",
                text=words,
                measures=(),
                units=(
                    UnitAssignment("县市场监管局", Role.RESPONSIBLE, Basis.INFERRED),
                    UnitAssignment("县工业和信息化局", Role.COOPERATING, Basis.INFERRED),
                ),
                source=_span(text, words, 1),
            ),
        ),
        passages=(Passage("qinghe:p1", work.path, words, _span(text, words, 1)),),
    )
