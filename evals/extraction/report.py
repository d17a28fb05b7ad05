"""The report of an extraction run as Markdown, in Chinese: a table, then every miss and extra."""

from __future__ import annotations

from collections.abc import Sequence

from evals.extraction.judge import PlanJudgement, totals
from evals.extraction.score import Score

KIND_NAMES = {
    "front_matter": "文件要素",
    "sections": "章节",
    "boxes": "专栏",
    "tasks": "任务",
    "units": "单位（含角色、依据）",
    "indicators": "指标行",
    "indicator_fields": "指标字段",
    "commitments": "量化承诺",
    "commitment_details": "承诺的对象与期限",
    "results_marked": "成果不当作目标",
}


def percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.1%}"


def _rows(name: str, scores: Sequence[Score]) -> list[str]:
    return [
        f"| {name} | {KIND_NAMES[score.kind]} | {score.expected} | {score.found} | {score.correct} "
        f"| {percent(score.precision)} | {percent(score.recall)} |"
        for score in scores
        if score.expected or score.found
    ]


def extraction_markdown(judgements: list[PlanJudgement]) -> str:
    lines = [
        "# 抽取评测",
        "",
        "| 规划 | 种类 | 应有 | 抽到 | 正确 | 准确率 | 召回率 |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
        *_rows("合计", totals(judgements)),
    ]
    for judgement in judgements:
        lines += _rows(judgement.name, judgement.scores)
    for judgement in judgements:
        lines += ["", f"## {judgement.name}", ""]
        if judgement.error:
            lines.append(f"未能读取：{judgement.error}")
            continue
        lines.append(f"读取用时 {judgement.seconds:.2f} 秒；未归入任何记录的行：{judgement.unclaimed_lines}")
        for score in judgement.scores:
            lines += [f"- **{KIND_NAMES[score.kind]}** 缺或错：{miss}" for miss in score.misses]
            lines += [f"- **{KIND_NAMES[score.kind]}** 多出：{extra}" for extra in score.extras]
    return "\n".join(lines) + "\n"
