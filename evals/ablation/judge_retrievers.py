"""Retrieval alone (检索): every search and the fusion by themselves, over the questions that passages answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean
from typing import TYPE_CHECKING

from assistant.answer import Answer, AnswerStatus, Question
from assistant.answering.pipeline import build_pipeline
from assistant.answering.retrieve_passages import HybridRetriever
from evals.checks.retrieval import retrieval_mrr, retrieval_ndcg, retrieval_recall
from evals.places import RecordPlaces
from evals.questions.gold import GoldQuestion, QuestionKind
from ingest.plan import RecordType

if TYPE_CHECKING:
    from ingest.library import Library

METRICS = {"recall@5": retrieval_recall, "MRR": retrieval_mrr, "nDCG@5": retrieval_ndcg}
SEARCHED = frozenset((RecordType.TASK, RecordType.PASSAGE))
WHOLE_LIBRARY = "融合，不先确定地区"
RERANKED = "融合后按要点覆盖重排（所用）"

Search = Callable[[str, tuple[str, ...]], list[str]]
"""(words, plan ids) → record ids by falling relevance."""


def judge_retrievers(
    library: Library, questions: Iterable[GoldQuestion], places: RecordPlaces
) -> tuple[Mapping[str, Mapping[str, float]], int]:
    """(retriever → metric → mean, number of questions); all retrievers are asked the same questions in the same scope."""
    pipeline = build_pipeline(library)
    searches = _searches(library)
    scores: dict[str, dict[str, list[float]]] = {}
    asked = 0
    for question in questions:
        if question.kind is not QuestionKind.CONTENT or not question.evidence:
            continue
        turn = pipeline.run_to(Question(question.question, region=question.region), "fix_scope")
        if turn.draft is not None or turn.scope is None or not turn.asked.words:
            continue
        asked += 1
        words, scope = " ".join(turn.asked.words), turn.scope.plan_ids
        found = {name: search(words, scope) for name, search in searches.items()}
        every = tuple(card.plan.id for card in library.plans())
        found[WHOLE_LIBRARY] = searches["融合"](question.question, every)
        from_facts = pipeline.run_to(Question(question.question, region=question.region), "retrieve_passages")
        found[RERANKED] = [item.record.id for item in from_facts.evidence] or found["融合"]
        for name, records in found.items():
            _score(scores.setdefault(name, {}), question, records, places)
    means = {
        name: {metric: fmean(each) for metric, each in by_metric.items()}
        for name, by_metric in scores.items()
    }
    return means, asked


def _searches(library: Library) -> dict[str, Search]:
    def search(dense: float, keyword: float) -> Search:
        def run(words: str, plan_ids: tuple[str, ...]) -> list[str]:
            retriever = HybridRetriever(
                library=library,
                plan_ids=plan_ids,
                record_types=SEARCHED,
                dense_weight=dense,
                keyword_weight=keyword,
            )
            return [hit.record_id for hit, _, _ in retriever.fused(words)]

        return run

    return {"向量": search(1, 0), "关键词": search(0, 1), "融合": search(1, 1)}


def _score(
    scores: dict[str, list[float]], question: GoldQuestion, records: Sequence[str], places: RecordPlaces
) -> None:
    trace = {"retrieve_passages": [{"record": record} for record in records]}
    answer = Answer("", "", AnswerStatus.ANSWERED, "", trace=trace)
    for name, metric in METRICS.items():
        check = metric(question, answer, places)
        if check is not None:
            scores.setdefault(name, []).append(check.score)
