"""One function per use case: load, lock, call the core, save, enqueue, in one transaction."""
