"""Where a table or a rule stands on a page."""


def anchor(language: str, *names: str) -> str:
    """The anchor of a table, or of a rule of it, on every page and in every file."""
    return "-".join((language, *names))
