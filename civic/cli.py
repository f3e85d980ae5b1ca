"""The `civic` command."""

import os
from importlib import import_module

import click
from flask import Flask

from civic.budget.counting.cli import pabulib, recount_command
from civic.config import SettingsError, read_settings
from civic.core import migrations


class Features(click.Group):
    """Commands of features that need the application: imported only when they are used."""

    lazy = {"audit": "civic.core.audit_cli", "people": "civic.people.cli", "places": "civic.places.cli", "sample": "civic.sample.cli"}  # noqa: RUF012 - never changed

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return sorted([*super().list_commands(ctx), *self.lazy])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now if it is a feature's."""
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(self.lazy[cmd_name]), cmd_name)
        return command


@click.group(cls=Features)
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
