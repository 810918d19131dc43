"""What comes from outside is made harmless, or refused: types, bombs, metadata, scripts."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from amends.attachments import BadFile, apart, clean_apart
from amends.attachments.cleaning import clean
from amends.attachments.jpegs import without_boxes, without_metadata
from amends.attachments.sniffing import sniff
from tests.support.heic import heic, heic_bomb
from tests.support.uploads import LIMITS, SECRET, document, image_bomb, packed_picture, photo

WRONG: dict[str, Callable[[], bytes]] = {
    "file_empty": lambda: b"",
    "file_too_large": lambda: b"\xff\xd8\xff" + b"x" * LIMITS.bytes,
    "file_type": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "file_unreadable": lambda: b"\xff\xd8\xff\xe0 a name is no picture",
    "file_too_many_pixels": lambda: image_bomb(),
    "file_too_many_pages": lambda: document(pages=4),
    "file_locked": lambda: document(password="sesame"),
    "file_too_costly": lambda: document(bomb=True),
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
        clean(WRONG[why](), LIMITS)
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


def test_a_photo_of_a_telephone_is_drawn_upright_without_what_it_wrote() -> None:
    assert SECRET.encode() in heic()
    kept = clean_apart(heic(), LIMITS)
    assert SECRET.encode() not in kept.content
    with Image.open(BytesIO(kept.content)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (32, 64))
        assert not picture.getexif()
        top, bottom = picture.getpixel((16, 4)), picture.getpixel((16, 60))
        assert top[2] > 200 > top[0]  # type: ignore[index]
        assert bottom[0] > 200 > bottom[2]  # type: ignore[index]


@pytest.mark.parametrize("length", [0, 30, 200, 400, 600, 700])
def test_a_broken_photo_of_a_telephone_is_refused(length: int) -> None:
    with pytest.raises(BadFile):
        clean_apart(heic()[:length], LIMITS)


def test_a_telephones_photo_that_claims_to_be_huge_is_refused() -> None:
    with pytest.raises(BadFile):
        clean_apart(heic_bomb(), LIMITS)


@pytest.mark.parametrize(
    "tail", [b"PK\x03\x04 a zip", b"<html><script>alert(1)</script>", b"MZ\x90"]
)
@pytest.mark.parametrize(
    "make", [photo, heic, document, lambda: photo("PNG"), lambda: photo("WEBP")]
)
def test_what_hangs_on_the_end_of_a_file_is_gone(make: Callable[[], bytes], tail: bytes) -> None:
    assert tail not in clean(make() + tail, LIMITS).content


@pytest.mark.parametrize(
    "filters",
    [
        ["/DCTDecode"],
        ["/FlateDecode", "/DCTDecode"],
        ["/ASCII85Decode", "/FlateDecode", "/DCTDecode"],
        ["/ASCIIHexDecode", "/DCTDecode"],
    ],
)
def test_pictures_of_a_document_lose_what_the_camera_wrote_however_packed(
    filters: list[str],
) -> None:
    kept = clean(packed_picture(photo(), filters), LIMITS)
    with pikepdf.open(BytesIO(kept.content)) as pdf:
        picture = pdf.pages[0].Resources.XObject.P
        assert picture.Filter == "/DCTDecode"
        assert SECRET.encode() not in picture.read_raw_bytes()
        with Image.open(BytesIO(picture.read_raw_bytes())) as drawn:
            assert drawn.size == (800, 400)


@pytest.mark.parametrize(
    "filters",
    [["/FlateDecode"], ["/FlateDecode", "/FlateDecode"], ["/RunLengthDecode", "/FlateDecode"]],
)
def test_a_bomb_in_a_bomb_is_refused(filters: list[str]) -> None:
    with pytest.raises(BadFile, match="file_too_costly"):
        clean_apart(packed_picture(bytes(66 * 2**20), filters), LIMITS)


def test_ten_thousand_pages_are_refused_before_long() -> None:
    with pikepdf.new() as made:
        for _ in range(10_000):
            made.add_blank_page()
        written = BytesIO()
        made.save(written)
    limits = replace(LIMITS, bytes=2**24)
    with pytest.raises(BadFile, match="file_too_many_pages"):
        clean_apart(written.getvalue(), limits)


def test_pages_that_hold_each_other_are_refused() -> None:
    """Ten levels of ten times the same pages: ten thousand million of them."""
    rows = [
        b"<< /Type /Pages /Count 10 /Kids [" + b"%d 0 R " % (number + 1) * 10 + b"] >>"
        for number in range(2, 12)
    ]
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", *rows, b"<< /Type /Page /Parent 11 0 R >>"]
    body = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj %s endobj\n" % (number, each) for number, each in enumerate(objects, 1)
    )
    with pytest.raises(BadFile):
        clean_apart(body + b"trailer << /Root 1 0 R /Size 13 >>\n", LIMITS)


def test_boxes_of_a_jpeg_2000_that_tell_are_gone() -> None:
    written = BytesIO()
    Image.new("RGB", (16, 16), "red").save(written, "JPEG2000")
    told = b"uuid" + b"0" * 16 + SECRET.encode()
    whole = written.getvalue()
    head = whole[:12]
    marked = head + (len(told) + 4).to_bytes(4) + told + whole[12:]
    assert without_boxes(marked) == whole
    assert without_boxes(b"no jpeg") == b"no jpeg"
