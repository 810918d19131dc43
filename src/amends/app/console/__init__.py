"""The console: where staff see who is waiting, and act. Thin: actions decide and write."""
