"""``plan-assistant eval``: judge the reading and the answers, check the gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evals.ablation_command import judge_ablation
from evals.answers_command import judge_answers
from evals.gold_commands import add_questions, write_drafts, write_template
from evals.judge_command import judge_labels

app = typer.Typer(help="评测：问答、抽取和金标准。", invoke_without_command=True, add_completion=False)
"""Becomes the command ``eval`` through the entry point group ``plan_assistant.commands``."""

app.callback()(judge_answers)


@app.command("extraction")
def judge_reading(
    plans: Annotated[Path, typer.Option(help="规划文件夹", exists=True)],
    report: Annotated[Path, typer.Option(help="报告文件夹")] = Path("report"),
) -> None:
    """评测抽取：与手工写下的事实逐项比较；低于门槛时以 1 退出。"""
    from evals.extraction.judge import extraction_measures, judge_extraction
    from evals.extraction.report import extraction_markdown
    from evals.thresholds import check_thresholds

    judgements = list(judge_extraction(plans))
    if not judgements:
        typer.echo("这个文件夹里没有带金标准的规划。", err=True)
        raise typer.Exit(2)
    markdown = extraction_markdown(judgements)
    report.mkdir(parents=True, exist_ok=True)
    (report / "extraction.md").write_text(markdown, encoding="utf-8")
    typer.echo(markdown)
    missed = [b for b in check_thresholds(extraction_measures(judgements), "extraction") if not b.kept]
    for bound in missed:
        typer.echo(f"未达到门槛：{bound.measure} {bound.measured:.1%} < {bound.limit:.1%}", err=True)
    read = all(judgement.error is None for judgement in judgements)
    raise typer.Exit(1 if missed or not read else 0)


@app.command("reading")
def survey_reading(
    plans: Annotated[Path, typer.Argument(metavar="路径", help="文件、文件夹或压缩包", exists=True)],
    lines: Annotated[bool, typer.Option("--lines", help="列出没有归入任何记录的每一行")] = False,
) -> None:
    """逐个文件列出读到了什么，不入库：章节、任务、单位、指标、承诺、修复、未归类行和告警。"""
    from evals.extraction.survey_files import survey_markdown

    typer.echo(survey_markdown(plans, lines=lines))


@app.command("validate")
def validate(
    plans: Annotated[Path, typer.Option(help="规划文件夹", exists=True)],
    gold: Annotated[
        Path | None, typer.Option(help="问题文件或文件夹", exists=True, show_default="随附的金标准")
    ] = None,
) -> None:
    """检查金标准：锚点、数值、单位都要在文件里找得到。"""
    from evals.questions.gold import QUESTION_FOLDER, GoldFileError
    from evals.validate_gold import validate_extraction, validate_questions

    try:
        questions = validate_questions(plans, gold or QUESTION_FOLDER)
    except GoldFileError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    problems = (*(() if gold else validate_extraction(plans)), *questions.problems)
    for problem in problems:
        typer.echo(problem)
    found = f"共 {len(problems)} 处问题" if problems else "金标准没有问题"
    passed_over = f"；另有 {questions.unchecked} 题的文件不在这里，没有核对" if questions.unchecked else ""
    typer.echo(f"核对了 {questions.checked} 题，{found}{passed_over}。")
    raise typer.Exit(1 if problems else 0)


@app.command("compare")
def compare_runs(
    before: Annotated[
        Path, typer.Argument(metavar="上次的报告", help="上一次的报告文件夹或 records.jsonl", exists=True)
    ],
    after: Annotated[
        Path, typer.Argument(metavar="这次的报告", help="这一次的报告文件夹或 records.jsonl", exists=True)
    ],
    report: Annotated[
        Path | None, typer.Option(help="另存为网页（HTML），两次的答案并排", show_default=False)
    ] = None,
) -> None:
    """比较两次评测：改好了哪些、变坏了哪些，差别是否可能只是偶然。"""
    from evals.compare import compare, comparison_markdown, load_outcomes
    from evals.reporting.comparison_page import comparison_html

    one, other = (
        load_outcomes(path / "records.jsonl" if path.is_dir() else path) for path in (before, after)
    )
    result = compare(one, other)
    typer.echo(comparison_markdown(result, one))
    if report:
        report.write_text(comparison_html(result, one, other, (str(before), str(after))), encoding="utf-8")
        typer.echo(f"报告：{report}")


app.command("judge")(judge_labels)
app.command("ablation")(judge_ablation)
app.command("add")(add_questions)
app.command("template")(write_template)
app.command("drafts")(write_drafts)
