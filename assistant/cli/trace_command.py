"""``plan-assistant trace`` and ``replay``: why an answer is as it is, and whether it would be the same today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli import console
from assistant.cli.options import DataOption, JsonOption, PlanOption, settings_of
from assistant.errors import StepUnknown

if TYPE_CHECKING:
    from assistant.answering.turn import Turn


def trace(
    context: typer.Context,
    question: Annotated[str, typer.Argument(metavar="问题", help="要问的话", show_default=False)],
    step: Annotated[
        str | None,
        typer.Option("--step", metavar="步骤", help="做到哪一步为止，缺省做完", show_default=False),
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="地区", help="只答这个地区的规划", show_default=False)
    ] = None,
    plan: PlanOption = None,
    as_json: JsonOption = False,
    data: DataOption = None,
) -> None:
    """看一个问题是怎么答出来的：每一步找到了什么。不留记录。"""
    from assistant.answer import Question
    from assistant.answering.pipeline import STEP_NAMES
    from assistant.wiring import open_assistant

    last = step or STEP_NAMES[-1]
    if last not in STEP_NAMES:
        raise StepUnknown(f"没有 {last} 这一步，可选的是：{'、'.join(STEP_NAMES)}。")
    with open_assistant(settings_of(context, data)) as assistant:
        turn = assistant.trace(Question(question, region=region, plans=(plan,) if plan else ()), last)
    steps = STEP_NAMES[: STEP_NAMES.index(last) + 1]
    if as_json:
        console.print_json(_as_json(turn, steps))
    else:
        _show(turn, steps)


def _as_json(turn: Turn, steps: tuple[str, ...]) -> dict[str, Any]:
    from assistant.answer_log import plain
    from assistant.answering.finish_answer import finish_answer
    from assistant.channels.http.answer_schemas import AnswerOut

    spent = turn.trace.get("elapsed_ms", {})
    found: dict[str, Any] = {
        "question": turn.question.text,
        "library_version": turn.trace.get("library_version"),
        "prompts": turn.trace.get("prompts"),
        "steps": [
            {"step": name, "elapsed_ms": spent.get(name), "found": plain(turn.trace.get(name))}
            for name in steps
        ],
    }
    if turn.result is not None:
        found["answer"] = AnswerOut.of(finish_answer(turn, sum(spent.values()))).model_dump(mode="json")
    return found


def _show(turn: Turn, steps: tuple[str, ...]) -> None:
    from rich.text import Text

    from assistant.answering.finish_answer import finish_answer
    from assistant.channels.rendering import answer_text
    from assistant.channels.trace_text import step_heading, step_lines

    out = console.results()
    out.print(Text(f"问题：{turn.question.text}"))
    for number, name in enumerate(steps, 1):
        out.print()
        out.print(Text(step_heading(number, turn, name)), style="bold")
        for line in step_lines(turn, name):
            out.print(Text(f"   {line}"), soft_wrap=True)
    if turn.result is not None:
        answer = finish_answer(turn, 0.0)
        out.print()
        out.print(Text(f"答复（{answer.model}）"), style="bold")
        out.print(Text(answer_text(answer)), soft_wrap=True)
    version, prompts = turn.trace.get("library_version"), turn.trace.get("prompts")
    out.print()
    out.print(Text(f"资料库版本 {version}，提示词版本 {prompts}"), style="dim")


def replay(
    context: typer.Context,
    answer_id: Annotated[str, typer.Argument(metavar="编号", help="答复的编号", show_default=False)],
    as_json: JsonOption = False,
    data: DataOption = None,
) -> None:
    """把记录里的一个问题重新回答一遍，指出与当时的不同。不留新的记录。"""
    from assistant.wiring import open_assistant

    with open_assistant(settings_of(context, data)) as assistant:
        replayed = assistant.replay(answer_id)
    if as_json:
        from assistant.channels.http.answer_schemas import AnswerOut

        console.print_json(
            {
                "answer_id": answer_id,
                "question": replayed.receipt.question,
                "same": replayed.same,
                "step": replayed.step,
                "differences": [
                    {"what": one.what, "before": one.before, "now": one.now} for one in replayed.differences
                ],
                "answer": AnswerOut.of(replayed.answer).model_dump(mode="json"),
            }
        )
        return
    from rich.text import Text

    from assistant.channels.replay_text import replay_lines

    out = console.results()
    for line in replay_lines(replayed):
        out.print(Text(line), soft_wrap=True)
