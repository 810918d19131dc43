"""What comes from outside is made harmless, or refused: types, bombs, metadata, scripts."""

from __future__ import annotations

import os
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from amends.attachments import BadFile, apart, clean_apart
from amends.attachments.cleaning import clean
from amends.attachments.jpegs import without_metadata
from amends.attachments.sniffing import sniff
from tests.support.uploads import LIMITS, SECRET, document, image_bomb, photo

WRONG = {
    "file_empty": b"",
    "file_too_large": b"\xff\xd8\xff" + b"x" * LIMITS.bytes,
    "file_type": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "file_unreadable": b"\xff\xd8\xff\xe0 a name is no picture",
    "file_too_many_pixels": image_bomb(),
    "file_too_many_pages": document(pages=4),
    "file_locked": document(password="sesame"),
    "file_too_costly": document(bomb=True),
}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_drawn_anew_upright_and_small_without_what_the_camera_wrote(form: str) -> None:
    kept = clean(photo(form), LIMITS)
    assert kept.content_type == "image/jpeg"
    assert SECRET.encode() not in kept.content
    with Image.open(BytesIO(kept.content)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (300, 600))
        assert not picture.getexif()
        red, green, _ = picture.convert("RGB").getpixel((9, 9))  # type: ignore[misc]
        assert red > 200 > green


def test_what_is_transparent_lies_on_white_paper() -> None:
    written = BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(written, "PNG")
    with Image.open(BytesIO(clean(written.getvalue(), LIMITS).content)) as picture:
        assert picture.convert("RGB").getpixel((4, 4)) == (255, 255, 255)


def test_a_document_keeps_its_pages_and_nothing_that_acts_or_tells() -> None:
    kept = clean(document(pages=2), LIMITS)
    assert kept.content_type == "application/pdf"
    for unwanted in (SECRET, "JavaScript", "app.alert", "evil.example", "within.exe", "/Annots"):
        assert unwanted.encode() not in kept.content, unwanted
    with pikepdf.open(BytesIO(kept.content)) as pdf:
        assert len(pdf.pages) == 2
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert not pdf.attachments
        picture = pdf.pages[0].Resources.XObject.P
        assert SECRET.encode() not in picture.read_raw_bytes()
        with Image.open(BytesIO(picture.read_raw_bytes())) as drawn:
            assert drawn.size == (800, 400)


@pytest.mark.parametrize("why", WRONG)
def test_what_is_not_taken_is_refused_by_name(why: str) -> None:
    with pytest.raises(BadFile) as refused:
        clean(WRONG[why], LIMITS)
    assert refused.value.code == why


def test_neither_a_name_nor_something_before_the_file_makes_it_one() -> None:
    assert sniff(b"GIF89a" + photo()) == ""
    assert sniff(b"<html>" + document()) == ""
    assert sniff(b"PK\x03\x04" + photo()) == ""


def test_of_a_file_that_is_two_things_only_the_picture_is_left() -> None:
    both = photo() + b"<script>alert(1)</script>" + document()
    kept = clean(both, LIMITS).content
    assert b"script" not in kept
    assert b"%PDF" not in kept


def test_cleaning_twice_gives_the_same_file() -> None:
    assert clean(photo(), LIMITS) == clean(photo(), LIMITS)
    assert clean(document(), LIMITS) == clean(document(), LIMITS)


def test_segments_of_a_broken_jpeg_do_not_hang_the_reader() -> None:
    assert without_metadata(b"no jpeg") == b"no jpeg"
    assert without_metadata(b"\xff\xd8\xff\xe1\x00\x00").startswith(b"\xff\xd8")


def test_it_happens_in_a_process_that_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, __import__("sys").path)))
    assert clean_apart(photo(), LIMITS) == clean(photo(), LIMITS)
    with pytest.raises(BadFile, match="file_too_many_pixels"):
        clean_apart(image_bomb(), LIMITS)
    assert "AMENDS_SECRET_KEY" not in apart.PASSED_ON


def test_a_file_that_keeps_the_reader_busy_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.001)
    with pytest.raises(BadFile, match="file_too_costly"):
        clean_apart(photo(), LIMITS)
