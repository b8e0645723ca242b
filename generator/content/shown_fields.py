"""The fields whose words readers see as they are, in which marks for a program would be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.content import strict_yaml
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.inline_rows import may_be_odd
from generator.content.samples import SLOT, TO_COME
from generator.content.silent_loss import RECORDED
from generator.content.strict_yaml import Document, Loc
from generator.ground.diagnostics import Diagnostic

# Fields of a text whose words readers see, and that which stands in an address; and those of one line.
ONE_LINE: frozenset[Loc] = frozenset(
    (("title",), ("author",), ("image", "credit"), ("series", "name"), ("recording", "source"), ("translated_by",))
)
SHOWN: frozenset[Loc] = ONE_LINE | {("summary",), ("image", "alt"), ("recording", "poster", "alt"), ("slug",)}
SEEN_OF_SITE = frozenset(
    (
        "name",
        "tagline",
        "address",
        "text",
        "label",
        "description",
        "synonyms",
        "group",
        "region",
        "hours",
        "note",
        "why",
        "by",
    )
)
UNSEEN_OF_SITE = frozenset(("theme", "publish"))


def of_header(header: StoryHeader | PageHeader | None) -> Iterator[tuple[Loc, str | None]]:
    """The fields of a front matter whose words readers see as they are."""
    if header is None:
        return
    yield ("title",), header.title
    yield ("summary",), header.summary
    if isinstance(header, StoryHeader):
        yield ("author",), header.author
        if header.image is not None:
            yield ("image", "alt"), header.image.alt
            yield ("image", "credit"), header.image.credit
        if header.recording is not None:
            yield ("recording", "source"), header.recording.source
            if header.recording.poster is not None:
                yield ("recording", "poster", "alt"), header.recording.poster.alt
        if header.series is not None:
            yield ("series", "name"), header.series.name
        yield ("translated_by",), header.translated_by


def of_site(document: Document) -> Iterator[tuple[Loc, str]]:
    """The fields of site.yaml whose words readers see as they are."""
    for loc, words in strict_yaml.texts(document.value):
        names = [part for part in loc if isinstance(part, str)]
        if names and names[-1] in SEEN_OF_SITE and names[0] not in UNSEEN_OF_SITE:
            yield loc, words


def stray(
    shown: Iterable[tuple[Loc, str | None]], document: Document, path: str, language: str
) -> Iterator[Diagnostic]:
    """Marks in fields that were meant for a program, and that readers would see; their words are in this language.

    Of words that only say that they are still to come, `content.samples` tells.
    """
    for loc, words in shown:
        if (
            words
            and (may_be_odd(words) or "(TBD)" in words)
            and not (TO_COME.fullmatch(words) or SLOT.fullmatch(words))
        ):
            from generator.content import stray_marks

            name = ".".join(part for part in loc if isinstance(part, str))
            yield from stray_marks.in_field(name, words, path, document.value_span(loc), language)


def may_run_on(document: Document) -> bool:
    """Whether words for readers go on below their line, where they may have been a field or a note of their own."""
    return any(
        loc in ONE_LINE or RECORDED.search(words_at(document, loc)) for loc in SHOWN.intersection(document.folded)
    )


def words_at(document: Document, loc: Loc) -> str:
    """The words of the field at ``loc``; empty where it holds none."""
    value = document.value
    for part in loc:
        value = value.get(part) if isinstance(value, dict) and isinstance(part, str) else None
    return value if isinstance(value, str) else ""
