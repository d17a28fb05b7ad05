"""``python -m evals.benchmarks``: measures, prints one table, and ends with 1 when a bar is missed.

all      [--plans DIR] [--questions N] [--install]   ingest, questions and the server (what stands alone means this)
ingest   [--plans DIR] --generated N                 pages and records a second, memory; 0 generates none
latency  --generated N | --data DIR [--questions N]  answers in a library of many plans, or in one that is there
fuzz     --minutes M [--plans DIR] [--seed N]        damaged files through every reader
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from assistant import environment
from evals.benchmarks.figures import Figure, print_table

SCRATCH = "plan-assistant-bench-"


def main(words: list[str] | None = None) -> int:
    arguments = _parse(words)
    environment.prepare()
    if arguments.what == "fuzz":
        return _fuzz(arguments)
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as folder:
        figures = list(_measure(Path(folder), arguments))
    print_table(figures)
    return int(any(figure.passed is False for figure in figures))


def _parse(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evals.benchmarks", description="测量时间和内存")
    parser.add_argument("what", nargs="?", default="all", choices=["all", "ingest", "latency", "fuzz"])
    parser.add_argument("--plans", type=Path, help="规划所在的文件夹，缺省用自带的示例规划")
    parser.add_argument("--questions", type=int, default=100, help="问多少个问题，缺省 100")
    parser.add_argument("--install", action="store_true", help="也测量安装（要下载安装包）")
    parser.add_argument("--generated", type=int, default=100, help="生成多少份规划，缺省 100")
    parser.add_argument("--stand-in-vectors", action="store_true", help="用近似的向量建库，只省建库的时间")
    parser.add_argument("--data", type=Path, help="在已经建好的库里提问，不再建库")
    parser.add_argument("--minutes", type=float, default=10.0, help="损坏文件测试多少分钟，缺省 10")
    parser.add_argument("--seed", type=int, help="损坏文件测试的随机种子")
    arguments = parser.parse_args(words)
    if arguments.plans and not arguments.plans.exists():
        parser.error(f"找不到 {arguments.plans}")
    return arguments


def _measure(folder: Path, arguments: argparse.Namespace) -> Iterator[Figure]:
    if arguments.what == "ingest":
        from evals.benchmarks.generate_plans import write_plans
        from evals.benchmarks.measure_ingest import measure_ingest

        with _plans(arguments.plans) as plans:
            yield from measure_ingest(folder / "given", plans)
        if arguments.generated:
            write_plans(folder / "plans", arguments.generated)
            yield from measure_ingest(folder / "generated", folder / "plans", rounds=1)
    elif arguments.what == "latency":
        from evals.benchmarks.measure_latency import measure_latency

        yield from measure_latency(
            folder,
            arguments.generated,
            arguments.questions,
            stand_in_vectors=arguments.stand_in_vectors,
            built=arguments.data,
        )
    else:
        with _plans(arguments.plans) as plans:
            yield from measure(folder, plans, arguments.questions, install=arguments.install)


@contextmanager
def _plans(chosen: Path | None) -> Iterator[Path]:
    """The folder that was chosen, or that of the examples."""
    with as_file(files("ingest.examples")) as examples:
        yield chosen or examples


def _fuzz(arguments: argparse.Namespace) -> int:
    from evals.benchmarks.fuzz_readers import fuzz

    seed = int(time.time()) if arguments.seed is None else arguments.seed
    keep = Path(tempfile.gettempdir()) / f"plan-assistant-fuzz-{seed}"
    with _plans(arguments.plans) as plans, as_file(files("ingest.examples")) as examples:
        seeds = {path for folder in (plans, examples) for path in folder.iterdir() if path.suffix != ".py"}
        report = fuzz(sorted(seeds), arguments.minutes, seed=seed, keep=keep)
    print("\n".join(report.lines()))
    if report.faults:
        print(f"出错的文件在 {keep}")
    return int(bool(report.faults))


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
