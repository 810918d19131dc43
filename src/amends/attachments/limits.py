"""How much may be added: ``[attachments]`` in ``rulebook.toml``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """``bytes`` of one file; ``at_once`` and ``per_order`` are counts; ``pixels`` a picture may
    have as it comes in, ``side`` how many of them its longer side keeps; ``pages`` of a document.
    """

    bytes: int
    at_once: int
    per_order: int
    pixels: int
    side: int
    pages: int

    def __post_init__(self) -> None:
        for name in self.__slots__:
            number = getattr(self, name)
            if type(number) is not int or number < 1:
                raise ValueError(f"{name} is a whole number above 0")
