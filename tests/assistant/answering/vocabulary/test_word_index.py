"""Known words are found in a text as trying each of them would find them."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.vocabulary.word_index import CharacterIndex, WordIndex

WORDS = st.lists(st.text("云陵青禾县市", max_size=4), max_size=12)
TEXT = st.text("云陵青禾县市", max_size=20)


@given(words=WORDS, text=TEXT)
def test_finds_what_trying_each_word_finds(words: list[str], text: str) -> None:
    expected = sorted({word for word in words if word and word in text}, key=lambda word: (-len(word), word))
    assert WordIndex(words).found_in(text) == expected


@given(titles=WORDS, word=TEXT)
def test_texts_with_all_characters_come_in_their_order(titles: list[str], word: str) -> None:
    named = [(str(number), title) for number, title in enumerate(titles)]
    expected = [name for name, title in named if word and set(word) <= set(title)]
    assert CharacterIndex(named).with_all(word) == expected
