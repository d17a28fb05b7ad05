"""The comparison as a table in Markdown: what is right with which part switched off, by metric and by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.compare import Outcome, compare
from evals.run import Record
from evals.summary import Summary, summarise
from evals.wording import kind_name, measure_name, measure_text

MEASURES = (
    "right",
    "values",
    "units",
    "lists",
    "key_facts",
    "refusal",
    "over_refusal",
    "citation_recall",
    "groundedness",
    "wrong_facts",
    "retrieval_recall",
    "retrieval_mrr",
    "median_length_facts",
    "latency_p50_ms",
    "latency_p95_ms",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A variant's records and their summary."""

    name: str
    records: tuple[Record, ...]
    summary: Summary

    @classmethod
    def of(cls, name: str, records: Sequence[Record]) -> Judged:
        return cls(name, tuple(records), summarise(records))

    def outcomes(self) -> dict[str, Outcome]:
        return {
            r.question.id: Outcome(r.question.kind.value, r.question.question, r.right) for r in self.records
        }


def ablation_tables(
    judged: Sequence[Judged], retrievers: Mapping[str, Mapping[str, float]], searched: int
) -> list[tuple[str, list[str], list[list[str]]]]:
    """(title, headings, rows) of every table; the first of ``judged`` is what the others are compared with."""
    measures = [m for m in MEASURES if any(m in each.summary.measures for each in judged)]
    whole = judged[0]
    by_measure = [
        [
            each.name,
            *(measure_text(m, each.summary.measures.get(m)) for m in measures),
            "—" if each is whole else f"{compare(whole.outcomes(), each.outcomes()).p_value:.2g}",
        ]
        for each in judged
    ]
    kinds = list(whole.summary.by_kind)
    by_kind = [[each.name, *(f"{each.summary.by_kind[kind].share:.1%}" for kind in kinds)] for each in judged]
    metrics = list(next(iter(retrievers.values()), {}))
    by_search = [[name, *(f"{means[m]:.3f}" for m in metrics)] for name, means in retrievers.items()]
    return [
        (
            f"各项指标（{len(whole.records)} 题）",
            ["系统", *map(measure_name, measures), "与完整相比 p"],
            by_measure,
        ),
        ("按题型答对", ["系统", *map(kind_name, kinds)], by_kind),
        (f"检索本身（{searched} 道内容题，同一范围）", ["检索", *metrics], by_search),
    ]


def ablation_markdown(tables: Sequence[tuple[str, list[str], list[list[str]]]]) -> str:
    lines = ["# 消融与基线", ""]
    for title, head, rows in tables:
        lines += [f"## {title}", "", "| " + " | ".join(head) + " |"]
        lines.append("| --- |" + " ---: |" * (len(head) - 1))
        lines += ["| " + " | ".join(row) + " |" for row in rows]
        lines.append("")
    return "\n".join(lines)
