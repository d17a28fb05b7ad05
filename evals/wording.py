"""Chinese names of kinds, metrics and statuses, for the reports."""

from __future__ import annotations

from collections.abc import Mapping

KINDS = {
    "indicator": "指标",
    "task_units": "任务由谁负责",
    "unit_tasks": "单位有哪些任务",
    "content": "怎么规定的",
    "across": "跨规划比较",
    "about_plan": "文件要素",
    "follow_up": "追问",
    "unclear": "需要问清",
    "not_in_plans": "规划里没有",
    "small_talk": "寒暄与范围外",
}

MEASURES = {
    "right": "完全答对",
    "answered": "能答的答了",
    "refusal": "该拒的拒了（召回）",
    "refusal_precision": "拒得对（精确）",
    "over_refusal": "误拒",
    "clarification": "该问清的问清了",
    "values": "数值准确",
    "units": "单位与角色准确",
    "lists": "清单完整",
    "key_facts": "要点齐全",
    "forbidden": "没有不该出现的话",
    "citation_precision": "引用精确",
    "citation_recall": "引用召回",
    "groundedness": "有据可依",
    "follow_up": "追问答对",
    "routing": "题型识别",
    "retrieval_recall": "检索召回@5",
    "retrieval_mrr": "检索 MRR",
    "retrieval_ndcg": "检索 nDCG@5",
    "wrong_facts": "含错误事实的答案数",
    "errors": "出错的问题数",
    "median_length_facts": "事实类答案中位字数",
    "median_length_content": "内容类答案中位字数",
    "latency_p50_ms": "用时中位（毫秒）",
    "latency_p95_ms": "用时 p95（毫秒）",
    "tokens_per_answer": "用语言模型的题平均词元",
    "tokens": "词元合计",
    "prompt_tokens": "读入词元合计",
    "reply_tokens": "写出词元合计",
    "cost_per_question": "平均每题费用",
    "cost": "费用合计",
}

STATUSES = {"answered": "作答", "clarify": "问清", "not_found": "未找到", "error": "出错"}

COUNTED = frozenset(
    {
        "wrong_facts",
        "errors",
        "median_length_facts",
        "median_length_content",
        "latency_p50_ms",
        "latency_p95_ms",
        "tokens_per_answer",
        "tokens",
        "prompt_tokens",
        "reply_tokens",
        "cost_per_question",
        "cost",
    }
)
"""Measures that are numbers of something; all others are shares."""


def kind_name(kind: str) -> str:
    return KINDS.get(kind, kind)


def measure_name(measure: str) -> str:
    return MEASURES.get(measure, measure)


def status_names(statuses: str) -> str:
    return " / ".join(STATUSES.get(status, status) for status in statuses.split("/"))


def measure_text(measure: str, value: float | None) -> str:
    if value is None:
        return "—"
    if measure.endswith("_ms") or measure == "tokens_per_answer":
        return f"{value:.1f}"
    if measure in ("cost", "cost_per_question"):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    if measure.endswith("tokens"):
        return f"{value:.0f}"
    return f"{value:g}" if measure in COUNTED else f"{value:.1%}"


def in_order(measures: Mapping[str, float]) -> dict[str, float]:
    """The measures in the order in which they are shown."""
    known = {measure: measures[measure] for measure in MEASURES if measure in measures}
    return known | dict(measures)
