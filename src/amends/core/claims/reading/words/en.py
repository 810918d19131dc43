"""English words of time and number; a star stands for any ending."""

from collections.abc import Mapping
from typing import Any

SENSES: Mapping[str, Mapping[Any, str]] = {
    "number": {
        1: "one", 2: "two couple", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven",
        8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve dozen", 13: "thirteen",
        14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen",
        19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty fourty", 50: "fifty", 60: "sixty",
        70: "seventy", 80: "eighty", 90: "ninety", 100: "hundred",
    },
    "one": {1: "a an"},
    "vague": {3: "few several"},
    "half": {0.5: "half"},
    "quarter": {15: "quarter quarters"},
    "ordinal": {
        1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh",
        8: "eighth", 9: "ninth", 10: "tenth", 11: "eleventh", 12: "twelfth", 20: "twentieth",
    },
    "nth": {1: "st nd rd th"},
    "unit": {
        "minute": "minute minutes min mins minuts", "hour": "hour hours hr hrs",
        "day": "day days", "week": "week weeks wk wks", "month": "month months",
        "year": "year years",
    },
    "ago": {1: "ago since back"},
    "since": {1: "since been"},
    "over": {1: "over exceeding above"},
    "than": {1: "than"},
    "more": {1: "more longer"},
    "about": {1: "about around roughly approximately almost nearly maybe"},
    "relative": {0: "today", -1: "yesterday yday yest", 1: "tomorrow 2moro"},
    "weekday": {
        0: "monday mon", 1: "tuesday tue tues", 2: "wednesday wed", 3: "thursday thu thur thurs",
        4: "friday fri", 5: "saturday", 6: "sunday",
    },
    "month": {
        1: "january jan", 2: "february feb", 3: "march", 4: "april apr", 5: "may", 6: "june jun",
        7: "july jul", 8: "august aug", 9: "september sept sep", 10: "october oct",
        11: "november nov", 12: "december dec",
    },
    "last": {1: "last previous past"},
    "this": {1: "this"},
    "next": {1: "next coming"},
    "part": {
        "morning": "morning", "day": "afternoon", "evening": "evening tonight", "night": "night",
    },
    "half_day": {0: "am", 12: "pm"},
    "noon": {12: "noon midday", 0: "midnight"},
    "past": {1: "past"},
    "to": {1: "to"},
    "clock": {1: "o'clock oclock"},
    "at": {1: "at @"},
    "bound": {
        1: "by until till before after from within in instead than between to",
    },
    "for": {1: "for"},
    "and": {1: "and n"},
    "promised": {1: "due expected"},
    "feast": {1: "birthday party wedding funeral anniversary event"},
}  # fmt: skip
