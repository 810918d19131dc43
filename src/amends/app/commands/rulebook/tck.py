"""`amends rulebook tck`: run the test cases of the DMN Technology Compatibility Kit."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click

from amends.core.rulebook.dmn import tck as kit


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder for tck_results.csv and tck_results.properties, the kit's own form.",
)
@click.pass_context
def tck(ctx: click.Context, folder: Path, out: Path | None) -> None:
    """Run every test case beneath DIR; exit code 1 where one fails."""
    now = datetime.now(UTC)
    results = list(kit.run_folder(folder, now=now))
    failures = [result for result in results if not result.passed]
    for each in failures:
        click.echo(f"{each.level}/{each.folder} {each.case}: {each.detail}")
    click.echo(f"{len(results) - len(failures)} of {len(results)} cases pass")
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / "tck_results.csv").write_text(kit.as_csv(results), encoding="utf-8")
        properties = kit.as_properties(version("amends"), now.date().isoformat())
        (out / "tck_results.properties").write_text(properties, encoding="utf-8")
    ctx.exit(1 if failures or not results else 0)
