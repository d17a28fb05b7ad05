"""One user's conversation on the page: its messages, and how a question's events become them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from assistant.answer import EventKind, Question
from assistant.channels.page.answer_html import answer_html, failure_html, question_html, working_html
from assistant.errors import AssistantError
from ingest.errors import IngestError

if TYPE_CHECKING:
    from assistant.service import Assistant

Message = dict[str, Any]
"""A chat message as Gradio takes it: role, content, options."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """``id`` names it in the answer log, ``None`` before the first answer."""

    id: str | None = None
    messages: tuple[Message, ...] = ()

    def said(self, *messages: Message) -> Conversation:
        return replace(self, messages=(*self.messages, *messages))


def converse(assistant: Assistant, conversation: Conversation, question: Question) -> Iterator[Conversation]:
    """The conversation as it grows while the question is answered. Failures become messages."""
    asked = conversation.said({"role": "user", "content": question_html(question.text)})
    text, status = "", "正在查找"
    yield asked.said(_assistant(working_html(status, text)))
    try:
        for event in assistant.stream(replace(question, conversation_id=conversation.id)):
            if event.kind is EventKind.ANSWER and event.answer is not None:
                answer = event.answer
                options = answer.clarification.options if answer.clarification else ()
                yield replace(asked, id=answer.conversation_id).said(_assistant(answer_html(answer), options))
                return
            if event.kind is EventKind.ERROR:
                yield asked.said(_assistant(failure_html(event.text)))
                return
            if event.kind is EventKind.STATUS:
                status = event.text
            else:
                text, status = text + event.text, ""
            yield asked.said(_assistant(working_html(status, text)))
    except (AssistantError, IngestError) as error:
        yield asked.said(_assistant(failure_html(error.user_message)))


def _assistant(content: str, options: tuple[str, ...] = ()) -> Message:
    return {
        "role": "assistant",
        "content": content,
        "options": [{"value": option, "label": option} for option in options],
    }
