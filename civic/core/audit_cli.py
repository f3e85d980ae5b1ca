"""`civic audit ...`: seal the trail, and check that nothing in it was changed."""

import json
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask

from civic.core import audit_seal
from civic.core.audit_seal import Damage, Verdict

SENTENCES = {
    Damage.CHANGED: "Event {id} is not what was sealed.",
    Damage.DELETED: "Event {id} was sealed and is gone.",
    Damage.INSERTED: "Event {id} was put in after its neighbours were sealed.",
    Damage.BATCH: "Seal {id} does not fit the events and the seal before it.",
    Damage.SEAL_GONE: "Event {id} was sealed and its seal is gone.",
    Damage.PUBLISHED: "Seal {id} is not the one that was published.",
}


@click.group()
@click.pass_context
def audit(context: click.Context) -> None:
    """The audit trail's seals."""
    application: Callable[[], Flask] = context.obj
    context.with_resource(application().app_context())


@audit.command()
def seal() -> None:
    """Seal the events that wait (the worker does it every five minutes)."""
    batch = audit_seal.seal()
    if batch is None:
        click.echo("Nothing to seal.")
    else:
        click.echo(f"Sealed events {batch.first_id} to {batch.last_id} ({batch.size}): {batch.root}")


@audit.command()
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of seals kept from the page /dziennik.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def verify(against: Path | None, as_json: bool) -> None:
    """Compute every seal again and name the first bad entry; exit code 1 when there is one."""
    verdict = audit_seal.verify(_published(against))
    if as_json:
        click.echo(json.dumps(_plain(verdict)))
    else:
        _say(verdict)
    if verdict.finding is not None:
        raise SystemExit(1)


def _say(verdict: Verdict) -> None:
    click.echo(
        f"{verdict.events} sealed events in {verdict.batches} seals checked, {verdict.waiting} wait for a seal."
    )
    if verdict.finding is None:
        click.echo("The trail is whole.")
    else:
        click.echo(f"BAD: {SENTENCES[verdict.finding.damage].format(id=verdict.finding.id)}")


def _plain(verdict: Verdict) -> dict[str, object]:
    found = verdict.finding
    return {
        "ok": found is None,
        "events": verdict.events,
        "seals": verdict.batches,
        "waiting": verdict.waiting,
        "damage": found.damage.value if found else None,
        "id": found.id if found else None,
    }


def _published(path: Path | None) -> dict[int, str]:
    if path is None:
        return {}
    try:
        return {
            int(entry["batch"]): str(entry["root"]) for entry in json.loads(path.read_text("utf-8"))["seals"]
        }
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(f"{path.name} is not a file of seals.") from error
