"""Functions of contexts (DMN 1.5, 10.3.4.9)."""

from __future__ import annotations

from typing import Any

from amends.core.feel.builtins.registry import function
from amends.core.feel.errors import Undefined


@function("get value", "m:context,key:string")
def get_value(context: dict[str, Any], key: str) -> Any:
    """A member by its name, null without it."""
    return context.get(key)


@function("get entries", "m:context")
def get_entries(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Each member as a context of key and value."""
    return [{"key": key, "value": value} for key, value in context.items()]


@function("context", "entries:list")
def context(entries: list[Any]) -> dict[str, Any]:
    """A context of entries of key and value."""
    made: dict[str, Any] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str):
            raise Undefined("an entry has a key and a value")
        if "value" not in entry or entry["key"] in made:
            raise Undefined("an entry has no value, or its key stands there twice")
        made[entry["key"]] = entry["value"]
    return made


@function("context put", "context:context,key:string,value")
def context_put(base: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    """The context with one member more, or another value of it."""
    return {**base, key: value}


@function("context put", "context:context,keys:list,value")
def context_put_deep(base: dict[str, Any], keys: list[Any], value: Any) -> dict[str, Any]:
    """The same inside contexts in it, by the path of keys."""
    if not keys or not all(isinstance(key, str) for key in keys):
        raise Undefined("keys are texts")
    first, *rest = keys
    if not rest:
        return {**base, first: value}
    inner = base.get(first, {})
    if not isinstance(inner, dict):
        raise Undefined(f"{first!r} is no context")
    return {**base, first: context_put_deep(inner, rest, value)}


@function("context merge", "contexts:list")
def context_merge(contexts: list[Any]) -> dict[str, Any]:
    """The members of all, the last value of each."""
    if not all(isinstance(each, dict) for each in contexts):
        raise Undefined("these are not all contexts")
    return {key: value for each in contexts for key, value in each.items()}
