"""A picture drawn anew: its pixels, and nothing else of the file that came in."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageOps

from amends.attachments.limits import Limits
from amends.attachments.results import BadFile, Cleaned
from amends.attachments.sniffing import HEIC

QUALITY = 88
CONTENT_TYPE = "image/jpeg"


def clean_image(content: bytes, form: str, limits: Limits) -> Cleaned:
    """The first picture of the file as a JPEG, upright, without metadata; raise ``BadFile``.

    How many pixels it has is told by the file's head and asked before one of them is drawn.
    """
    if form == HEIC:
        from pi_heif import register_heif_opener

        register_heif_opener()
    Image.MAX_IMAGE_PIXELS = limits.pixels
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _drawn(content, form, limits)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise BadFile("file_too_many_pixels") from None
        except MemoryError:
            raise BadFile("file_too_costly") from None
        except BadFile:
            raise
        except Exception:
            # A broken file makes a decoder raise whatever it likes.
            raise BadFile("file_unreadable") from None


def _drawn(content: bytes, form: str, limits: Limits) -> Cleaned:
    with Image.open(BytesIO(content), formats=[form]) as picture:
        if picture.width * picture.height > limits.pixels:
            raise BadFile("file_too_many_pixels")
        upright = _flat(ImageOps.exif_transpose(picture))
    upright.thumbnail((limits.side, limits.side))
    plain = Image.frombytes("RGB", upright.size, upright.tobytes())
    written = BytesIO()
    plain.save(written, "JPEG", quality=QUALITY, optimize=True)
    return Cleaned(CONTENT_TYPE, written.getvalue())


def _flat(picture: Image.Image) -> Image.Image:
    """On white paper, where it is transparent."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen_through = picture.convert("RGBA")
    paper = Image.new("RGB", seen_through.size, "white")
    paper.paste(seen_through, mask=seen_through.getchannel("A"))
    return paper
