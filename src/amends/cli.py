"""The `amends` command."""

import os
from typing import Any

import click

from amends import __version__
from amends.tongue import speak
from amends.wiring import LazyGroup, Wire

speak()

COMMANDS = {
    "up": Wire("up:up", "Start everything: database, web server and worker."),
    "demo": Wire("demo:demo", "Start everything with a small simulated retailer."),
    "web": Wire("web:web", "Run the web server."),
    "worker": Wire("worker:worker", "Run a worker: durable jobs and timers."),
    "migrate": Wire("migrate:migrate", "Bring the database to this version."),
    "user": Wire("user:user", "Add and list the members of staff who may use the console."),
    "token": Wire("token:token", "Make, list and revoke tokens for senders of events."),
    "link": Wire("link:link", "Make a link by which a customer says what went wrong."),
    "load": Wire("load:load", "Load events from a file or from a query over a shop's own export."),
    "places": Wire("places:places", "Load pickup points, and ask when they are open."),
    "partners": Wire("partners:partners", "Contracts, statements and claims of partners."),
    "quarantine": Wire("quarantine:quarantine", "List, mend and replay what was not understood."),
    "rulebook": Wire("rulebook:rulebook", "Prove, compare and exchange decision tables."),
    "decide": Wire("decide:decide", "Decide one situation and explain the decision."),
    "claims": Wire("claims:claims", "Read what customers say happened."),
    "report": Wire("report:report", "Show promises, failures, cases, remedies and money."),
    "scorecards": Wire("scorecards:scorecards", "Show how partners and lines keep their word."),
    "verify": Wire("verify:verify", "Find edited, removed or inserted rows of the record."),
    "staff": Wire("staff:staff", "Hold what staff did against the mix of their cases."),
    "simulate": Wire("simulate:simulate", "Write the events of a simulated town and retailer."),
    "score": Wire("score:score", "Hold the record of a simulation against its truth."),
    "shop": Wire("shop:shop", "Run the demo's shop, the other side of the webhooks."),
    "relive": Wire("relive:relive", "Live a simulated town's days through, for the demo."),
}


@click.group(
    cls=LazyGroup,
    wires=COMMANDS,
    package="amends.app.commands",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="amends %(version)s")
def main(**_: Any) -> None:
    """Put right what went wrong for a customer, by a system and not by luck.

    All state lives in one folder, AMENDS_HOME. DATABASE_URL takes the place of the embedded
    database.
    """
    _bind_to_parent()


def _bind_to_parent() -> None:
    """A command that `amends up` started ends with it."""
    parent = os.environ.pop("AMENDS_PARENT", None)
    if parent:
        from amends.app.processes.bond import die_with_parent

        die_with_parent(int(parent))


if __name__ == "__main__":
    main()
