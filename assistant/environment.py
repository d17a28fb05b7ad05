"""Environment variables that dependencies read when they are imported, so that nothing reaches out and nothing spins.

Call :func:`prepare` before the first import of gradio, chromadb, langchain, onnxruntime or numpy. A value that the
operator set wins, except where the product promises that nothing leaves the machine.
"""

from __future__ import annotations

import os

from ingest.forbid_telemetry import forbid_telemetry

_FOR_SPEED = {
    # Two threads that wait actively on a busy two-core machine are five times slower than one.
    "OMP_WAIT_POLICY": "passive",
    "OPENBLAS_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
_FOR_SILENCE = {
    # With analytics on, gradio looks up api.gradio.app and huggingface.co when it starts.
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_OFFLINE": "1",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
}


def prepare() -> None:
    """Set the variables in this process; calling it again changes nothing."""
    for name, value in _FOR_SPEED.items():
        os.environ.setdefault(name, value)
    os.environ.update(_FOR_SILENCE)
    forbid_telemetry()
