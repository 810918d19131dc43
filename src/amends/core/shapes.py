"""The shape that an event's data must have: named fields, each of a form or of a shape again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from amends.core.errors import BadEvent, said
from amends.core.forms import FORMS, Form


@dataclass(slots=True)
class Shape:
    """The fields of an object by name, and for those that must be there the path to name."""

    fields: dict[str, tuple[str, Form | Shape]] = field(default_factory=dict)
    required: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, form: str, *, required: bool) -> None:
        """Declare the field at a dotted path."""
        shape, place = self, "data"
        *outer, last = path.split(".")
        for name in outer:
            place = f"{place}.{name}"
            if required:
                shape.required.setdefault(name, f"data.{path}")
            inner = shape.fields.setdefault(name, (place, Shape()))[1]
            assert isinstance(inner, Shape)
            shape = inner
        shape.fields[last] = (f"data.{path}", FORMS[form])
        if required:
            shape.required[last] = f"data.{path}"

    def check(self, data: Mapping[str, Any]) -> None:
        """Raise ``BadEvent`` naming the field that is missing or has another form."""
        for name, path in self.required.items():
            if data.get(name) is None:
                raise BadEvent(said("this is required"), where=path, code="missing_field")
        for name, value in data.items():
            known = self.fields.get(name)
            if known is not None and value is not None:
                _check_field(value, *known)


def _check_field(value: object, path: str, form: Form | Shape) -> None:
    if not isinstance(form, Shape):
        form(value, path)
    elif isinstance(value, Mapping):
        form.check(value)
    else:
        raise BadEvent(said("an object is required"), where=path)
