"""Durable jobs and timers. Each calls one action; the record, not the queue, is the truth."""
