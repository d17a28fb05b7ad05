"""Everything that can be set, in frozen sections, read from the environment in one place. Settings build nothing.

    settings = Settings.from_environment(data=Path("data"))

Every variable stands in :data:`VARIABLES`; an unknown ``PLAN_ASSISTANT_*`` name is refused, so that a misspelt setting is
noticed instead of ignored.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from assistant.errors import SettingsInvalid
from ingest.library.settings import ChromaSettings, EmbeddingSettings
from ingest.readers.limits import ReadingLimits

PREFIX = "PLAN_ASSISTANT_"
DEFAULT_DATA = Path("data")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """The language model; without ``base_url`` answers are composed from records. ``tokens`` bounds one prompt."""

    base_url: str | None = None
    model: str | None = None
    api_key: str | None = field(default=None, repr=False)
    timeout_seconds: float = 60.0
    retries: int = 1
    pause_seconds: float = 30.0
    tokens: int = 3000


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where ``serve`` listens and what it takes. Without ``admin_key`` plans cannot be changed over HTTP."""

    host: str = "127.0.0.1"
    port: int = 7860
    admin_key: str | None = field(default=None, repr=False)
    upload_megabytes: int = 200
    concurrent_answers: int = 8


@dataclass(frozen=True, slots=True)
class QuestionLimits:
    """What a question may be. ``history_turns`` is how many earlier exchanges of a conversation are remembered."""

    question_characters: int = 2000
    history_turns: int = 10


Kind = Literal["text", "url", "secret", "integer", "seconds", "megabytes"]


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: ``PLAN_ASSISTANT_`` + ``name`` sets ``field`` of ``section``; numbers have bounds."""

    name: str
    section: str
    field: str
    kind: Kind
    meaning: str
    minimum: float = 0
    maximum: float = 0

    @property
    def full_name(self) -> str:
        return PREFIX + self.name


VARIABLES = (
    Variable("DATA", "", "data", "text", "数据文件夹，索引、目录和记录都在其中"),
    Variable(
        "LLM_BASE_URL", "llm", "base_url", "url", "大语言模型的 OpenAI 兼容地址；不设则由系统直接组织答案"
    ),
    Variable("LLM_MODEL", "llm", "model", "text", "大语言模型的名称"),
    Variable("LLM_API_KEY", "llm", "api_key", "secret", "大语言模型的密钥"),
    Variable("LLM_TIMEOUT_SECONDS", "llm", "timeout_seconds", "seconds", "等待大语言模型的最长秒数", 1, 3600),
    Variable("LLM_RETRIES", "llm", "retries", "integer", "大语言模型出错时的重试次数", 0, 5),
    Variable(
        "LLM_PAUSE_SECONDS",
        "llm",
        "pause_seconds",
        "seconds",
        "大语言模型没有应答后停用的秒数，连续失败时逐次加长，最多十倍；0 为不停用",
        0,
        3600,
    ),
    Variable("LLM_TOKENS", "llm", "tokens", "integer", "一次提问给大语言模型的最多词元数", 500, 200_000),
    Variable(
        "EMBEDDING_BASE_URL", "embedding", "base_url", "url", "向量模型的 OpenAI 兼容地址；不设则用自带的模型"
    ),
    Variable("EMBEDDING_MODEL", "embedding", "model", "text", "向量模型的名称"),
    Variable("EMBEDDING_API_KEY", "embedding", "api_key", "secret", "向量模型的密钥"),
    Variable(
        "EMBEDDING_TIMEOUT_SECONDS",
        "embedding",
        "timeout_seconds",
        "seconds",
        "等待向量模型的最长秒数",
        1,
        3600,
    ),
    Variable("EMBEDDING_RETRIES", "embedding", "max_retries", "integer", "向量模型出错时的重试次数", 0, 10),
    Variable(
        "EMBEDDING_PAUSE_SECONDS",
        "embedding",
        "pause_seconds",
        "seconds",
        "向量模型没有应答后，提问时停用的秒数，连续失败时逐次加长，最多十倍；0 为不停用",
        0,
        3600,
    ),
    Variable("CHROMA_HOST", "chroma", "host", "text", "Chroma 服务的主机；不设则存放在数据文件夹里"),
    Variable("CHROMA_PORT", "chroma", "port", "integer", "Chroma 服务的端口", 1, 65535),
    Variable("HOST", "server", "host", "text", "serve 监听的地址"),
    Variable("PORT", "server", "port", "integer", "serve 监听的端口", 0, 65535),
    Variable("ADMIN_KEY", "server", "admin_key", "secret", "通过 HTTP 增删规划所需的密钥；不设则不开放"),
    Variable("UPLOAD_MEGABYTES", "server", "upload_megabytes", "integer", "一次上传的最大兆字节数", 1, 4096),
    Variable("CONCURRENT_ANSWERS", "server", "concurrent_answers", "integer", "同时回答的问题数", 1, 256),
    Variable(
        "QUESTION_CHARACTERS", "limits", "question_characters", "integer", "一个问题的最多字数", 20, 9999
    ),
    Variable("HISTORY_TURNS", "limits", "history_turns", "integer", "一次会话里记住的问答数", 0, 50),
    Variable("READ_MEGABYTES", "reading", "bytes", "megabytes", "一个文件的最大兆字节数", 1, 4096),
    Variable("READ_PAGES", "reading", "pages", "integer", "一个文件的最多页数", 1, 100_000),
    Variable("READ_CELLS", "reading", "cells", "integer", "一个文件的最多单元格数", 100, 10_000_000),
    Variable("READ_LINES", "reading", "lines", "integer", "一个文件在表格以外的最多行数", 100, 10_000_000),
    Variable(
        "READ_ARCHIVE_FILES", "reading", "archive_files", "integer", "一个压缩包的最多文件数", 1, 1_000_000
    ),
    Variable(
        "READ_EXTERNAL_SECONDS",
        "reading",
        "external_seconds",
        "seconds",
        "外部转换程序处理一个文件的最长秒数",
        1,
        3600,
    ),
    Variable("READ_NESTING", "reading", "nesting", "integer", "压缩包和表格最多嵌套几层", 0, 10),
    Variable(
        "READ_UNZIPPED_MEGABYTES",
        "reading",
        "unzipped_bytes",
        "megabytes",
        "压缩包展开后的最大兆字节数",
        1,
        65536,
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """All sections. Secrets are left out of ``repr``."""

    data: Path = DEFAULT_DATA
    llm: LlmSettings = LlmSettings()
    embedding: EmbeddingSettings = field(default_factory=EmbeddingSettings)
    chroma: ChromaSettings = field(default_factory=ChromaSettings)
    server: ServerSettings = ServerSettings()
    limits: QuestionLimits = QuestionLimits()
    reading: ReadingLimits = field(default_factory=ReadingLimits)

    @classmethod
    def from_environment(
        cls, data: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> Settings:
        """Settings from ``environment`` (the process's own by default); ``data`` wins over ``PLAN_ASSISTANT_DATA``.

        Raises :class:`SettingsInvalid` for an unknown name, a malformed value or one out of bounds. An empty value counts as
        not set.
        """
        given = os.environ if environment is None else environment
        _refuse_unknown_names(given)
        values: dict[str, dict[str, Any]] = {}
        for variable in VARIABLES:
            raw = given.get(variable.full_name, "").strip()
            if raw:
                values.setdefault(variable.section, {})[variable.field] = _parse(variable, raw)
        settings = cls(
            data=data or Path(values.get("", {}).get("data", DEFAULT_DATA)),
            llm=LlmSettings(**values.get("llm", {})),
            embedding=EmbeddingSettings(**values.get("embedding", {})),
            chroma=ChromaSettings(**values.get("chroma", {})),
            server=ServerSettings(**values.get("server", {})),
            limits=QuestionLimits(**values.get("limits", {})),
            reading=ReadingLimits(**values.get("reading", {})),
        )
        _require_model_beside_url("LLM", settings.llm)
        _require_model_beside_url("EMBEDDING", settings.embedding)
        return settings


def _refuse_unknown_names(given: Mapping[str, str]) -> None:
    known = [variable.name for variable in VARIABLES]
    for name in sorted(given):
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in known:
            close = difflib.get_close_matches(name.removeprefix(PREFIX), known, n=1, cutoff=0.7)
            hint = f"，是否想写 {PREFIX}{close[0]}？" if close else "，请核对名称或取消它。"
            raise SettingsInvalid(f"不认识的设置 {name}{hint}", f"unknown setting {name}")


def _parse(variable: Variable, raw: str) -> str | int | float:
    if variable.kind in ("text", "secret"):
        return raw
    if variable.kind == "url":
        try:
            parts = urlsplit(raw)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise SettingsInvalid(f"设置 {variable.full_name} 不是以 http:// 或 https:// 开头的地址。")
        return raw.rstrip("/")
    try:
        number = float(raw) if variable.kind == "seconds" else int(raw)
    except ValueError:
        raise SettingsInvalid(f"设置 {variable.full_name} 应当是数字，现在是“{raw[:40]}”。") from None
    if not variable.minimum <= number <= variable.maximum:  # also refuses nan
        raise SettingsInvalid(
            f"设置 {variable.full_name} 应当在 {variable.minimum:g} 与 {variable.maximum:g} 之间，现在是 {raw[:40]}。"
        )
    return int(number) * MEGABYTE if variable.kind == "megabytes" else number


def _require_model_beside_url(name: str, section: LlmSettings | EmbeddingSettings) -> None:
    if section.base_url and not section.model:
        raise SettingsInvalid(f"设置了 {PREFIX}{name}_BASE_URL，还需要设置 {PREFIX}{name}_MODEL。")
    if section.model and not section.base_url:
        raise SettingsInvalid(f"设置了 {PREFIX}{name}_MODEL，还需要设置 {PREFIX}{name}_BASE_URL。")
