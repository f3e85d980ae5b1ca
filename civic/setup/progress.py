"""What the person at the terminal sees: one line per step with its time, and why a step failed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

TAIL_LINES = 25


class SetupError(Exception):
    """A step cannot be done. `sentence` says what and what to do about it; `log` is the file with the details."""

    def __init__(self, sentence: str, log: Path | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.log = log


def say(line: str) -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def step(name: str) -> Iterator[Callable[[str], None]]:
    """Time a step and print its line; the caller may pass a note (what was found, what was skipped) to what it yields."""
    notes: list[str] = []
    began = time.monotonic()
    if sys.stdout.isatty():
        sys.stdout.write(f"       ... {name}\r")
        sys.stdout.flush()
    try:
        yield notes.append
    except BaseException as error:
        word = "failed" if isinstance(error, SetupError) else "stopped"
        say(f"{time.monotonic() - began:7.1f} s  {name}: {word}")
        raise
    say(f"{time.monotonic() - began:7.1f} s  {name}{': ' if notes else ''}{', '.join(notes)}")


def explain(error: SetupError) -> str:
    """The end of the failed step's log and the sentence that says what to do."""
    lines = [""]
    if error.log is not None and error.log.exists():
        tail = error.log.read_text(errors="replace").rstrip().splitlines()[-TAIL_LINES:]
        lines += [f"The end of {error.log}:", *(f"    {line}" for line in tail), ""]
    lines.append(error.sentence)
    return "\n".join(lines)


def run(
    command: Sequence[str | Path],
    log: Path,
    failed: str,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stdin: str = "",
    finish: bool = False,
) -> None:
    """Run a command into `log` (appended); SetupError with the sentence `failed` when it does not end with 0.

    The command gets a process group of its own, which is ended with it when we are interrupted; with `finish` it is waited for
    first (a package installation cut short breaks the machine).
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as out:
        out.write(f"$ {' '.join(map(str, command))}\n")
        out.flush()
        try:
            process = subprocess.Popen(
                [str(part) for part in command], stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT,
                text=True, env=env, cwd=cwd, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise SetupError(f"{failed} ({error})", log) from error
        try:
            process.communicate(stdin)
        except BaseException:
            if finish:
                process.wait()
            end_group(process)
            raise
    if process.returncode != 0:
        raise SetupError(failed, log)


def end_group(process: "subprocess.Popen[str]") -> None:
    """End a process that leads a group: ask it alone, then the whole group, then kill what is left of it."""
    with suppress(ProcessLookupError, subprocess.TimeoutExpired):
        process.send_signal(signal.SIGINT)
        process.wait(20)
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError, subprocess.TimeoutExpired):
            os.killpg(process.pid, number)
            process.wait(5)


def answer(command: Sequence[str | Path]) -> str | None:
    """What a small command prints, stripped; None when it is missing or fails."""
    try:
        done = subprocess.run(
            [str(part) for part in command], check=False, capture_output=True, text=True, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
