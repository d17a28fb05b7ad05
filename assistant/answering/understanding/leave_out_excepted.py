"""What a question leaves out of its answer: 除大足外哪里提到…, 除了市场监管局还有哪些单位牵头."""

from __future__ import annotations

import re

from assistant.answering.fold_text import fold
from assistant.answering.understanding.recognise_places import recognise_places
from assistant.answering.vocabulary.catalogue import Catalogue

EXCEPTED = re.compile(
    r"除(?:了|去|开)?(?P<what>[^,，。?除]{1,16}?)(?:(?:这[个家]|的?规划|的?清单|的?方案)?(?:以外|之外|外)[,，]?|[,，]|(?=还|都|也|其[他它余]|哪|别的|另外|呢|[?？]|$))"
)
"""除大足以外 · 除了市场监管局,还有…"""
_POINTS = re.compile(r"[这那它其该此]|上[面述]|前面|刚才|以上")
"""除了这个还有吗: about the answer before"""


def leave_out_excepted(simple: str, catalogue: Catalogue) -> tuple[tuple[str, ...], str]:
    """(ids of the plans of the places left out, the question without the words that leave something out)."""
    match = EXCEPTED.search(simple)
    if match is None or _POINTS.search(match["what"]):
        return (), simple
    what = fold(match["what"])
    places, _, rest = recognise_places(what, what, catalogue)
    without = f"{simple[: match.start()]} {simple[match.end() :]}"
    if places and rest.strip():
        return (), simple
    return places, without
