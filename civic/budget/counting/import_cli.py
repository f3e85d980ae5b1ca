"""``civic pabulib import``: the one command of counting that needs the application."""

import re
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from civic.budget.counting import services
from civic.budget.counting.cli import damage_sentence
from civic.budget.counting.messages import REFUSED
from civic.budget.counting.pabulib.election import PabulibError
from civic.budget.counting.pabulib.reader import read
from civic.budget.counting.services import Imported
from civic.core.refusal import Refused
from civic.places import services as places
from civic.places.messages import finding_sentence, refusal_sentence
from civic.places.rules import Kind
from civic.places.rules.geojson import Fields, How
from civic.places.rules.geojson import read as read_areas
from civic.places.services import Order

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--areas", type=FILE, help="Boundaries of the districts (GeoJSON), imported first.")
@click.option(
    "--name-field", default="name", show_default=True, help="With --areas: the property with the name."
)
@click.option("--slug", help="The edition's address; from the file's name if left out.")
@click.pass_context
def import_command(
    context: click.Context, file: Path, areas: Path | None, name_field: str, slug: str | None
) -> None:
    """Make a counted edition from a Pabulib FILE, with its projects on the map. All or nothing."""
    application: Callable[[], Flask] = context.find_root().obj
    context.with_resource(application().app_context())
    wanted = slug or re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")[:50]
    try:
        election = read(file)
        if areas is not None:
            _import_areas(areas, name_field)
        _report(services.import_election(election, wanted, file.read_bytes()))
    except PabulibError as error:
        raise click.ClickException(damage_sentence(error)) from error
    except Refused as refused:
        raise click.ClickException(_words(refused)) from refused


def _import_areas(path: Path, name_field: str) -> None:
    reading = read_areas(
        path.read_bytes(), Fields(name_field, None, None), How(srid=None, northing_first=False, repair=False)
    )
    for finding in places.import_areas(reading, Order(kind=Kind.DISTRICT)).findings:
        click.echo(finding_sentence(finding), err=True)


def _words(refused: Refused) -> str:
    words = {str(reason): text for reason, text in REFUSED.items()}.get(str(refused.reason))
    return refusal_sentence(refused) if words is None else str(words % refused.facts)


def _report(done: Imported) -> None:
    projects = ngettext("%(num)s projekt", "%(num)s projektów", done.projects)
    ballots = ngettext("%(num)s karta", "%(num)s kart", done.ballots)
    click.echo(
        _("Edycja %(slug)s: %(projects)s, %(ballots)s.", slug=done.slug, projects=projects, ballots=ballots)
    )
    click.echo(ngettext("Wygrał %(num)s projekt.", "Wygrało %(num)s projektów.", done.winners))
    if done.exchanged:
        click.echo(
            _(
                "W całym pliku szerokość i długość geograficzna są zamienione miejscami; zapisano je we właściwej kolejności."
            )
        )
    if done.outside:
        numbers = ", ".join(map(str, done.outside))
        click.echo(_("Te projekty leżą poza granicami dzielnic: %(numbers)s.", numbers=numbers))
    if done.without:
        click.echo(
            ngettext(
                "%(num)s projekt nie ma miejsca na mapie.",
                "%(num)s projektów nie ma miejsca na mapie.",
                done.without,
            )
        )
