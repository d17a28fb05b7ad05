"""Exact search within some plans: every vector of theirs is compared, read from the catalogue and kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from threading import Lock

import numpy as np

from ingest.errors import PlanNotFound
from ingest.library.catalogue import Catalogue, Floats, PlanVectors
from ingest.library.results import Hit
from ingest.plan import RecordType

KEPT_BYTES = 64_000_000
"""Vectors of about 40,000 entries."""


class PlanVectorCache:
    """Vectors by plan, the least recently used forgotten first. Safe to use from many threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._kept: OrderedDict[tuple[str, int], PlanVectors] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def search(
        self,
        vector: Floats,
        k: int,
        generations: Mapping[str, int],
        record_types: Collection[RecordType] | None,
    ) -> list[Hit]:
        """The nearest entries of these plans (id → generation), nearest first."""
        hits: list[Hit] = []
        for plan_id, generation in generations.items():
            stored = self._of(plan_id, generation)
            if stored is not None and k > 0:
                hits.extend(_nearest(plan_id, stored, vector, k, record_types))
        return sorted(hits, key=lambda hit: -hit.score)[: max(k, 0)]

    def _of(self, plan_id: str, generation: int) -> PlanVectors | None:
        key = (plan_id, generation)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        try:
            stored = self._catalogue.vectors_of(plan_id)
        except PlanNotFound:
            return None  # Removed since the caller looked.
        with self._lock:
            key = (plan_id, stored.generation)
            if key not in self._kept:
                self._kept[key] = stored
                self._bytes += stored.matrix.nbytes
            while self._bytes > KEPT_BYTES and len(self._kept) > 1:
                self._bytes -= self._kept.popitem(last=False)[1].matrix.nbytes
        return stored


def _nearest(
    plan_id: str, stored: PlanVectors, vector: Floats, k: int, record_types: Collection[RecordType] | None
) -> list[Hit]:
    if not stored.record_ids:
        return []
    scores = stored.matrix @ vector
    order: Sequence[int] = np.argsort(-scores, kind="stable").tolist()
    hits = []
    for row in order:
        if record_types is None or stored.record_types[row] in record_types:
            hits.append(Hit(plan_id, stored.record_ids[row], stored.record_types[row], float(scores[row])))
            if len(hits) == k:
                break
    return hits
