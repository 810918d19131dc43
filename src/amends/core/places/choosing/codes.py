"""Codes of points, sorted and packed end to end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Codes:
    """Different texts in the order of their UTF-8 bytes.

    ``sums``: their CRC-32 sums, sorted, by which one is found; ``of_sum``: whose they are.
    """

    text: bytes
    offsets: npt.NDArray[np.uint32]
    sums: npt.NDArray[np.uint32]
    of_sum: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, rank: int) -> str:
        return self._bytes(rank).decode()

    @property
    def nbytes(self) -> int:
        arrays = (self.offsets, self.sums, self.of_sum)
        return len(self.text) + sum(each.nbytes for each in arrays)

    def find(self, code: str) -> int | None:
        """The rank of a code, ``None`` if it is not among them."""
        wanted = code.encode()
        own = crc32(wanted)
        place = bisect_left(self._sums, own)
        while place < len(self) and self._sums[place] == own:
            rank = int(self.of_sum[place])
            if self._bytes(rank) == wanted:
                return rank
            place += 1
        return None

    def _bytes(self, rank: int) -> bytes:
        return self.text[self._ends[rank] : self._ends[rank + 1]]

    @cached_property
    def _ends(self) -> memoryview[int]:
        return self.offsets.data

    @cached_property
    def _sums(self) -> memoryview[int]:
        return self.sums.data


def pack_codes(codes: Sequence[str]) -> tuple[Codes, npt.NDArray[np.int32]]:
    """The packed codes, and the rank of each given one. ``ValueError`` names one that repeats."""
    order = sorted(range(len(codes)), key=lambda place: codes[place].encode())
    for before, after in pairwise(order):
        if codes[before] == codes[after]:
            raise ValueError(f"the code {codes[after]!r} is there twice")
    ranks = np.empty(len(codes), np.int32)
    ranks[order] = np.arange(len(codes), dtype=np.int32)
    packed = [codes[place].encode() for place in order]
    ends = np.cumsum([0, *(len(each) for each in packed)])
    sums = np.fromiter(map(crc32, packed), np.uint32, len(packed))
    of_sum = np.argsort(sums, kind="stable").astype(np.int32)
    return Codes(b"".join(packed), ends.astype(np.uint32), sums[of_sum], of_sum), ranks
