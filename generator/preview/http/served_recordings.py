"""Recordings as a browser's player asks for them: a part at a time, and never in memory as a whole."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from http import HTTPStatus
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import PIECE
from generator.media.clip import Clip
from generator.preview.http.byte_ranges import UNIT, ByteSpan, NoSuchPartError, part_asked_for

# Recordings that stay open for what is asked for next, since some have to be written anew to be opened.
MOST_OPEN = 2


class OpenRecording:
    """The bytes of a recording, which several threads read; closed when it was let go and nobody reads any more."""

    def __init__(self, clip: Clip) -> None:
        self._until_closed = ExitStack()
        self._file: BinaryIO = self._until_closed.enter_context(clip.opened_as_seen())
        self._turn = threading.RLock()
        self._holders = 1

    def pieces(self, span: ByteSpan) -> Iterator[bytes]:
        """These bytes; fewer if the file was cut short meanwhile."""
        with self._turn:
            self._holders += 1
        return self._read(span)

    def _read(self, span: ByteSpan) -> Iterator[bytes]:
        at = span.start
        try:
            while at < span.end:
                with self._turn:
                    self._file.seek(at)
                    piece = self._file.read(min(PIECE, span.end - at))
                if not piece:
                    return
                yield piece
                at += len(piece)
        finally:
            self.let_go()

    def let_go(self) -> None:
        """One less needs it."""
        with self._turn:
            self._holders -= 1
            if not self._holders:
                self._until_closed.close()


class ServedRecordings:
    """Answers for recordings."""

    def __init__(self) -> None:
        self._open: dict[str, OpenRecording] = {}
        self._opening = threading.Lock()

    def answer(self, clip: Clip, request: Request, headers: Mapping[str, str], media: str) -> Response:
        """What a browser gets that asks for a recording."""
        size, tag = clip.of.size, f'"{clip.of.digest}"'
        told = {**headers, "Accept-Ranges": UNIT, "ETag": tag}
        asked = request.headers if request.method == "GET" else {}  # no other method has parts (section 14.2)
        try:
            part = part_asked_for(asked.get("range"), asked.get("if-range"), size, tag)
        except NoSuchPartError:
            no_such = {**told, "Content-Range": f"{UNIT} */{size}"}
            return Response(b"", HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, no_such, media)
        sent = part or ByteSpan(0, size)
        told["Content-Length"] = str(sent.end - sent.start)
        if request.method != "GET":
            return Response(b"", HTTPStatus.OK, told, media)
        try:
            pieces = self._pieces(clip, sent)
        except CannotBuildError:  # which the desk tells with the next look at the site
            return PlainTextResponse("It cannot be read just now.", HTTPStatus.SERVICE_UNAVAILABLE, dict(headers))
        if part is None:
            return StreamingResponse(pieces, HTTPStatus.OK, told, media)
        told["Content-Range"] = f"{UNIT} {part.start}-{part.end - 1}/{size}"
        return StreamingResponse(pieces, HTTPStatus.PARTIAL_CONTENT, told, media)

    def close(self) -> None:
        """Nothing is asked for any more."""
        with self._opening:
            for one in self._open.values():
                one.let_go()
            self._open.clear()

    def _pieces(self, clip: Clip, span: ByteSpan) -> Iterator[bytes]:
        if clip.of.as_it_is:  # which is opened at once, and not kept: Windows moves no file that is open
            opened = OpenRecording(clip)
            pieces = opened.pieces(span)
            opened.let_go()
            return pieces
        with self._opening:
            kept = self._open.pop(clip.name, None) or OpenRecording(clip)
            self._open[clip.name] = kept  # the last one asked for
            if len(self._open) > MOST_OPEN:
                self._open.pop(next(iter(self._open))).let_go()
            return kept.pieces(span)
