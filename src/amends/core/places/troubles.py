"""What is wrong with what the commands on places were given, in the reader's language.

Errors are raised in English; ``in_words`` of ``reasons`` knows them again by these lines.
"""

from __future__ import annotations

from typing import Final

from amends.core.wording.mark import line

LISTS: Final = (
    line("this JSON is no list of points that is known"),
    line("see docs/reference/places.md, or name the format: {formats}"),
    line("no column holds the ids of the points"),
    line("name it one of: {names}"),
    line("the first row"),
    line("this is no table: {error}"),
    line("it has more than {count} columns"),
    line("this is no list of points that is known"),
    line("GeoJSON, CSV, .osm.pbf, or an operator's JSON: see docs/reference/places.md"),
    line("this is not JSON: {error}"),
    line("get the file again"),
    line("this looks like {name}"),
    line("unpack it first"),
    line("the compressed data is damaged ({error})"),
    line("it holds more than {size} MiB"),
    line("split it"),
    line("it expands more than {count} times"),
    line("is it a bomb?"),
    line("the file is empty"),
    line("it holds no point"),
    line("it holds no point; the first row, {position}: {reason}"),
    line("it holds no point of these kinds; left out: {kinds}"),
    line("{count} of {total} known points are not in it and would be closed"),
    line("is it the whole list? then say --closes-many; for a part of it, --part"),
    line("“{kind}” is no kind of point"),
    line("no kind is named"),
    line("one or more of: {kinds}"),
)
"""Why a list of points is not loaded."""

EXTRACTS: Final = (
    line("is no file"),
    line("give the path of an .osm.pbf file"),
    line("holds more than {count} objects"),
    line("is not a whole .osm.pbf file: {error}"),
    line("load it again, for instance from download.geofabrik.de"),
    line("has {count} bytes, at most {most} are read"),
    line("cut the town or region out with `osmium extract`"),
)
"""Why an extract of a map is not read."""

QUESTIONS: Final = (
    line("this place is not found"),
    line("coordinates are always understood: 60.1699, 24.9384"),
    line("a latitude is at most 90 degrees, a longitude at most 180"),
    line("no pickup point has this id"),
    line("there is no point with this code"),
    line("“{text}” is not a time"),
    line("like {example}"),
    line("no calendar tells of this year"),
    line("a time between {first} and {last}"),
    line("a time of our days is required"),
    line("the end is not after the beginning"),
    line("--when has an end already"),
    line("three whole numbers are required"),
    line("there is no such folder"),
    line("opening hours are not known for this window"),
    line("ask for sooner"),
    line("the window ends before it begins"),
    line("a way has 1 to {count} spots"),
    line("a spot is a latitude from -90 to 90 and a longitude from -180 to 180, in degrees"),
)
"""Why a question is not answered."""

WAYS: Final = (
    line("where does the way begin?"),
    line("--from PLACE, or --way FILE"),
    line("where does the way end?"),
    line("a whole way has its ends itself"),
    line("leave out the others"),
    line("a way has two spots at least"),
    line("entities in XML are refused"),
    line("this is not GPX: {error}"),
    line("this is no way: GPX or GeoJSON is required"),
    line("one line is required, it has {count}"),
    line("a line is a list of [longitude, latitude]"),
    line("a spot is not on Earth"),
)
"""Why a way is none."""

TROUBLES: Final = (*LISTS, *EXTRACTS, *QUESTIONS, *WAYS)
