"""Where things stand in an answer: paths into JSON and XML, read within bounds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from amends.core.errors import AmendsError

Node = Any
"""A JSON value or an XML element."""


class BadAnswer(AmendsError):
    """An answer of a carrier that is not understood as a whole."""

    code = "bad_answer"


def opened(form: str, raw: bytes) -> Node:
    """The whole answer; entities, DTDs and endless nesting are refused."""
    try:
        if form == "xml":
            return fromstring(raw, forbid_dtd=True)
        return json.loads(raw)
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        message = f"this is not well-formed {form.upper()}: {str(error)[:100]}"
        raise BadAnswer(message, hint="the answer as the carrier sent it") from None


def under(node: Node, paths: Iterable[str]) -> list[Node]:
    """What the first path that leads anywhere leads to; every item of a list is one."""
    for path in paths:
        found = list(_walk(node, path))
        if found:
            return found
    return []


def first(node: Node, paths: Iterable[str]) -> str:
    """The text at the first path that has one; or no text."""
    return next(filter(None, (text_of(node, path) for path in paths)), "")


def text_of(node: Node, path: str) -> str:
    """The text at a path; or no text."""
    for found in _walk(node, path):
        if isinstance(found, Element):
            return (found.text or "").strip()
        if isinstance(found, str | int | float) and not isinstance(found, bool):
            return str(found).strip()
    return ""


def _walk(node: Node, path: str) -> Iterator[Node]:
    if isinstance(node, Element):
        return _in_xml(node, path)
    return _in_json(node, path.split(".") if path else [])


def _in_json(node: Node, steps: list[str]) -> Iterator[Node]:
    """Into objects by name; a list is gone through item by item."""
    if isinstance(node, list):
        for each in node:
            yield from _in_json(each, steps)
    elif not steps:
        if node is not None:
            yield node
    elif isinstance(node, dict) and steps[0] in node:
        yield from _in_json(node[steps[0]], steps[1:])


def _in_xml(node: Element, path: str) -> Iterator[Node]:
    """ElementTree's paths; "@name" is an attribute of the node itself."""
    if path.startswith("@"):
        yield node.get(path[1:], "")
    else:
        yield from [node] if not path else node.findall(path)
