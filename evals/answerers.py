"""Who is asked: the assistant in this process, or any address that speaks ``POST /v1/ask``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

import httpx

from assistant.answer import Answer, Exchange, Question
from assistant.settings import Settings
from evals.answer_json import answer_from_json
from evals.places import RecordPlaces, record_words
from evals.questions.gold import GoldQuestion

if TYPE_CHECKING:
    from assistant.answering.options import AnsweringOptions
    from assistant.service import Assistant

RECORD_KINDS = ("tasks", "indicators", "commitments", "passages")
ASK_SECONDS = 120.0


class Answerer(Protocol):
    """A system under test. ``plan_ids`` are the plans that it holds."""

    name: str
    plan_ids: frozenset[str]
    places: RecordPlaces

    def ask(self, question: GoldQuestion) -> Answer: ...


@contextmanager
def library_of(settings: Settings, plans: Path | None) -> Iterator[tuple[Settings, tuple[str, ...]]]:
    """The settings of a library to judge: those given, or of a temporary one read from ``plans``.

    With them come the files that could not be read, each with its reason.
    """
    if plans is None:
        yield settings, ()
        return
    from assistant.wiring import open_plans

    with tempfile.TemporaryDirectory(prefix="plan-assistant-eval-", ignore_cleanup_errors=True) as folder:
        settings = replace(settings, data=Path(folder))
        with open_plans(settings) as library:
            failed = library.ingest([plans]).failed
        yield settings, tuple(f"{outcome.file}: {outcome.error}" for outcome in failed)


class InProcessAnswerer:
    """The assistant of this process over the library of the settings. ``options`` switch parts of answering off."""

    def __init__(
        self, settings: Settings, *, options: AnsweringOptions | None = None, name: str = "本机"
    ) -> None:
        from assistant.wiring import open_assistant

        self.name = name
        self._assistant: Assistant = open_assistant(settings, options)
        self.library = self._assistant.library
        self.plan_ids = frozenset(card.plan.id for card in self.library.plans())
        plans = sorted(self.plan_ids)
        self.places = RecordPlaces(
            record_words(self.library.records(plan) for plan in plans),
            {plan: self.library.source_text(plan) for plan in plans},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._assistant.close()

    def ask(self, question: GoldQuestion) -> Answer:
        return self._assistant.ask(
            Question(
                text=question.question,
                history=tuple(Exchange(turn.question, turn.answer) for turn in question.history),
                region=question.region,
                plans=question.plans,
            )
        )


class HttpAnswerer:
    """A server that speaks ``POST /v1/ask``. Where it publishes its records, citations are judged against them."""

    def __init__(
        self, url: str, *, plan_ids: frozenset[str] = frozenset(), client: httpx.Client | None = None
    ) -> None:
        """``plan_ids`` are the plans of a system that does not publish them at ``/v1/plans``."""
        self.name = url
        self._client = client or httpx.Client(base_url=url.rstrip("/"), timeout=ASK_SECONDS)
        records: dict[str, tuple[str, str]] = {}
        published = frozenset(self._published_plans())
        for plan in sorted(published):
            records |= self._published_records(plan)
        self.plan_ids = published or plan_ids
        self.places = RecordPlaces(records)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._client.close()

    def ask(self, question: GoldQuestion) -> Answer:
        body: dict[str, object] = {"question": question.question}
        if question.history:
            body["history"] = [turn.model_dump() for turn in question.history]
        if question.region:
            body["region"] = question.region
        if question.plans:
            body["plans"] = list(question.plans)
        response = self._client.post("/v1/ask", json=body)
        response.raise_for_status()
        return answer_from_json(response.json())

    def _published_plans(self) -> list[str]:
        response = self._client.get("/v1/plans")
        if response.status_code != httpx.codes.OK or "json" not in response.headers.get("content-type", ""):
            return []
        content = response.json()
        cards = content.get("plans", []) if isinstance(content, dict) else content
        return [card.get("id") or card["plan"]["id"] for card in cards]

    def _published_records(self, plan: str) -> dict[str, tuple[str, str]]:
        """Record ids with all the words that stand in the published record, keys left out."""
        response = self._client.get(f"/v1/plans/{plan}/records")
        if response.status_code != httpx.codes.OK:
            return {}
        content = response.json()
        return {
            record["id"]: (plan, " ".join(_words_in(record)))
            for kind in RECORD_KINDS
            for record in content.get(kind, [])
            if "id" in record
        }


def _words_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [
            word for key, part in value.items() if key != "source" for word in (*_year(key), *_words_in(part))
        ]
    if isinstance(value, list):
        return [word for part in value for word in _words_in(part)]
    return []


def _year(key: object) -> list[str]:
    """The column headings of values are words of the document too."""
    return [key] if isinstance(key, str) and key[:4].isdigit() else []
