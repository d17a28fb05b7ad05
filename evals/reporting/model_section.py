"""What the language model brought: the same questions without and with it, what became of its words, how long it took."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from evals.compare import mcnemar
from evals.model_part import ModelPart, Worded
from evals.reporting.page import number_heads, rendered, section, table
from evals.run import Record
from evals.wording import kind_name, measure_name, measure_text

COMPARED = (
    "right",
    "values",
    "units",
    "lists",
    "key_facts",
    "refusal",
    "over_refusal",
    "citation_recall",
    "groundedness",
    "wrong_facts",
    "median_length_content",
    "latency_p50_ms",
    "latency_p95_ms",
)
HOW = (
    "同一批问题，先不用、再用语言模型。事实和清单始终由记录组织；语言模型只重新措辞内容类的答案、补全追问，"
    "它的话逐句与原文核对，有一句通不过就改用由记录组织的答案。"
)
SPENT = ("tokens_per_answer", "prompt_tokens", "reply_tokens", "cost_per_question", "cost")


def model_section(part: ModelPart) -> str:
    """The section of the page; its parts are tables and the worded answers beside the composed ones."""
    worse = (
        f"<p class=bad>用了语言模型反而变差的：{escape('、'.join(part.worse))}</p>"
        if part.worse
        else "<p class=ok>没有一题因为用了语言模型而变差，也没有多出错误的事实。</p>"
    )
    compared = table(
        number_heads(["指标", "不用", "用"]),
        (
            f"<tr><td>{escape(name)}</td><td class=n>{without}</td><td class=n>{with_it}</td></tr>"
            for name, without, with_it in comparison_rows(part)
        ),
    )
    became = table(
        number_heads(["语言模型的话", ""]),
        (
            f"<tr><td>{escape(name)}</td><td class=n>{escape(figure)}</td></tr>"
            for name, figure in outcome_rows(part)
        ),
    )
    answers = "".join(
        f"<h3>{title}（{len(group)} 题）</h3>{''.join(map(_pair, group))}"
        for title, group in (
            ("未采用的话，与由记录组织的答案并排", [each for each in part.worded if not each.kept]),
            ("采用的话，与由记录组织的答案并排", [each for each in part.worded if each.kept]),
        )
        if group
    )
    return section(
        f"语言模型：{part.name}（{len(part.records)} 题）",
        f"<p class=muted>{HOW}</p>{worse}<div class=two><div>{compared}</div><div>{became}</div></div>{answers}",
        anchor="model",
    )


def comparison_rows(part: ModelPart) -> Iterator[tuple[str, str, str]]:
    """(metric, without, with the model), over the same questions."""
    without, with_it = (summary.measures for summary in part.summaries)
    for measure in COMPARED:
        if measure in without or measure in with_it:
            yield (
                measure_name(measure),
                measure_text(measure, without.get(measure)),
                measure_text(measure, with_it.get(measure)),
            )
    fixed, broken = _changed(part)
    yield "改好／变坏的题（McNemar p）", "", f"{fixed}／{broken}（{mcnemar(fixed, broken):.2g}）"


def outcome_rows(part: ModelPart) -> Iterator[tuple[str, str]]:
    """What became of the model's words, how long they took, what they cost."""
    asked = len(part.worded)
    yield "请它措辞的题", str(asked)
    if asked:
        yield "采用了它的话", f"{part.kept}（{part.kept / asked:.0%}）"
    for reason, number in part.reasons.items():
        yield f"未采用：{reason}", str(number)
    rewritten, taken = part.rewritten
    if rewritten:
        yield "请它补全的追问／采用", f"{rewritten}／{taken}"
    for name, (middle, slow) in part.times.items():
        yield f"{name}（中位／p95）", f"{middle / 1000:.1f}／{slow / 1000:.1f} 秒"
    spent = part.summaries[1].measures
    for measure in SPENT:
        if measure in spent:
            yield measure_name(measure), measure_text(measure, spent[measure])


def _changed(part: ModelPart) -> tuple[int, int]:
    pairs = list(zip(part.without, part.records, strict=True))
    fixed = sum(record.right and not without.right for without, record in pairs)
    return fixed, sum(without.right and not record.right for without, record in pairs)


def _pair(each: Worded) -> str:
    question = each.record.question
    state = (
        "<span class='tag kept'>采用</span>"
        if each.kept
        else f"<span class='tag dropped'>未采用：{escape(each.reason or '')}</span>"
    )
    took = f"{each.end_ms / 1000:.1f} 秒"
    said = (
        f"<h3>语言模型（{_verdict(each.record)}，{took}）</h3>{rendered(each.record.answer.answer)}"
        if each.kept
        else f"<h3>语言模型（{took}）</h3>{_refused(each)}"
    )
    return (
        f"<details><summary><span class='tag id'>{escape(question.id)}</span>"
        f"<span class=tag>{kind_name(question.kind.value)}</span>{state}{escape(question.question)}</summary>"
        f"<div class=body><div class=pair><div><h3>由记录组织（{_verdict(each.without)}）</h3>{rendered(each.without.answer.answer)}</div>"
        f"<div>{said}</div></div></div></details>"
    )


def _refused(each: Worded) -> str:
    said = "\n\n".join(filter(None, (each.said, each.problem.removeprefix(f"{each.reason}: "))))
    return f"{rendered(said)}<p class=note>没有采用；用户看到的是由记录组织的答案。</p>"


def _verdict(record: Record) -> str:
    return "对" if record.right else "错"
