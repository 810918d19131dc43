"""XML from strangers: no entities, no document type, nothing fetched, and bounded in all ways."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from amends.core.rulebook.dmn.errors import BadModel

LARGEST = 20_000_000
MOST_ELEMENTS = 500_000
DEEPEST = 100
MOST_ATTRIBUTES = 100
HINT = "such files are refused: they can hurt the reader"


class _Counting(TreeBuilder):
    """Builds the tree, and refuses one that is too deep or too large."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.elements = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.depth += 1
        self.elements += 1
        if self.depth > DEEPEST or self.elements > MOST_ELEMENTS or len(attrs) > MOST_ATTRIBUTES:
            raise BadModel("the XML is nested too deeply or has too many parts", hint=HINT)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def read_bytes(file: str | Path | BinaryIO, largest: int = LARGEST) -> bytes:
    """The content of a file; raise ``BadModel`` where it is not there, cannot be read or is larger
    than is allowed."""
    if isinstance(file, str | Path):
        try:
            with Path(file).open("rb") as opened:
                return read_bytes(opened, largest)
        except OSError as error:
            raise BadModel(
                f"the file cannot be read: {error.strerror}",
                where=str(file),
                hint="the path of a file of DMN (.dmn, .xml)",
            ) from None
    content = file.read(largest + 1)
    if len(content) > largest:
        raise BadModel(f"the file is larger than {largest} bytes")
    return content


def parse(content: bytes, *, where: str = "") -> Element:
    """The root of an XML document; raise ``BadModel`` where it is broken or could hurt."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(
        target=_Counting(), forbid_dtd=True, forbid_entities=True, forbid_external=True
    )
    try:
        parser.feed(content)
        root: Element = parser.close()
    except DefusedXmlException as error:
        named = type(error).__name__
        raise BadModel(
            f"the XML holds what is forbidden: {named}", where=where, hint=HINT
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise BadModel(f"this is not well-formed XML: {error}", where=where) from None
    return root


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children of these names, in order, whatever their namespace."""
    return (child for child in (element if element is not None else ()) if local(child) in names)


def child(element: Element | None, *names: str) -> Element | None:
    """The first child of one of these names."""
    return next(children(element, *names), None)


def text(element: Element | None) -> str:
    """The text of the child ``text``, or of the element itself where it has none."""
    inner = child(element, "text")
    found = inner if inner is not None else element
    return (found.text or "").strip() if found is not None else ""


def name_of(element: Element | None, attribute: str = "name") -> str:
    """A name, its white space made single."""
    return " ".join((element.get(attribute) or "").split()) if element is not None else ""
