"""Old Word documents: through LibreOffice or antiword, and never with words lost."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ingest.errors import MissingReader
from ingest.pipeline import read_plan, read_plan_bytes
from ingest.readers import doc, read_source
from ingest.source import SourceText
from tests.ingest.readers.sources import EXAMPLES, office_file
from tests.ingest.readers.test_same_plan import check_same

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SENTENCE = "新建农村供水工程并改造管网设施，到二零二五年全部建成投入使用并由县水利局负责日常管理"


def old_document(*sentences: str) -> bytes:
    """What looks like a Word 97 file to the reader, with these sentences as Word keeps them."""
    return (
        OLE + "WordDocument".encode("utf-16-le") + b"\x00\x00" * 20 + "\r".join(sentences).encode("utf-16-le")
    )


def docbook(*sentences: str) -> bytes:
    return f"<book><chapter>{''.join(f'<para>{sentence}</para>' for sentence in sentences)}</chapter></book>".encode()


@pytest.fixture
def antiword_says(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What antiword answers; LibreOffice is not there."""
    said: list[bytes] = []
    monkeypatch.setattr(doc, "OFFICE_PROGRAMS", ())
    monkeypatch.setattr(shutil, "which", lambda program: program)
    monkeypatch.setattr(doc, "_run", lambda *_: said[0])
    return said


def test_antiword_is_believed_where_it_gives_all_words(antiword_says: list[bytes]) -> None:
    antiword_says.append(docbook(SENTENCE, "完成。"))
    assert read_source("a.doc", old_document(SENTENCE, "完成。")).text == f"{SENTENCE}\n完成。\n"


def test_words_that_antiword_loses_are_an_error(antiword_says: list[bytes]) -> None:
    antiword_says.append(docbook("完成。"))
    with pytest.raises(MissingReader) as raised:
        read_source("a.doc", old_document(SENTENCE, "完成。"))
    assert "LibreOffice" in raised.value.user_message and "没有读全" in raised.value.user_message


@pytest.mark.parametrize(
    ("antiword", "tables", "codes"),
    [
        pytest.param(
            "<book><chapter><para/><informaltable><tgroup><row><entry>供水</entry><entry>县水利局</entry></row></tgroup>"
            "</informaltable></chapter></book>",
            1,
            [],
            id="antiword keeps the cells apart",
        ),
        pytest.param(docbook("供水县水利局").decode(), 0, ["tables_lost"], id="neither does: that is said"),
    ],
)
def test_cells_that_libreoffice_runs_together(
    antiword: str, tables: int, codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: program)
    monkeypatch.setattr(doc, "_through_office", lambda *_: SourceText("供水县水利局\n", "doc"))
    monkeypatch.setattr(doc, "_run", lambda *_: antiword.encode())
    read = read_source("a.doc", old_document("供水\x07县水利局\x07\x07"))
    assert (len(read.tables), [code for code, _ in read.notes]) == (tables, codes)


needs_office = pytest.mark.skipif(
    not any(map(shutil.which, doc.OFFICE_PROGRAMS)), reason="LibreOffice is not installed"
)


@needs_office
def test_a_real_document_through_libreoffice() -> None:
    source = office_file("legacy.doc")
    assert source.format == "doc" and "世界雅虎" in source.text


@needs_office
def test_an_example_saved_as_doc_says_the_same(tmp_path: Path) -> None:
    example = EXAMPLES / "qinghe-elderly-care-duties.docx"
    program = next(program for program in doc.OFFICE_PROGRAMS if shutil.which(program))
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "doc",
            "--outdir",
            str(tmp_path),
            str(example),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    records = read_plan_bytes("plan.doc", (tmp_path / f"{example.stem}.doc").read_bytes(), plan_id="plan")
    check_same(records, read_plan(example, plan_id="plan"))
