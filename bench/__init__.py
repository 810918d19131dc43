"""Measurements against stated numbers; run them with ``python -m bench``."""
