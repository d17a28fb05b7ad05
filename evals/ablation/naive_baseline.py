"""The baseline (朴素基线): what a user builds in an afternoon from a tutorial.

The files' text, cut by LangChain's recursive splitter, in a Chroma collection in memory, with the same embedder; the five
nearest pieces go to the language model with the usual prompt. Without a model the nearest piece is the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.answer import Answer, AnswerStatus, Citation
from evals.ablation.split_recursively import split_recursively
from evals.places import RecordPlaces
from evals.questions.gold import GoldQuestion
from evals.status_from_words import status_from_words
from ingest.plan import RecordType, Span
from prompts import load_prompt

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models import BaseChatModel

TOP = 5
BATCH = 64
PROMPT = "naive_baseline"
CUT_OFF = "naive"


class NaiveBaseline:
    """``plans`` maps the ids of plans to their titles and the text of their files as it was read; nothing else is known."""

    name = "朴素基线"

    def __init__(
        self,
        plans: Mapping[str, tuple[str, str]],
        embedder: Embeddings,
        chat_model: BaseChatModel | None = None,
    ) -> None:
        import chromadb
        from chromadb.config import Settings

        self._embedder = embedder
        self._chat_model = chat_model
        self._titles = {plan: title for plan, (title, _) in plans.items()}
        self._pieces: dict[str, tuple[str, str]] = {}
        for plan, (_, text) in sorted(plans.items()):
            for number, piece in enumerate(split_recursively(text), 1):
                self._pieces[f"{plan}:{CUT_OFF}{number}"] = (plan, piece)
        self.plan_ids = frozenset(self._titles)
        self.places = RecordPlaces(self._pieces)
        # All clients in memory share one store: an address used again would name another baseline's collection.
        client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
        self._collection = client.create_collection(
            f"naive-{uuid4().hex}", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        ids = list(self._pieces)
        for at in range(0, len(ids), BATCH):
            batch = ids[at : at + BATCH]
            texts = [self._pieces[piece][1] for piece in batch]
            self._collection.add(ids=batch, embeddings=embedder.embed_documents(texts))

    def ask(self, question: GoldQuestion) -> Answer:
        """An answer with the pieces that it rests on as citations. History is put in front of the question."""
        asked = " ".join((*(turn.question for turn in question.history), question.question))
        found = self._collection.query(query_embeddings=[self._embedder.embed_query(asked)], n_results=TOP)
        pieces = found["ids"][0]
        trace: dict[str, object] = {
            "retrieve_passages": [{"record": piece} for piece in pieces],
            "not_published": ["status", "units", "indicators"],
        }
        if self._chat_model is None:
            pieces = pieces[:1]
            text = self._pieces[pieces[0]][1] if pieces else ""
            status = AnswerStatus.ANSWERED if pieces else AnswerStatus.NOT_FOUND
        else:
            text, trace["usage"] = self._words(asked, [self._pieces[piece][1] for piece in pieces])
            status = status_from_words(text)
        citations = tuple(self._citation(n, piece) for n, piece in enumerate(pieces, 1))
        return Answer("", "", status, text, citations=citations, trace=trace)

    def _words(self, question: str, pieces: list[str]) -> tuple[str, dict[str, int]]:
        """(the model's reply, the tokens that the server says it took)."""
        if self._chat_model is None:
            raise RuntimeError("there is no language model")
        prompt = load_prompt(PROMPT).format(context="\n\n".join(pieces), question=question)
        reply = self._chat_model.invoke(prompt)
        told = reply.usage_metadata
        spent = (
            {"prompt_tokens": told["input_tokens"], "completion_tokens": told["output_tokens"]}
            if told
            else {}
        )
        return reply.text if isinstance(reply.text, str) else str(reply.content), spent

    def _citation(self, n: int, piece: str) -> Citation:
        plan, text = self._pieces[piece]
        return Citation(
            n, plan, self._titles[plan], "", RecordType.PASSAGE, piece, (), text, "", Span(0, len(text))
        )
