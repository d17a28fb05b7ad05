"""Parts switched off and the baseline, asked the same questions in one run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from langchain_core.embeddings import DeterministicFakeEmbedding
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from typer.testing import CliRunner

from assistant.answer import AnswerStatus
from assistant.settings import LlmSettings, Settings
from evals.ablation.naive_baseline import TOP, NaiveBaseline
from evals.ablation.report import Judged, ablation_markdown, ablation_tables
from evals.ablation.report_html import ablation_html
from evals.ablation.variants import VARIANTS, WITH_MODEL, variants_for
from evals.cli import app
from evals.run import run_questions
from tests.evals.oracle import Oracle
from tests.evals.test_harness import CONTENT_QUESTION, REFUSAL_QUESTION, UNITS_QUESTION, VALUE_QUESTION
from tests.evals.test_run import Refuser

EXAMPLES = Path(__file__).parents[3] / "ingest" / "examples"
QUESTIONS = (VALUE_QUESTION, UNITS_QUESTION, CONTENT_QUESTION, REFUSAL_QUESTION)
PLANS = {"qinghe": ("青禾县规划", "\n\n".join(f"第{n}段。" + "青禾县开展防汛演练。" * 60 for n in range(9)))}


def test_the_baseline_answers_with_the_nearest_piece_and_cites_it() -> None:
    baseline = NaiveBaseline(PLANS, DeterministicFakeEmbedding(size=8))
    answer = baseline.ask(CONTENT_QUESTION)
    assert answer.status is AnswerStatus.ANSWERED
    assert [citation.quote for citation in answer.citations] == [answer.answer]
    assert len(answer.trace["retrieve_passages"]) == TOP
    (record,) = run_questions([CONTENT_QUESTION], baseline)
    assert {check.name for check in record.checks} >= {"citation_recall", "retrieval_recall"}


def test_one_baseline_after_another_has_texts_of_its_own() -> None:
    """In memory of one process they share a store, and an object gets the address of one that is gone."""
    for _ in range(20):
        NaiveBaseline(PLANS, DeterministicFakeEmbedding(size=8))


def test_the_baseline_with_a_model_may_refuse() -> None:
    replies: Iterator[AIMessage | str] = iter([AIMessage("资料中没有提到。")])
    baseline = NaiveBaseline(
        PLANS, DeterministicFakeEmbedding(size=8), GenericFakeChatModel(messages=replies)
    )
    answer = baseline.ask(REFUSAL_QUESTION)
    assert answer.status is AnswerStatus.NOT_FOUND
    assert len(answer.citations) == TOP


def test_columns_with_a_model_only_where_one_is_configured() -> None:
    assert variants_for(Settings()) == VARIANTS
    with_model = Settings(llm=LlmSettings(base_url="http://127.0.0.1:9/v1", model="small"))
    assert variants_for(with_model) == (*VARIANTS, *WITH_MODEL)


def test_tables_compare_with_the_first() -> None:
    judged = [
        Judged.of("完整", run_questions(QUESTIONS, Oracle())),
        Judged.of("<坏>", run_questions(QUESTIONS, Refuser())),
    ]
    tables = ablation_tables(judged, {"向量": {"MRR": 0.5}}, 1)
    text = ablation_markdown(tables)
    assert "| 完整 | 100.0% |" in text
    assert "| <坏> | 25.0% |" in text
    assert "| 向量 | 0.500 |" in text
    page = ablation_html(tables)
    assert "&lt;坏&gt;" in page
    assert "http" not in page


def test_the_command_compares_on_the_examples(tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    for path in EXAMPLES.iterdir():
        if path.suffix in (".txt", ".md", ".html", ".docx") and path.name != "README.md":
            (plans / path.name).write_bytes(path.read_bytes())
    options = ["ablation", "--plans", str(plans), "--report", str(tmp_path), "--data", str(tmp_path / "data")]
    result = CliRunner().invoke(app, [*options, "--sample", "12"])
    assert result.exit_code == 0, result.output
    for variant in VARIANTS:
        assert f"| {variant.name} |" in result.output
    assert "检索本身" in result.output
    assert len(list((tmp_path / "ablation").glob("*.jsonl"))) == len(VARIANTS)
    refused = CliRunner().invoke(app, [*options, "--llm-base-url", "http://127.0.0.1:9/v1"])
    assert refused.exit_code == 2
