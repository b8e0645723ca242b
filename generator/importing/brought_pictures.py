"""The pictures of one text: found in its source, made without what cameras hide in them, and given safe names."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.authoring.scaffold import slug
from generator.consent.refused import RefusedError
from generator.ground import limits
from generator.ground.digest import content_name
from generator.importing.item import Fate, Remark
from generator.media.photo import Unusable

FOLDER = "images"
MOST = 200  # of one text
NOT_BROUGHT = "what was brought only names it"
NAMES = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"RIFF": ".webp"}


class Pictures:
    """The pictures of one text.

    ``file`` gives the bytes of a picture by how its text refers to it, and ``is_here`` says whether a file of the site
    lies beside the text; such a one is never written again. ``before`` is the text as it lies here, whose pictures it
    keeps where its source does not have them this time. ``new`` are those to be written, by their paths beside it.
    """

    def __init__(self, file: Callable[[str], bytes | None], is_here: Callable[[str], bool], before: str = "") -> None:
        self.file, self.is_here, self.before = file, is_here, before
        self.new: dict[str, bytes] = {}
        self._left_out: dict[str, list[str]] = {}
        self._known: dict[str, str | None] = {}

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Pictures that do not come in, by the reasons for that."""
        left_out = self._left_out.items()
        return tuple(Remark(Fate.DROPPED, f"{_pictures(names)} {', '.join(names)}", why) for why, names in left_out)

    def path(self, reference: str) -> str | None:
        """Where a picture lies, relative to its text; None if it does not come in, which is told."""
        if reference not in self._known:
            try:
                self._known[reference] = self._taken_in(reference)
            except RefusedError as e:
                self._known[reference] = self._kept(reference)
                if self._known[reference] is None:
                    self._left_out.setdefault(str(e), []).append(f"“{_shown(reference)}”")
        return self._known[reference]

    def _taken_in(self, reference: str) -> str:
        """The same. Raises RefusedError if it does not come in."""
        if len(self._known) >= MOST:
            raise RefusedError(f"a text has {MOST} pictures at most")
        data = self.file(reference)
        if data is None:
            raise RefusedError(NOT_BROUGHT)
        if len(data) > limits.PICTURE:
            raise RefusedError("its file is larger than 40 MB")
        ending = next((ending for sign, ending in NAMES.items() if data.startswith(sign)), "")
        path = f"{_beginning(reference)}{content_name(data)[:8]}{ending}"
        if ending and self.is_here(path):
            return path
        from generator.media.pictures import develop

        photo = develop(data)
        if isinstance(photo, Unusable):
            raise RefusedError(f"{photo.message}; {photo.hint}")
        self.new[path] = photo.content
        return path

    def _kept(self, reference: str) -> str | None:
        """The file that came of the same picture before; None if there is none."""
        found = re.search(rf"{re.escape(_beginning(reference))}[0-9a-f]{{8}}\.(?:jpg|png|webp)\b", self.before)
        return found[0] if found and self.is_here(found[0]) else None


def _beginning(reference: str) -> str:
    """How the path of a picture begins, by which it is known again: its name, and a digest of where it was."""
    stem = slug(PurePosixPath(_shown(reference)).stem)[:40].strip("-")
    return f"{FOLDER}/{stem}-{content_name(reference.encode('utf-8', 'replace'))[:6]}"


def _pictures(names: list[str]) -> str:
    return "the picture" if len(names) == 1 else "the pictures"


def _shown(reference: str) -> str:
    """The name of a picture's file, as people know it."""
    try:
        path = unquote(urlsplit(reference).path)
    except ValueError:
        path = reference
    return PurePosixPath(path.replace("\\", "/")).name or "without a name"
