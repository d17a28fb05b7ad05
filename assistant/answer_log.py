"""The record of conversations (会话、答复、评价): what was asked, the whole receipt of each answer, and what users thought.

One SQLite file in the data folder. Safe to use from several threads.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Literal

from assistant.answer import Answer, Exchange, Question
from assistant.errors import AnswerLogUnusable, AnswerUnknown

FILE_NAME = "conversations.sqlite"
_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, started_at TEXT NOT NULL, last_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS answers (
    id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL REFERENCES conversations(id), answered_at TEXT NOT NULL,
    question TEXT NOT NULL, region TEXT, plans TEXT NOT NULL, status TEXT NOT NULL, answer TEXT NOT NULL, model TEXT NOT NULL,
    elapsed_ms REAL NOT NULL, library_version TEXT NOT NULL, receipt TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS answers_of_conversation ON answers (conversation_id);
CREATE TABLE IF NOT EXISTS feedback (
    number INTEGER PRIMARY KEY, answer_id TEXT NOT NULL REFERENCES answers(id), given_at TEXT NOT NULL,
    rating TEXT NOT NULL, comment TEXT NOT NULL
);
"""

Rating = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """An answer as it was given: the question with its scope and history, when, from which library and with which settings, and
    everything in ``Answer`` as JSON values."""

    answer_id: str
    conversation_id: str
    answered_at: str
    question: str
    region: str | None
    plans: tuple[str, ...]
    library_version: str
    answer: Mapping[str, Any]
    history: tuple[Exchange, ...] = ()
    limit: int | None = None
    settings: Mapping[str, str | int | float | None] = field(default_factory=dict)
    """What was set and bears on answers, without secrets."""

    @property
    def asked(self) -> Question:
        """The question as it was asked, to be asked again."""
        return Question(
            self.question,
            conversation_id=self.conversation_id,
            history=self.history,
            region=self.region,
            plans=self.plans,
            limit=self.limit,
        )


@dataclass(frozen=True, slots=True)
class Feedback:
    """One rating (评价) with the question and the answer that it is about."""

    answer_id: str
    given_at: str
    rating: Rating
    comment: str
    question: str
    answer: str


class AnswerLog:
    """The record in one data folder. Raises :class:`AnswerLogUnusable` when the file cannot be opened or written."""

    def __init__(self, data: Path) -> None:
        self._path = data / FILE_NAME
        self._lock = threading.Lock()
        with self._errors_explained():
            data.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self._path, check_same_thread=False, timeout=30)
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = NORMAL")
                self._connection.executescript(_SCHEMA)
                self._connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
            except sqlite3.Error:
                self._connection.close()
                raise

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def history(self, conversation_id: str, turns: int) -> tuple[Exchange, ...]:
        """The last exchanges of a conversation, oldest first; none for an unknown one."""
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT question, answer FROM answers WHERE conversation_id = ? ORDER BY rowid DESC LIMIT ?",
                (conversation_id, turns),
            ).fetchall()
        return tuple(Exchange(question, answer) for question, answer in reversed(rows))

    def keep(
        self,
        question: Question,
        answer: Answer,
        library_version: str,
        settings: Mapping[str, str | int | float | None] | None = None,
    ) -> None:
        """Write down an answer with its receipt."""
        receipt = {
            **plain(answer),
            "asked": {"history": plain(question.history), "limit": question.limit},
            "settings": dict(settings or {}),
        }
        now = _now()
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO conversations VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET last_at = excluded.last_at",
                (answer.conversation_id, now, now),
            )
            connection.execute(
                "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    answer.id,
                    answer.conversation_id,
                    now,
                    question.text,
                    question.region,
                    json.dumps(question.plans, ensure_ascii=False),
                    answer.status.value,
                    answer.answer,
                    answer.model,
                    answer.elapsed_ms,
                    library_version,
                    json.dumps(receipt, ensure_ascii=False),
                ),
            )

    def rate(self, answer_id: str, rating: Rating, comment: str = "") -> None:
        """Write down what a user thought of an answer. Raises :class:`AnswerUnknown`."""
        with self._transaction() as connection:
            if not connection.execute("SELECT 1 FROM answers WHERE id = ?", (answer_id,)).fetchone():
                raise AnswerUnknown("没有找到要评价的答复。", f"no answer {answer_id!r}")
            connection.execute(
                "INSERT INTO feedback (answer_id, given_at, rating, comment) VALUES (?, ?, ?, ?)",
                (answer_id, _now(), rating, comment),
            )

    def receipt(self, answer_id: str) -> Receipt:
        """The receipt of an answer. Raises :class:`AnswerUnknown`."""
        with self._transaction() as connection:
            row = connection.execute(
                "SELECT id, conversation_id, answered_at, question, region, plans, library_version, receipt"
                " FROM answers WHERE id = ?",
                (answer_id,),
            ).fetchone()
        if row is None:
            raise AnswerUnknown("没有这个编号的答复。", f"no answer {answer_id!r}")
        identifier, conversation, answered_at, question, region, plans, version, kept = row
        answer = json.loads(kept)
        asked = answer.pop("asked", {})
        settings = answer.pop("settings", {})
        return Receipt(
            identifier,
            conversation,
            answered_at,
            question,
            region,
            tuple(json.loads(plans)),
            version,
            answer,
            tuple(Exchange(**exchange) for exchange in asked.get("history", ())),
            asked.get("limit"),
            settings,
        )

    def feedback(self, rating: Rating | None = None) -> tuple[Feedback, ...]:
        """All ratings, oldest first, or those of one kind."""
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT answer_id, given_at, rating, comment, question, answer FROM feedback"
                " JOIN answers ON answers.id = answer_id WHERE ? IS NULL OR rating = ? ORDER BY number",
                (rating, rating),
            ).fetchall()
        return tuple(Feedback(*row) for row in rows)

    def models(self) -> Mapping[str, int]:
        """How many answers were given, by what ``Answer.model`` says."""
        with self._transaction() as connection:
            return dict(connection.execute("SELECT model, count(*) FROM answers GROUP BY model").fetchall())

    def counts(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """How many answers were given, by status, and how many ratings, "up" and "down"."""
        with self._transaction() as connection:
            answers = connection.execute("SELECT status, count(*) FROM answers GROUP BY status").fetchall()
            ratings = connection.execute("SELECT rating, count(*) FROM feedback GROUP BY rating").fetchall()
        return dict(answers), dict(ratings)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._errors_explained(), self._connection:
            yield self._connection

    @contextmanager
    def _errors_explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                message = f"会话记录 {self._path} 无法写入，请检查数据文件夹的权限和磁盘空间。"
            else:
                message = f"会话记录 {self._path} 已损坏，请把它移走后重新启动；规划和索引不受影响。"
            raise AnswerLogUnusable(message, str(error)) from error
        except OSError as error:
            raise AnswerLogUnusable(
                f"数据文件夹 {self._path.parent} 无法写入，请检查权限。", str(error)
            ) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def plain(value: object) -> Any:
    """A value as JSON can hold it: what a step left in the trace may be any domain object."""
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
