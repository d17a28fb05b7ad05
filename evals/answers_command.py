"""``plan-assistant eval``: ask every question of the gold, judge the answers, write the report."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DataOption, settings_of
from evals.open_answerer import Target, open_answerer
from evals.options import (
    Gold,
    LlmAddress,
    LlmModel,
    Plans,
    ReportFolder,
    Resume,
    Sample,
    Seed,
    with_model,
    without_model,
)

if TYPE_CHECKING:
    from evals.answerers import Answerer
    from evals.model_part import ModelPart
    from evals.questions.gold import GoldQuestion, QuestionKind
    from evals.reporting.run_facts import RunFacts
    from evals.run import Record
    from evals.tokens import Prices


def judge_answers(
    context: typer.Context,
    gold: Gold = None,
    report: ReportFolder = Path("report"),
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
    sample: Sample = None,
    seed: Seed = 1,
    vary: Annotated[
        int | None, typer.Option(help="把问题换个说法再问；数字是种子", show_default=False)
    ] = None,
    workers: Annotated[int, typer.Option(help="同时提问数", min=1, max=64)] = 1,
    resume: Resume = False,
    llm_base_url: LlmAddress = None,
    llm_model: LlmModel = None,
    model_part: Annotated[
        int | None,
        typer.Option(
            help="全部问题不用语言模型回答，再用它回答其中这么多题（分层抽取），并排比较",
            min=1,
            show_default=False,
        ),
    ] = None,
    price: Annotated[
        tuple[float, float] | None,
        typer.Option(
            help="语言模型每百万词元的价格：读入、写出", metavar="读入 写出", show_default="只报词元数"
        ),
    ] = None,
) -> None:
    """评测问答：逐题提问、打分，写出报告；低于门槛时以 1 退出。"""
    if context.invoked_subcommand is not None:
        return
    from evals.answerers import library_of
    from evals.ask_all import MODEL_RECORDS_FILE, RECORDS_FILE, ask_all
    from evals.model_part import model_part as part_of
    from evals.questions.gold import QUESTION_FOLDER, libraries_for
    from evals.reporting.run_facts import RunFacts
    from evals.run import stratified
    from evals.tokens import Prices

    libraries = libraries_for(gold or QUESTION_FOLDER)
    target = Target(url, model, api_key, libraries.get(library, frozenset()) if library else frozenset())
    settings = with_model(settings_of(context, data), llm_base_url, llm_model)
    if model_part and (url or not settings.llm.base_url):
        raise typer.BadParameter("--model-part 要在本机评测，并设置好语言模型（--llm-base-url、--llm-model）")
    prices = Prices(*price) if price else None
    wanted = _kinds(kinds)
    part = None
    started = time.perf_counter()
    with library_of(settings, None if url else plans) as (settings, unread):
        for problem in unread:
            typer.echo(f"未能读取 {problem}", err=True)
        read = time.perf_counter()
        with open_answerer(target, without_model(settings) if model_part else settings) as answerer:
            questions = _questions(gold or QUESTION_FOLDER, answerer, wanted, sample, seed, vary)
            system = answerer.name
            records = ask_all(questions, answerer, report / RECORDS_FILE, workers=workers, resume=resume)
        asked = time.perf_counter()
        if model_part:
            kept = report / MODEL_RECORDS_FILE
            with open_answerer(target, settings) as answerer:
                chosen = stratified(questions, model_part, seed)
                worded = ask_all(chosen, answerer, kept, resume=resume, title="用语言模型提问")
            part = part_of(settings.llm.model or "", records, worded, prices)
    when = time.strftime("%Y-%m-%d %H:%M")
    facts = RunFacts(system, when, read - started, asked - read)
    raise typer.Exit(0 if _write_reports(records, report, facts, prices, part) else 1)


def _questions(
    gold: Path,
    answerer: Answerer,
    kinds: frozenset[QuestionKind],
    sample: int | None,
    seed: int,
    vary: int | None,
) -> list[GoldQuestion]:
    """What is asked. Ends the command with 2 where nothing can be."""
    from evals.questions.gold import GoldFileError, libraries_for, load_questions
    from evals.run import askable, stratified, why_nothing_is_asked
    from evals.vary_wording import varied

    libraries = libraries_for(gold)
    try:
        fitting = list(askable(load_questions(gold), answerer.plan_ids, libraries))
    except GoldFileError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    questions = [question for question in fitting if question.kind in kinds]
    if sample:
        questions = stratified(questions, sample, seed)
    if vary is not None:
        questions = varied(questions, vary)
    if not questions:
        typer.echo(why_nothing_is_asked(answerer.plan_ids, libraries), err=True)
        raise typer.Exit(2)
    return questions


def _kinds(words: str | None) -> frozenset[QuestionKind]:
    from evals.questions.gold import QuestionKind

    if not words:
        return frozenset(QuestionKind)
    known = {kind.value: kind for kind in QuestionKind}
    named = [word.strip() for word in words.split(",")]
    if unknown := [word for word in named if word not in known]:
        raise typer.BadParameter(f"没有 {'、'.join(unknown)} 这种题型，可以用的有 {'、'.join(known)}")
    return frozenset(known[word] for word in named)


def _write_reports(
    records: Sequence[Record],
    report: Path,
    facts: RunFacts,
    prices: Prices | None,
    part: ModelPart | None,
) -> bool:
    """Write the summary and the page, print the summary; whether every threshold is kept."""
    from evals.reporting.run_markdown import summary_markdown
    from evals.reporting.run_page import report_html
    from evals.summary import summarise
    from evals.thresholds import check_thresholds

    summary = summarise(records, prices)
    bounds = check_thresholds(summary.measures)
    markdown = summary_markdown(summary, bounds, records, facts, part)
    (report / "summary.md").write_text(markdown, encoding="utf-8")
    page = report_html(summary, bounds, records, facts, part)
    (report / "report.html").write_text(page, encoding="utf-8")
    typer.echo(markdown)
    typer.echo(f"报告：{report / 'report.html'}")
    return all(bound.kept for bound in bounds)
