"""The pictures of one text: found in its source, made without what cameras hide in them, and given safe names."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from generator.consent.refused import RefusedError
from generator.ground import limits
from generator.ground.digest import content_name
from generator.importing.item import Fate, Remark
from generator.importing.wording import without_e_mails
from generator.media.heic import is_heic
from generator.media.photo import Unusable

FOLDER = "images"
MOST = 200  # of one text
NOT_BROUGHT = "what was brought only names it"
LONGEST_NAME = 80
# A picture that is written into the text (RFC 2397), and what of that says how.
WITHIN = "data:"
IN_BASE_64 = ";base64"
NAMES = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"RIFF": ".webp", b"GIF8": ".png"}
STANDS_STILL = "only the first of the images through which it moves came in"


class Pictures:
    """The pictures of one text.

    ``file`` gives the bytes of a picture by how its text refers to it, and ``is_here`` says whether a file of the site
    lies beside the text; such a one is never written again. ``before`` is the text as it lies here, whose pictures it
    keeps where its source does not have them this time. They are called after the text, ``name``: their own names may
    be those of people. ``new`` are those to be written, by their paths beside it.
    """

    def __init__(
        self, file: Callable[[str], bytes | None], is_here: Callable[[str], bool], name: str, before: str = ""
    ) -> None:
        self.file, self.is_here, self.name, self.before = file, is_here, name, before
        self.new: dict[str, bytes] = {}
        self._stilled: list[str] = []
        self._left_out: dict[str, list[str]] = {}
        self._left_out_within: dict[str, int] = {}
        self._known: dict[str, str | None] = {}

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Pictures that do not come in, by the reasons for that, and those of which not all does."""
        named = ((f"{_pictures(names)} {', '.join(names)}", why) for why, names in self._left_out.items())
        within = ((_within_the_text(count), why) for why, count in self._left_out_within.items())
        stilled = (Remark(Fate.CHANGED, what, STANDS_STILL) for what in self._stilled)
        return (*(Remark(Fate.DROPPED, what, why) for what, why in (*named, *within)), *stilled)

    def path(self, reference: str) -> str | None:
        """Where a picture lies, relative to its text; None if it does not come in, which is told."""
        if reference not in self._known:
            try:
                self._known[reference] = self._taken_in(reference)
            except RefusedError as e:
                self._known[reference] = self._kept(reference)
                if self._known[reference] is None and is_within(reference):
                    self._left_out_within[str(e)] = self._left_out_within.get(str(e), 0) + 1
                elif self._known[reference] is None:
                    self._left_out.setdefault(str(e), []).append(f"“{_shown(reference)}”")
        return self._known[reference]

    def _taken_in(self, reference: str) -> str:
        """The same. Raises RefusedError if it does not come in."""
        if len(self._known) >= MOST:
            raise RefusedError(f"a text has {MOST} pictures at most")
        data = written_within(reference) if is_within(reference) else self.file(reference)
        if data is None:
            raise RefusedError(NOT_BROUGHT)
        if len(data) > limits.PICTURE:
            raise RefusedError("its file is larger than 40 MB")
        ending = ".jpg" if is_heic(data) else next((end for sign, end in NAMES.items() if data.startswith(sign)), "")
        number = f"{_number(reference)}{content_name(data)[:8]}"
        path = self._called(number) or f"{FOLDER}/{self.name}-{number}{ending}"
        if ending and self.is_here(path):
            return path
        from generator.media.pictures import develop

        photo = develop(data)
        if isinstance(photo, Unusable):
            raise RefusedError(f"{photo.message}; {photo.hint}")
        if photo.moved:
            self._stilled.append(_within_the_text(1) if is_within(reference) else f"the picture “{_shown(reference)}”")
        self.new[path] = photo.content
        return path

    def _kept(self, reference: str) -> str | None:
        """The file that came of the same picture before; None if there is none."""
        found = self._called(f"{_number(reference)}[0-9a-f]{{8}}")
        return found if found and self.is_here(found) else None

    def _called(self, number: str) -> str | None:
        """The path of a picture with such a number in the text as it lies here."""
        found = re.search(rf"{FOLDER}/[a-z0-9-]+-{number}\.(?:jpg|png|webp)\b", self.before)
        return found[0] if found else None


def _number(reference: str) -> str:
    """A digest of where a picture was, by which it is known again."""
    return content_name(reference.encode("utf-8", "replace"))[:6]


def _pictures(names: list[str]) -> str:
    return "the picture" if len(names) == 1 else "the pictures"


def _within_the_text(count: int) -> str:
    return "a picture within the text" if count == 1 else f"{count} pictures within the text"


def is_within(reference: str) -> bool:
    """Whether a picture is written into its text."""
    return reference[: len(WITHIN)].lower() == WITHIN


def written_within(reference: str) -> bytes:
    """The bytes of a picture that is written into its text. Raises RefusedError if they cannot be read."""
    kind, _, written = reference.partition(",")
    data = unquote_to_bytes(written)
    if not kind.rstrip().lower().endswith(IN_BASE_64):
        return data
    try:
        return binascii.a2b_base64(data + b"==")
    except binascii.Error:
        raise RefusedError("it is damaged or cut short") from None


def _shown(reference: str) -> str:
    """The name of a picture's file, as people know it, without anybody's address."""
    try:
        path = unquote(urlsplit(reference).path)
    except ValueError:
        path = reference
    name = without_e_mails(PurePosixPath(path.replace("\\", "/")).name) or "without a name"
    return name if len(name) <= LONGEST_NAME else f"\u2026{name[-LONGEST_NAME:]}"
