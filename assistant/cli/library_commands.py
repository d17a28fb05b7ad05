"""Commands on the library: ``plans``, ``export``, ``reindex``, ``remove``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import console
from assistant.cli.options import DataOption, JsonOption, PlanOption, settings_of


class ExportFormat(StrEnum):
    JSON = "json"
    XLSX = "xlsx"


def plans(context: typer.Context, as_json: JsonOption = False, data: DataOption = None) -> None:
    """列出库里的规划。"""
    from assistant.wiring import open_plans

    with open_plans(settings_of(context, data)) as library:
        cards = library.plans()
    if as_json:
        from assistant.channels.http.record_schemas import PlanCardOut

        console.print_json([PlanCardOut.of_card(card).model_dump(mode="json") for card in cards])
        return
    if not cards:
        console.notices().print("库里还没有规划，用 plan-assistant ingest PATH 读入。")
        return
    from rich.table import Table
    from rich.text import Text

    from assistant.channels.rendering import STATUS_NAMES, period_words

    table = Table("编号", "标题", "地区", "期限", "有效性", "任务", "指标", "承诺")
    for card in cards:
        plan = card.plan
        counts = (str(card.counts.get(key, 0)) for key in ("tasks", "indicators", "commitments"))
        status = f"已被 {card.superseded_by} 取代" if card.superseded_by else STATUS_NAMES[plan.status]
        words = (plan.id, plan.title, plan.region, period_words(plan), status, *counts)
        table.add_row(*(Text(word) for word in words))
    console.results().print(table)


def export(
    context: typer.Context,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="文件", help="写到哪个文件", show_default=False)
    ],
    file_format: Annotated[ExportFormat, typer.Option("--format", help="json 或 xlsx")] = ExportFormat.JSON,
    plan: PlanOption = None,
    data: DataOption = None,
) -> None:
    """导出结构化记录。一份规划导出一个对象，全部规划导出一个列表。"""
    from assistant.channels.export import ExportFailed, write_json, write_workbook
    from assistant.wiring import open_plans

    with open_plans(settings_of(context, data)) as library:
        wanted = [library.plan(plan)] if plan else list(library.plans())
        records = [library.records(card.plan.id) for card in wanted]
    if not records:
        raise ExportFailed("库里还没有规划，没有可以导出的记录。")
    if file_format is ExportFormat.JSON:
        write_json(records[0] if plan else records, output)
    else:
        write_workbook(records, output)
    console.notices().print(f"已导出 {len(records)} 份规划到 {output}", soft_wrap=True, markup=False)


def reindex(context: typer.Context, data: DataOption = None) -> None:
    """按目录重建索引，不重读文件；换了向量模型以后要做一次。"""
    from assistant.cli.progress_bar import progress_bar
    from assistant.wiring import open_plans

    with open_plans(settings_of(context, data)) as library, progress_bar() as progress:
        entries = library.reindex(progress=progress)
    console.notices().print(f"已重建索引，共 {entries} 条。")


def remove(
    context: typer.Context,
    plan_id: Annotated[str, typer.Argument(metavar="编号", help="规划的编号", show_default=False)],
    data: DataOption = None,
) -> None:
    """从库里移除一份规划。"""
    from assistant.wiring import open_plans
    from ingest.plan import in_title_marks

    with open_plans(settings_of(context, data)) as library:
        title = library.plan(plan_id).plan.title
        library.remove(plan_id)
    console.notices().print(f"已移除 {plan_id}{in_title_marks(title)}", markup=False)
