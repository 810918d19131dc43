"""The steps of recording events: parse, read, lock, store, describe, judge."""
