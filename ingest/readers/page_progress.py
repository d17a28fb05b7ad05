"""What is told while a file is read page by page."""

from __future__ import annotations

from collections.abc import Callable

PageProgress = Callable[[int, int], None]
"""Told (page, pages of the file) before a page is recognised, which takes seconds."""
