"""`civic people ...`: roles from the command line, for the first administrator of a new installation."""

from collections.abc import Callable

import click
from flask import Flask

from civic.core.access import Role
from civic.core.refusal import Refused
from civic.people import queries
from civic.people.messages import words
from civic.people.services import office

ROLE = click.Choice([role.value for role in Role if role is not Role.RESIDENT])


@click.group()
@click.pass_context
def people(context: click.Context) -> None:
    """People and their roles."""
    application: Callable[[], Flask] = context.obj
    context.with_resource(application().app_context())


@people.command()
@click.argument("email")
@click.argument("role", type=ROLE)
@click.option("--reason", default="command line", show_default=True, help="Stays in the audit trail.")
def grant(email: str, role: str, reason: str) -> None:
    """Give ROLE to the person with this EMAIL, everywhere. The person signs up on the site first."""
    try:
        office.grant(None, email, Role(role), reason=reason)
    except Refused as refused:
        raise click.ClickException(words(refused)) from refused
    click.echo(f"{email} has the role {role} now.")


@people.command("list")
def list_() -> None:
    """Every role somebody has."""
    for row in queries.granted():
        where = "".join(
            f", {part}" for part in (row.unit, row.edition_id and f"edition {row.edition_id}") if part
        )
        click.echo(f"{row.role.value}: {row.name} <{row.email}>{where}")
