"""The whole report as one self-contained HTML page in Chinese: no script, no font, no address outside the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

from evals.checks import PROCESS
from evals.run import Record
from evals.summary import Group, Summary
from evals.thresholds import Bound
from evals.wording import in_order, kind_name, measure_name, measure_text, status_names

STYLE_FILE = Path(__file__).parent / "report.css"
CARDS = (
    "right",
    "values",
    "units",
    "lists",
    "citation_recall",
    "groundedness",
    "refusal",
    "over_refusal",
    "wrong_facts",
)
LATENCY_EDGES = (5, 10, 20, 50, 100, 200, 500, 1000, 5000)
CHART_WIDTH, CHART_HEIGHT = 640, 140


def report_html(
    summary: Summary, bounds: Sequence[Bound], records: Sequence[Record], system: str, when: str
) -> str:
    """The page. ``when`` is the time of the run as it is to be shown."""
    kept = all(bound.kept for bound in bounds)
    wrong = [record for record in records if not record.right]
    weak = [record for record in records if record.right and _weaknesses(record)]
    parts = [
        f"<h1>问答评测报告</h1><p class=muted>对象：{escape(system)}　时间：{escape(when)}　"
        f"问题 {summary.whole.cases} 个，完全答对 {summary.whole.right} 个</p>",
        f"<p class={'ok' if kept else 'bad'}><b>{'达到全部门槛' if kept else '未达到门槛'}</b></p>",
        _cards(summary.measures),
        "<h2>指标与门槛</h2>" + _measures_table(summary.measures, bounds),
        "<h2>按题型</h2>" + _groups_table("题型", {kind_name(k): g for k, g in summary.by_kind.items()}),
        "<h2>按规划</h2>" + _groups_table("规划", summary.by_plan),
        "<h2>作答方式</h2>" + _statuses_table(summary.statuses),
        "<h2>用时分布</h2>" + _latency_chart([record.elapsed_ms for record in records]),
        f"<h2>未答对的问题（{len(wrong)} 个）</h2>" + "".join(_failure(record) for record in wrong),
        f"<h2>答对但引用或依据有欠缺（{len(weak)} 个）</h2>" + "".join(_failure(record) for record in weak),
    ]
    style = STYLE_FILE.read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width,initial-scale=1"><title>问答评测报告</title><style>{style}</style></head>'
        f"<body>{''.join(parts)}</body></html>\n"
    )


def _cards(measures: Mapping[str, float]) -> str:
    cards = "".join(
        f"<div class=card><b>{measure_text(name, measures[name])}</b>{escape(measure_name(name))}</div>"
        for name in CARDS
        if name in measures
    )
    return f"<div class=cards>{cards}</div>"


def _table(head: Iterable[str], rows: Iterable[str]) -> str:
    return f"<table><tr>{''.join(head)}</tr>{''.join(rows)}</table>"


def _measures_table(measures: Mapping[str, float], bounds: Sequence[Bound]) -> str:
    limits = {bound.measure: bound for bound in bounds}
    rows = []
    for name, value in in_order(measures).items():
        bound = limits.get(name)
        limit = verdict = ""
        if bound:
            limit = f"{'≥' if bound.at_least else '≤'} {measure_text(name, bound.limit)}"
            verdict = "<span class=ok>达到</span>" if bound.kept else "<span class=bad>未达到</span>"
        rows.append(
            f"<tr><td>{escape(measure_name(name))}</td><td class=n>{measure_text(name, value)}</td>"
            f"<td class=n>{limit}</td><td>{verdict}</td></tr>"
        )
    return _table(("<th>指标</th>", "<th class=n>结果</th>", "<th class=n>门槛</th>", "<th></th>"), rows)


def _groups_table(label: str, groups: Mapping[str, Group]) -> str:
    rows = [
        f"<tr><td>{escape(name)}</td><td class=n>{group.cases}</td><td class=n>{group.right}</td>"
        f"<td class=n>{group.share:.1%}</td>"
        f'<td><div class=bar><i style="width:{group.share * 100:.0f}%"></i></div></td></tr>'
        for name, group in groups.items()
    ]
    head = (
        f"<th>{label}</th>",
        "<th class=n>题数</th>",
        "<th class=n>答对</th>",
        "<th class=n>比例</th>",
        "<th></th>",
    )
    return _table(head, rows)


def _statuses_table(statuses: Mapping[tuple[str, str], int]) -> str:
    got = sorted({status for _, status in statuses})
    head = ("<th>应当＼实际</th>", *(f"<th class=n>{status_names(status)}</th>" for status in got))
    rows = []
    for expected in sorted({status for status, _ in statuses}):
        cells = "".join(
            f"<td class='n {'ok' if status in expected.split('/') else 'bad'}'>{statuses.get((expected, status), '')}</td>"
            for status in got
        )
        rows.append(f"<tr><td>{status_names(expected)}</td>{cells}</tr>")
    return _table(head, rows)


def _latency_chart(times: Sequence[float]) -> str:
    counts = [0] * (len(LATENCY_EDGES) + 1)
    for time in times:
        counts[sum(time > edge for edge in LATENCY_EDGES)] += 1
    labels = [f"≤{edge}" for edge in LATENCY_EDGES] + [f">{LATENCY_EDGES[-1]}"]
    width = CHART_WIDTH / len(counts)
    most = max(counts) or 1
    bars = []
    for index, (count, label) in enumerate(zip(counts, labels, strict=True)):
        height = count / most * (CHART_HEIGHT - 40)
        x = index * width
        bars.append(
            f'<rect x="{x + 4:.0f}" y="{CHART_HEIGHT - 20 - height:.0f}" width="{width - 8:.0f}" height="{height:.0f}" '
            f'fill="#2b6cb0"/><text x="{x + width / 2:.0f}" y="{CHART_HEIGHT - 6}" text-anchor="middle">{label}</text>'
            f'<text x="{x + width / 2:.0f}" y="{CHART_HEIGHT - 24 - height:.0f}" text-anchor="middle">{count or ""}</text>'
        )
    return (
        f'<svg viewBox="0 0 {CHART_WIDTH} {CHART_HEIGHT}" width="{CHART_WIDTH}" role="img" '
        f'aria-label="用时分布（毫秒）">{"".join(bars)}</svg><p class=muted>单位：毫秒</p>'
    )


def _weaknesses(record: Record) -> list[str]:
    return [p for check in record.checks if check.name not in PROCESS for p in check.problems]


def _failure(record: Record) -> str:
    problems = [record.error] if record.error else [p for check in record.checks for p in check.problems]
    history = "".join(f"<p class=muted>上文：{escape(turn.question)}</p>" for turn in record.question.history)
    evidence = "\n\n".join(
        f"{place.plan}　{place.item or place.anchor}" for place in record.question.evidence[:8]
    )
    words = "\n\n".join(record.evidence)
    expected = status_names("/".join(status.value for status in record.question.expect.status))
    return (
        f"<details><summary><b>{escape(record.question.id)}</b> {escape(record.question.question)}</summary>{history}"
        f"<ul class=bad>{''.join(f'<li>{escape(problem)}</li>' for problem in problems)}</ul>"
        f"<div class=pair><section><b>答案</b>（{status_names(record.answer.status.value)}）"
        f"<div>{escape(record.answer.answer)}</div></section>"
        f"<section><b>依据</b>（应当：{expected}）<div>{escape(evidence)}\n\n{escape(words)}</div></section></div></details>"
    )
