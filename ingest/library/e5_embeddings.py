"""The bundled embedder: multilingual-e5-small in 8 bits, run by onnxruntime, behind LangChain's ``Embeddings``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from ingest.forbid_telemetry import forbid_telemetry
from ingest.library.e5_graph import GRAPH_VERSION, INPUT, stored_graph
from ingest.library.e5_tokenizer import E5Tokenizer
from ingest.library.e5_weights import E5Weights, Floats, bundled_weights_path, read_weights
from ingest.library.give_back_memory import give_back_memory
from ingest.library.normalise_text import normalise

DOCUMENT_PREFIX, QUERY_PREFIX = "passage: ", "query: "
"""The model was trained with these words before every text."""
WINDOW_TOKENS = 512
LONGEST_PIECE = 16
"""Characters of the longest piece: what lies behind this many characters for each token cannot enter the window."""
MOST_THREADS = 8
TIDIED_TEXTS = 1_000
"""Texts after which memory is given back: after every 128 it made embedding dearer by 6 %, after none it grew by 200 MB."""


@dataclass(frozen=True, slots=True)
class _Model:
    weights: E5Weights
    tokenizer: E5Tokenizer
    session: Any
    run_options: Any


class E5Embeddings(Embeddings):
    """Vectors of length 1 with 384 numbers. The first use loads the model (0.3 s; a second when its file must be built).

    A text is cut at 512 tokens, about 800 Chinese characters. The same text gives the same vector in any company and in
    any thread.
    """

    identity = f"multilingual-e5-small/int8-v{GRAPH_VERSION}"
    """Vectors of two embedders with the same identity may be compared."""

    def __init__(self, models: Path, *, threads: int | None = None) -> None:
        self.models = models
        self.threads = threads or min(len(os.sched_getaffinity(0)), MOST_THREADS)
        self._lock = Lock()
        self._loaded: _Model | None = None
        self._untidied = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [vector.tolist() for vector in self._embed(DOCUMENT_PREFIX, texts)]

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._vector(self._model(), QUERY_PREFIX + normalise(text)).tolist()
        return vector

    def count_tokens(self, text: str) -> int:
        """Tokens that a document needs, prefix and marks included; those over 512 are cut."""
        return len(self._model().tokenizer.split(DOCUMENT_PREFIX + normalise(text))) + 2

    def load(self) -> None:
        """Load the model now instead of at the first text."""
        self._model()

    def _embed(self, prefix: str, texts: Sequence[str]) -> list[Floats]:
        model = self._model()
        prepared = [prefix + normalise(text) for text in texts]
        try:
            if self.threads == 1 or len(prepared) < 2:
                return [self._vector(model, text) for text in prepared]
            # One text a thread is half as fast again as two threads on one text.
            with ThreadPoolExecutor(self.threads) as pool:
                return list(pool.map(lambda text: self._vector(model, text), prepared))
        finally:
            self._untidied += len(prepared)
            if self._untidied >= TIDIED_TEXTS:
                self._untidied = 0
                give_back_memory()

    @staticmethod
    def _vector(model: _Model, text: str) -> Floats:
        vocabulary = model.weights.vocabulary
        room = WINDOW_TOKENS - 2
        pieces = model.tokenizer.split(text[: room * LONGEST_PIECE])[:room]
        ids = np.array([vocabulary.begin, *pieces, vocabulary.end], dtype=np.int64)
        (vector,) = model.session.run(None, {INPUT: model.weights.word_embeddings(ids)}, model.run_options)
        return np.asarray(vector, dtype=np.float32)

    def _model(self) -> _Model:
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    self._loaded = self._load()
        return self._loaded

    def _load(self) -> _Model:
        forbid_telemetry()
        import onnxruntime

        graph = stored_graph(self.models)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        # Spinning threads starve everything else on a small machine.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        weights = read_weights(bundled_weights_path())
        run_options = onnxruntime.RunOptions()
        # Else what the longest text needed (80 MB a thread) is kept.
        run_options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        return _Model(weights, E5Tokenizer(weights.vocabulary), session, run_options)
