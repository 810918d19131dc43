"""The accounts of cases and partners: docs/explanation/accounts.md."""
