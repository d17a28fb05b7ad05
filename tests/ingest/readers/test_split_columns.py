"""Pages in two columns are read column by column; tables without rules stay in their rows."""

from __future__ import annotations

from ingest.readers import read_source
from tests.ingest.readers.sources import pdf_of, pdf_text

SENTENCE = "建设节水灌溉工程并完善管护制度"
LEFT = [f"左{number:02d}{SENTENCE}"[:15] for number in range(12)]
RIGHT = [f"右{number:02d}{SENTENCE}"[:15] for number in range(12)]


def two_columns(left: list[str], right: list[str], top: int = 700) -> str:
    """Lines of twelve points at 60 and 320, twenty points apart."""
    return "".join(
        pdf_text(text, x, top - 20 * row)
        for x, lines in ((60, left), (320, right))
        for row, text in enumerate(lines)
    )


def read(content: str) -> list[str]:
    return read_source("a.pdf", pdf_of(content)).text.splitlines()


def test_the_left_column_comes_first_and_a_heading_over_both_before() -> None:
    title = pdf_text("云陵市农村供水保障三年行动实施方案说明", 180, 740)
    number = pdf_text("—3—", 285, 40)
    lines = read(title + two_columns(LEFT, ["　　" + RIGHT[0][:13], *RIGHT[1:]]) + number)
    assert [line.strip() for line in lines] == [
        "云陵市农村供水保障三年行动实施方案说明",
        *LEFT,
        RIGHT[0][:13],
        *RIGHT[1:],
        "—3—",
    ]
    assert lines[1] == LEFT[0] and lines[14] == RIGHT[1]
    assert lines[13].startswith("　　右00")


def test_a_heading_between_parts_of_the_page() -> None:
    wide = pdf_text("二、各县区工作任务和各部门工作任务以及全部保障措施的具体安排", 70, 440)
    lines = read(two_columns(LEFT, RIGHT, 740) + wide + two_columns(LEFT, RIGHT, 420))
    assert lines[11:13] == [LEFT[11], RIGHT[0]]
    assert lines[24].strip().startswith("二、") and lines[25] == LEFT[0] and len(lines) == 49


def test_cells_without_rules_stay_in_their_rows() -> None:
    """Names and numbers are no running text: their lines end anywhere."""
    names = [f"指标{number}供水保证率达标工程"[: 6 + number % 7] for number in range(12)]
    lines = read(two_columns(names, [f"{number}座" for number in range(12)]))
    assert lines == [f"{name}  {number}座" for number, name in enumerate(names)]


def test_a_few_parted_rows_make_no_columns() -> None:
    assert read(two_columns(LEFT[:5], RIGHT[:5])) == [
        f"{a}  {b}" for a, b in zip(LEFT, RIGHT[:5], strict=False)
    ]
