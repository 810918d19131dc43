"""Files as they come in from outside: honest ones, and those that somebody made to do harm."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

import pikepdf
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from amends.attachments import Limits

LIMITS = Limits(bytes=2**20, at_once=3, per_order=5, pixels=4_000_000, side=600, pages=3)
SECRET = "Canon of Ivan Petrov"


def photo(form: str = "JPEG", size: tuple[int, int] = (800, 400), color: str = "red") -> bytes:
    """A picture with a camera's name and a place in it, where the form can hold them."""
    exif = Image.Exif()
    exif[Base.Model] = SECRET
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (55.0, 45.0, 0.0)
    written = BytesIO()
    Image.new("RGB", size, color).save(written, form, exif=exif)
    return written.getvalue()


def image_bomb(side: int = 30_000) -> bytes:
    """A PNG of a few kilobytes whose pixels would fill gigabytes."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\0" * 10**6)
    parts = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, parts))


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    name, data = part
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def document(pages: int = 1, *, password: str = "", bomb: bool = False) -> bytes:
    """A PDF with a script, a file within, a form, a link and an author."""
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        _make_it_act(made)
        made.docinfo["/Author"] = SECRET
        with made.open_metadata() as metadata:
            metadata["dc:creator"] = [SECRET]
        picture = pikepdf.Stream(made, photo())
        picture.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image})
        picture.update({"/Width": 800, "/Height": 400, "/Filter": pikepdf.Name.DCTDecode})
        picture.update({"/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8})
        page = made.pages[0]
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
        drawn = b"100 0 0 100 0 0 cm /P Do " + (b" " * 300 * 2**20 if bomb else b"")
        page.Contents = pikepdf.Stream(made, zlib.compress(drawn))
        page.Contents["/Filter"] = pikepdf.Name.FlateDecode
        locked = pikepdf.Encryption(owner=password, user=password) if password else False
        written = BytesIO()
        made.save(written, encryption=locked)
    return written.getvalue()


def packed_picture(content: bytes, filters: list[str]) -> bytes:
    """A PDF of one page with a picture, packed by all of these filters, the last one first."""
    for name in reversed(filters):
        content = PACKED.get(name, bytes)(content)
    with pikepdf.new() as made:
        picture = pikepdf.Stream(made, content)
        picture.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image})
        picture.update({"/Width": 800, "/Height": 400, "/BitsPerComponent": 8})
        picture["/ColorSpace"] = pikepdf.Name.DeviceRGB
        picture["/Filter"] = pikepdf.Array([pikepdf.Name(name) for name in filters])
        page = made.add_blank_page()
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
        page.Contents = pikepdf.Stream(made, b"100 0 0 100 0 0 cm /P Do")
        written = BytesIO()
        made.save(written, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return written.getvalue()


def _in_runs(content: bytes) -> bytes:
    """As the same byte so many times, or one by one (PDF 32000-1, 7.4.5)."""
    runs = (bytes([len(part) - 1]) + part for part in _parts(content))
    return b"".join(runs) + bytes([128])


def _parts(content: bytes) -> Iterator[bytes]:
    return (content[at : at + 128] for at in range(0, len(content), 128))


PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    "/FlateDecode": lambda content: zlib.compress(content),
    "/ASCII85Decode": lambda content: base64.a85encode(content) + b"~>",
    "/ASCIIHexDecode": lambda content: content.hex().encode() + b">",
    "/RunLengthDecode": _in_runs,
}


def _make_it_act(made: pikepdf.Pdf) -> None:
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('here')")
    made.Root["/OpenAction"] = script
    made.attachments["within.exe"] = b"MZ here too"
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://evil.example/"),
    )
    made.pages[0]["/Annots"] = made.make_indirect(pikepdf.Array([link]))
    made.pages[0]["/AA"] = pikepdf.Dictionary(O=script)
