"""How one installation is set up: everything comes from the environment and from AMENDS_HOME."""

from amends.app.config.boot import boot, leave, settle

__all__ = ["boot", "leave", "settle"]
