"""``civic pabulib ...`` and ``civic recount``: counting on the command line, without server or database."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from civic.budget.counting.bundle.recount import recount
from civic.budget.counting.messages import (
    COUNTED_ONLY,
    DAMAGED,
    FAULTS,
    FILE_UNREADABLE,
    NOT_RECOUNTED,
    NOTES,
    OUTCOMES,
    PUBLISHED_ONLY,
    REASONS,
    RECOUNTED,
)
from civic.budget.counting.pabulib.election import PabulibError
from civic.budget.counting.pabulib.reader import read
from civic.budget.counting.pabulib.verdict import Difference, Note, Remark, Status, Verdict
from civic.budget.counting.pabulib.verify import verify
from civic.core.commands import LazyGroup

TELLING = frozenset(
    {Note.TIE_AS_PUBLISHED, Note.EXCLUDED_AS_PUBLISHED, Note.BY_PUBLISHED_TOTALS, Note.RULE_NOT_DESCRIBED}
)
"""What is said even of a reproduced file: the file alone does not lead to the result."""


@dataclass(frozen=True, slots=True)
class Report:
    """One file: what a person is told, and what JSON says besides."""

    file: str
    status: str
    lines: tuple[str, ...]
    details: Mapping[str, object]


@click.group(cls=LazyGroup, lazy={"import": "civic.budget.counting.import_cli:import_command"})
def pabulib() -> None:
    """Elections in the Pabulib format."""


@pabulib.command("verify")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
def verify_command(files: tuple[Path, ...], as_json: bool) -> None:
    """Count FILES by the rule they name and compare with the published winners.

    Exit code 0 only if every comparable file is reproduced.
    """
    reports = []
    for path in files:
        report = _report(path)
        reports.append(report)
        if report.lines and not as_json:
            click.echo(f"{report.file}: {'; '.join(report.lines)}")
    comparable = [report for report in reports if report.status != Status.NOT_COMPARABLE]
    good = sum(report.status == Status.REPRODUCED for report in comparable)
    if as_json:
        listed = [{"file": r.file, "status": r.status, "says": list(r.lines), **r.details} for r in reports]
        summary = {"reproduced": good, "comparable": len(comparable), "files": listed}
        click.echo(json.dumps(summary, ensure_ascii=False, indent=2, sort_keys=True))
    else:
        click.echo(f"{good} of {len(comparable)} reproduced")
    sys.exit(0 if good == len(comparable) else 1)


def damage_sentence(error: PabulibError) -> str:
    return str(DAMAGED[error.damage] % {"line": error.line, **error.facts})


def _report(path: Path) -> Report:
    try:
        return _told(path, verify(read(path)))
    except PabulibError as error:
        details = {"damage": error.damage.value, "line": error.line}
        return Report(str(path), "DAMAGED", (damage_sentence(error),), details)
    except OSError as error:
        return Report(str(path), "UNREADABLE", (str(FILE_UNREADABLE % {"why": error.strerror}),), {})


def _told(path: Path, verdict: Verdict) -> Report:
    reproduced = verdict.status == Status.REPRODUCED
    remarks = [_remark(remark) for remark in verdict.remarks if not reproduced or remark.note in TELLING]
    lines = [str(OUTCOMES[verdict.status]), *map(_difference, verdict.differences), *remarks]
    details = {
        "rule": verdict.rule,
        "differences": [asdict(difference) for difference in verdict.differences],
        "remarks": [asdict(remark) for remark in verdict.remarks],
    }
    return Report(str(path), verdict.status, tuple(lines) if remarks or not reproduced else (), details)


def _difference(difference: Difference) -> str:
    sentence = PUBLISHED_ONLY if difference.published else COUNTED_ONLY
    reason = REASONS[difference.reason] % {"project": "?"}
    return str(sentence % {**asdict(difference), "reason": reason})


def _remark(remark: Remark) -> str:
    return str(NOTES[remark.note] % {"projects": ", ".join(remark.projects), "count": remark.count})


@click.command("recount")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def recount_command(folder: Path) -> None:
    """Repeat the count from a results bundle in FOLDER and compare everything byte for byte.

    Needs neither server nor database. Exit code 0 only if nothing differs.
    """
    done = recount(folder)
    for finding in done.findings:
        click.echo(str(FAULTS[finding.fault] % asdict(finding)))
    if done.findings:
        click.echo(str(NOT_RECOUNTED))
        sys.exit(1)
    click.echo(str(RECOUNTED % {"pools": done.pools, "ballots": done.ballots, "seal": done.seal}))
