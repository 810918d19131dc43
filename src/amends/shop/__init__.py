"""A small shop for the demo and the tests: the other side of the webhooks, in its own process.

It verifies signatures, carries remedies out by writing them down, and says truthfully what it did.
It does not protect us: asked twice, it acts twice, and every deed is one line that is never lost.
It needs neither Django nor a database, and imports nothing of the application.
"""
