"""The outline (章节): every heading with its number, title and parent; and the boxes (专栏)."""

from __future__ import annotations

from collections.abc import Sequence

from evals.extraction.gold import ExtractionGold, GoldSection
from evals.extraction.score import Score
from evals.words import fold_title
from ingest.plan import PlanRecords, Section


def compare_sections(gold: ExtractionGold, records: PlanRecords) -> Score:
    """A section is right when its number, title and parent heading are; run-in headings may also be tasks."""
    score = Score("sections")
    left = list(records.sections)
    tasks = {fold_title(task.title) for task in records.tasks}
    for wanted in gold.sections:
        found = _take(wanted, left)
        label = f"{wanted.number}{wanted.title}"
        if found is None:
            if wanted.run_in and fold_title(wanted.title) in tasks:
                score.judge(True, "")
            elif not wanted.optional:
                score.miss(f"{label}: not found")
            continue
        if wanted.optional:
            continue
        problems = _problems(wanted, found)
        score.judge(not problems, f"{label}: {'; '.join(problems)}")
    if "sections" in gold.complete:
        for extra in _extras(gold, left):
            score.extra(f"{'/'.join(extra.path)} (level {extra.level}, at {extra.source.start})")
    return score


def compare_boxes(gold: ExtractionGold, records: PlanRecords) -> Score:
    score = Score("boxes")
    found = {(fold_title(box.no), fold_title(box.title)) for box in records.boxes}
    wanted = [(fold_title(box.no), fold_title(box.title)) for box in gold.boxes]
    for no, title in wanted:
        numbers = [n for n, t in found if title in t]
        if not numbers:
            score.miss(f"专栏{no} {title}: not found")
        else:
            score.judge(any(no in n for n in numbers), f"专栏{no} {title}: number {numbers}")
    for no, title in found:
        if not any(t in title for _, t in wanted):
            score.extra(f"专栏 {no} {title}")
    return score


def _titles(wanted: GoldSection) -> set[str]:
    return {fold_title(title) for title in (wanted.title, *wanted.accept)}


def _take(wanted: GoldSection, left: list[Section]) -> Section | None:
    """The best of the sections that carry this title: with the same parent and number if there is one."""
    titles = _titles(wanted)
    same = [section for section in left if fold_title(section.title) in titles]
    if not same:
        return None
    best = min(same, key=lambda section: len(_problems(wanted, section)))
    left.remove(best)
    return best


def _problems(wanted: GoldSection, found: Section) -> list[str]:
    problems = []
    if not wanted.anynumber and fold_title(found.number) != fold_title(wanted.number):
        problems.append(f"number {found.number!r}")
    if wanted.path:
        parent = found.path[-2] if len(found.path) > 1 else ""
        if not _same_heading(wanted.path[-1], parent):
            problems.append(f"parent {parent!r}, expected {wanted.path[-1]!r}")
    return problems


def _same_heading(wanted: str, got: str) -> bool:
    a, b = fold_title(wanted), fold_title(got)
    return a == b or (len(b) >= 4 and a.endswith(b)) or (len(a) >= 4 and b.endswith(a))


def _extras(gold: ExtractionGold, left: Sequence[Section]) -> list[Section]:
    """Sections that nothing in the gold allows: numbered tasks and boxes may stand in the outline too."""
    allowed = {fold_title(task.title) for task in gold.tasks} | {fold_title(box.title) for box in gold.boxes}
    return [
        section
        for section in left
        if fold_title(section.title) not in allowed and not fold_title(section.number).startswith("专栏")
    ]
