"""Adding and removing plans over HTTP: only with the key, within limits, and never outside the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.channels.http.app import create_app
from assistant.settings import ServerSettings, Settings
from tests.assistant.channels.conftest import ADMIN_KEY, Served
from tests.assistant.fakes import fake_assistant
from tests.assistant.serving import serving

KEY = {"X-Admin-Key": ADMIN_KEY.encode()}
PLAN = ("lanpu.txt", "兰浦区规划\n一、任务".encode())


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no key"),
        pytest.param({"X-Admin-Key": "wrong"}, id="wrong key"),
        pytest.param({"X-Admin-Key": ADMIN_KEY.encode()[:-1]}, id="a part of the key"),
        pytest.param({"Authorization": "Basic YTpi"}, id="another scheme"),
        pytest.param({"X-Admin-Key": ""}, id="empty key"),
    ],
)
def test_without_the_key_nothing_changes(served: Served, headers: dict[str, str]) -> None:
    for response in (
        served.client.post("/v1/plans", files={"files": PLAN}, headers=headers),
        served.client.delete("/v1/plans/yunling", headers=headers),
    ):
        assert response.status_code == 401
        assert response.json()["error"]["code"] == "admin_key_wrong"
    assert served.client.get("/v1/plans/yunling").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param(KEY, id="own header"),
        pytest.param({"Authorization": f"Bearer {ADMIN_KEY}".encode()}, id="bearer"),
    ],
)
def test_upload(served: Served, headers: dict[str, str]) -> None:
    response = served.client.post("/v1/plans", files=[("files", PLAN)], headers=headers)
    assert response.status_code == 201
    outcome = response.json()["files"][0]
    assert (outcome["file"], outcome["outcome"], outcome["title"]) == ("lanpu.txt", "added", "兰浦区规划")


def test_one_bad_file_does_not_stop_the_others(served: Served) -> None:
    files = [("files", PLAN), ("files", ("bad.txt", b"\xff\xfe\xff"))]
    response = served.client.post("/v1/plans", files=files, headers=KEY)
    assert response.status_code == 201
    assert [entry["outcome"] for entry in response.json()["files"]] == ["added", "failed"]
    alone = served.client.post("/v1/plans", files=files[1:], headers=KEY)
    assert alone.status_code == 422
    assert alone.json()["failed"] == 1
    error = alone.json()["error"]
    assert error["code"] == "no_file_read" and error["message"].startswith(f"{files[1][1][0]}：")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("../../../evil.txt", "evil.txt", id="a path upwards"),
        pytest.param("C:\\Users\\x\\规划.txt", "规划.txt", id="a Windows path"),
        pytest.param("/etc/passwd.txt", "passwd.txt", id="an absolute path"),
    ],
)
def test_names_with_paths_stay_in_the_folder(served: Served, name: str, kept: str) -> None:
    response = served.client.post("/v1/plans", files={"files": (name, PLAN[1])}, headers=KEY)
    assert response.json()["files"][0]["file"] == kept


@pytest.mark.parametrize(
    ("files", "code"),
    [
        pytest.param([("files", ("..", b"x"))], "file_name_unusable", id="a name of dots"),
        pytest.param(
            [("files", ("长" * 100 + ".txt", b"x"))], "file_name_unusable", id="a name too long to keep"
        ),
        pytest.param([("files", PLAN), ("files", PLAN)], "file_names_equal", id="twice the same name"),
        pytest.param([("other", (None, b"x"))], "no_file", id="no file at all"),
    ],
)
def test_unusable_uploads(served: Served, files: list[tuple[str, tuple[str, bytes]]], code: str) -> None:
    response = served.client.post("/v1/plans", files=files, headers=KEY)
    assert response.status_code == 422
    assert response.json()["error"]["code"] == code


def test_too_large_by_its_length(served: Served) -> None:
    response = served.client.post("/v1/plans", files={"files": ("big.txt", b"x" * 1_100_000)}, headers=KEY)
    assert response.status_code == 413
    assert "1 MB" in response.json()["error"]["message"]


def test_too_large_without_saying_so(served: Served) -> None:
    """A chunked body tells no length: it is cut off as it comes."""

    def body() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        for _ in range(20):
            yield b"x" * 100_000
        yield b"\r\n--b--\r\n"

    headers = {**KEY, "Content-Type": "multipart/form-data; boundary=b"}
    assert served.client.post("/v1/plans", content=body(), headers=headers).status_code == 413


def test_question_body_is_bounded_too(served: Served) -> None:
    response = served.client.post("/v1/ask", json={"question": "问" * 2_000_000})
    assert response.status_code == 413


def test_remove(served: Served) -> None:
    assert served.client.delete("/v1/plans/nope", headers=KEY).status_code == 404
    assert served.client.delete("/v1/plans/qinghe", headers=KEY).json() == {"removed": "qinghe"}
    assert served.client.get("/v1/plans/qinghe").status_code == 404


def test_without_a_configured_key_the_routes_are_closed(tmp_path: Path) -> None:
    assistant, _ = fake_assistant(tmp_path)
    app = create_app(assistant, Settings(data=tmp_path, server=ServerSettings(admin_key=None)))
    with assistant, serving(app) as base_url, httpx.Client(base_url=base_url) as client:
        for headers in ({}, {"X-Admin-Key": ""}, {"X-Admin-Key": "None"}):
            response = client.delete("/v1/plans/yunling", headers=headers)
            assert response.status_code == 403
            assert "PLAN_ASSISTANT_ADMIN_KEY" in response.json()["error"]["message"]
