"""Plans of invented places and a library in memory that searches them by character pairs."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence

from assistant.answering.fold_text import bigrams, fold
from ingest.library.results import Hit, PlanCard
from ingest.plan import (
    Basis,
    Commitment,
    IndicatorRow,
    Level,
    Passage,
    Plan,
    PlanRecords,
    PlanStatus,
    RecordType,
    Role,
    Section,
    Span,
    TaskItem,
    UnitAssignment,
)


class PlanBuilder:
    """Writes a plan's text line by line and notes where each record stands."""

    def __init__(
        self,
        plan_id: str,
        title: str,
        region: str,
        *,
        path: tuple[str, ...] = (),
        status: PlanStatus = PlanStatus.IN_FORCE,
    ) -> None:
        self._id, self._title, self._region, self._path, self._status = plan_id, title, region, path, status
        self._text = ""
        self._section: tuple[str, ...] = ()
        self._sections: list[Section] = []
        self._tasks: list[TaskItem] = []
        self._rows: list[IndicatorRow] = []
        self._commitments: list[Commitment] = []
        self._passages: list[Passage] = []
        self._front: dict[str, object] = {}
        self._sources: dict[str, Span] = {}
        self._title_span = self._write(title)

    def _write(self, line: str) -> Span:
        start = len(self._text)
        self._text += line + "\n"
        return Span(start, start + len(line))

    def front(self, field: str, value: object, words: str) -> PlanBuilder:
        self._sources[field] = self._write(words)
        self._front[field] = value
        return self

    def heading(self, *path: str) -> PlanBuilder:
        span = self._write(path[-1])
        self._section = path
        number, _, title = path[-1].replace("）", "）、", 1).partition("、")
        self._sections.append(Section(number, title or number, len(path), path, span))
        return self

    def row(
        self,
        name: str,
        unit: str | None,
        values: Mapping[str, str],
        attribute: str | None,
        *,
        category: str | None = None,
        table: str = "主要指标",
        text: str = "",
        is_result: bool = False,
    ) -> PlanBuilder:
        cells = [
            str(len(self._rows) + 1),
            f"{name}（{unit}）" if unit else name,
            *values.values(),
            attribute or "",
            text,
        ]
        header = ["序号", "指标名称", *(f"{year}年" for year in values), "属性"]
        span = self._write("\t".join(filter(None, cells)))
        self._rows.append(
            IndicatorRow(
                f"{self._id}:i{len(self._rows) + 1}", table, cells[0], category, name, unit, dict(values), attribute, text,
                span, self._section, is_result, tuple(header), tuple(filter(None, cells)),
            )
        )  # fmt: skip
        return self

    def task(
        self,
        title: str,
        text: str,
        lead: Sequence[str] = (),
        support: Sequence[str] = (),
        *,
        basis: Basis = Basis.STATED,
        units_open: bool = False,
    ) -> PlanBuilder:
        whole = f"{title}。{text}"
        span = self._write(whole)
        led = f"责任单位：{'、'.join(lead)}" if lead else ""
        supported = f"配合单位：{'、'.join(support)}" if support else ""
        words = "；".join(filter(None, (led, supported)))
        units_span = self._write(words) if words else None
        units = [UnitAssignment(name, Role.RESPONSIBLE, basis) for name in lead]
        units += [UnitAssignment(name, Role.COOPERATING, basis) for name in support]
        self._tasks.append(
            TaskItem(
                f"{self._id}:t{len(self._tasks) + 1}", self._section, None, title, whole, (), tuple(units), span,
                units_open=units_open, units_source=units_span, units_text=words, origin=((0, span.start),),
            )
        )  # fmt: skip
        return self

    def passage(self, text: str) -> PlanBuilder:
        span = self._write(text)
        number = len(self._passages) + 1
        self._passages.append(Passage(f"{self._id}:p{number}", self._section, text, span, ((0, span.start),)))
        return self

    def commitment(
        self, text: str, what: str, op: str, value: str, unit: str, deadline: str | None = None
    ) -> PlanBuilder:
        span = self._write(text)
        number = len(self._commitments) + 1
        self._commitments.append(
            Commitment(f"{self._id}:c{number}", self._section, text, what, op, value, unit, deadline, span)
        )
        return self

    def build(self) -> PlanRecords:
        front = self._front
        plan = Plan(
            id=self._id,
            title=self._title,
            region=self._region,
            level=Level.COUNTY,
            issuer=front.get("issuer"),  # type: ignore[arg-type]
            document_number=front.get("document_number"),  # type: ignore[arg-type]
            issued=front.get("issued"),  # type: ignore[arg-type]
            published=front.get("published"),  # type: ignore[arg-type]
            period=(2021, 2025),
            status=self._status,
            based_on=front.get("based_on", ()),  # type: ignore[arg-type]
            file=f"{self._id}.txt",
            sha256=hashlib.sha256(self._text.encode()).hexdigest(),
            region_path=self._path or (self._region,),
            title_source=self._title_span,
            field_sources=dict(self._sources),
        )
        return PlanRecords(
            plan,
            self._text,
            tuple(self._sections),
            tuple(self._tasks),
            tuple(self._rows),
            tuple(self._commitments),
            (),
            tuple(self._passages),
        )


class MemoryLibrary:
    """Plans in memory; both searches go by shared character pairs."""

    def __init__(self, *plans: PlanRecords) -> None:
        self._plans = {plan.plan.id: plan for plan in plans}
        self.version = "1"
        self.searches = 0

    def plans(self) -> tuple[PlanCard, ...]:
        return tuple(
            PlanCard(plan.plan, {"tasks": len(plan.tasks)}, "2026-01-01T00:00:00")
            for plan in self._plans.values()
        )

    def records(self, plan_id: str) -> PlanRecords:
        return self._plans[plan_id]

    def unit_names(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for plan in self._plans.values():
            for task in plan.tasks:
                for unit in task.units:
                    found.setdefault(unit.name, set()).add(plan.plan.id)
        return {name: frozenset(ids) for name, ids in found.items()}

    def indicator_names(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for plan in self._plans.values():
            for row in plan.indicators:
                found.setdefault(row.name, set()).add(plan.plan.id)
        return {name: frozenset(ids) for name, ids in found.items()}

    def indicators_named(self, names: Collection[str]) -> list[tuple[str, IndicatorRow]]:
        return [
            (plan_id, row)
            for plan_id, plan in self._plans.items()
            for row in plan.indicators
            if row.name in names
        ]

    def nearness(self, query: str, texts: Sequence[str]) -> list[float]:
        """0.8 for texts that share nothing with the query, 1.0 for the query itself."""
        wanted = bigrams(fold(query))
        return [0.8 + 0.2 * len(wanted & bigrams(fold(text))) / max(1, len(wanted)) for text in texts]

    def search_dense(
        self,
        query: str,
        *,
        k: int,
        plan_ids: Sequence[str] | None = None,
        record_types: Collection[RecordType] | None = None,
    ) -> list[Hit]:
        return self._search(query, k, plan_ids, record_types, low=0.8)

    def search_keyword(
        self,
        query: str,
        *,
        k: int,
        plan_ids: Sequence[str] | None = None,
        record_types: Collection[RecordType] | None = None,
    ) -> list[Hit]:
        return [hit for hit in self._search(query, k, plan_ids, record_types, low=0.0) if hit.score > 0]

    def _search(
        self,
        query: str,
        k: int,
        plan_ids: Sequence[str] | None,
        record_types: Collection[RecordType] | None,
        low: float,
    ) -> list[Hit]:
        self.searches += 1
        wanted = bigrams(fold(query))
        hits: list[Hit] = []
        for plan in self._plans.values():
            if plan_ids is not None and plan.plan.id not in plan_ids:
                continue
            groups = (
                (RecordType.TASK, [(task.id, task.title + task.text) for task in plan.tasks]),
                (RecordType.PASSAGE, [(passage.id, passage.text) for passage in plan.passages]),
                (RecordType.INDICATOR, [(row.id, row.name + row.text) for row in plan.indicators]),
            )
            for record_type, records in groups:
                if record_types is not None and record_type not in record_types:
                    continue
                for record_id, words in records:
                    shared = sum(1 for pair in wanted if pair in fold(words)) / max(1, len(wanted))
                    hits.append(Hit(plan.plan.id, record_id, record_type, low + (1 - low) * shared))
        return sorted(hits, key=lambda hit: -hit.score)[:k]


def yunling() -> PlanRecords:
    """A responsibility list of a county-level district: roles inferred, a dash in the table."""
    plan = PlanBuilder(
        "yunling", "云陵区市场服务“十四五”规划工作责任清单", "云陵区", path=("东岭市", "云陵区")
    )
    plan.front("document_number", "云府发〔2022〕5号", "云府发〔2022〕5号")
    plan.front("published", "2022-07-21", "发布时间：2022-07-21")
    plan.front("issuer", "云陵区人民政府办公室", "发布单位：云陵区人民政府办公室")
    plan.heading("一、全区目标任务")
    values = {"2020": "8", "2025": "9.5"}
    plan.row("市场主体总量", "万户", values, "预期性", category="一、市场环境")
    plan.row(
        "每万人口高价值发明专利拥有量", "件", {"2020": "—", "2025": "5"}, "预期性", category="一、市场环境"
    )
    plan.row("食品和农产品抽检量", "批次/千人", {"2020": "4", "2025": "5"}, "约束性", category="二、市场安全")
    plan.row("食品评价性抽检合格率", "%", {"2020": "98", "2025": ">98"}, "预期性", category="二、市场安全")
    plan.row("药品抽检合格率", "%", {"2020": "97", "2025": "98"}, "预期性", category="二、市场安全")
    plan.row("消费投诉按期办结率", "%", {"2020": "100", "2025": "100"}, "约束性", category="二、市场安全")
    plan.heading("二、工作责任清单", "（一）改革登记制度")
    inferred = Basis.INFERRED
    plan.task(
        "完善市场准入制度",
        "全面落实准入负面清单。推行企业开办一窗通办，压缩办理时限。",
        ["区市场监管局"],
        ["区政务服务管理办", "区级有关部门"],
        basis=inferred,
    )
    plan.task(
        "完善市场退出制度", "推进企业简易注销，建立除名制度。", ["区市场监管局"], ["区税务局"], basis=inferred
    )
    plan.heading("二、工作责任清单", "（二）守牢安全底线")
    plan.task(
        "加强校园食品安全",
        "落实学校食堂负责人陪餐。每学期开展两次联合检查。推行食材来源公示。",
        ["区教委"],
        ["区市场监管局", "区卫生健康委"],
        basis=inferred,
    )
    plan.task(
        "保障电梯运行安全", "推广按需维保，三年内更新老旧电梯 120 台。", ["区市场监管局"], [], basis=inferred
    )
    return plan.build()


def qinghe() -> PlanRecords:
    """A plan that names no units, with two tables and commitments in its text."""
    plan = PlanBuilder("qinghe", "青禾县市场监管“十四五”规划", "青禾县", path=("东岭市", "青禾县"))
    plan.front("document_number", "青府发〔2021〕16号", "青府发〔2021〕16号")
    plan.heading("第一章 基础")
    plan.row(
        "市场主体总量",
        "户",
        {"2015": "21000", "2020": "35000"},
        None,
        table="“十三五”完成情况",
        is_result=True,
    )
    plan.heading("第二章 目标")
    plan.row("市场主体总量", "万户", {"2020": "3.5", "2025": "5.1"}, "预期性", table="“十四五”主要指标")
    plan.row(
        "食品评价性抽检合格率", "%", {"2020": "97.5", "2025": "98.5"}, "预期性", table="“十四五”主要指标"
    )
    plan.row("药品抽检合格率", "%", {"2020": "99", "2025": "99.2"}, "约束性", table="“十四五”主要指标")
    plan.heading("第三章 任务")
    plan.task("完善市场准入制度", "推行登记事项当场办结。")
    plan.task("规范网络市场", "加强直播带货监管，压实平台责任。到2023年建成网络监测点12个。")
    plan.commitment("建成食品安全规范化农贸市场 10 家。", "食品安全规范化农贸市场", "=", "10", "家", "2025年")
    plan.passage("建成食品安全规范化农贸市场 10 家。引导经营者建立进货台账。")
    return plan.build()


def linxi() -> PlanRecords:
    """Targets in sentences, units stated with an open end."""
    plan = PlanBuilder("linxi", "临溪市落实市场监管规划实施方案", "临溪市", status=PlanStatus.DRAFT)
    plan.front("issued", "2018-07-31", "2018年7月31日")
    plan.front("based_on", ("“十三五”市场监管规划",), "为落实《“十三五”市场监管规划》，制定本方案。")
    plan.heading("专栏1 主要指标")
    plan.row("", None, {}, None, category="登记注册", text="一般性企业开办时间压缩至1个工作日以内")
    plan.row(
        "",
        None,
        {},
        None,
        category="食品安全监管",
        text="食品抽检量达到4批次/千人；食品评价性抽检合格率达到98%以上",
    )
    plan.heading("三、重点任务", "（一）改善准入环境")
    plan.task(
        "推进登记便利化",
        "实行多证合一，推广电子营业执照。",
        ["市市场监管局", "市发展改革委"],
        ["各县区政府", "市国资委"],
        units_open=True,
    )
    plan.task(
        "加强消费维权", "健全投诉处理平台，推行先行赔付。", ["市市场监管局"], ["市金融办"], units_open=True
    )
    return plan.build()


def library() -> MemoryLibrary:
    return MemoryLibrary(yunling(), qinghe(), linxi())
