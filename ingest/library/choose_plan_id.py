"""Naming a plan in the library after its file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePath

NOT_IN_ID = re.compile(r"[^0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff]+")
"""What is no ASCII letter, digit or Chinese character: the blanks and brackets of "云陵市 (2021)"."""
LONGEST_STEM = 60
FALLBACK = "plan"


def plan_id_of(name: str) -> str:
    """The id for a file name: its stem, other characters than letters, digits and Chinese ones as "-".

    >>> plan_id_of("云陵市“十四五”规划（草案）.docx")
    '云陵市-十四五-规划-草案'
    """
    stem = unicodedata.normalize("NFKC", PurePath(name).stem)
    return NOT_IN_ID.sub("-", stem).strip("-")[:LONGEST_STEM].strip("-") or FALLBACK


def free_plan_id(name: str, taken: Collection[str]) -> str:
    """The id for a file name, with -2, -3 … behind it as long as another file has it."""
    base = plan_id_of(name)
    number, plan_id = 1, base
    while plan_id in taken:
        number += 1
        plan_id = f"{base}-{number}"
    return plan_id
