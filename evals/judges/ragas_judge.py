"""Ragas' faithfulness and factual correctness, through its LangChain interface, and how far they agree with hand labels.

Ragas pins older releases of openai and langchain-openai than the assistant needs, so it lives in an environment of its own
(docs/evaluation.md says how). This module needs nothing of the project but a file, and is run there as a script:

    python evals/judges/ragas_judge.py report/records.jsonl --base-url http://127.0.0.1:8000/v1 --model NAME

The file is a run's records, or the labelled answers that ``plan-assistant eval judge --cases FILE`` writes: for those Cohen's κ is
told, a metric of ``THRESHOLD`` and more taken for "right".
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

HOW_TO = "没有装 ragas：它与本项目的依赖冲突，请按 docs/evaluation.md 装在单独的环境里再运行。"
THRESHOLD = 0.5
RIGHT = "right"
WAIT_SECONDS = 600

Row = Mapping[str, Any]
Scores = Mapping[str, float]


def samples(file: Path) -> list[dict[str, Any]]:
    """What Ragas judges of each answer: question, answer, contexts and reference, and its ``label`` where it has one.

    Of a run these are the cited quotes and the evidence; refusals and answers without citations are left out.
    """
    lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return [row for line in lines if (row := _labelled(line) if "label" in line else _recorded(line))]


def _labelled(case: Row) -> dict[str, Any] | None:
    if not case["contexts"]:
        return None
    return {
        "id": case["id"],
        "label": case["label"],
        "user_input": case["question"],
        "response": case["answer"],
        "retrieved_contexts": case["contexts"],
        "reference": case["reference"],
    }


def _recorded(record: Row) -> dict[str, Any] | None:
    answer = record["answer"]
    if answer["status"] != "answered" or not answer["citations"]:
        return None
    quotes = [citation["quote"] for citation in answer["citations"]]
    return {
        "id": record["id"],
        "user_input": record["question"],
        "response": answer["answer"],
        "retrieved_contexts": quotes,
        "reference": "\n".join(record["evidence"] or quotes),
    }


def chosen(rows: Sequence[dict[str, Any]], size: int | None, seed: int) -> list[dict[str, Any]]:
    """All rows, or so many of them: of every label in turn, the same for the same seed."""
    if size is None or size >= len(rows):
        return list(rows)
    generator = random.Random(seed)
    by_label: dict[str, list[dict[str, Any]]] = {}
    for row in generator.sample(list(rows), len(rows)):
        by_label.setdefault(row.get("label", ""), []).append(row)
    picked: list[dict[str, Any]] = []
    while len(picked) < size:
        for group in by_label.values():
            if group and len(picked) < size:
                picked.append(group.pop())
    return picked


def build_ragas(base_url: str, model: str, api_key: str) -> Callable[[Row], Scores]:
    """A function from a row to its scores; a metric whose reply could not be read is NaN.

    Raises ``SystemExit`` with advice where Ragas is not installed.
    """
    os.environ.setdefault("RAGAS_DO_NOT_TRACK", "true")  # it reports its use over the network
    try:
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr
        from ragas import EvaluationDataset, RunConfig, evaluate
        from ragas.llms import LangchainLLMWrapper
        from ragas.metrics import FactualCorrectness, Faithfulness
    except ImportError as error:
        raise SystemExit(f"{HOW_TO}（{error}）") from error
    chat_model = ChatOpenAI(
        base_url=base_url, model=model, api_key=SecretStr(api_key), temperature=0, timeout=WAIT_SECONDS
    )
    llm = LangchainLLMWrapper(chat_model)
    waiting = RunConfig(timeout=WAIT_SECONDS, max_retries=1, max_workers=1)

    def scores_of(row: Row) -> Scores:
        asked = {name: part for name, part in row.items() if name not in ("id", "label")}
        result = evaluate(
            EvaluationDataset.from_list([asked]),
            metrics=[Faithfulness(), FactualCorrectness()],
            llm=llm,
            run_config=waiting,
            show_progress=False,
        )
        return {name: float(score) for name, score in result.scores[0].items()}

    return scores_of


def report(judged: Sequence[tuple[Row, Scores]]) -> Iterator[str]:
    """Each metric's mean and, over labelled answers, its κ."""
    for name in sorted({name for _, scores in judged for name in scores}):
        read = [(row, scores[name]) for row, scores in judged if not math.isnan(scores.get(name, math.nan))]
        mean = sum(score for _, score in read) / len(read) if read else math.nan
        line = f"{name}：{len(judged)} 个答案，读得出分数的 {len(read)} 个，平均 {mean:.3f}"
        pairs = [(row["label"] == RIGHT, score >= THRESHOLD) for row, score in read if "label" in row]
        yield f"{line}；与人工标注 κ = {kappa(pairs):.3f}（对／不对）" if pairs else line


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Cohen's κ of two judges who say right or not; 0 of nothing."""
    if not pairs:
        return 0.0
    total = len(pairs)
    agreed = sum(one == other for one, other in pairs) / total
    first, second = (sum(side) / total for side in zip(*pairs, strict=True))
    by_chance = first * second + (1 - first) * (1 - second)
    return 1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def main() -> int:
    parser = argparse.ArgumentParser(description="用 Ragas 评审一次评测的答案，或看它与人工标注的一致程度")
    parser.add_argument("file", type=Path)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--api-key", default="none")
    parser.add_argument("--sample", type=int, help="只评审这么多个")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=Path("ragas.jsonl"), help="每个答案的分数")
    options = parser.parse_args()
    scores_of = build_ragas(options.base_url, options.model, options.api_key)
    judged: list[tuple[Row, Scores]] = []
    with options.output.open("w", encoding="utf-8") as file:
        for row in chosen(samples(options.file), options.sample, options.seed):
            judged.append((row, scores_of(row)))
            file.write(json.dumps({"id": row["id"], **judged[-1][1]}, ensure_ascii=False) + "\n")
            file.flush()
    sys.stdout.write("\n".join(report(judged)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
