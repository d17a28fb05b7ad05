"""Settings from the environment: what is taken, what is refused, what is never shown."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from assistant.errors import SettingsInvalid
from assistant.settings import MEGABYTE, PREFIX, VARIABLES, Settings

LLM = {"PLAN_ASSISTANT_LLM_BASE_URL": "http://127.0.0.1:8080/v1/", "PLAN_ASSISTANT_LLM_MODEL": "small"}


def read(**environment: str) -> Settings:
    return Settings.from_environment(
        environment={PREFIX + name: value for name, value in environment.items()}
    )


def test_without_variables_everything_is_embedded() -> None:
    settings = read()
    assert settings == Settings()
    assert settings.data == Path("data")
    assert settings.llm.base_url is settings.embedding.base_url is settings.chroma.host is None
    assert (settings.server.host, settings.server.port, settings.server.admin_key) == (
        "127.0.0.1",
        7860,
        None,
    )
    assert settings.limits.question_characters == 2000


def test_every_section_is_read() -> None:
    settings = read(
        DATA="/tmp/规划",
        LLM_BASE_URL="http://127.0.0.1:8080/v1/",
        LLM_MODEL="small",
        LLM_API_KEY="sk-secret",
        LLM_TIMEOUT_SECONDS="120.5",
        EMBEDDING_BASE_URL="https://models.example/v1",
        EMBEDDING_MODEL="m3",
        CHROMA_HOST="chroma",
        CHROMA_PORT="9000",
        PORT="0",
        ADMIN_KEY="钥匙",
        READ_MEGABYTES="5",
    )
    assert settings.data == Path("/tmp/规划")
    assert settings.llm.base_url == "http://127.0.0.1:8080/v1"
    assert settings.llm.timeout_seconds == 120.5
    assert settings.embedding.model == "m3"
    assert (settings.chroma.host, settings.chroma.port) == ("chroma", 9000)
    assert (settings.server.port, settings.server.admin_key) == (0, "钥匙")
    assert settings.reading.bytes == 5 * MEGABYTE


def test_the_option_wins_over_the_variable() -> None:
    settings = Settings.from_environment(Path("here"), {"PLAN_ASSISTANT_DATA": "/elsewhere"})
    assert settings.data == Path("here")


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        pytest.param("LLM_BASEURL", "http://x", "LLM_BASE_URL", id="misspelt: the near name is told"),
        pytest.param("COLOUR", "blue", "COLOUR", id="no such setting"),
        pytest.param("PORT", "70000", "65535", id="over the bound"),
        pytest.param("PORT", "http", "数字", id="no number"),
        pytest.param("PORT", "80.5", "数字", id="no whole number"),
        pytest.param("LLM_TIMEOUT_SECONDS", "nan", "之间", id="not a number that can be compared"),
        pytest.param("LLM_TIMEOUT_SECONDS", "0", "之间", id="no time at all"),
        pytest.param("QUESTION_CHARACTERS", "10000", "9999", id="ten thousand characters are always refused"),
        pytest.param("LLM_BASE_URL", "127.0.0.1:8080", "http", id="address without a scheme"),
        pytest.param("EMBEDDING_BASE_URL", "file:///etc/passwd", "http", id="address of a file"),
        pytest.param("LLM_BASE_URL", "http://[::1", "http", id="broken address"),
        pytest.param("LLM_MODEL", "small", "LLM_BASE_URL", id="model without an address"),
        pytest.param("EMBEDDING_BASE_URL", "http://x/v1", "EMBEDDING_MODEL", id="address without a model"),
    ],
)
def test_refused(name: str, value: str, word: str) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        read(**{name: value})
    assert word in caught.value.user_message
    assert name in caught.value.user_message or "BASE_URL" in caught.value.user_message


@pytest.mark.parametrize("value", ["", "  "])
def test_empty_counts_as_not_set(value: str) -> None:
    assert read(PORT=value, LLM_BASE_URL=value) == Settings()


def test_secrets_are_never_shown() -> None:
    settings = read(
        LLM_BASE_URL="http://x/v1",
        LLM_MODEL="m",
        LLM_API_KEY="sk-1234",
        EMBEDDING_BASE_URL="http://x/v1",
        EMBEDDING_MODEL="m",
        EMBEDDING_API_KEY="ek-1234",
        ADMIN_KEY="ak-1234",
    )
    assert "1234" not in repr(settings)
    assert "1234" not in str(settings)


def test_every_variable_names_a_field() -> None:
    """A variable whose section or field is misspelt would be read and lost."""
    settings = Settings()
    for variable in VARIABLES:
        section = getattr(settings, variable.section) if variable.section else settings
        assert variable.field in {field.name for field in dataclasses.fields(section)}, variable.full_name
        assert variable.meaning


def test_other_programs_variables_are_left_alone() -> None:
    assert Settings.from_environment(environment={"PATH": "/bin", "PLANASSISTANT_X": "1"}) == Settings()
