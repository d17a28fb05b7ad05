"""The words that every door shares: names of roles, references under an answer, the address of a citation's source."""

from __future__ import annotations

from urllib.parse import quote

from assistant.answer import Answer, Citation
from ingest.plan import Basis, Plan, PlanStatus, RecordType, Role, in_title_marks

ROLE_NAMES = {Role.RESPONSIBLE: "责任（牵头）单位", Role.COOPERATING: "配合单位"}
BASIS_NAMES = {Basis.STATED: "原文写明", Basis.INFERRED: "按排列顺序推断"}
RECORD_NAMES = {
    RecordType.TASK: "任务",
    RecordType.INDICATOR: "指标",
    RecordType.COMMITMENT: "承诺",
    RecordType.PASSAGE: "原文",
}
STATUS_NAMES = {
    PlanStatus.IN_FORCE: "现行",
    PlanStatus.DRAFT: "草案或征求意见稿",
    PlanStatus.REPEALED: "已失效或废止",
    PlanStatus.UNKNOWN: "未注明",
}

_QUOTE_CHARACTERS = 160


def source_address(plan_id: str, start: int, end: int) -> str:
    """Path of the page that shows the original with ``start``–``end`` lit, scrolled to it."""
    return f"/source/{quote(plan_id, safe='')}?start={start}&end={end}#quote"


def citation_address(citation: Citation) -> str:
    return source_address(citation.plan_id, citation.source.start, citation.source.end)


def section_line(section: tuple[str, ...]) -> str:
    """The heading path on one line: "三、主要任务 › （一）…"."""
    return " › ".join(section)


def shortened(text: str, limit: int = _QUOTE_CHARACTERS) -> str:
    """``text`` on one line and cut at ``limit`` characters, the cut marked."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def reference_line(citation: Citation) -> str:
    """One reference as plain text: "[1] 《标题》（页 3） 三、… › （一）…：“引文”"."""
    page = f"（第{citation.source.page}页）" if citation.source.page else ""
    section = f" {section_line(citation.section)}" if citation.section else ""
    return (
        f"[{citation.n}] {in_title_marks(citation.plan_title)}{page}{section}：“{shortened(citation.quote)}”"
    )


def reference_list(answer: Answer, base_url: str = "") -> str:
    """The references of an answer as Markdown, with links when ``base_url`` is given; empty without citations."""
    if not answer.citations:
        return ""
    lines = ["**参考来源**", ""]
    for citation in answer.citations:
        link = f" [查看原文]({base_url}{citation_address(citation)})" if base_url else ""
        lines.append(f"- {reference_line(citation)}{link}")
    return "\n".join(lines)


def answer_text(answer: Answer) -> str:
    """The answer's Markdown; the choices of a clarification follow where the text does not hold them already."""
    if answer.clarification is None:
        return answer.answer
    missing = [option for option in answer.clarification.options if option not in answer.answer]
    return (
        "\n".join([answer.answer, "", *(f"- {option}" for option in missing)]) if missing else answer.answer
    )


def period_words(plan: Plan) -> str:
    """ "2021—2025年", empty where the document states no period."""
    if plan.period is None:
        return ""
    first, last = plan.period
    return f"{first}年" if first == last else f"{first}—{last}年"
