"""Words that every language shares, and English."""

from __future__ import annotations

from amends.core.places.hours.words.lexicon import Forms

UNIVERSAL: Forms = {
    "always": "24/7|24//7|24x7|24 / 7|non-stop|nonstop|non stop|24h/24|24h/24h|24/24|h24|"
    "24h/24, 7j/7|24h/24 7j/7|24h/24 - 7j/7|24h/24 et 7j/7|24 h/24, 7 j/7",
    "daily": "7/7|7j/7|7 j/7|7j/7j|7 / 7",
    "PH": "ph",
    "SH": "sh",
    "off": "off|closed",
    "open": "open",
    "unknown": "unknown",
    "week": "week",
    "easter": "easter",
    "day": "day|days",
    "sun": "sunrise|sunset|dawn|dusk",
    "noise": "opening_hours",
}

SIGNS: Forms = {"and": "&"}
"""Among words, not in the notation."""

NOTATION_DAYS: Forms = {
    "0": "mo", "1": "tu", "2": "we", "3": "th", "4": "fr", "5": "sa", "6": "su",
}  # fmt: skip

NOTATION: Forms = {
    **NOTATION_DAYS,
    "m1": "jan", "m2": "feb", "m3": "mar", "m4": "apr", "m5": "may", "m6": "jun", "m7": "jul",
    "m8": "aug", "m9": "sep", "m10": "oct", "m11": "nov", "m12": "dec",
}  # fmt: skip

ENGLISH: Forms = {
    "0": "mo|mon|monday|mondays",
    "1": "tu|tue|tues|tuesday|tuesdays",
    "2": "we|wed|weds|wednesday|wednesdays",
    "3": "th|thu|thur|thurs|thursday|thursdays",
    "4": "fr|fri|friday|fridays",
    "5": "sa|sat|saturday|saturdays",
    "6": "su|sun|sunday|sundays",
    "m1": "jan|january", "m2": "feb|february", "m3": "mar|march", "m4": "apr|april",
    "m5": "may", "m6": "jun|june", "m7": "jul|july", "m8": "aug|august",
    "m9": "sep|sept|september", "m10": "oct|october", "m11": "nov|november",
    "m12": "dec|december",
    "daily": "daily|every day|everyday|all days|all week|7 days a week|7 days/week|7 days|"
    "seven days a week|each day",
    "weekdays": "weekdays|weekday|working days|workdays|business days|m-f",
    "weekend": "weekend|weekends|on weekends|at weekends",
    "always": "24 hours|24 hrs|24hrs|24h|24 h|24hours|always|always open|anytime|all day|"
    "round the clock|around the clock|open 24 hours|24 hours a day|24 hours/day|"
    "24 hours a day, 7 days a week|24 hours, 7 days a week",
    "off": "closed|close|off|day off|days off",
    "PH": "holiday|holidays|public holidays|public holiday|bank holidays|bank holiday|"
    "national holidays|ph",
    "SH": "school holidays|school holiday",
    "to": "to|till|til|until|thru|through",
    "and": "and|&|+|as well as",
    "from": "from|between|on|at|open from",
    "break": "break|lunch|lunch break|closed for lunch|break from",
    "nobreak": "no break|without a break|no lunch break|without break|without lunch break",
    "nodayoff": "no days off|without days off",
    "except": "except|excluding|excl|except for",
    "hour": "hrs|hours|h|o'clock|hr",
    "noon": "noon|midday",
    "midnight": "midnight",
    "appointment": "by appointment|on appointment|by appointment only|appointment only",
    "noise": "opening hours|hours of operation|business hours|working hours|open hours|"
    "opening times|opening_hours|we are open|local time",
}  # fmt: skip
