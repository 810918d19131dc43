"""A rulebook read from its folder, for every command that takes one."""

from __future__ import annotations

import os
from pathlib import Path

import click

from amends.core.errors import AmendsError
from amends.core.rulebook import Rulebook
from amends.policies import folder_of
from amends.policies.folder import read_folder

FOLDER = click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False)
)
"""The argument of a command that reads a rulebook; see ``opened``."""


class CannotRead(click.ClickException):
    """A folder that holds no rulebook, or one that is not understood."""

    exit_code = 2


def opened(folder: Path | None) -> Rulebook:
    """The rulebook in a folder; without one that of ``AMENDS_POLICY``, or the one that ships.

    Raise ``CannotRead``, which ends the command with exit code 2.
    """
    try:
        return read_folder(folder or shipped())
    except AmendsError as error:
        raise CannotRead(str(error)) from error


def shipped() -> Path:
    """The folder that ``AMENDS_POLICY`` names, or that of the policy that ships."""
    return folder_of(os.environ.get("AMENDS_POLICY", ""))
