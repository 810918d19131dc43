"""The rules of recovery, pure: no database, no network, no clock."""
