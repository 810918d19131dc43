"""A photo as a telephone writes it, in HEIC: our libraries read that form and write none.

Recorded once with pillow-heif 1.8: 64 by 32, blue and red, turned upright by ``irot``, with a
camera's name and a place in its EXIF.
"""

from __future__ import annotations

import struct
from base64 import b64decode

RECORDED = """
AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAchtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAA
AAAAAAAAADRpbG9jAAAAAERAAAIAAQAAAAAB7AABAAAAAAAAAGEAAgAAAAACTQABAAAAAAAAAHwAAAA4aWluZgAAAAAA
AgAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAABB2lwcnAAAADm
aXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAq
QgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQAN
AAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAIAAAAAEAAAAAAAAAAv///+AAAAACAAAAEHBp
eGkAAAAAAwgICAAAAAlpcm90AwAAABlpcG1hAAAAAAAAAAEAAQaBAgMFhIYAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEA
AQAAAOVtZGF0AAAAXSgBrxOA9SeBP//wyFFf/AQ6v9+vTEq31pqf/8Khov60TXbgMbb232p2bmLs2z3csZqE1hpIvxUb
69OacWKtxdsnca7JR2yHui/b+PqTi9RraiGWZ9AP1iFnE3jVWAAAAAZFeGlmAABNTQAqAAAACAADARAAAgAAABUAAAAy
ARIAAwAAAAEABgAAiCUABAAAAAEAAABIAAAAAENhbm9uIG9mIEl2YW4gUGV0cm92AAAAAQACAAUAAAADAAAAWgAAAAAA
AAA3AAAAAQAAAC0AAAABAAAAAAAAAAE=
"""
ACROSS_AND_DOWN = 8
"""Bytes from ``ispe`` to the size that the head of the file tells."""


def heic() -> bytes:
    """The photo."""
    return b64decode(RECORDED)


def heic_bomb(side: int = 30_000) -> bytes:
    """The same, and its head says that it has so many pixels across and down."""
    photo = heic()
    at = photo.index(b"ispe") + ACROSS_AND_DOWN
    return photo[:at] + struct.pack(">II", side, side) + photo[at + 8 :]
