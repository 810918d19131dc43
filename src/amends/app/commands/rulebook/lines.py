"""What the commands on two versions, on drafts and on files say."""

from __future__ import annotations

from collections.abc import Mapping

from amends.core.wording.mark import Line, line, plural

WRITTEN: Mapping[str, Line] = {
    "fact": line("fact"),
    "table": line("table"),
    "rule": plural("rule", "rules"),
    "order": line("order of rules"),
    "invariant": line("invariant"),
    "other": line("other"),
}
"""What is written differently."""
COMPARED: Mapping[str, Line] = {
    "apart": line("no value in common, not compared: {facts}"),
    "budget": line("{table}: the budget did not suffice for boxes"),
    "same": line("Every situation is decided alike."),
    "where": line("where"),
    "old": line("old"),
    "new": line("new"),
    "cases": line("cases"),
    "everywhere": line("everywhere"),
    "nothing": line("nothing"),
    "gap": line("no rule fits"),
    "contradiction": line("a contradiction"),
    "more": line("… and {count} more; {option} has all"),
    "worth": line("worth {money}"),
    "promised": line("promised {old} → {new}"),
    "changed": line("{changed} of {cases} cases ({share} %) are decided otherwise"),
    "none": line("There is no case to compare."),
    "cells": line("occupied cells: {count}"),
    "outside": line(
        "Not compared: {count}. These cases lack a fact, or have a value that it never has."
    ),
}
PUBLISHED: Mapping[str, Line] = {
    "published": line("Published: {title}, in force from {begins}."),
    "already": line("{title} was published on {day} already."),
    "untried": line("No case was decided here yet, so there was nothing to try it on."),
    "version": line("version"),
    "begins": line("in force from"),
    "by": line("published by"),
    "cases": line("cases"),
    "checksum": line("checksum"),
}
REFUSED: Mapping[str, Line] = {
    "past": line(
        "A rulebook cannot begin in the past ({begins}): another was in force since. Without"
        " {option} it begins at once."
    ),
    "taken": line(
        "{title} is published already, with other files. A published version never changes: give"
        " the draft a new version."
    ),
    "examples": line("Examples fail: {count}. The first: {first}"),
    "check": line(
        "The check leaves findings: {findings}, open questions: {unknown}. This shows them:"
        " {command}"
    ),
    "untried": line("It was not tried on the recorded cases. This does it: {command}"),
}
"""Why a draft is not published."""
DRAFT: Mapping[str, Line] = {
    "draft": line(
        "Decisions are made by {current}. The policy in {folder}, {draft}, is only a draft until it"
        " is published."
    ),
    "taken": line(
        "{draft} is published already, with other files: give the draft another {key} in {file}"
        " first."
    ),
    "differs": line("What it would change:"),
    "tried": line("What it would change of your own cases:"),
    "decides": line("From then on it decides:"),
}
FILES: Mapping[str, Line] = {
    "imported": line("{name} {version}: tables in {folder}: {count}"),
    "exported": line("{name} {version} is in {file}"),
    "misfit": line("not taken over: {name}: {why}"),
}
