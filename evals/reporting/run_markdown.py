"""The short report, for a chat or a merge request: Markdown, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.model_part import ModelPart
from evals.reporting.failures import problems_of
from evals.reporting.model_section import comparison_rows, outcome_rows
from evals.reporting.run_facts import RunFacts
from evals.run import Record
from evals.summary import Group, Summary
from evals.thresholds import Bound
from evals.wording import in_order, kind_name, measure_name, measure_text

MOST_FAILURES = 40


def summary_markdown(
    summary: Summary,
    bounds: Sequence[Bound],
    records: Sequence[Record],
    facts: RunFacts,
    part: ModelPart | None = None,
) -> str:
    verdict = "达到全部门槛" if all(bound.kept for bound in bounds) else "未达到门槛"
    lines = [
        "# 问答评测",
        "",
        f"对象：{facts.system}；{facts.took}；问题 {summary.whole.cases} 个，完全答对 {summary.whole.right} 个"
        f"（{summary.whole.share:.1%}）；**{verdict}**。",
        "",
        "| 指标 | 结果 | 门槛 |",
        "| --- | ---: | --- |",
    ]
    limits = {bound.measure: bound for bound in bounds}
    for measure, value in in_order(summary.measures).items():
        lines.append(
            f"| {measure_name(measure)} | {measure_text(measure, value)} | {_limit(limits.get(measure))} |"
        )
    lines += ["", "| 题型 | 题数 | 答对 | 比例 |", "| --- | ---: | ---: | ---: |"]
    lines += [_row(kind_name(kind), group) for kind, group in summary.by_kind.items()]
    lines += ["", "| 规划 | 题数 | 答对 | 比例 |", "| --- | ---: | ---: | ---: |"]
    lines += [_row(plan, group) for plan, group in summary.by_plan.items()]
    if part:
        lines += ["", *_model_lines(part)]
    wrong = [record for record in records if not record.right]
    if wrong:
        lines += ["", f"## 未答对的问题（{len(wrong)} 个）", ""]
        for record in wrong[:MOST_FAILURES]:
            problems = "；".join(problems_of(record))
            lines.append(f"- `{record.question.id}` {record.question.question}：{problems[:200]}")
        if len(wrong) > MOST_FAILURES:
            lines.append(
                f"- 这里只列前 {MOST_FAILURES} 个，其余 {len(wrong) - MOST_FAILURES} 个见 report.html。"
            )
    return "\n".join(lines) + "\n"


def _model_lines(part: ModelPart) -> Iterator[str]:
    yield f"## 语言模型：{part.name}（{len(part.records)} 题，不用与用）"
    yield ""
    yield "| 指标 | 不用 | 用 |"
    yield "| --- | ---: | ---: |"
    for name, without, with_it in comparison_rows(part):
        yield f"| {name} | {without} | {with_it} |"
    yield ""
    yield from (f"- {name}：{figure}" for name, figure in outcome_rows(part))
    yield f"- 用了反而变差的：{'、'.join(part.worse) or '无'}"


def _row(name: str, group: Group) -> str:
    return f"| {name} | {group.cases} | {group.right} | {group.share:.1%} |"


def _limit(bound: Bound | None) -> str:
    if bound is None:
        return ""
    sign = "≥" if bound.at_least else "≤"
    return f"{sign} {measure_text(bound.measure, bound.limit)} {'✓' if bound.kept else '✗'}"
