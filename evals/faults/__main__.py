"""``python -m evals.faults [--data DIR | --plans DIR] [--sample N]``: ends with 1 when a fault slips through."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant import environment
from ingest.library import Library, open_library
from ingest.library.settings import LibrarySettings


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m evals.faults", description="在金标准的答复里造错，看核对拦不拦得住"
    )
    parser.add_argument("--data", type=Path, help="已读入规划的数据文件夹")
    parser.add_argument("--plans", type=Path, help="规划所在的文件夹；读入临时的库")
    parser.add_argument("--sample", type=int, help="按题型分层抽取的题数，缺省全部")
    parser.add_argument("--seed", type=int, default=1, help="抽样和造错的种子")
    arguments = parser.parse_args(words)
    environment.prepare()
    from assistant.answering.pipeline import build_pipeline
    from assistant.answering.vocabulary.catalogue import Catalogue
    from evals.faults.judge_faults import judge_faults
    from evals.questions.gold import QUESTION_FOLDER, load_libraries, load_questions
    from evals.run import askable, stratified, why_nothing_is_asked

    with _library(arguments.data, arguments.plans) as library:
        plans = frozenset(card.plan.id for card in library.plans())
        libraries = load_libraries()
        questions = list(askable(load_questions(QUESTION_FOLDER), plans, libraries))
        if arguments.sample:
            questions = stratified(questions, arguments.sample, arguments.seed)
        if not questions:
            parser.error(why_nothing_is_asked(plans, libraries))
        report = judge_faults(questions, build_pipeline(library), Catalogue(library), arguments.seed)
    print("\n".join(report.lines()))
    return int(not report.passed)


@contextmanager
def _library(data: Path | None, plans: Path | None) -> Iterator[Library]:
    """The library in ``data``, or a temporary one of ``plans`` or of the examples."""
    from importlib.resources import as_file, files

    if data is not None:
        with open_library(LibrarySettings(data)) as library:
            yield library
        return
    with (
        tempfile.TemporaryDirectory(prefix="plan-assistant-faults-") as folder,
        as_file(files("ingest.examples")) as examples,
        open_library(LibrarySettings(Path(folder))) as library,
    ):
        library.ingest([plans or examples])
        yield library


if __name__ == "__main__":
    sys.exit(main())
