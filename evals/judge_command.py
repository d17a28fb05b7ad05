"""``plan-assistant eval judge``: how far judges agree with labels made by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DataOption, settings_of
from evals.options import Gold, LlmAddress, LlmModel, Plans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.settings import Settings
    from evals.judges.judges import Judge
    from evals.judges.labels import Labelled

NAMES = {"right": "对", "partly": "部分对", "wrong": "错"}


def judge_labels(
    context: typer.Context,
    labels: Annotated[
        Path | None, typer.Option(help="人工标注的答案（JSONL）", exists=True, show_default="随附的标注")
    ] = None,
    gold: Gold = None,
    llm_base_url: LlmAddress = None,
    llm_model: LlmModel = None,
    api_key: Annotated[str | None, typer.Option(help="密钥", envvar="OPENAI_API_KEY")] = None,
    data: DataOption = None,
    plans: Plans = None,
    cases_file: Annotated[
        Path | None,
        typer.Option(
            "--cases",
            help="不评审，把标注连同原文里的依据写进这个文件，供别的评审用（见 evals/judges/ragas_judge.py）",
            show_default=False,
        ),
    ] = None,
) -> None:
    """评审与人工标注的一致程度（Cohen’s κ）；不给语言模型时只看确定性指标。"""
    from assistant.language_model.chat_model import build_chat_model
    from evals.judges.judges import ChecksAsJudge, ModelJudge
    from evals.judges.labels import LABELS_FILE, load_labels
    from evals.questions.gold import QUESTION_FOLDER, load_questions

    questions = {question.id: question for question in load_questions(gold or QUESTION_FOLDER)}
    cases = list(load_labels(questions, labels or LABELS_FILE))
    if cases_file:
        _write_cases(cases, cases_file, settings_of(context, data), plans)
        return
    judges: list[Judge] = [ChecksAsJudge()]
    if llm_base_url and llm_model:
        judges.append(ModelJudge(build_chat_model(llm_base_url, llm_model, api_key), llm_model))
    for judge in judges:
        typer.echo(agreement(judge, cases))


def _write_cases(cases: Sequence[Labelled], file: Path, settings: Settings, plans: Path | None) -> None:
    from evals.answerers import InProcessAnswerer, library_of
    from evals.judges.write_cases import case_lines

    with library_of(settings, plans) as (settings, _), InProcessAnswerer(settings) as answerer:
        lines = list(case_lines(cases, answerer.places))
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    typer.echo(f"{len(lines)} 个标注：{file}")


def agreement(judge: Judge, cases: Sequence[Labelled]) -> str:
    """κ over three verdicts and over right or not, the table of verdicts, and every case of disagreement."""
    from rich.progress import track

    from evals.judges.labels import Verdict, cohens_kappa

    asked = track(cases, judge.name, transient=True)
    given = [(case, judge.verdict(case)) for case in asked]
    pairs = [(case.label, verdict) for case, verdict in given if verdict is not None]
    rough = [tuple(Verdict.RIGHT if v is Verdict.RIGHT else Verdict.WRONG for v in pair) for pair in pairs]
    counts = Counter(pairs)
    lines = [
        f"## {judge.name}",
        "",
        f"标注 {len(cases)} 个，读得出判断的 {len(pairs)} 个；κ = {cohens_kappa(pairs):.3f}（对／部分对／错），"
        f"κ = {cohens_kappa([(one, other) for one, other in rough]):.3f}（对／不对）。",
        "",
        "| 人工＼评审 | 对 | 部分对 | 错 |",
        "| --- | ---: | ---: | ---: |",
    ]
    for label in Verdict:
        row = " | ".join(str(counts[label, verdict]) for verdict in Verdict)
        lines.append(f"| {NAMES[label.value]} | {row} |")
    lines.append("")
    lines += [
        f"- `{case.question.id}` {case.question.question} → {case.answer}（人工：{NAMES[case.label.value]}，"
        f"评审：{NAMES[verdict.value] if verdict else '读不出'}）"
        for case, verdict in given
        if verdict is not case.label
    ]
    return "\n".join(lines) + "\n"
