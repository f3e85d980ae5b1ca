"""The `civic` command."""

import os

import click
from flask import Flask

from civic.budget.counting.cli import pabulib, recount_command
from civic.config import SettingsError, read_settings
from civic.core import migrations
from civic.core.commands import LazyGroup

FEATURES = {
    "audit": "civic.core.audit_cli:audit",
    "people": "civic.people.cli:people",
    "places": "civic.places.cli:places",
    "sample": "civic.sample.cli:sample",
}
"""Commands of features that need the application."""


@click.group(cls=LazyGroup, lazy=FEATURES)
@click.pass_context
def main(context: click.Context) -> None:
    """Civic: the city's residents decide."""
    context.obj = application


main.add_command(pabulib)
main.add_command(recount_command)


def application() -> Flask:
    """The application, or one clear sentence why not."""
    from civic.app import create_app  # noqa: PLC0415 - recount and pabulib verify need no application

    try:
        return create_app()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@main.group()
def db() -> None:
    """The database's schema."""


@db.command()
def upgrade() -> None:
    """Bring the schema up to date, as the database's owner (DATABASE_OWNER_URL)."""
    try:
        migrations.upgrade(read_settings(os.environ).owner_database_url)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    click.echo("The schema is up to date.")


@main.command()
@click.option("--until-empty", is_flag=True, help="Stop when nothing waits.")
def worker(until_empty: bool) -> None:
    """Do the queued jobs: mails, seals of the audit trail."""
    from civic import worker as work  # noqa: PLC0415 - as above

    work.run(application(), until_empty=until_empty)
