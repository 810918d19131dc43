"""The same tables for other engines."""
