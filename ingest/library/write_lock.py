"""One writer at a time, across processes and threads."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock

from ingest.errors import LibraryLocked, LibraryReadOnly

LOCK_FILE, HOLDER_FILE = "library.lock", "library.writer.json"


class WriteLock:
    """A lock file in the data folder. The operating system frees it when its process ends, however it ends."""

    def __init__(self, data: Path) -> None:
        self._lock_path = data / LOCK_FILE
        self._holder_path = data / HOLDER_FILE
        self._threads = RLock()
        self._depth = 0

    @property
    def held(self) -> bool:
        """Whether this process writes at the moment."""
        return self._depth > 0

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Threads of this process wait for each other; another process makes it raise :class:`LibraryLocked`."""
        with self._threads:
            if self._depth:
                yield
                return
            with self._hold_file():
                self._depth = 1
                try:
                    yield
                finally:
                    self._depth = 0

    @contextmanager
    def _hold_file(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        lock = FileLock(self._lock_path, timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise LibraryLocked(f"资料库正由另一个进程写入{self._holder()}，请等它结束后再试。") from None
        except OSError as error:
            raise LibraryReadOnly(
                f"数据目录“{self._lock_path.parent}”不可写，请检查权限。", str(error)
            ) from error
        try:
            holder = {"pid": os.getpid(), "since": datetime.now().astimezone().isoformat(timespec="seconds")}
            self._holder_path.write_text(json.dumps(holder), encoding="utf-8")
            yield
        finally:
            self._holder_path.unlink(missing_ok=True)
            lock.release()

    def _holder(self) -> str:
        try:
            holder = json.loads(self._holder_path.read_text(encoding="utf-8"))
            return f"（进程号 {holder['pid']}，开始于 {holder['since']}）"
        except (OSError, ValueError, KeyError, TypeError):
            return ""
