"""What a form of the desk sends: its fields, and files if it has some (RFC 7578), none of it longer than it may be.

Files go to the disk while they come, pictures into memory, and only behind the token of this preview's own pages. What
is too much is read to
its end and thrown away, since browsers show an answer to nobody whom they could not tell everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from generator.ground import limits
from generator.preview.desk.consent_forms import Values
from generator.preview.http.desk_pages import FilesAllowed, NotKept
from generator.store.uploads import UnfinishedInMemory, UnfinishedUpload, Upload
from generator.store.user_folder import NoUserFolderError

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FORM = "application/x-www-form-urlencoded"
WITH_FILES = b"multipart/form-data"
FOR_EACH = 16  # bytes that a field takes at least
OTHER_PAGE = "This page is from before the preview was started again. Look at it, and choose the files once more."
NO_ROOM = "What was sent could not be kept for the moment ({}). Nothing was taken."


@dataclass(frozen=True, slots=True)
class SentForm:
    """What a form has sent."""

    values: Values
    files: Upload | bytes | NotKept | None = None


Room = UnfinishedUpload | UnfinishedInMemory
# Makes room for files, by the fields that came before them, or for a picture; None where none of these may be kept.
MakeRoom = Callable[[Values, bool], Room | None]


async def received(
    request: Request, largest: int, files: FilesAllowed | None = None, room: MakeRoom = lambda _, __: None
) -> SentForm | None:
    """What a form sends; None if it is none, or its fields have more than ``largest`` bytes.

    ``files`` are those that it may bring beside.
    """
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind == FORM.encode():
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > largest:
                return None
        return SentForm(parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True))
    if kind != WITH_FILES or files is None or b"boundary" not in options:
        return None
    parts = _Parts(largest, files, room)
    try:
        parser = MultipartParser(options[b"boundary"], parts.callbacks)
        async for chunk in request.stream():
            parser.write(chunk)
    except (FormParserError, ClientDisconnect):
        parts.give_up()
        return None
    return parts.sent()


class _Parts:
    """The parts of one form, as the parser finds them."""

    def __init__(self, largest: int, allowed: FilesAllowed, room: MakeRoom) -> None:
        self.largest, self.allowed, self.room = largest, allowed, room
        self.callbacks: MultipartCallbacks = {
            "on_part_begin": self._begin,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._opened,
            "on_part_data": self._data,
            "on_part_end": self._closed,
            "on_end": self._end,
        }
        self._values: defaultdict[str, list[str]] = defaultdict(list)
        self._upload: Room | None = None
        self._not_kept: NotKept | None = None
        self._is_whole = self._is_kept = False
        self._most = allowed.largest
        self._in_fields = self._files = self._in_files = 0
        # Of the part that is being read: its headers and, of a field, its name and value; None in files.
        self._header, self._said = b"", b""
        self._headers: dict[bytes, bytes] = {}
        self._name = ""
        self._value: bytearray | None = None

    def sent(self) -> SentForm | None:
        """What has come; None where it was cut short, or its fields are too long."""
        if not self._is_whole or self._in_fields > self.largest:
            self.give_up()
            return None
        return SentForm(dict(self._values), self._not_kept or (self._upload.done() if self._upload else None))

    def give_up(self, why: str = "") -> None:
        """Keep no file of this form; what is still to come of files is thrown away."""
        self._is_kept = False
        self._not_kept = self._not_kept or NotKept(why)
        if self._upload is not None:
            self._upload.give_up()
            self._upload = None

    def _begin(self) -> None:
        self._headers = {}

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._said += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._header.lower()] = self._said
        self._header, self._said = b"", b""

    def _opened(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition"))
        self._name, file = _text(options.get(b"name", b"")), options.get(b"filename")
        self._value = bytearray() if file is None else None
        self._is_kept = False
        if file:
            self._begin_file(_text(file))

    def _begin_file(self, name: str) -> None:
        if self._not_kept or self.allowed.is_passed_over(name):
            return
        self._files += 1
        if self._files > self.allowed.most:
            most = "one file" if self.allowed.most == 1 else f"{self.allowed.most:,} files"
            self.give_up(f"Only {most} can be sent at once. Nothing was taken.")
        elif self._upload is not None and self._upload.has(name):
            self.give_up(f"Two files have the name “{name}”. Send one after the other.")
        else:
            try:
                if self._upload is None:
                    is_picture = self.allowed.is_picture(self._name, self._values)
                    self._most = limits.PICTURE if is_picture else self.allowed.largest
                    self._upload = self.room(self._values, is_picture)
                if self._upload is None:
                    self.give_up(OTHER_PAGE)
                    return
                self._upload.begin(name)
                self._is_kept = True
            except NoUserFolderError as e:
                self.give_up(f"Nothing can be sent here: {e}.")
            except OSError as e:
                self.give_up(NO_ROOM.format(e.strerror))

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._value is not None:
            self._in_fields += end - start + len(self._name)
            if self._in_fields <= self.largest:
                self._value += data[start:end]
        elif self._is_kept and self._upload is not None:
            self._in_files += end - start
            if self._in_files > self._most:
                self.give_up(f"This is more than {self._most // 1_000_000:,} MB. Nothing was taken.")
                return
            try:
                self._upload.write(data[start:end])
            except OSError as e:
                self.give_up(NO_ROOM.format(e.strerror))

    def _closed(self) -> None:
        if self._value is not None:
            self._in_fields += FOR_EACH
            if self._in_fields <= self.largest:
                self._values[self._name].append(_text(bytes(self._value)))
        elif self._is_kept and self._upload is not None:
            try:
                self._upload.end()
            except OSError as e:
                self.give_up(NO_ROOM.format(e.strerror))

    def _end(self) -> None:
        self._is_whole = True


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
