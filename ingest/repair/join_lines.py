"""Paragraphs put together again where a page border, a fixed line width or a long title cut them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.number_grammar import find_quantities
from ingest.repair.line_shapes import (
    BRACKET_END,
    CAPTION_NUMBERED,
    CHAPTER,
    DATE_LINE,
    DECIMAL,
    INNER_STOP,
    NUMBER_LINE,
    PAIRS,
    SENTENCE_END,
    has_marker,
    open_brackets,
    width,
)
from ingest.repair.split_lines import Line
from ingest.source import Paragraph, RepairedText

DOCUMENT_TYPES = "规划|计划|方案|意见|通知|纲要|清单|办法|措施|要点|决定|通告|公告|批复|分解表|任务表|分工表|责任表|台账|细则|规定|安排|分工|建议|报告"
# "…“十四五”水利发展规划", "…实施方案（征求意见稿）"
DOCUMENT_TITLE_END = re.compile(rf"(?:{DOCUMENT_TYPES})(?:[》”]|[（(][^（）()]{{1,20}}[)）])*$")
# "(2021—2025年)", "（征求意见稿）" on a line of its own below a title
TITLE_NOTE = re.compile(
    r"^[（(【](?:\d{4}\s*[-—–－~～至]+\s*\d{4}\s*年?|\d{4}\s*年度?|.{0,6}(?:草案|意见稿|送审稿|讨论稿|修订|修编|试行|公示稿|报批稿|版|稿))[)）】]$"
)
# "（2021—2025年）的通知", "的通知" below a notice that names what it carries
NOTICE_REST = re.compile(r"^(?:[（(【][^（）()【】]{1,20}[)）】])?的(?:通知|公告|通告|函|决定)$")
ANNOUNCED = re.compile(r"(?:印发|转发|公布|发布|下发)")
# "…；完成时限：2024年5月底前", "配合单位：各村（社区）": the last field of a task ends its paragraph
FIELD_TO_END = re.compile(
    r"(?:时限|时间|期限)[：:][^，。；：:]{2,16}$|(?:单位|部门|科室|主体)[：:][^。；：:]{2,200}(?:[局委厅办府会队村站所司]|中心|公司|街道|学校|医院|[)）])$"
)
# "云陵市2025年…分解表": a title of its own begins with its place, whatever short line (a sheet's name) stands above
PLACE_START = re.compile(r"^[\u4e00-\u9fff]{2,6}?[省市县区州](?=[\u4e00-\u9fff“\d])")
# "云陵市水利局" above "关于印发…的通知"
UNIT_END = re.compile(r"(?:政府|办公厅|办公室|委员会|[厅局部委院]|领导小组)$")
# "…关于贯彻落实", "…关于印发": a title that goes on
HANGING_TITLE = re.compile(r"(?:关于|印发|贯彻|落实|实施|转发|推进|加强|深化|的|和|与|及|暨|、)$")
CLOSING_START = re.compile(r"^[，。；、：！？》”）)】,;]")
NOTE_START = re.compile(r"^注[：:]")  # "注：1.…；2.…"
ITEM_NUMBER = re.compile(r"^\d{1,2}[.．、]")  # "2.“—”表示…"
CONTINUING_END = re.compile(r"[，、,（(《“—]$")
LATIN = re.compile(r"[A-Za-z]$")
ENOUGH = 400
TITLE_LONGEST = 60
SHORT_TITLE_END = 20
HEAD_LINES = 60
CUT_LONGEST_HEADING = 45
CUT_SHORTEST = 20

WRAP_WIDEST = 120
WRAP_SLACK = 5
WRAP_UNFINISHED = 0.85
WRAP_SHARE = 0.3
LONGEST_AMOUNT = 16
LONGEST_BRACKET = 200
WRAP_FEWEST_LINES = 12


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document's lines are set: the width at which they wrap (0: lines are paragraphs), whether first lines are
    indented, whether blank lines stand between paragraphs, whether the format states paragraphs, and whether the border
    counts characters (a terminal's 40 a line) rather than printed width."""

    wrap_width: int
    indented: bool
    spaced: bool
    lines_are_paragraphs: bool
    counts_characters: bool = False

    def reach(self, line: Line) -> int:
        """How far a line reaches towards the border, its indent included."""
        return _reach(line, self.counts_characters)


def setting_of(lines: Sequence[Line], *, lines_are_paragraphs: bool) -> Setting:
    """Judged from all content lines of a document."""
    if not lines:
        return Setting(0, False, False, lines_are_paragraphs)
    indents = sum(line.indent >= 2 for line in lines)
    spaced = sum(line.blanks_before > 0 for line in lines) >= 0.6 * len(lines)
    wraps = [(_wrap_width(lines, counts_characters=counts), counts) for counts in (False, True)]
    wrap_width, counts = next((found for found in wraps if found[0]), (0, False))
    return Setting(
        wrap_width, 0.05 * len(lines) <= indents <= 0.75 * len(lines), spaced, lines_are_paragraphs, counts
    )


def _reach(line: Line, counts_characters: bool) -> int:
    if counts_characters:
        return 2 * (len(line.text) + min(line.indent, 4))
    return width(line.text) + min(line.indent, 4)


def _wrap_width(lines: Sequence[Line], *, counts_characters: bool) -> int:
    """The border in half characters, 0 where there is none. Cells of flattened tables say nothing about it: only lines
    that reach half of it are judged."""
    if len(lines) < WRAP_FEWEST_LINES:
        return 0
    reaches = [_reach(line, counts_characters) for line in lines]
    full = sorted(reaches)[int(len(reaches) * 0.9)]
    if not 20 <= full <= WRAP_WIDEST or max(reaches) > full * (1 if counts_characters else 1.6):
        return 0
    near = sum(reach >= full // 2 for reach in reaches)
    slack = 1 if counts_characters else WRAP_SLACK
    at_border = [line for line, reach in zip(lines, reaches, strict=True) if abs(reach - full) <= slack]
    unfinished = sum(not SENTENCE_END.search(line.text) for line in at_border)
    wraps = len(at_border) >= max(
        WRAP_SHARE * near, WRAP_SHARE * WRAP_FEWEST_LINES
    ) and unfinished >= 0.6 * len(at_border)
    return full if wraps else 0


def join_lines(
    lines: Sequence[Line], setting: Setting, repairs: dict[str, int], *, first_index: int = 0
) -> list[Paragraph]:
    """Paragraphs of lines that follow one another. ``first_index`` is the number of content lines before them: titles
    over several lines are looked for near the head only."""
    paragraphs: list[Paragraph] = []
    index = 0
    while index < len(lines):
        group = [lines[index]]
        text = lines[index].text
        index += 1
        while index < len(lines):
            near_head = first_index + index < HEAD_LINES
            reason = _reason_to_join(text, group[-1], lines[index], setting, near_head)
            if reason is None:
                break
            repairs[reason] = repairs.get(reason, 0) + 1
            group.append(lines[index])
            text = _enough_of(text + lines[index].text)
            index += 1
        level = next((line.heading_level for line in group if line.heading_level is not None), None)
        paragraphs.append(Paragraph(_joined([line.words for line in group]), level))
    return paragraphs


def _joined(parts: list[RepairedText]) -> RepairedText:
    """One behind the other; a blank keeps two Latin words apart."""
    spaced: list[RepairedText] = []
    for part in parts:
        before = spaced[-1] if spaced else None
        if before and LATIN.match(before.text[-1:]) and LATIN.match(part.text[:1]):
            spaced.append(RepairedText(" ", before.ends[-1:], before.ends[-1:]))
        spaced.append(part)
    return RepairedText.join(spaced)


def _enough_of(text: str) -> str:
    """A long paragraph's two ends: all that tells whether it goes on, and short enough to look at for each line."""
    return text if len(text) <= 2 * ENOUGH else text[:ENOUGH] + text[-ENOUGH:]


def _reason_to_join(text: str, last: Line, line: Line, setting: Setting, near_head: bool) -> str | None:
    """Why a line goes on with the paragraph ``text`` whose last line is ``last``, or ``None``."""
    if line.heading_level != last.heading_level and (line.heading_level or last.heading_level):
        return None
    if NUMBER_LINE.match(line.text) or NUMBER_LINE.match(last.text):
        return None
    if near_head and _is_title_going_on(text, last, line):
        return "title_lines"
    if setting.lines_are_paragraphs:
        return None
    if CLOSING_START.match(line.text) and not SENTENCE_END.search(text):
        return "cut_paragraphs"
    if _is_number_inside(text, last, line, setting):
        return "wrapped_lines"
    if has_marker(line.text) or DATE_LINE.match(line.text) or DATE_LINE.match(last.text):
        return None
    if _is_inside_bracket(text, line):
        return "cut_brackets"
    if setting.wrap_width:
        if _is_wrapped(text, last, line, setting):
            return "wrapped_lines"
        return "cut_paragraphs" if _is_rest(text, line, setting) else None
    return "cut_paragraphs" if _is_cut(text, line, setting) else None


def _is_number_inside(text: str, last: Line, line: Line, setting: Setting) -> bool:
    """ "平均到场时间为" + "11.5分钟", "注：1.…；" + "2.…": a number at the border, where paragraphs and headings are
    indented."""
    if line.indent >= 2 or not _is_wrapped(text, last, line, setting):
        return False
    if not setting.indented:
        return not SENTENCE_END.search(text) and _begins_with_amount(line.text)
    if NOTE_START.match(text):
        return bool(ITEM_NUMBER.match(line.text))
    prose = bool(INNER_STOP.search(text)) or "，" in text
    return prose and not SENTENCE_END.search(text) and bool(DECIMAL.match(line.text))


def _begins_with_amount(text: str) -> bool:
    """ "6.5件。": a number with its measure begins no heading."""
    found = find_quantities(text[:LONGEST_AMOUNT])
    return bool(found) and found[0].start == 0 and bool(DECIMAL.match(text))


def _is_inside_bracket(text: str, line: Line) -> bool:
    """ "（责任单位：市水利局、市财" + "政局）": a bracket that the next line closes. One that is never closed was lost."""
    waiting = open_brackets(text[-LONGEST_BRACKET:])
    return waiting[-1:] in ("）", ")", "】") and waiting[-1] in _closed_before(line.text)


def _closed_before(text: str) -> str:
    """The brackets that a line closes without having opened them."""
    closed = ""
    waiting: list[str] = []
    for character in text:
        if character in PAIRS:
            waiting.append(PAIRS[character])
        elif character in PAIRS.values():
            if waiting:
                waiting.pop()
            else:
                closed += character
    return closed


def _is_title_going_on(text: str, last: Line, line: Line) -> bool:
    """A title's next line. Only lines right below each other, and nothing that ends a sentence."""
    if (
        INNER_STOP.search(text)
        or INNER_STOP.search(line.text)
        or len(text) > 2 * TITLE_LONGEST
        or len(line.text) > TITLE_LONGEST
    ):
        return False
    if TITLE_NOTE.match(line.text):
        return bool(DOCUMENT_TITLE_END.search(text)) and line.blanks_before <= 2
    if NOTICE_REST.match(line.text) and ANNOUNCED.search(text):
        return line.blanks_before <= 1
    if (
        line.blanks_before
        or has_marker(text)
        or has_marker(line.text)
        or DATE_LINE.match(line.text)
        or SENTENCE_END.search(text)
    ):
        return False
    if DATE_LINE.match(last.text):
        return False
    waiting = open_brackets(text)
    if waiting.endswith("》"):
        return True
    if UNIT_END.search(text):
        return line.text.startswith("关于") and len(text) <= TITLE_LONGEST // 2
    if text.endswith(("》", "〉")) and len(line.text) <= SHORT_TITLE_END:
        return bool(DOCUMENT_TITLE_END.search(line.text))
    if DOCUMENT_TITLE_END.search(text):
        return False
    if HANGING_TITLE.search(text):
        return not SENTENCE_END.search(line.text)
    if PLACE_START.match(line.text) and "关于" not in text:
        return False
    return bool(DOCUMENT_TITLE_END.search(line.text)) and len(last.text) >= 4 and "，" not in text


def _is_wrapped(text: str, last: Line, line: Line, setting: Setting) -> bool:
    """The last line reaches the border: nearly, or, where it stops in the middle of a sentence, by four fifths (words and
    numbers that are not cut leave a gap)."""
    ends = bool(SENTENCE_END.search(last.text) or BRACKET_END.search(text))
    reach = setting.reach(last)
    unfinished = not ends and (not has_marker(last.text) or bool(INNER_STOP.search(last.text)))
    if reach < setting.wrap_width * (WRAP_UNFINISHED if unfinished else 1) - WRAP_SLACK - 1:
        return False
    if setting.indented:
        return line.indent < 2 or not (ends or _is_title_line(text))
    return line.blanks_before == 0 and not ends


def _is_rest(text: str, line: Line, setting: Setting) -> bool:
    """The end of a sentence that a page border cut short of the line's border: it is not indented as paragraphs are."""
    prose = bool(INNER_STOP.search(text)) or "，" in text
    cut = setting.indented and prose and line.indent < 2 and not SENTENCE_END.search(text)
    return cut and bool(SENTENCE_END.search(line.text))


def _is_cut(text: str, line: Line, setting: Setting) -> bool:
    """A sentence that stops without a stop, and goes on in a line that is no heading: a page border was here."""
    if SENTENCE_END.search(text) or BRACKET_END.search(text) or len(text) < CUT_SHORTEST:
        return False
    if (
        CAPTION_NUMBERED.match(text)
        or CHAPTER.match(text)
        or _is_title_line(text)
        or FIELD_TO_END.search(text)
    ):
        return False
    heading = has_marker(text) and not INNER_STOP.search(text)
    if heading:
        return False
    if CONTINUING_END.search(text):
        return True
    if setting.spaced and line.blanks_before == 0:
        return True
    prose = bool(INNER_STOP.search(text)) or "，" in text or "," in text or len(text) >= CUT_LONGEST_HEADING
    return prose and bool(
        SENTENCE_END.search(line.text)
        or INNER_STOP.search(line.text)
        or len(line.text) >= CUT_LONGEST_HEADING
    )


def _is_title_line(text: str) -> bool:
    """A title is not cut; a sentence about one ("现将《…规划》" + "印发给你们") is."""
    return bool(DOCUMENT_TITLE_END.search(text)) and not text.startswith(
        ("现将", "根据", "为", "按照", "依据")
    )
