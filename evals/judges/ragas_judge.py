"""Ragas' faithfulness and factual correctness, through its LangChain interface.

Ragas pins older releases of openai and langchain-openai than the assistant needs, so it lives in an environment of its own
(docs/evaluation.md says how). This module needs nothing of the project but a records file, and is run there as a script:

    python evals/judges/ragas_judge.py report/records.jsonl --base-url http://127.0.0.1:8000/v1 --model NAME
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

HOW_TO = "没有装 ragas：它与本项目的依赖冲突，请按 docs/evaluation.md 装在单独的环境里再运行。"


def samples(records: Path) -> list[dict[str, Any]]:
    """What Ragas judges of each answered record: question, answer, cited quotes, and the evidence as reference."""
    rows = []
    for line in records.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        answer = record["answer"]
        if answer["status"] != "answered" or not answer["citations"]:
            continue
        quotes = [citation["quote"] for citation in answer["citations"]]
        rows.append(
            {
                "user_input": record["question"],
                "response": answer["answer"],
                "retrieved_contexts": quotes,
                "reference": "\n".join(record["evidence"] or quotes),
            }
        )
    return rows


def judge_with_ragas(rows: list[dict[str, Any]], base_url: str, model: str, api_key: str) -> Any:
    """Ragas' result over the samples. Raises ``SystemExit`` with advice where Ragas is not installed."""
    os.environ.setdefault("RAGAS_DO_NOT_TRACK", "true")  # it reports its use over the network
    try:
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr
        from ragas import EvaluationDataset, evaluate
        from ragas.llms import LangchainLLMWrapper
        from ragas.metrics import FactualCorrectness, Faithfulness
    except ImportError as error:
        raise SystemExit(f"{HOW_TO}（{error}）") from error
    chat_model = ChatOpenAI(base_url=base_url, model=model, api_key=SecretStr(api_key), temperature=0)
    llm = LangchainLLMWrapper(chat_model)
    return evaluate(
        EvaluationDataset.from_list(rows), metrics=[Faithfulness(), FactualCorrectness()], llm=llm
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="用 Ragas 评审一次评测的答案")
    parser.add_argument("records", type=Path)
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--api-key", default="none")
    options = parser.parse_args()
    result = judge_with_ragas(samples(options.records), options.base_url, options.model, options.api_key)
    sys.stdout.write(f"{result}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
