"""Two runs side by side as one page: the difference, by kind, and every answer that got fixed or broke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from evals.compare import Comparison, Outcome
from evals.reporting.page import number_heads, page, rendered, section, table
from evals.reporting.problem_words import problem_words
from evals.wording import kind_name


def comparison_html(
    result: Comparison, before: Mapping[str, Outcome], after: Mapping[str, Outcome], names: tuple[str, str]
) -> str:
    """``names`` are how the two runs are called."""
    low, high = result.interval
    better = result.after >= result.before
    sure = "差别不像偶然" if result.p_value < 0.05 else "差别可能只是偶然"
    if not result.fixed and not result.broken:
        sure = "答对的是同样的题"
    cards = "".join(
        f"<div class=card><b>{escape(figure)}</b>{escape(name)}</div>"
        for name, figure in (
            ("先前答对", f"{result.before:.1%}"),
            ("现在答对", f"{result.after:.1%}"),
            (f"差（95% 区间 {low:+.1%} 至 {high:+.1%}）", f"{result.after - result.before:+.1%}"),
            ("McNemar p", "<0.001" if result.p_value < 0.001 else f"{result.p_value:.3f}"),
            ("改好", str(len(result.fixed))),
            ("变坏", str(len(result.broken))),
            ("得分有差别的题", str(len(result.other_scores))),
            ("答案文字有差别的题", str(len(result.other_words))),
        )
    )
    return page(
        "两次评测的比较",
        (
            f"<header><h1>两次评测的比较</h1><p class=muted>{escape(names[0])} → {escape(names[1])}，共同的问题 {result.cases} 个</p>"
            f"<span class='verdict {'ok' if better else 'bad'}'>{'没有变差' if better else '变差了'}；{sure}</span></header>",
            f"<div class=cards>{cards}</div>",
            section("按题型", _by_kind(before, after)),
            section(f"变坏的（{len(result.broken)} 个）", _changed(result.broken, before, after)),
            section(f"改好的（{len(result.fixed)} 个）", _changed(result.fixed, before, after)),
        ),
    )


def _by_kind(before: Mapping[str, Outcome], after: Mapping[str, Outcome]) -> str:
    shared = [i for i in before if i in after and before[i].question == after[i].question]
    rows = []
    for kind in dict.fromkeys(before[i].kind for i in shared):
        ids = [i for i in shared if before[i].kind == kind]
        was, now = (sum(run[i].right for i in ids) for run in (before, after))
        style = "" if was == now else " ok" if now > was else " bad"
        rows.append(
            f"<tr><td>{kind_name(kind)}</td><td class=n>{len(ids)}</td><td class=n>{was}</td>"
            f"<td class=n>{now}</td><td class='n{style}'>{now - was:+d}</td></tr>"
        )
    return table(number_heads(["题型", "题数", "先前答对", "现在答对", "差"]), rows)


def _changed(ids: Sequence[str], before: Mapping[str, Outcome], after: Mapping[str, Outcome]) -> str:
    return "".join(_pair(i, before[i], after[i]) for i in ids) or "<p class=muted>没有。</p>"


def _pair(identifier: str, was: Outcome, now: Outcome) -> str:
    sides = "".join(
        f"<div><h3>{name}（{'对' if side.right else '错'}）</h3>{rendered(side.answer)}{_problems(side)}</div>"
        for name, side in (("先前", was), ("现在", now))
    )
    return (
        f"<details><summary><span class='tag id'>{escape(identifier)}</span><span class=tag>{kind_name(was.kind)}</span>"
        f"{escape(was.question)}</summary><div class=body><div class=pair>{sides}</div></div></details>"
    )


def _problems(side: Outcome) -> str:
    lines = "".join(f"<li>{escape(problem_words(problem))}</li>" for problem in side.problems)
    return f"<ul class=problems>{lines}</ul>" if lines else ""
