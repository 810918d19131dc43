"""`amends user`: members of staff and their roles."""

import click

from amends.app.config.boot import ready


@click.group()
def user() -> None:
    """Add and list the members of staff who may use the console."""


@user.command()
@click.argument("name")
@click.option("--role", required=True, help="agent, manager, engineer or quality.")
@click.option("--full-name", default="", help="As customers hear it when they are called.")
@click.password_option(help="Asked for if omitted.")
def add(name: str, role: str, full_name: str, password: str) -> None:
    """Add a member of staff; one who exists gets this role and password."""
    ready()
    from amends.app.actions.staff import add_user
    from amends.core.errors import AmendsError

    try:
        add_user(name=name, role=role, password=password, full_name=full_name)
    except AmendsError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{name} may sign in as {role}.")


@user.command("list")
def list_users() -> None:
    """Name every member of staff with their roles."""
    ready()
    from amends.app.actions.staff import all_users

    for name, roles in all_users():
        click.echo(f"{name}\t{', '.join(roles) or '-'}")


@user.command()
@click.argument("name")
def remove(name: str) -> None:
    """Let somebody sign in no more; what they did stays in the journal."""
    ready()
    from amends.app.actions.staff import remove_user
    from amends.core.errors import AmendsError

    try:
        remove_user(name=name)
    except AmendsError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{name} may not sign in any more.")
