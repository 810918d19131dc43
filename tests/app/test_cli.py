"""The wiring table of the command line."""

import os
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from amends import __version__
from amends.cli import COMMANDS, main
from amends.wiring import Wire


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert "Usage" in result.output


def test_a_command_without_its_module_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "fly", Wire("fly:fly", "Fly."))
    result = CliRunner().invoke(main, ["fly"])
    assert result.exit_code == 1
    assert "has no command 'fly'" in result.output


def test_a_command_without_its_libraries_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "amends.app.commands.up", None)
    monkeypatch.setitem(sys.modules, "amends.app.commands.migrate", None)
    assert "no command" in CliRunner().invoke(main, ["up"]).output
    monkeypatch.delitem(sys.modules, "amends.app.commands.migrate")
    monkeypatch.setitem(sys.modules, "amends.app.config", None)
    assert "amends[server]" in CliRunner().invoke(main, ["migrate"]).output


def test_help_lists_every_command() -> None:
    listed = CliRunner().invoke(main, ["--help"]).output
    assert all(f"\n  {name} " in listed for name in COMMANDS)


def test_version() -> None:
    assert __version__ in CliRunner().invoke(main, ["--version"]).output


def test_help_imports_neither_django_nor_a_command() -> None:
    code = "import sys, amends.cli; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert not {name for name in loaded if name.startswith(("django", "rich", "amends.app"))}


def test_help_is_quick() -> None:
    took = min(_seconds_of_help() for _ in range(3))
    assert took < 0.5


def _seconds_of_help() -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "amends.cli", "--help"]
    subprocess.run(command, env=os.environ, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began
