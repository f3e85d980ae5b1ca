"""The public bundle: the same bytes twice, repeated from itself, and no byte of it can be changed unnoticed."""

from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from pabulib.checker import Checker

from civic.budget.counting.bundle.contents import (
    PoolPart,
    ProjectCard,
    ProtocolFile,
    PublishedBallot,
    RulesFile,
    from_json,
    to_json,
)
from civic.budget.counting.bundle.recount import Fault, recount
from civic.budget.counting.bundle.sums import BLOCKS, SUMS, sealed
from civic.budget.counting.bundle.write import render, save
from civic.budget.counting.cli import recount_command
from civic.budget.counting.pabulib.reader import read_lines
from civic.budget.counting.pabulib.verdict import Status
from civic.budget.counting.pabulib.verify import verify
from civic.budget.counting.tally.edition import EditionRules
from civic.budget.counting.tally.inputs import (
    EQUAL_SHARES_TIES,
    Allocation,
    Draw,
    Leftover,
    PoolRules,
    Project,
    Threshold,
    ThresholdKind,
    TieInputs,
)

META = {
    "description": "Sample",
    "country": "Poland",
    "unit": "Przykładowo",
    "instance": "2026",
    "date_begin": "01.09.2026",
    "date_end": "14.09.2026",
    "language": "pl",
}
DOCUMENT = b'{"edition": "2026"}\n'
SEED = "a seed that was committed to"


def part(
    name: str, rules: PoolRules, costs: dict[str, int], points: bool = False, **more: object
) -> PoolPart:
    projects = tuple(Project(p, cost * 100, i) for i, (p, cost) in enumerate(costs.items(), 1))
    cards = {p: ProjectCard(f"Projekt; „{p}”", ("zieleń", "sport"), "52.5467", "19.7064") for p in costs}
    extra = {"vote_type": "cumulative", "max_sum_points": "3"} if points else {"vote_type": "approval"}
    return PoolPart(name, rules, projects, cards, {**META, "subunit": name, **extra}, points, **more)


def sample() -> tuple[RulesFile, dict[str, list[PublishedBallot]]]:
    draw = Draw(SEED, sha256(SEED.encode()).hexdigest(), "17 4 9", "protokół 3/2026")
    threshold = (Threshold(ThresholdKind.ABS_VOTES, Fraction(2)),)
    north = PoolRules("polnoc", 100_00, thresholds=threshold)
    city = PoolRules("miasto", 150_00, Allocation.GREEDY_STOP)
    green = PoolRules("zielony", 90_00, Allocation.MES_ADD1, ties=EQUAL_SHARES_TIES)
    pools = (
        part("polnoc", north, {"11": 60, "12": 50, "13": 50, "14": 10}, ties=TieInputs(draw)),
        part("miasto", city, {"21": 100, "22": 120, "23": 90}, points=True, citywide=True),
        part("zielony", green, {"31": 50, "32": 45, "33": 40}, ties=TieInputs(draw)),
    )
    rules = RulesFile("2026", EditionRules((Leftover.TO_CITYWIDE_POOL,)), pools, sha256(DOCUMENT).hexdigest())
    return rules, {
        "polnoc": [
            *[PublishedBallot((("12", 1), ("13", 1)), "polnoc", "25-34", "F", "internet")] * 3,
            *[PublishedBallot((("11", 1),), "polnoc", "", "M", "paper")] * 2,
            PublishedBallot((("14", 1), ("11", 1)), "polnoc", "65-74", "", "internet"),
        ],
        "miasto": [
            PublishedBallot((("21", 2), ("22", 1))),
            PublishedBallot((("22", 3),)),
            PublishedBallot((("23", 1), ("21", 1))),
        ],
        "zielony": [PublishedBallot((("31", 1), ("32", 1))), PublishedBallot((("33", 1),))],
    }


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    rules, ballots = sample()
    return render(rules, ballots, ProtocolFile({"internet": 9, "paper": 2}, 11), DOCUMENT)


@pytest.fixture
def folder(files: dict[str, bytes], tmp_path: Path) -> Path:
    save(files, tmp_path / "bundle")
    return tmp_path / "bundle"


def test_exported_twice_it_is_the_same(files: dict[str, bytes]) -> None:
    """Bar 7: also if the ballots and their choices arrive in another order."""
    rules, ballots = sample()
    turned = {
        pool: [PublishedBallot(b.choices[::-1], b.area, b.age, b.sex, b.channel) for b in reversed(cast)]
        for pool, cast in ballots.items()
    }
    assert render(rules, turned, ProtocolFile({"paper": 2, "internet": 9}, 11), DOCUMENT) == files


def test_it_is_repeated_from_itself(folder: Path) -> None:
    done = recount(folder)
    assert done.findings == ()
    assert (done.pools, done.ballots) == (3, 11)
    assert done.seal == sha256((folder / SUMS).read_bytes()).hexdigest()


class MemoryFolder:
    """A folder of files in memory, with what ``recount`` asks of a path."""

    def __init__(self, files: dict[str, bytes], name: str = "") -> None:
        self.files, self.name = files, name

    def having(self, name: str, data: bytes) -> "MemoryFolder":
        return MemoryFolder({**self.files, name: data})

    def rglob(self, _pattern: str) -> list["MemoryFolder"]:
        return [MemoryFolder(self.files, name) for name in self.files]

    def __lt__(self, other: "MemoryFolder") -> bool:
        return self.name < other.name

    def relative_to(self, _folder: object) -> "MemoryFolder":
        return self

    def as_posix(self) -> str:
        return self.name

    def is_file(self) -> bool:
        return True

    def read_bytes(self) -> bytes:
        return self.files[self.name]


STRIDE = {SUMS: 5, BLOCKS: 5}
"""The lists of checksums are tried closely, the others at every 31st byte: each try repeats the whole count."""


@pytest.mark.parametrize("bit", [0, 5])
def test_no_byte_can_change_unnoticed(files: dict[str, bytes], bit: int) -> None:
    """Bar 7: bytes of every file, one at a time: refused, and the right place is named."""
    folder = MemoryFolder(files)
    for name, data in files.items():
        for offset in {*range(bit, len(data), STRIDE.get(name, 31)), len(data) - 1}:
            flipped = bytearray(data)
            flipped[offset] ^= 1 << bit
            findings = recount(folder.having(name, bytes(flipped))).findings
            assert findings, (name, offset)
            first = findings[0]
            assert first.file == name, (name, offset, findings)
            exact = first.fault is Fault.CHANGED_AT and first.offset == offset
            near = first.fault is Fault.CHANGED_NEAR and first.offset <= offset <= first.end
            assert exact or near, (name, offset, findings)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("results.json", b'"SELECTED"', b'"NO_FUNDS"'),
        ("ballots/polnoc.pb", b"12,13", b"11,13"),
        ("ballots/polnoc.csv", b"12 13", b"11 13"),
        ("rules.json", b'"budget": 10000', b'"budget": 19000'),
    ],
)
def test_a_forger_who_mends_the_checksums_is_found(
    files: dict[str, bytes], name: str, old: bytes, new: bytes
) -> None:
    """One thing changed and all checksums made right again: the count still tells."""
    assert old in files[name]
    forged = {n: d for n, d in files.items() if n not in (SUMS, BLOCKS)}
    forged[name] = forged[name].replace(old, new, 1)
    findings = recount(MemoryFolder(sealed(forged))).findings
    assert Fault.COUNTED_DIFFERENTLY in {finding.fault for finding in findings}


def test_the_document_must_be_the_one_published(files: dict[str, bytes]) -> None:
    forged = {n: d for n, d in files.items() if n not in (SUMS, BLOCKS)}
    forged["edition.json"] = b"{}\n"
    findings = recount(MemoryFolder(sealed(forged))).findings
    assert [finding.fault for finding in findings] == [Fault.WRONG_DOCUMENT]


def test_missing_and_added_files_are_named(folder: Path) -> None:
    (folder / "ballots" / "polnoc.pb").rename(folder / "ballots" / "inny.pb")
    found = {(finding.fault, finding.file) for finding in recount(folder).findings}
    assert found == {(Fault.MISSING_FILE, "ballots/polnoc.pb"), (Fault.UNKNOWN_FILE, "ballots/inny.pb")}


def test_the_command(folder: Path) -> None:
    """Exit code 0 and the seal; after a change exit code 1 and the place."""
    done = CliRunner().invoke(recount_command, [str(folder)])
    assert (done.exit_code, sha256((folder / SUMS).read_bytes()).hexdigest() in done.output) == (0, True)
    path = folder / "ballots" / "miasto.pb"
    path.write_bytes(path.read_bytes().replace(b"3;22;3", b"3;22;2"))
    done = CliRunner().invoke(recount_command, [str(folder)])
    assert done.exit_code == 1
    assert "ballots/miasto.pb" in done.output
    assert "wiersz" in done.output


def test_ballot_files_are_valid_and_lead_to_the_same_winners(files: dict[str, bytes]) -> None:
    """The public checker of the format finds no error, and verify repeats our own result from each file."""
    pools = [name for name in files if name.endswith(".pb")]
    for name in pools:
        checked = Checker().process_files([files[name].decode()])
        assert checked["metadata"]["valid"] == 1, checked
        assert verify(read_lines(files[name].splitlines(keepends=True))).status is Status.REPRODUCED
    assert len(pools) == 3


def test_it_is_not_written_while_a_tie_is_pending() -> None:
    rules, ballots = sample()
    undrawn = replace(rules, pools=(replace(rules.pools[0], ties=TieInputs()), *rules.pools[1:]))
    with pytest.raises(ValueError, match="tie"):
        render(undrawn, ballots, ProtocolFile())


def test_json_is_canonical(files: dict[str, bytes]) -> None:
    """Read back and written again it is the same, so that any other spelling is noticed."""
    again = from_json(files["rules.json"], RulesFile)
    assert to_json(again) == files["rules.json"]
    assert again == sample()[0]
