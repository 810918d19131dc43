"""No form may be larger than what all its files may be together: nothing of it is even stored."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 100 * 2**20


class Bounded(FileUploadHandler):
    """Stands before the others and takes nothing itself."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *_: Any) -> None:
        if content_length > MOST_BYTES:
            raise RequestDataTooBig("the form is too large")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
