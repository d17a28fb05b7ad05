"""onnxruntime 1.31 reports on its use, and its import alone leaves an identity and a database in the home folder."""

from __future__ import annotations

import os

VARIABLE = "ORT_DISABLE_TELEMETRY"


def forbid_telemetry() -> None:
    """To be called before the first import of onnxruntime, or of what imports it: later it is too late."""
    os.environ[VARIABLE] = "1"
