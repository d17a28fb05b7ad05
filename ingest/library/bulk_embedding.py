"""Embedding the texts of a run: here, and in a process of its own once there have been many.

Embedding leaves Python for some milliseconds a text and then needs it again, while reading is Python and Chroma keeps
Python to itself for a quarter of a second a thousand entries: in one process the processors stood idle for a tenth of a
long run. The process costs a second and 200 MB, which a few plans are not worth.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import Event, Thread

from langchain_core.embeddings import Embeddings

from ingest.library.child_process import CHILD_LOST, ChildProcess
from ingest.library.e5_embeddings import E5Embeddings
from ingest.library.embedding_worker import Load

logger = logging.getLogger(__name__)

MANY_TEXTS = 1_500
"""Texts after which the process is started: a run that has had ten seconds of embedding has as a rule more of it to come."""
WORKER = "from ingest.library.embedding_worker import main; main()"

Vectors = Sequence[Sequence[float]]


class BulkEmbedding:
    """To be closed. Only the bundled embedder gets a process; others are no work of this machine."""

    def __init__(self, embedder: Embeddings, *, many: int = MANY_TEXTS) -> None:
        self._embedder = embedder
        self._many = many
        self._texts = 0
        self._child: ChildProcess | None = None
        self.process_ready = Event()
        """Set while there is a process that has loaded the model."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A vector of each text. Raises what the embedder raises."""
        self._texts += len(texts)
        if self._child is None and self._texts >= self._many and isinstance(self._embedder, E5Embeddings):
            self._child = self._start(Load(self._embedder.models, self._embedder.threads))
        if self._child is not None and self.process_ready.is_set():
            try:
                self._child.send(list(texts))
                vectors: Vectors = self._child.receive()
            except CHILD_LOST as error:
                logger.warning("the embedding process is gone (%r): embedding goes on in this one", error)
                self.process_ready.clear()
                self._child.end()
            else:
                return vectors
        return self._embedder.embed_documents(list(texts))

    def close(self) -> None:
        if self._child is not None:
            self._child.close()

    def _start(self, load: Load) -> ChildProcess:
        child = ChildProcess(WORKER)

        def wait() -> None:
            try:
                child.send(load)
                child.receive()
            except CHILD_LOST:
                return
            self.process_ready.set()

        # Until it has loaded the model, texts are embedded here.
        Thread(target=wait, name="start-embedding", daemon=True).start()
        return child
