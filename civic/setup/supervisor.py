"""Keeps the site's processes together: when one ends, or we are told to stop, all of them end."""

import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from civic.setup.machine import LIVES_WITH_US
from civic.setup.progress import SetupError, end_group

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stoppable() -> Iterator[None]:
    """Inside, SIGTERM and SIGHUP do what Ctrl-C does: raise KeyboardInterrupt."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Supervisor:
    """Processes started one after another and ended in the opposite order, each with everything that it started."""

    def __init__(self) -> None:
        self._running: list[tuple[str, Path, subprocess.Popen[str]]] = []

    def __enter__(self) -> "Supervisor":
        return self

    def __exit__(self, *_: object) -> None:
        before = {
            number: signal.signal(number, signal.SIG_IGN) for number in STOPPING
        }  # a second Ctrl-C must not cut this short
        try:
            while self._running:
                end_group(self._running.pop()[2])
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def adopt(self, name: str, log: Path, process: "subprocess.Popen[str] | None") -> None:
        """Keep a process that was started elsewhere; None is passed over."""
        if process is not None:
            self._running.append((name, log, process))

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        log: Path,
        *,
        env: Mapping[str, str],
        cwd: Path,
        keep: Sequence[int] = (),
    ) -> None:
        """Start a process that writes to `log`; `keep` are the file descriptors that it inherits."""
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a") as out:
            process = subprocess.Popen(
                [*LIVES_WITH_US, *(str(part) for part in command)], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                text=True, env=env, cwd=cwd, pass_fds=keep, start_new_session=True,
            )  # fmt: skip
        self.adopt(name, log, process)

    def check(self) -> None:
        """SetupError naming the first process that has ended."""
        for name, log, process in self._running:
            if process.poll() is not None:
                raise SetupError(
                    f"{name} ended by itself (status {process.returncode}), so everything was stopped.", log
                )

    def watch(self) -> None:
        """Wait until a process ends (SetupError) or somebody interrupts us (KeyboardInterrupt)."""
        while True:
            self.check()
            time.sleep(0.3)
