"""Photos and documents from outside, made harmless: sniffed, limited, written without metadata.

Nothing here knows of the application or its database. What comes in is opened only in a process of
its own (``clean_apart``), which may use so much time and memory and no more.
"""

from amends.attachments.apart import clean_apart
from amends.attachments.limits import Limits
from amends.attachments.results import BadFile, Cleaned

__all__ = ["BadFile", "Cleaned", "Limits", "clean_apart"]
