"""Equal Shares against pabutools, side by side in one run: ``python -m bench equal_shares``.

From ballots in memory (lists of project ids) to winners. Ours is exact and includes grouping the ballots; theirs is its
plain method, and its own step-by-step increase by one unit per voter, with their ballots already made. Theirs with Add1
may take an hour: it is stopped after ``LIMIT`` seconds, and the ratio is then a lower bound.
"""

import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path

from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares

from civic.budget.counting.pabulib.meaning import Scale, projects_of, split
from civic.budget.counting.pabulib.reader import read
from civic.budget.counting.tally.ballots import Ballots
from civic.budget.counting.tally.inputs import EQUAL_SHARES_TIES, Allocation, PoolRules
from civic.budget.counting.tally.pool import count_pool

DATA = Path(__file__).parents[2] / "shared" / "data" / "pabulib"
FILES = ("Poland_Lodz_2022.pb", "Poland_Warszawa_2026.pb")
RUNS = 5
LIMIT = 60.0
TARGETS = {Allocation.MES: 50, Allocation.MES_ADD1: 2}


def ours(path: Path, allocation: Allocation) -> Callable[[], frozenset[str]]:
    """Everything but the counting is done beforehand. Add1 stops at exhaustion, as theirs does."""
    election = read(path)
    scale = Scale.of(election)
    projects = projects_of(election, scale)
    names = [project.id for project in projects]
    votes = [tuple(split(cell)) for cell in election.column("vote")]
    budget = int(election.number("budget") * scale.money)
    rules = PoolRules(
        "bench", budget, allocation, ties=EQUAL_SHARES_TIES, stop_when_exhaustive=True, unit=scale.money
    )

    def run() -> frozenset[str]:
        return frozenset(count_pool(rules, projects, Ballots.approvals(names, votes)).funded)

    return run


def theirs(path: Path, allocation: Allocation) -> Callable[[], frozenset[str]]:
    instance, profile = parse_pabulib(str(path))
    step = 1 if allocation is Allocation.MES_ADD1 else None

    def run() -> frozenset[str]:
        bought = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, voter_budget_increment=step)
        return frozenset(project.name for project in bought)

    return run


def timed(run: Callable[[], frozenset[str]]) -> tuple[float, frozenset[str]]:
    begun = time.perf_counter()
    winners = run()
    return time.perf_counter() - begun, winners


def in_child(path: Path, allocation: Allocation) -> tuple[float, frozenset[str] | None]:
    """Theirs in a process of its own; None for winners if it had to be stopped."""
    ready, ending = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.Process(target=_child, args=(path, allocation, ending))
    child.start()
    ready.recv()
    finished = ready.poll(LIMIT if allocation is Allocation.MES_ADD1 else None)
    seconds, winners = ready.recv() if finished else (LIMIT, None)
    child.terminate()
    child.join()
    return seconds, winners


def _child(path: Path, allocation: Allocation, ending: object) -> None:
    run = theirs(path, allocation)
    ending.send("ready")
    ending.send(timed(run))


def main() -> None:
    missing = [name for name in FILES if not (DATA / name).exists()]
    if missing:
        print(f"skipped: {', '.join(missing)} not at {DATA}")
        return
    for name in FILES:
        for allocation, target in TARGETS.items():
            count = ours(DATA / name, allocation)
            seconds, winners = min((timed(count) for _ in range(RUNS)), key=lambda result: result[0])
            peer, others = in_child(DATA / name, allocation)
            more = "" if others is not None else "at least "
            same = "stopped" if others is None else "same" if others == winners else "OTHER"
            ratio = peer / seconds
            print(
                f"{name} {allocation.value}: ours {seconds:.3f} s, pabutools {more}{peer:.1f} s, "
                f"ratio {more}{ratio:.0f} (target {target}), winners {len(winners)}: {same}",
                flush=True,
            )


if __name__ == "__main__":
    main()
