"""Outside systems: one folder each, with a port, the real connector and its in-memory twin.

A connector calls the outside and reads its answer. It knows no table and takes no decision.
"""
