"""``python -m evals.extraction PLANS``: the extraction report on standard output."""

from __future__ import annotations

import sys
from pathlib import Path

from evals.extraction.judge import judge_extraction
from evals.extraction.report import extraction_markdown

if __name__ == "__main__":
    sys.stdout.write(extraction_markdown(list(judge_extraction(Path(sys.argv[1])))))
