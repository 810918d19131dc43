"""Photos and documents that customers and staff add to an order."""

from amends.app.actions.attachments.adding import Given, TooManyFiles, add_files, remove_file
from amends.app.actions.attachments.shown import Kept, content_of, files_of

__all__ = [
    "Given",
    "Kept",
    "TooManyFiles",
    "add_files",
    "content_of",
    "files_of",
    "remove_file",
]
