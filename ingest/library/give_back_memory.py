"""Memory that was let go of, back to the system."""

from __future__ import annotations

import ctypes


def give_back_memory() -> None:
    """Texts of changing length leave holes that the C library keeps to itself: 300 MB after a few plans.

    What is given back must be asked for again: often is dear.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:  # glibc; others have no such holes or no such call.
        trim(0)
