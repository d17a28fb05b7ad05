"""``python -m evals.benchmarks [--plans DIR] [--questions N] [--install]``: measures and prints one table.

Ends with 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

from assistant import environment
from evals.benchmarks.figures import Figure, print_table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks", description="测量时间和内存")
    parser.add_argument("--plans", type=Path, help="规划所在的文件夹，缺省用自带的示例规划")
    parser.add_argument("--questions", type=int, default=100, help="问多少个问题，缺省 100")
    parser.add_argument("--install", action="store_true", help="也测量安装（要下载安装包）")
    arguments = parser.parse_args()
    environment.prepare()
    with (
        as_file(files("ingest.examples")) as examples,
        tempfile.TemporaryDirectory(prefix="plan-assistant-bench-") as folder,
    ):
        plans = arguments.plans or examples
        if not plans.exists():
            parser.error(f"找不到 {plans}")
        figures = list(measure(Path(folder), plans, arguments.questions, install=arguments.install))
    print_table(figures)
    return int(any(figure.passed is False for figure in figures))


def measure(folder: Path, plans: Path, questions: int, *, install: bool) -> Iterator[Figure]:
    from assistant.settings import Settings
    from assistant.wiring import open_assistant
    from evals.benchmarks.measure_ingest import DATA, measure_ingest
    from evals.benchmarks.measure_install import measure_install
    from evals.benchmarks.measure_questions import make_questions, measure_questions
    from evals.benchmarks.measure_server import measure_server
    from ingest.library.e5_embeddings import E5Embeddings

    if install:
        yield measure_install(folder)
    yield from measure_ingest(folder, plans)
    embedder = E5Embeddings(folder / "models")
    with open_assistant(Settings.from_environment(data=folder / DATA)) as assistant:
        yield from measure_questions(assistant, embedder, questions)
        asked = make_questions(assistant.library, questions)
    yield from measure_server(folder / "served", plans, asked)


if __name__ == "__main__":
    sys.exit(main())
