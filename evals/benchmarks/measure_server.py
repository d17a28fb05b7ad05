"""How long the server takes to its first answer, and what memory it needs."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep

from evals.benchmarks.figures import Figure, bounded, resident_megabytes

SECOND_START_SECONDS = 8.0
MEMORY_MEGABYTES = 700.0
LONGEST_START = 600.0
EMBEDDER_ALONE = (
    "import sys; from pathlib import Path\n"
    "from ingest.library.e5_embeddings import E5Embeddings\n"
    "from evals.benchmarks.figures import resident_megabytes\n"
    "embedder = E5Embeddings(Path(sys.argv[1])); embedder.embed_query(sys.argv[2])\n"
    "print(resident_megabytes())\n"
)


def measure_server(data: Path, plans: Path, questions: list[str]) -> Iterator[Figure]:
    """Start twice: with an empty library that reads the plans first, then with the filled one."""
    first = questions[0]
    begun = perf_counter()
    with _server(data, plans) as (_, port):
        _ask(port, first, begun)
        yield Figure("首次启动到第一个回答（含导入）", f"{perf_counter() - begun:.1f} 秒")
    begun = perf_counter()
    with _server(data, None) as (pid, port):
        _ask(port, first, begun)
        seconds = perf_counter() - begun
        alone = perf_counter()
        resident = _embedder_alone(data / "models", first)
        alone = perf_counter() - alone
        yield bounded(
            "再次启动到第一个回答", seconds, SECOND_START_SECONDS, " 秒", f"单独加载并嵌入 {alone:.1f} 秒"
        )
        for question in questions:
            _ask(port, question, perf_counter())
        yield bounded(
            f"服务的常驻内存（{len(questions)} 个问题之后）",
            resident_megabytes(pid),
            MEMORY_MEGABYTES,
            " MB",
            f"单独加载 {resident:.0f} MB",
            digits=0,
        )


@contextmanager
def _server(data: Path, plans: Path | None) -> Iterator[tuple[int, int]]:
    """The program's own server in a process of its own: its process id and port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    run = "from assistant.cli.entry import main; main()"
    command = [sys.executable, "-c", run, "--data", str(data), "serve", "--port", str(port)]
    if plans is not None:
        command += ["--plans", str(plans)]
    with (data.parent / "server.log").open("ab") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield server.pid, port
    finally:
        server.terminate()
        server.wait(30)


def _ask(port: int, question: str, begun: float) -> None:
    """Ask until there is an answer. Raises :class:`TimeoutError` when the server does not come up."""
    body = json.dumps({"question": question}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/v1/ask", body, headers)
    while True:
        try:
            with urllib.request.urlopen(request, timeout=LONGEST_START) as response:
                json.load(response)
                return
        except OSError:
            if perf_counter() - begun > LONGEST_START:
                raise TimeoutError("the server did not answer") from None
            sleep(0.05)


def _embedder_alone(models: Path, question: str) -> float:
    """Resident megabytes of a process that embeds a question and does nothing else."""
    command = [sys.executable, "-c", EMBEDDER_ALONE, str(models), question]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)
