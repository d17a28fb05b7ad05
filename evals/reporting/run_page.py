"""The whole report of a run as one self-contained HTML page in Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import escape

from evals.checks.routing import RIGHT_ROUTES
from evals.model_part import ModelPart
from evals.questions.gold import QuestionKind
from evals.reporting import distributions as counts
from evals.reporting.failures import failure, weaknesses
from evals.reporting.model_section import model_section
from evals.reporting.page import number_heads, page, section, table
from evals.reporting.plots import (
    AMBER,
    BLUE,
    GREEN,
    RED,
    TEAL,
    Series,
    bullet,
    length_bars,
    share_bars,
    stacked_columns,
)
from evals.reporting.problem_words import ROUTES
from evals.reporting.run_facts import RunFacts
from evals.run import Record
from evals.summary import Group, Summary
from evals.thresholds import Bound
from evals.wording import COUNTED, in_order, kind_name, measure_name, measure_text, status_names

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
    "latency_p50_ms",
)
OUTCOME_COLOURS = dict(zip(counts.OUTCOMES, (GREEN, TEAL, AMBER, RED), strict=True))


def report_html(
    summary: Summary,
    bounds: Sequence[Bound],
    records: Sequence[Record],
    facts: RunFacts,
    part: ModelPart | None = None,
) -> str:
    """The page; with ``part`` it says what a language model brought."""
    wrong = [record for record in records if not record.right]
    weak = [record for record in records if record.right and weaknesses(record)]
    shown = [failure(record, opened=len(wrong) <= 1) for record in wrong]
    parts = [
        _head(summary, bounds, facts, len(wrong), part),
        _cards(summary.measures, bounds),
        section("指标与门槛", _measures_table(summary.measures, bounds), anchor="measures"),
        model_section(part) if part else "",
        f"<div class=two>{section('按题型', _by_group(summary.by_kind, kind_name))}"
        f"{section('按规划', _by_group(summary.by_plan, str))}</div>",
        _plots(records, summary.statuses),
        _confusion(records),
        section(
            f"未答对的问题（{len(wrong)} 个）", "".join(shown) or "<p class=muted>没有。</p>", anchor="wrong"
        ),
        section(
            f"答对但引用或依据有欠缺（{len(weak)} 个）",
            "".join(map(failure, weak)) or "<p class=muted>没有。</p>",
            anchor="weak",
        ),
    ]
    return page("问答评测报告", parts)


def _head(
    summary: Summary, bounds: Sequence[Bound], facts: RunFacts, wrong: int, part: ModelPart | None
) -> str:
    missed = [measure_name(bound.measure) for bound in bounds if not bound.kept]
    verdict = f"未达到门槛：{'、'.join(missed)}" if missed else "达到全部门槛"
    model = "<a href='#model'>语言模型</a>" if part else ""
    return (
        f"<header><h1>问答评测报告</h1><p class=muted>对象：{escape(facts.system)}　·　{escape(facts.when)}　·　{facts.took}　·　"
        f"{summary.whole.cases} 题，完全答对 {summary.whole.right} 题</p>"
        f"<span class='verdict {'bad' if missed else 'ok'}'>{escape(verdict)}</span>"
        f"<nav><a href='#measures'>指标</a>{model}<a href='#plots'>图</a><a href='#routes'>题型识别</a>"
        f"<a href='#wrong'>未答对（{wrong}）</a><a href='#weak'>有欠缺</a></nav></header>"
    )


def _cards(measures: Mapping[str, float], bounds: Sequence[Bound]) -> str:
    kept = {bound.measure: bound.kept for bound in bounds}
    cards = "".join(
        f"<div class='card {'' if name not in kept else 'kept' if kept[name] else 'miss'}'>"
        f"<b>{measure_text(name, measures[name])}</b>{escape(measure_name(name))}</div>"
        for name in CARDS
        if name in measures
    )
    return f"<div class=cards>{cards}</div>"


def _measures_table(measures: Mapping[str, float], bounds: Sequence[Bound]) -> str:
    limits = {bound.measure: bound for bound in bounds}
    rows = []
    for name, value in in_order(measures).items():
        bound = limits.get(name)
        limit = verdict = ""
        if bound:
            limit = f"{'≥' if bound.at_least else '≤'} {measure_text(name, bound.limit)}"
            verdict = "<span class=ok>达到</span>" if bound.kept else "<span class=bad>未达到</span>"
        bar = ""
        if name not in COUNTED:
            bar = bullet(value, bound.limit if bound else None, bound is None or bound.kept)
        rows.append(
            f"<tr><td>{escape(measure_name(name))}</td><td class=n>{measure_text(name, value)}</td>"
            f"<td>{bar}</td><td class=n>{limit}</td><td>{verdict}</td></tr>"
        )
    return table(
        ("<th>指标</th>", "<th class=n>结果</th>", "<th></th>", "<th class=n>门槛</th>", "<th></th>"), rows
    )


def _by_group(groups: Mapping[str, Group], named: Callable[[str], str]) -> str:
    return share_bars({named(key): (group.right, group.cases) for key, group in groups.items()})


def _plots(records: Sequence[Record], statuses: Mapping[tuple[str, str], int]) -> str:
    by_score = counts.outcomes_by_score(records)
    bins = [f"{at / counts.BINS:.1f}" for at in range(counts.BINS)]
    parts = []
    if any(map(any, by_score.values())):
        series = [Series(name, OUTCOME_COLOURS[name], by_score[name]) for name in counts.OUTCOMES]
        note = "横轴是检索到的最好一段覆盖问题要点的程度。柱上是题数。绿色应在右，拒答应在左；交错处就是拒答门槛难定的地方。只算经过检索的题。"
        plot = stacked_columns("拒答校准", bins, series, "最好一段的得分（每格 0.1）", as_shares=True)
        parts.append(section("拒答校准：得分与对错", plot, note=note))
    labels = [f"≤{edge}" for edge in counts.LATENCY_EDGES] + [f">{counts.LATENCY_EDGES[-1]}"]
    times = [Series("题数", BLUE, counts.latencies(records))]
    steps = counts.step_times(records)
    parts.append(section("用时分布", stacked_columns("用时分布", labels, times, "毫秒")))
    if steps:
        parts.append(section("各步用时（中位）", length_bars("各步用时中位", steps, "毫秒")))
    parts.append(section("作答方式：应当与实际", _statuses_table(statuses)))
    return f"<div class=two id=plots>{''.join(parts)}</div>"


def _confusion(records: Sequence[Record]) -> str:
    """What each kind of question was taken for; right ones green, wrong ones red, kinds that several routes answer plain."""
    found = counts.routes(records)
    if not found:
        return ""
    kinds = [kind for kind in QuestionKind if any(key[0] == kind.value for key in found)]
    got = [route for route in ROUTES if any(key[1] == route for key in found)]
    rows = []
    for kind in kinds:
        total = sum(found[kind.value, route] for route in got)
        cells = "".join(_cell(found[kind.value, route], total, _verdict(kind, route)) for route in got)
        rows.append(f"<tr><td>{kind_name(kind.value)}</td>{cells}</tr>")
    head = ["<th>题型＼当成</th>", *(f"<th>{ROUTES[route]}</th>" for route in got)]
    note = "绿格是对的，红格是认错的；灰格的题型几种当法都答得好，不判。"
    return section(
        "题型识别", f"<div class=scroll>{table(head, rows, 'matrix')}</div>", anchor="routes", note=note
    )


def _verdict(kind: QuestionKind, route: str) -> str:
    right = RIGHT_ROUTES.get(kind)
    return "93,107,126" if right is None else "31,138,86" if route in right else "192,57,43"


def _cell(number: int, total: int, colour: str) -> str:
    if not number:
        return "<td class=zero>·</td>"
    return f'<td style="background:rgba({colour},{0.12 + 0.5 * number / total:.2f})">{number}</td>'


def _statuses_table(statuses: Mapping[tuple[str, str], int]) -> str:
    got = sorted({status for _, status in statuses})
    expected = sorted({status for status, _ in statuses})
    totals = Counter[str]()
    for (wanted, _), number in statuses.items():
        totals[wanted] += number
    rows = [
        f"<tr><td>{status_names(wanted)}</td>"
        + "".join(
            _cell(
                statuses.get((wanted, status), 0),
                totals[wanted],
                "31,138,86" if status in wanted.split("/") else "192,57,43",
            )
            for status in got
        )
        + "</tr>"
        for wanted in expected
    ]
    head = number_heads(["应当＼实际", *map(status_names, got)])
    return table(head, rows, "matrix")
