"""A system behind an OpenAI chat address (``…/v1/chat/completions``), judged by its text and by whatever else it sends.

The extra fields ``status``, ``citations``, ``units`` and ``indicators`` are read where they come; without them the status is
told by the wording, and checks that need what is missing give no score.
"""

from __future__ import annotations

import re
from typing import Any, Self

import httpx

from assistant.answer import Answer
from evals.answer_json import answer_from_json
from evals.answerers import ASK_SECONDS, HttpAnswerer
from evals.questions.gold import GoldQuestion

CHAT_PATH = "/chat/completions"
# the list of references below the text, which is not part of the answer: ---  **参考来源**  - [1] 《…规划》…
REFERENCE_LIST = re.compile(r"\n+---\n+(?=\**(?:\[\d+\]|参考|引用|出处|来源|依据)).*\Z", re.DOTALL)


def is_chat_address(url: str) -> bool:
    return url.rstrip("/").endswith(CHAT_PATH)


class ChatAnswerer(HttpAnswerer):
    """``model`` and ``api_key`` are what the protocol asks for. Scope is told in words, as any chat system understands it."""

    def __init__(
        self,
        url: str,
        *,
        model: str = "plan-assistant",
        api_key: str | None = None,
        plan_ids: frozenset[str] = frozenset(),
        client: httpx.Client | None = None,
    ) -> None:
        """``plan_ids`` are the plans of a system that does not publish them at ``/v1/plans``."""
        self._path = httpx.URL(url).path.rstrip("/")
        self._model = model
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        base = str(httpx.URL(url).copy_with(path="/", query=None))
        client = client or httpx.Client(base_url=base, timeout=ASK_SECONDS, headers=headers)
        super().__init__(base, plan_ids=plan_ids, client=client)
        self.name = url

    def __enter__(self) -> Self:
        return self

    def ask(self, question: GoldQuestion) -> Answer:
        messages = [
            message
            for turn in question.history
            for message in (
                {"role": "user", "content": turn.question},
                {"role": "assistant", "content": turn.answer},
            )
        ]
        scope = "、".join(filter(None, (question.region, *question.plans)))
        asked = f"（只看{scope}的规划）{question.question}" if scope else question.question
        body = {
            "model": self._model,
            "messages": [*messages, {"role": "user", "content": asked}],
            "temperature": 0,
        }
        response = self._client.post(self._path, json=body)
        response.raise_for_status()
        return answer_from_json(_answer_of(response.json()))


def _answer_of(completion: Any) -> dict[str, Any]:
    """The completion in the shape of an answer of ``POST /v1/ask``. Raises ``ValueError`` where it holds no message."""
    try:
        text = completion["choices"][0]["message"]["content"] or ""
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError("the completion holds no message") from error
    extra = {
        name: completion[name]
        for name in ("status", "citations", "units", "indicators", "kind", "model", "usage")
        if completion.get(name) is not None
    }
    return {**extra, "answer": REFERENCE_LIST.sub("", text).rstrip()}
