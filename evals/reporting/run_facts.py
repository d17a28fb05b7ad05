"""What a report says of the run itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RunFacts:
    """``system`` is who was asked, ``when`` the time of the run as it is to be shown; seconds of reading the plans and asking."""

    system: str
    when: str
    reading_seconds: float = 0.0
    asking_seconds: float = 0.0

    @property
    def took(self) -> str:
        reading = f"（其中读入规划 {self.reading_seconds:.1f} 秒）" if self.reading_seconds >= 1 else ""
        return f"用时 {self.reading_seconds + self.asking_seconds:.1f} 秒{reading}"
