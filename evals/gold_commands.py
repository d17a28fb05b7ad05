"""``plan-assistant eval add | template | drafts``: how questions come into the gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import DataOption, settings_of


def add_questions(
    file: Annotated[
        Path,
        typer.Argument(metavar="题目表", help="填好的题目表（XLSX）或 JSONL", exists=True, dir_okay=False),
    ],
    gold: Annotated[
        Path | None, typer.Option(help="加到这个文件夹的 added.jsonl", show_default="随附的金标准")
    ] = None,
    plans: Annotated[
        Path | None, typer.Option(help="规划文件夹；核对锚点、数值和单位", exists=True, show_default=False)
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="只检查，不添加")] = False,
) -> None:
    """加题：检查题目表，没有问题才加进金标准；有问题时逐条列出，以 1 退出。"""
    from evals.questions.add_questions import append_questions, problems_of, read_questions
    from evals.questions.gold import QUESTION_FOLDER, libraries_for, load_questions

    folder = gold or QUESTION_FOLDER
    try:
        questions = read_questions(file)
        existing = list(load_questions(folder)) if folder.exists() else []
    except ValueError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    problems = list(problems_of(questions, existing, libraries_for(folder), plans))
    for problem in problems:
        typer.echo(problem, err=True)
    if problems or not questions:
        typer.echo(f"没有添加：共 {len(questions)} 题，{len(problems)} 处问题。", err=True)
        raise typer.Exit(1)
    unseen = "" if plans else "没有给 --plans，锚点、数值和单位未与原文核对。"
    if check:
        typer.echo(f"{len(questions)} 题都没有问题。{unseen}")
        return
    typer.echo(f"加了 {len(questions)} 题：{append_questions(questions, folder)}。{unseen}")


def write_template(
    output: Annotated[Path, typer.Option("-o", "--output", help="写到哪个文件")] = Path("questions.xlsx"),
) -> None:
    """题目表的模板（XLSX），带一行示例和逐列说明。"""
    from evals.questions.sheet import write_template

    write_template(output)
    typer.echo(f"模板：{output}")


def write_drafts(
    context: typer.Context,
    data: DataOption = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="写到哪个文件")] = Path("drafts.jsonl"),
) -> None:
    """把带更正的差评变成草稿题，由人补全后用 eval add 加入。"""
    from assistant.answer_log import AnswerLog
    from evals.questions.add_questions import question_line
    from evals.questions.draft_cases import draft_cases
    from evals.questions.gold import load_libraries

    log = AnswerLog(settings_of(context, data).data)
    try:
        drafts = list(draft_cases(log, load_libraries()))
        rated_down = len({feedback.answer_id for feedback in log.feedback("down")})
    finally:
        log.close()
    output.write_text("".join(question_line(draft) + "\n" for draft in drafts), encoding="utf-8")
    typer.echo(f"{rated_down} 条差评，其中 {len(drafts)} 条写了更正：{output}")
