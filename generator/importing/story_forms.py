"""Forms that storytellers have filled in (`consent.story_form`), as a source of texts.

Such a file comes from anybody, and may have been changed on its way. What is ticked in it is never taken for consent:
it stands above the draft, as what to ask about.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import StringConstraints, TypeAdapter, ValidationError

from generator.content import samples
from generator.content.consent_fields import NamedAs
from generator.content.field_types import CLOSED, LONGEST
from generator.ground import limits
from generator.ground.channels import Channel
from generator.ground.patterns import lazy
from generator.ground.places import FILLED_IN
from generator.ground.strict_json import read_json
from generator.importing.container import Container
from generator.importing.item import Fate, Html, Item, LeftOut, Markdown, Remark

KIND = "story-form"
FORM, MARK = 1, "hearten-story"
LARGEST = 4 * limits.TEXT  # bytes: signs may take several
BEGINNING = 100  # bytes in which a file says that it is one
BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"hearten-story"\s*:')
PARAGRAPHS = lazy(r"\n(?:[^\S\n]*\n)+")
# In a line above a draft's fields, nothing may look like one of them.
NO_NAME = lazy(r"[^\w .()+-]+")

NOT_READ = "it is no form that a storyteller has saved, or it is damaged; ask for it once more"
NEWER = "it was saved by a form of another version; make a new one with “hearten form”, or update hearten"
TWICE = "it is the same as another one among these"
NO_CONSENT = "that is no consent; ask about each with the review copy"

Words = Annotated[str, StringConstraints(max_length=LONGEST)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledIn:
    """What a form holds, under the names that papers/story-form.js writes."""

    __pydantic_config__ = CLOSED

    language: Words
    title: Words
    text: str
    recording: Words
    topics: list[Words]
    content_notes: list[Words]
    named_as: NamedAs | Literal[""]
    name: Words
    channels: list[Channel]
    uses: list[Words] = field(default_factory=list)  # which forms of earlier days did not ask about


_form: TypeAdapter[FilledIn] = TypeAdapter(FilledIn)


class UnreadableFormError(Exception):
    """A file is no form that can be read; the message says why, and what to do."""


class StoryForms:
    """Forms that are filled in: of containers with one file that file, of others all that are such forms."""

    name = "what storytellers filled in"

    def __init__(self, containers: Sequence[Container]) -> None:
        self._containers = containers

    def items(self) -> Iterator[Item | LeftOut]:
        """The text of every form, and each file that is none, or the same as one before."""
        seen: set[str] = set()
        for container in self._containers:
            names = container.names()
            for name in names if len(names) == 1 else filled_in(container):
                try:
                    item = _item(_read(container.read(name, LARGEST) or b""))
                except UnreadableFormError as e:
                    yield LeftOut(f"the file {name}", str(e))
                    continue
                yield item if item.key not in seen else LeftOut(f"the file {name}", TWICE)
                seen.add(item.key)

    def file(self, _: str) -> bytes | None:
        """No form holds pictures."""
        return None


def filled_in(container: Container) -> tuple[str, ...]:
    """The names of files that are forms; some programs put another ending behind what a browser has saved."""
    names = container.names()
    perhaps = names if len(names) == 1 else [name for name in names if FILLED_IN in name.lower()]
    return tuple(name for name in perhaps if BEGINS.match(container.read(name, BEGINNING) or b""))


def _read(data: bytes) -> FilledIn:
    """What a file holds. Raises UnreadableFormError."""
    if len(data) > LARGEST:
        raise UnreadableFormError(f"it is larger than {LARGEST // 1_000_000} MB; ask for the story in a document")
    try:
        told = read_json(data.removeprefix(b"\xef\xbb\xbf"))
        if not isinstance(told, dict) or MARK not in told:
            raise UnreadableFormError(NOT_READ)
        if told.pop(MARK) != FORM:
            raise UnreadableFormError(NEWER)
        return _form.validate_python(told)
    except (ValueError, ValidationError):
        raise UnreadableFormError(NOT_READ) from None


def _item(form: FilledIn) -> Item:
    return Item(
        # The same words are the same text, however often they are saved; other words are never put in their place.
        key=_digest(form),
        is_lasting=True,
        title=form.title,
        body=Html(_paragraphs(form.text)) if _is_told(form.text) or not form.recording else Markdown(samples.TO_WRITE),
        language=form.language,
        author=form.name if form.named_as != "anonymous" else "",
        labels=tuple(form.topics),
        content_notes=tuple(dict.fromkeys(form.content_notes)),
        named_as=form.named_as or None,
        told=tuple(_told(form)),
        remarks=tuple(_remarks(form)),
    )


def _digest(form: FilledIn) -> str:
    whole = json.dumps(_form.dump_python(form), sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def _is_told(text: str) -> bool:
    return any(map(str.isalnum, text))


def _paragraphs(text: str) -> str:
    """Typed text as HTML. Where there is no empty line in it, each line is a paragraph."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    parts = PARAGRAPHS.split(text)
    parts = text.split("\n") if len(parts) == 1 else parts
    marked = (html.escape(part, quote=False).replace("\n", "<br>") for part in parts if part.strip())
    return "".join(f"<p>{part}</p>" for part in marked)


def _told(form: FilledIn) -> Iterator[str]:
    yield f"Its storyteller filled in a form, and ticked as imaginable: {_ticked(form)}. That is no consent."
    if form.recording:
        yield f"The form names a recording: {NO_NAME.sub(' ', form.recording)}"


def _ticked(form: FilledIn) -> str:
    """The channels and other uses that were ticked, in words."""
    channels = ", ".join(dict.fromkeys(form.channels)) or "nothing"
    uses = ", ".join(dict.fromkeys(NO_NAME.sub("", use) for use in form.uses))
    return f"{channels} (and elsewhere: {uses})" if uses else channels


def _remarks(form: FilledIn) -> Iterator[Remark]:
    yield Remark(Fate.LOOK, f"ticked as imaginable: {_ticked(form)}", NO_CONSENT)
    if form.recording:
        why = "its name stands at the top of the draft"
        told = _is_told(form.text)
        yield Remark(Fate.LOOK, "a recording", why if told else f"{why}; write down what is told in it")
    if form.named_as == "anonymous" and form.name:
        yield Remark(Fate.DROPPED, "the name", "its storyteller wants to be shown without one")
