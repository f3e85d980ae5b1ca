"""`civic sample`: the sample city, its accounts, a big vote for load."""

import time
from collections.abc import Callable

import click
from flask import Flask, current_app

from civic.config import Settings
from civic.core import clock
from civic.sample import accounts, city, load, people


@click.group(invoke_without_command=True)
@click.option("--voters", type=click.IntRange(1, 1_000_000), help="Also make a vote with so many envelopes.")
@click.pass_context
def sample(context: click.Context, voters: int | None) -> None:
    """Build the sample city Miłogród where there is no city yet."""
    application: Callable[[], Flask] = context.obj
    context.with_resource(application().app_context())
    if not _settings().development:
        raise click.ClickException(
            "Przykładowe miasto ma jawne hasła, więc nie powstaje, gdy CIVIC_ENV to „production”."
        )
    if context.invoked_subcommand is None:
        _city()
        if voters:
            _vote(voters)


@sample.command("accounts")
def show_accounts() -> None:
    """The accounts of the sample and the shares of its keys."""
    click.echo(accounts.read(_settings()), nl=False)


def _settings() -> Settings:
    settings: Settings = current_app.config["CIVIC"]
    return settings


def _city() -> None:
    if city.is_built():
        click.echo("Miasto już jest; nic się nie zmieniło.")
        return
    began = time.monotonic()
    city.build(clock.now())
    click.echo(f"Miłogród zbudowany w {time.monotonic() - began:.1f} s.")


def _vote(count: int) -> None:
    if not people.are_here():
        raise click.ClickException("To nie jest przykładowe miasto: nie ma w nim jego mieszkańców.")
    if load.is_built(count):
        click.echo(f"Głosowanie „{load.slug(count)}” już jest; nic się nie zmieniło.")
        return

    def progress(made: int, seconds: float) -> None:
        click.echo(f"{made:>9} kopert po {seconds:.0f} s ({made / seconds:.0f} na sekundę)")

    seconds = load.build(count, clock.now(), progress)
    click.echo(f"Głosowanie „{load.slug(count)}”: {count} kopert w {seconds:.1f} s.")
