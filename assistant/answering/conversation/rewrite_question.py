"""A follow-up that the rules find no context for is made whole by a language model, from the earlier question only.

The rules take over what 那配合单位呢 leaves out; 网络市场方面怎么说 looks like a question of its own, and would be answered for every
place. What the model writes is taken only when nothing enters it that neither question says. Nothing is asked of the model
where the rules understood, and an answer is never shown to it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.answering.fold_text import bigrams, fold, simplify
from assistant.answering.turn import FOLLOWS, SMALL_TALK, Kind, Turn, Understanding
from assistant.answering.understand_question import understand
from assistant.answering.understanding.recognise_words import is_noun
from assistant.answering.vocabulary.catalogue import Catalogue
from assistant.language_model.chat_model import name_of
from assistant.language_model.listen import ModelFailed, listen
from assistant.language_model.token_budget import TokenBudget
from ingest.number_grammar import find_quantities
from ingest.pause import Pause
from prompts import load_prompt

SYSTEM_PROMPT = "rewrite_follow_up"
QUESTION_PROMPT = "rewrite_follow_up_question"
REWRITING_PROMPTS = (SYSTEM_PROMPT, QUESTION_PROMPT)
_LONGEST = 120
"""Characters of a whole question; more is an answer."""
_MOST_SECONDS = 20.0
_LEAST_FROM_BOTH = 0.75
"""So much of the whole question's wording must stand in the two that it was made from."""
_LEAST_KEPT = 0.5
"""So many of the things that the follow-up names must stand in it."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OVER_ALL = frozenset((Kind.PLAN_LIST, Kind.MENTIONS))


def rewrite_question(
    turn: Turn,
    catalogue: Catalogue,
    chat_model: BaseChatModel | None,
    seconds: float,
    budget: TokenBudget | None = None,
    pause: Pause | None = None,
) -> Turn:
    """The turn with the whole question understood, where the question leans on an earlier one and the rules did not see how.

    With a ``budget`` the trace tells the tokens.
    """
    if chat_model is None or not _may_lean(turn):
        return turn
    history = turn.question.history
    before = understand(history[-1].question, history[:-1], catalogue)
    earlier = before.text.replace(FOLLOWS, "；")
    messages = _messages(earlier, turn.question.text)
    start = time.perf_counter()
    problem: str | None = None
    said = ""
    try:
        said = _ask(chat_model, messages, min(seconds, _MOST_SECONDS), pause)
    except ModelFailed as error:
        problem = str(error)
    whole = understand(said, (), catalogue)
    problem = problem or _problem(said, earlier, turn.question.text, whole, before, turn.asked)
    found: dict[str, Any] = {
        "model": name_of(chat_model),
        "said": said,
        "problem": problem,
        "model_ms": round((time.perf_counter() - start) * 1000, 1),
    }
    if budget is not None:
        sent = sum(budget.count(str(message.content)) for message in messages)
        found["tokens"] = {"prompt": sent, "answer": budget.count(said)}
    turn = turn.grow("rewrite_question", found)
    if problem is not None:
        return turn
    understood = {name: str(value) for name, value in (("text", whole.text), ("kind", whole.kind))}
    known = turn.trace["understand_question"]
    return turn.grow(
        "understand_question",
        {**known, **understood, "rewritten": said},
        understanding=replace(whole, follows=True, place_taken_over=turn.asked.place_taken_over),
    )


def _may_lean(turn: Turn) -> bool:
    """Whether a question in a conversation names no place and was not seen to lean on what was said before."""
    asked, history = turn.asked, turn.question.history
    if not history or asked.follows or asked.kind in SMALL_TALK or asked.kind in _OVER_ALL:
        return False
    if not history[-1].answer:
        # A part of the same question: the rules give it what it leaves out, a model would join it with the part before.
        return False
    named = asked.places and not asked.place_taken_over
    return not (named or asked.unknown_places or asked.places_above)


def _messages(earlier: str, question: str) -> tuple[SystemMessage, HumanMessage]:
    asked = load_prompt(QUESTION_PROMPT).format(earlier=_one_line(earlier), question=_one_line(question))
    return SystemMessage(load_prompt(SYSTEM_PROMPT)), HumanMessage(asked)


def _ask(model: BaseChatModel, messages: Sequence[BaseMessage], seconds: float, pause: Pause | None) -> str:
    """The last line that the model says; models like to think before they speak. Raises :class:`ModelFailed`."""
    said = "".join(listen(model, messages, seconds, pause))
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _problem(
    said: str, earlier: str, question: str, whole: Understanding, before: Understanding, asked: Understanding
) -> str | None:
    """What speaks against a rewritten question, or ``None``."""
    both = fold(simplify(earlier)) + "\n" + fold(simplify(question))
    folded = fold(simplify(said))
    if not folded or len(said) > _LONGEST:
        return "no question"
    numbers = set(_NUMBER.findall(folded)) - set(_NUMBER.findall(both))
    amounts = {one.raw for one in find_quantities(folded)} - {one.raw for one in find_quantities(both)}
    if numbers or amounts:
        return f"a new number: {', '.join(sorted(numbers | amounts))}"
    if not set(whole.places) <= {*before.places, *asked.places} or whole.unknown_places:
        return "a new place"
    if before.places and not whole.places:
        return "the place is lost"
    if any(unit not in both for unit in whole.units):
        return "a new unit"
    pairs = bigrams(folded)
    if pairs and sum(pair in both for pair in pairs) / len(pairs) < _LEAST_FROM_BOTH:
        return "new words"
    kept = [word in folded for word in asked.words if is_noun(word)]
    lost = folded in fold(simplify(earlier)) or (kept and sum(kept) / len(kept) < _LEAST_KEPT)
    return "the follow-up is lost" if lost else None
