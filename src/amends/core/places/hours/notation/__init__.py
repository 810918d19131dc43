"""OpenStreetMap's notation of opening hours: rules, how they are parsed, written and worked out.

The meaning follows the specification (wiki.openstreetmap.org, Key:opening_hours/specification).
"""
