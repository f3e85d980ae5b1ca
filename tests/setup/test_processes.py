"""Processes: all end together, whatever ends first, and a failed step says why."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from civic.setup.machine import look_around
from civic.setup.parts import Checkout, alone, holder
from civic.setup.progress import SetupError, explain, run, step
from civic.setup.supervisor import Supervisor, stoppable

ROOT = Path(__file__).parents[2]
FAMILY = "sleep 300 & echo $! > child; echo $$ > parent; wait"  # a process with a child
STUBBORN = "trap '' INT TERM; echo $$ > parent; sleep 300 & echo $! > child; wait; wait"


def numbers(folder: Path) -> list[int]:
    """The processes that wrote their numbers there, once both have."""
    for _ in range(100):
        files = [folder / name for name in ("parent", "child")]
        if all(file.exists() and file.read_text().strip() for file in files):
            return [int(file.read_text()) for file in files]
        time.sleep(0.05)
    raise AssertionError("they did not start")


def living(pids: list[int]) -> list[int]:
    return [
        pid
        for pid in pids
        if Path(f"/proc/{pid}/stat").exists() and " Z " not in Path(f"/proc/{pid}/stat").read_text()
    ]


def gone(pids: list[int]) -> bool:
    deadline = time.monotonic() + 10
    while living(pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not living(pids)


def test_everything_ends_with_the_supervisor(tmp_path):
    with Supervisor() as running:
        running.start("A family", ["sh", "-c", FAMILY], tmp_path / "log", env=os.environ, cwd=tmp_path)
        family = numbers(tmp_path)
        assert living(family) == family
    assert gone(family)


def test_the_first_that_ends_is_named(tmp_path):
    with Supervisor() as running:
        running.start("The patient one", ["sleep", "300"], tmp_path / "log", env=os.environ, cwd=tmp_path)
        running.start(
            "The hasty one",
            ["sh", "-c", "echo no memory; exit 3"],
            tmp_path / "hasty",
            env=os.environ,
            cwd=tmp_path,
        )
        with pytest.raises(SetupError, match=r"The hasty one ended by itself \(status 3\)") as caught:
            running.watch()
    assert "no memory" in explain(caught.value)


def test_a_killed_supervisor_takes_its_processes_along(tmp_path):
    code = (
        "import os, signal, sys, time\nfrom pathlib import Path\nfrom civic.setup.supervisor import Supervisor\n"
        "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"  # a shell's background job would hand it down ignored
        "here = Path(sys.argv[1])\n"
        "Supervisor().start('It', ['sh', '-c', 'echo $$ > parent; echo $$ > child; exec sleep 300'], here / 'log', env=os.environ, cwd=here)\n"
        "time.sleep(300)\n"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT)
    started = numbers(tmp_path)
    supervisor.kill()
    supervisor.wait()
    assert gone(started)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_each_way_of_stopping_is_like_ctrl_c(number):
    with pytest.raises(KeyboardInterrupt), stoppable():
        os.kill(os.getpid(), number)
        time.sleep(5)


def test_an_interrupted_step_leaves_nothing_behind(tmp_path):
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    with pytest.raises(KeyboardInterrupt):
        run(["sh", "-c", FAMILY], tmp_path / "log", "no", cwd=tmp_path)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    assert gone(numbers(tmp_path))


def test_a_failed_step_shows_the_end_of_its_log_and_what_to_do(tmp_path, capsys):
    with pytest.raises(SetupError) as caught, step("Front-end files"):
        run(["sh", "-c", "seq 1 100; exit 1"], tmp_path / "log/assets.log", "Is the registry reachable?")
    assert capsys.readouterr().out.strip().endswith("s  Front-end files: failed")
    lines = explain(caught.value).splitlines()
    assert lines[-1] == "Is the registry reachable?"
    assert "    100" in lines
    assert "    50" not in lines


def test_a_missing_program_is_a_failed_step_too(tmp_path):
    with pytest.raises(SetupError, match="No such file"):
        run([tmp_path / "absent"], tmp_path / "log", "It is missing.")


def test_a_second_run_of_the_same_clone_is_refused_and_the_first_can_be_found(tmp_path):
    (tmp_path / "var").mkdir()
    here = Checkout(tmp_path, look_around())
    assert holder(here, "run") is None
    with alone(here, "run"):
        assert holder(here, "run") == os.getpid()
        with pytest.raises(SetupError, match="runs already"), alone(here, "run", refusal="It runs already."):
            pass
    assert holder(here, "run") is None
