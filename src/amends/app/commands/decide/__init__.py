"""`amends decide`: one situation decided and explained, without Django, server or database."""

from amends.app.commands.decide.command import decide

__all__ = ["decide"]
