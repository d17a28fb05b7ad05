"""``plan-assistant eval``: judge the reading and the answers, check the gold."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DataOption, settings_of
from evals.ablation_command import judge_ablation
from evals.gold_commands import add_questions, write_drafts, write_template
from evals.judge_command import judge_labels

if TYPE_CHECKING:
    from assistant.settings import Settings
    from evals.answerers import Answerer
    from evals.questions.gold import GoldQuestion
    from evals.run import Record

app = typer.Typer(help="评测：问答、抽取和金标准。", invoke_without_command=True, add_completion=False)
"""Becomes the command ``eval`` through the entry point group ``plan_assistant.commands``."""

Plans = Annotated[
    Path | None,
    typer.Option("--plans", help="规划文件夹；读入临时的库再评测", exists=True, show_default=False),
]


@app.callback()
def judge_answers(
    context: typer.Context,
    gold: Annotated[
        Path | None, typer.Option(help="问题文件（JSONL）或文件夹", exists=True, show_default="随附的金标准")
    ] = None,
    report: Annotated[Path, typer.Option(help="报告文件夹")] = Path("report"),
    data: DataOption = None,
    plans: Plans = None,
    url: Annotated[
        str | None, typer.Option(help="评测这个地址上的服务：POST /v1/ask，或 …/v1/chat/completions")
    ] = None,
    model: Annotated[str, typer.Option(help="对方的模型名称（OpenAI 对话接口）")] = "plan-assistant",
    api_key: Annotated[
        str | None, typer.Option(help="对方的密钥（OpenAI 对话接口）", envvar="OPENAI_API_KEY")
    ] = None,
    library: Annotated[
        str | None, typer.Option(help="对方不公布规划时：它装的是哪一组（见 libraries.json）")
    ] = None,
    kinds: Annotated[str | None, typer.Option(help="只问这些题型，逗号分隔")] = None,
    sample: Annotated[int | None, typer.Option(help="按题型分层抽取的题数", min=1)] = None,
    seed: Annotated[int, typer.Option(help="抽样的种子")] = 1,
    vary: Annotated[
        int | None, typer.Option(help="把问题换个说法再问；数字是种子", show_default=False)
    ] = None,
    workers: Annotated[int, typer.Option(help="同时提问数", min=1, max=64)] = 1,
    resume: Annotated[bool, typer.Option(help="接着上次没有问完的评测")] = False,
) -> None:
    """评测问答：逐题提问、打分，写出报告；低于门槛时以 1 退出。"""
    if context.invoked_subcommand is not None:
        return
    from evals.questions.gold import QUESTION_FOLDER, libraries_for, load_questions
    from evals.run import askable, stratified
    from evals.vary_wording import varied

    gold = gold or QUESTION_FOLDER
    libraries = libraries_for(gold)
    held = libraries.get(library, frozenset()) if library else frozenset()
    target = Target(url, model, api_key, held)
    with _answerer(target, settings_of(context, data), plans) as answerer:
        wanted = set(kinds.split(",")) if kinds else None
        questions = [
            question
            for question in askable(load_questions(gold), answerer.plan_ids, libraries)
            if wanted is None or question.kind.value in wanted
        ]
        if sample:
            questions = stratified(questions, sample, seed)
        if vary is not None:
            questions = varied(questions, vary)
        if not questions:
            typer.echo("没有可问的问题：库里的规划与金标准的不一致。", err=True)
            raise typer.Exit(2)
        records = _ask_all(questions, answerer, report, workers, resume)
        raise typer.Exit(0 if _write_reports(records, report, answerer.name) else 1)


@dataclass(frozen=True, slots=True)
class Target:
    """Who is asked: an address, or this process where ``url`` is ``None``. ``held`` are the plans of a silent system."""

    url: str | None = None
    model: str = ""
    api_key: str | None = field(default=None, repr=False)
    held: frozenset[str] = frozenset()


@contextmanager
def _answerer(target: Target, settings: Settings, plans: Path | None) -> Iterator[Answerer]:
    import httpx

    from evals.answerers import HttpAnswerer, InProcessAnswerer, library_of
    from evals.chat_answerer import ChatAnswerer, is_chat_address

    if not target.url:
        with library_of(settings, plans) as (settings, unread):
            for problem in unread:
                typer.echo(f"未能读取 {problem}", err=True)
            with InProcessAnswerer(settings) as in_process:
                yield in_process
        return
    try:
        if is_chat_address(target.url):
            over_http: HttpAnswerer = ChatAnswerer(
                target.url, model=target.model, api_key=target.api_key, plan_ids=target.held
            )
        else:
            over_http = HttpAnswerer(target.url, plan_ids=target.held)
    except httpx.HTTPError as error:
        typer.echo(f"连不上 {target.url}：{error}", err=True)
        raise typer.Exit(2) from error
    with over_http:
        yield over_http


def _ask_all(
    questions: list[GoldQuestion], answerer: Answerer, report: Path, workers: int, resume: bool
) -> list[Record]:
    """Ask with a progress bar; every record is written at once, so that an interrupted run can go on."""
    import json

    from rich.progress import Progress

    from evals.run import load_records, record_to_json, run_questions

    report.mkdir(parents=True, exist_ok=True)
    kept = report / "records.jsonl"
    done = load_records(kept, questions) if resume and kept.exists() else {}
    with Progress(transient=True) as progress, kept.open("w", encoding="utf-8") as file:
        bar = progress.add_task("提问", total=len(questions), completed=len(done))

        def keep(record: Record) -> None:
            file.write(json.dumps(record_to_json(record), ensure_ascii=False) + "\n")
            file.flush()
            progress.advance(bar)

        for record in done.values():
            file.write(json.dumps(record_to_json(record), ensure_ascii=False) + "\n")
        return run_questions(questions, answerer, workers=workers, done=done, on_record=keep)


def _write_reports(records: list[Record], report: Path, system: str) -> bool:
    """Write the summary and the page, print the summary; whether every threshold is kept."""
    from evals.reporting.run_markdown import summary_markdown
    from evals.reporting.run_page import report_html
    from evals.summary import summarise
    from evals.thresholds import check_thresholds

    summary = summarise(records)
    bounds = check_thresholds(summary.measures)
    markdown = summary_markdown(summary, bounds, records, system)
    (report / "summary.md").write_text(markdown, encoding="utf-8")
    when = time.strftime("%Y-%m-%d %H:%M")
    (report / "report.html").write_text(report_html(summary, bounds, records, system, when), encoding="utf-8")
    typer.echo(markdown)
    typer.echo(f"报告：{report / 'report.html'}")
    return all(bound.kept for bound in bounds)


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


@app.command("validate")
def validate(plans: Annotated[Path, typer.Option(help="规划文件夹", exists=True)]) -> None:
    """检查金标准：锚点、数值、单位都要在文件里找得到。"""
    from evals.validate_gold import validate_extraction, validate_questions

    problems = validate_extraction(plans) + validate_questions(plans)
    for problem in problems:
        typer.echo(problem)
    typer.echo("金标准没有问题。" if not problems else f"共 {len(problems)} 处问题。")
    raise typer.Exit(1 if problems else 0)


@app.command("compare")
def compare_runs(
    before: Annotated[Path, typer.Argument(help="上一次的报告文件夹或 records.jsonl", exists=True)],
    after: Annotated[Path, typer.Argument(help="这一次的报告文件夹或 records.jsonl", exists=True)],
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
