"""`civic places ...`: boundaries, addresses, numbers of residents, and where a point lies."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask
from flask_babel import gettext as _

from civic.core.coordinates import SYSTEMS, LonLat, parse_degrees
from civic.core.refusal import Refused
from civic.places import queries, services
from civic.places.messages import (
    FLAWS,
    KINDS,
    finding_sentence,
    located_sentence,
    refusal_sentence,
)
from civic.places.queries import Branch
from civic.places.rules import Kind
from civic.places.rules.addresses import Axes
from civic.places.rules.cover import TOLERANCE
from civic.places.rules.findings import Finding
from civic.places.rules.geojson import Fields, How, read
from civic.places.rules.location import Located, Verdict
from civic.places.services import AddressOrder, AddressReport, Imported, Order
from civic.places.services.addresses import Progress
from civic.places.tables import LocatedTable, locate_table, read_populations

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
KIND = click.Choice([kind.value for kind in Kind], case_sensitive=False)


@click.group()
@click.pass_context
def places(context: click.Context) -> None:
    """Areas, addresses, and which area a point is in."""
    application: Callable[[], Flask] = context.obj
    context.with_resource(application().app_context())


@contextmanager
def _refusals() -> Iterator[None]:
    """A refusal becomes its sentences on standard error and exit code 1."""
    try:
        yield
    except Refused as refused:
        findings = refused.facts.get("findings")
        for finding in findings if isinstance(findings, list) else []:
            _say(finding)
        raise click.ClickException(refusal_sentence(refused)) from refused


def _say(finding: Finding) -> None:
    click.echo(finding_sentence(finding), err=True)


@places.command("import")
@click.argument("file", type=FILE)
@click.option("--kind", type=KIND, required=True, help="What the areas are.")
@click.option("--name-field", required=True, help="The property with the area's name.")
@click.option("--parent", help="Code or name of the area they lie in: checks gaps and what sticks out.")
@click.option("--code-field", help="The property with the area's code; without it the name gives one.")
@click.option("--population-field", help="The property with the number of residents.")
@click.option(
    "--srid",
    type=click.Choice(["auto", *map(str, SYSTEMS)]),
    default="auto",
    help="The coordinate system's EPSG number; auto: what the file says, else WGS84.",
)
@click.option(
    "--axes",
    type=click.Choice(["xy", "yx"]),
    default="xy",
    help="yx: the file has northing or latitude first.",
)
@click.option("--repair", is_flag=True, help="Mend what is unambiguous, and say what was mended.")
@click.option("--replace", is_flag=True, help="Change areas that differ and remove those not in the file.")
@click.option(
    "--reassign-addresses", is_flag=True, help="With --replace: address points may change their area."
)
@click.option("--allow-gaps", is_flag=True, help="The areas need not cover everything.")
@click.option(
    "--tolerance",
    type=click.FloatRange(0, 10),
    default=TOLERANCE,
    show_default=True,
    help="Pieces nowhere wider than this many metres are not errors.",
)
def import_(file: Path, kind: str, srid: str, axes: str, **options: object) -> None:
    """Check the boundaries in FILE (GeoJSON) and store them, all or none."""
    repair = bool(options["repair"])
    fields = Fields(
        str(options["name_field"]), _word(options["population_field"]), _word(options["code_field"])
    )
    how = How(srid=None if srid == "auto" else int(srid), northing_first=axes == "yx", repair=repair)
    order = Order(
        kind=Kind(kind),
        parent=_word(options["parent"]),
        replace=bool(options["replace"]),
        reassign=bool(options["reassign_addresses"]),
        repair=repair,
        tolerance=float(str(options["tolerance"])),
        gaps_allowed=bool(options["allow_gaps"]),
    )
    with _refusals():
        _report_import(services.import_areas(read(file.read_bytes(), fields, how), order))


def _word(option: object) -> str | None:
    return str(option) if option else None


def _report_import(done: Imported) -> None:
    for finding in done.findings:
        _say(finding)
    click.echo(
        _(
            "Zapisane obszary: nowych %(added)s, zmienionych %(changed)s, usuniętych %(removed)s, bez zmian %(same)s.",
            added=len(done.added),
            changed=len(done.changed),
            removed=len(done.removed),
            same=len(done.unchanged),
        )
    )
    if done.addresses.moved or done.addresses.dropped:
        click.echo(
            _(
                "Punkty adresowe: w innym obszarze %(moved)s, usuniętych jako leżące poza miastem %(dropped)s.",
                moved=done.addresses.moved,
                dropped=done.addresses.dropped,
            )
        )


@places.command("import-addresses")
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--replace", is_flag=True, help="Remove stored points that are in none of the files.")
@click.option(
    "--axes",
    type=click.Choice([axes.value for axes in Axes]),
    default=Axes.AUTO.value,
    help="Order of coordinates: en easting first, ne northing first, auto as the file's system says.",
)
def import_addresses(files: tuple[Path, ...], replace: bool, axes: str) -> None:
    """Store address points of the official register (GML of 2012 or 2021, also in ZIP), all or none."""
    with _refusals():
        report = services.import_addresses(files, AddressOrder(replace, Axes(axes)), _show_progress)
    click.echo(err=True)
    _report_addresses(report)


def _show_progress(progress: Progress) -> None:
    part = 100 * progress.done_bytes // max(progress.all_bytes, 1)
    line = _("%(part)s%% · punkty: %(doors)s · %(file)s", part=part, doors=progress.doors, file=progress.file)
    click.echo(f"\r{line}", nl=False, err=True)


def _report_addresses(report: AddressReport) -> None:
    for file, line, flaw in report.flaws:
        click.echo(_("%(file)s, wiersz %(line)s: %(flaw)s", file=file, line=line, flaw=FLAWS[flaw]), err=True)
    rows = [
        (_("przeczytane"), report.read),
        (_("zapisane"), report.stored),
        (_("w tym nowe"), report.added),
        (_("w tym zmienione"), report.changed),
        (_("bez punktu"), report.without_point),
        (_("poza miastem"), report.outside),
        (_("błędne"), report.malformed),
        (_("nieaktualne"), report.ended),
        (_("powtórzone"), report.repeated),
        (_("usunięte, bo nie ma ich w plikach"), report.removed),
    ]
    for label, number in rows:
        click.echo(f"{label}: {number}")


@places.command(context_settings={"ignore_unknown_options": True})
@click.argument("lon", required=False)
@click.argument("lat", required=False)
@click.option("--csv", "table", type=FILE, help="A table with the columns lon and lat, in any place.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it with area and note."
)
@click.option("--kind", type=KIND, help="The area of this kind; without it the most detailed one.")
def locate(lon: str | None, lat: str | None, table: Path | None, out: Path | None, kind: str | None) -> None:
    """Say in which area the point LON LAT lies, or answer for each row of a table."""
    if table is not None and out is not None and lon is None:
        with _refusals():
            _report_table(locate_table(table, out, Kind(kind) if kind else None))
    elif lon is not None and lat is not None and table is None and out is None:
        click.echo(located_sentence(_locate(lon, lat)))
    else:
        raise click.UsageError(_("Podaj LON i LAT albo --csv i --out."))


def _locate(lon: str, lat: str) -> Located:
    try:
        return queries.locate(LonLat(parse_degrees(lon), parse_degrees(lat)))
    except ValueError:
        return Located(Verdict.NOT_A_PLACE)


def _report_table(report: LocatedTable) -> None:
    click.echo(
        _(
            "Wiersze: %(rows)s. Ustalono obszar: %(found)s. Bez obszaru: %(lost)s (w tym nieczytelne: %(unreadable)s).",
            rows=report.rows,
            found=sum(report.verdicts[v] for v in (Verdict.INSIDE, Verdict.BORDER, Verdict.OVERLAP)),
            lost=report.rows
            - sum(report.verdicts[v] for v in (Verdict.INSIDE, Verdict.BORDER, Verdict.OVERLAP)),
            unreadable=report.unreadable,
        )
    )


@places.command()
@click.argument("file", type=FILE)
def population(file: Path) -> None:
    """Set the number of residents of areas from a table (code or name, population), all or none."""
    with _refusals():
        changed, same = services.set_populations(read_populations(file))
    click.echo(
        _("Liczba mieszkańców: zmienionych %(changed)s, bez zmian %(same)s.", changed=changed, same=same)
    )


@places.command("list")
def list_() -> None:
    """Print the tree of areas with their codes."""
    for branch in queries.area_tree():
        _print(branch, 0)


def _print(branch: Branch, depth: int) -> None:
    area = branch.area
    click.echo(f"{'  ' * depth}{area.name} ({KINDS[area.kind]}, {area.code})")
    for child in branch.children:
        _print(child, depth + 1)
