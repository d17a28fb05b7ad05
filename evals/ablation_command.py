"""``plan-assistant eval ablation``: which part is worth what, and is it better than an afternoon's work?"""

from __future__ import annotations

from pathlib import Path

import typer

from assistant.cli.options import DataOption, settings_of
from evals.options import Gold, LlmAddress, LlmModel, Plans, ReportFolder, Resume, Sample, Seed, with_model


def judge_ablation(
    context: typer.Context,
    data: DataOption = None,
    plans: Plans = None,
    gold: Gold = None,
    report: ReportFolder = Path("report"),
    sample: Sample = None,
    seed: Seed = 1,
    resume: Resume = False,
    llm_base_url: LlmAddress = None,
    llm_model: LlmModel = None,
) -> None:
    """消融与基线：逐一关掉检索、事实目录、核对，并与朴素的 RAG 基线在同一次评测里比较。"""
    from evals.ablation.judge_retrievers import judge_retrievers
    from evals.ablation.report import Judged, ablation_markdown, ablation_tables
    from evals.ablation.report_html import ablation_html
    from evals.ablation.variants import open_variants
    from evals.answerers import InProcessAnswerer, library_of
    from evals.ask_all import ask_all
    from evals.questions.gold import QUESTION_FOLDER, GoldFileError, libraries_for, load_questions
    from evals.run import askable, stratified, why_nothing_is_asked

    settings = with_model(settings_of(context, data), llm_base_url, llm_model)
    gold = gold or QUESTION_FOLDER
    folder = report / "ablation"
    folder.mkdir(parents=True, exist_ok=True)
    with library_of(settings, plans) as (settings, _):
        with InProcessAnswerer(settings) as whole:
            libraries = libraries_for(gold)
            try:
                questions = list(askable(load_questions(gold), whole.plan_ids, libraries))
            except GoldFileError as error:
                typer.echo(str(error), err=True)
                raise typer.Exit(2) from error
            questions = stratified(questions, sample, seed) if sample else questions
            if not questions:
                typer.echo(why_nothing_is_asked(whole.plan_ids, libraries), err=True)
                raise typer.Exit(2)
            retrievers, searched = judge_retrievers(whole.library, questions, whole.places)
        judged = []
        for number, (variant, answerer) in enumerate(open_variants(settings), 1):
            kept = folder / f"{number:02d}.jsonl"
            records = ask_all(questions, answerer, kept, resume=resume, title=variant.name)
            judged.append(Judged.of(variant.name, records))
            typer.echo(f"{variant.name}：{judged[-1].summary.whole.share:.1%}", err=True)
    tables = ablation_tables(judged, retrievers, searched)
    markdown = ablation_markdown(tables)
    (folder / "ablation.md").write_text(markdown, encoding="utf-8")
    (folder / "ablation.html").write_text(ablation_html(tables), encoding="utf-8")
    typer.echo(markdown)
    typer.echo(f"报告：{folder / 'ablation.html'}")
