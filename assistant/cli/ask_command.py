"""``plan-assistant ask``: one answer on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import console
from assistant.cli.options import DataOption, JsonOption, PlanOption, settings_of

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.answer import Answer


def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(metavar="问题", help="要问的话", show_default=False)],
    region: Annotated[
        str | None, typer.Option("--region", metavar="地区", help="只答这个地区的规划", show_default=False)
    ] = None,
    plan: PlanOption = None,
    as_json: JsonOption = False,
    data: DataOption = None,
) -> None:
    """回答一个问题，附出处。"""
    from assistant.answer import Question
    from assistant.wiring import open_assistant

    with open_assistant(settings_of(context, data)) as assistant:
        answer = assistant.ask(Question(question, region=region, plans=(plan,) if plan else ()))
    if as_json:
        from assistant.channels.http.answer_schemas import AnswerOut

        console.print_json(AnswerOut.of(answer).model_dump(mode="json"))
    else:
        _show(answer, console.results())


def _show(answer: Answer, out: Console) -> None:
    from rich.markdown import Markdown
    from rich.text import Text

    from assistant.channels.rendering import answer_text, reference_line

    text = answer_text(answer)
    if out.is_terminal:
        out.print(Markdown(text))
    else:
        out.print(Text(text), soft_wrap=True)
    if answer.citations:
        out.print()
        out.print(Text("出处"), style="bold")
    for citation in answer.citations:
        out.print(Text(reference_line(citation), style="dim" if out.is_terminal else ""))
    out.print()
    out.print(Text(f"答复编号：{answer.id}"), style="dim" if out.is_terminal else "")
