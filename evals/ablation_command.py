"""``plan-assistant eval ablation``: which part is worth what, and is it better than an afternoon's work?"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import DataOption, settings_of

if TYPE_CHECKING:
    from assistant.settings import Settings


def judge_ablation(
    context: typer.Context,
    data: DataOption = None,
    plans: Annotated[
        Path | None,
        typer.Option("--plans", help="规划文件夹；读入临时的库再评测", exists=True, show_default=False),
    ] = None,
    gold: Annotated[
        Path | None, typer.Option(help="问题文件（JSONL）或文件夹", exists=True, show_default="随附的金标准")
    ] = None,
    report: Annotated[Path, typer.Option(help="报告文件夹")] = Path("report"),
    sample: Annotated[int | None, typer.Option(help="按题型分层抽取的题数", min=1)] = None,
    seed: Annotated[int, typer.Option(help="抽样的种子")] = 1,
    llm_base_url: Annotated[
        str | None, typer.Option(help="大语言模型的地址；给了才比较带模型的几列", show_default=False)
    ] = None,
    llm_model: Annotated[str | None, typer.Option(help="大语言模型的名称", show_default=False)] = None,
) -> None:
    """消融与基线：逐一关掉检索、事实目录、核对，并与朴素的 RAG 基线在同一次评测里比较。"""
    from evals.ablation.judge_retrievers import judge_retrievers
    from evals.ablation.report import Judged, ablation_markdown, ablation_tables
    from evals.ablation.report_html import ablation_html
    from evals.ablation.variants import open_variants
    from evals.answerers import InProcessAnswerer, library_of
    from evals.questions.gold import QUESTION_FOLDER, libraries_for, load_questions
    from evals.run import askable, record_to_json, run_questions, stratified

    settings = _with_model(settings_of(context, data), llm_base_url, llm_model)
    gold = gold or QUESTION_FOLDER
    folder = report / "ablation"
    folder.mkdir(parents=True, exist_ok=True)
    with library_of(settings, plans) as (settings, _):
        with InProcessAnswerer(settings) as whole:
            questions = list(askable(load_questions(gold), whole.plan_ids, libraries_for(gold)))
            questions = stratified(questions, sample, seed) if sample else questions
            if not questions:
                typer.echo("没有可问的问题：库里的规划与金标准的不一致。", err=True)
                raise typer.Exit(2)
            retrievers, searched = judge_retrievers(whole.library, questions, whole.places)
        judged = []
        for number, (variant, answerer) in enumerate(open_variants(settings), 1):
            records = run_questions(questions, answerer)
            judged.append(Judged.of(variant.name, records))
            lines = (json.dumps(record_to_json(record), ensure_ascii=False) for record in records)
            (folder / f"{number:02d}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
            typer.echo(f"{variant.name}：{judged[-1].summary.whole.share:.1%}", err=True)
    tables = ablation_tables(judged, retrievers, searched)
    markdown = ablation_markdown(tables)
    (folder / "ablation.md").write_text(markdown, encoding="utf-8")
    (folder / "ablation.html").write_text(ablation_html(tables), encoding="utf-8")
    typer.echo(markdown)
    typer.echo(f"报告：{folder / 'ablation.html'}")


def _with_model(settings: Settings, base_url: str | None, model: str | None) -> Settings:
    """The settings with the language model of the options, where they name one."""
    llm = replace(settings.llm, base_url=base_url or settings.llm.base_url, model=model or settings.llm.model)
    if llm.base_url and not llm.model:
        raise typer.BadParameter("给了 --llm-base-url，还要给 --llm-model")
    return replace(settings, llm=llm)
