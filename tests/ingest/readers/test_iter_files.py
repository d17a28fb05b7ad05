"""Folders and archives: what is found, what is refused, and that one bad file never hides the others."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest.errors import FileMissing, LimitExceeded, NoPlanFound, ReadError, UnsafeContent, UnsupportedFormat
from ingest.readers import read_source
from ingest.readers.iter_files import iter_files
from tests.ingest.readers.sources import EXAMPLES, docx_of, paragraph, small, zip_of


def names(path: Path) -> list[str]:
    return [found.name for found in iter_files(path)]


def test_a_folder_gives_its_readable_files_in_order(tmp_path: Path) -> None:
    for name in (
        "乙.txt",
        "甲.txt",
        "~$甲.docx",
        ".hidden.txt",
        "图.png",
        "README.md",
        "子/丙.md",
        ".git/丁.txt",
        "__MACOSX/戊.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("文")
    assert names(tmp_path) == ["乙.txt", "丙.md", "甲.txt"]


def test_the_examples_are_four_plans() -> None:
    assert len(names(EXAMPLES)) == 4


def test_a_file_is_itself_whatever_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "规划.dat"
    path.write_text("文")
    assert [(found.name, found.content()) for found in iter_files(path)] == [("规划.dat", "文".encode())]


def test_an_archive_with_an_archive_inside(tmp_path: Path) -> None:
    inner = zip_of({"丙.txt": "丙", "图.png": "x"})
    path = tmp_path / "规划.zip"
    path.write_bytes(zip_of({"甲/乙.txt": "乙", "内.zip": inner, "__MACOSX/._乙.txt": "x", "甲/": ""}))
    found = list(iter_files(path))
    assert [(one.name, one.content().decode()) for one in found] == [("丙.txt", "丙"), ("乙.txt", "乙")]
    assert found[0].origin.endswith("规划.zip!/内.zip!/丙.txt")


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("AAAAAAAA.txt", "文")
    path = tmp_path / "a.zip"
    path.write_bytes(data.getvalue().replace(b"AAAAAAAA", "云陵规划".encode("gbk")))
    assert names(path) == ["云陵规划.txt"]


@pytest.mark.parametrize("inner", ["../逃.txt", "/etc/逃.txt", "a/../../逃.txt", "C:\\逃.txt", "..\\逃.txt"])
def test_a_way_out_of_the_archive_is_refused_and_the_rest_is_read(tmp_path: Path, inner: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({inner: "x", "好.txt": "文"}))
    contents: list[object] = []
    for found in iter_files(path):
        try:
            contents.append(found.content().decode())
        except UnsafeContent as error:
            contents.append(type(error))
            assert "拒绝" in error.user_message
    assert sorted(contents, key=str) == sorted([UnsafeContent, "文"], key=str)


def failure(path: Path, **limits: int) -> ReadError:
    for found in iter_files(path, small(**limits)):
        try:
            found.content()
        except ReadError as error:
            return error
    raise AssertionError("nothing failed")


def test_bombs_and_depth_and_size_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"a.txt": b"0" * 30_000_000}))
    assert isinstance(failure(path), LimitExceeded)
    path.write_bytes(zip_of({f"{n}.txt": "文" * 100 for n in range(20)}))
    assert isinstance(failure(path, archive_files=5), LimitExceeded)
    assert isinstance(failure(path, unzipped_bytes=1000), LimitExceeded)
    nested = zip_of({"a.txt": "文"})
    for _ in range(4):
        nested = zip_of({"a.zip": nested})
    path.write_bytes(nested)
    assert isinstance(failure(path), LimitExceeded)
    large = tmp_path / "b.txt"
    large.write_text("文" * 100)
    assert isinstance(failure(large, bytes=10), LimitExceeded)


def test_a_damaged_or_encrypted_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 nothing")
    assert isinstance(failure(path), UnsupportedFormat)
    data = bytearray(zip_of({"a.txt": "文"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(bytes(data))
    error = failure(path)
    assert isinstance(error, UnsupportedFormat) and "加密" in error.user_message


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(NoPlanFound):
        list(iter_files(tmp_path))
    with pytest.raises(FileMissing):
        list(iter_files(tmp_path / "gone.txt"))


def test_an_office_file_that_is_called_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(docx_of(paragraph("甲")))
    (found,) = iter_files(path)
    assert read_source(found.name, found.content()).format == "docx"
