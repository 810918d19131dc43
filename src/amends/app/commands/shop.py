"""`amends shop`: the demo's shop."""

from __future__ import annotations

from pathlib import Path

import click

from amends.shop.behaviour import BEHAVIOURS, Behaviour
from amends.shop.server import Options, open_shop
from amends.shop.tricks import TRICKS


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8010, show_default=True)
@click.option("--secret", envvar="AMENDS_SHOP_SECRET", required=True, help="whsec_…, as in Amends.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder of its book, deeds.jsonl.",
)
@click.option("--behaviour", type=click.Choice(list(BEHAVIOURS)), default="calm", show_default=True)
@click.option(
    "--share", "shares", multiple=True, metavar="TRICK=SHARE", help="Like --share slow=0.2."
)
@click.option("--seed", default=0, show_default=True, help="Which tricks, in which order.")
@click.option("--longest", default=5.0, show_default=True, help="Longest wait, in seconds.")
@click.option("--in-time", is_flag=True, help="Do what has an agreed time then, not at once.")
@click.option("--amends-url", default="", help="Where to report what was done later.")
@click.option("--amends-token", envvar="AMENDS_SHOP_TOKEN", default="", help="The right to send.")
def shop(
    host: str,
    port: int,
    secret: str,
    data: Path,
    behaviour: str,
    shares: tuple[str, ...],
    seed: int,
    longest: float,
    in_time: bool,
    amends_url: str,
    amends_token: str,
) -> None:
    """Run the demo's shop, the other side of the webhooks.

    It counts every time it is asked to act, so that acting twice cannot hide.
    """
    options = Options(
        host=host,
        port=port,
        secret=secret,
        data=data,
        behaviour=_behaviour(behaviour, shares, seed, longest, in_time),
        amends_url=amends_url,
        amends_token=amends_token,
    )
    serve(options)


def serve(options: Options) -> None:
    with open_shop(options) as server:
        click.echo(f"Demo shop on http://{options.host}:{server.server_port}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("Closed.")


def _behaviour(
    name: str, shares: tuple[str, ...], seed: int, longest: float, in_time: bool
) -> Behaviour:
    try:
        own = dict(_share(text) for text in shares)
        both = {**BEHAVIOURS[name], **own}
        return Behaviour(both, seed=seed, longest=longest, keeps_time=in_time)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--share") from error


def _share(text: str) -> tuple[str, float]:
    trick, equals, share = text.partition("=")
    if not equals or trick not in TRICKS:
        raise ValueError(f"{text!r} is not TRICK=SHARE; tricks: {', '.join(TRICKS)}")
    return trick, float(share)
