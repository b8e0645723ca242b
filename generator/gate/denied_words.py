"""Where words stand that must never be published (`gate.deny_list`).

Texts and settings are looked at, never what is made of them, so that every hit has a place that a person can mend. It
is told by that place and never by its words.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, permutations, product

from generator.content.captions import Cue, spoken
from generator.content.comments import blanked
from generator.content.decoding import unzipped
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.links import local_path
from generator.content.read import Manuscript, PageSource, text_below
from generator.content.recordings import ToldRecording
from generator.content.shelf_checks import names_story
from generator.content.slugs import slug_of
from generator.content.stance import guarded
from generator.content.strict_yaml import Document, texts
from generator.gate import near_phrases
from generator.gate.deny_list import PATH, DenyList, begins_in, holds, holds_row, is_near, resembles
from generator.gate.ended_in_theme import as_read
from generator.gate.spellings import JOINT, decoded, fold, plain, words
from generator.ground.diagnostics import START, Diagnostic, Span, error, warning
from generator.ground.patterns import lazy
from generator.words.as_seen import seen_as_latin

TAG = lazy(r"<[^<>]*>")
ESCAPE = lazy(r"\\u([0-9a-fA-F]{4})")
TOKEN = lazy(r"\S+")
# Ways in which Markdown is read when a place is looked for: marks left out, and links without where they lead.
MARKS = lazy(r"[*_~`\\]")
TARGETS = lazy(r"\]\([^)]*\)|\]\[[^\]]*\]|[\[\]]")
# Of either kind of text, since a page may have a story's fields by mistake.
GUARDED = tuple(dict.fromkeys((*guarded(StoryHeader), *guarded(PageHeader))))
# What stands side by side on pages and in lists.
NEIGHBOURS = ("title", "author", "summary")
HINT = f"take the words that {PATH} forbids out of it; they are not repeated here"
UNSURE = "if it is that name, take it out; it is not repeated here"

# Cues that a player shows at once; a screen holds no more.
MOST_AT_ONCE = 10

Test = Callable[[str, DenyList], bool]


def readings(content: bytes) -> tuple[str, ...]:
    """A file's text as it may be read: as written, and without markup, whether or not a tag ends a word."""
    written = html.unescape(ESCAPE.sub(lambda m: chr(int(m[1], 16)), content.decode("utf-8", "ignore")))
    return tuple(dict.fromkeys((written, TAG.sub(" ", written), TAG.sub("", written))))


FINDINGS = (
    (holds, error, "holds", ""),
    (resembles, warning, "resembles", ", with letters of another script"),
    (is_near, warning, "looks like", ", run together, spelled out or in another order"),
)


def problems(text: Manuscript | PageSource, data: bytes, denied: DenyList) -> Iterator[Diagnostic]:
    """Every part of a text that holds a denied phrase, or what looks like one, without the phrase.

    ``data`` are the bytes that it was read from; they tell the places.
    """
    if not denied:
        return
    here = denied.within(text.path)
    whole = text.front.value if isinstance(text.front.value, dict) else {}
    if _is_clear(text, whole, here):
        return
    found = list(_in_parts(text, data, whole, here))
    yield from found
    if not any(told.is_error for told in found):
        yield from _side_by_side(text, whole, here)


def _is_clear(text: Manuscript | PageSource, whole: Mapping[str, object], denied: DenyList) -> bool:
    """Whether one look at all parts together is enough: no phrase's first word is there, and nothing is hidden."""
    if denied.hashed:
        return False
    parts = [written for name in GUARDED for _, written in texts(whole.get(name), (name,))]
    parts += (word for link in text.body.links for word in (link.target, link.title))
    parts += (word for picture in text.body.pictures for word in (picture.alt, picture.src))
    for written in decoded(" | ".join((text.path, slug_of(text.path), *parts, text.body.text))):
        for way in filter(None, (written, seen_as_latin(written))):
            seen = plain(way)
            if JOINT in seen or begins_in(words(seen), denied) or near_phrases.is_near(seen, denied.phrases):
                return False
    return True


def _in_parts(
    text: Manuscript | PageSource, data: bytes, whole: Mapping[str, object], denied: DenyList
) -> Iterator[Diagnostic]:
    for name in GUARDED:
        for loc, written in texts(whole.get(name), (name,)):
            yield from _told(written, denied, text.path, text.front.value_span(loc), f"“{name}”", HINT)
    if "slug" not in whole:
        remedy = "rename the file, since its name becomes the page's address"
        for name in dict.fromkeys((slug_of(text.path), text.path.rpartition("/")[2].removesuffix(".md"))):
            if told := list(_told(name, denied, text.path, START, "the file's name", remedy)):
                yield from told
                break
    for link in text.body.links:
        yield from _told(link.target, denied, text.path, link.span, "where this link leads", HINT)
        yield from _told(link.title, denied, text.path, link.span, "this link's title", HINT)
    for picture in text.body.pictures:
        yield from _told(picture.src, denied, text.path, picture.span, "this picture's file name", HINT)
    for test, kind, verb, how in FINDINGS:
        if test(text.body.text, denied):
            message = f"the text below the front matter {verb} words of the deny list{how}"
            hint = HINT if kind is error else UNSURE
            yield kind("deny", text.path, _place_below(data, denied, test), message, hint)
            return


def in_recording(told: ToldRecording, text: Manuscript, denied: DenyList) -> Iterator[Diagnostic]:
    """Where what a recording says, or one of its chapters, holds a denied phrase, without the phrase.

    The place is the cue, in the file of captions. What several say one after the other, their names, and what stands on
    the screen at once are looked at as readers put them together, too.
    """
    here = denied.within(text.path)
    names = [*told.written.captions.values(), *([told.written.chapters] if told.written.chapters else [])]
    every = [*(told.captions[code] for code in told.written.captions), told.chapters]
    for name, cues in zip(names, every, strict=False):
        for (test, kind, verb, how), way in product(FINDINGS, WAYS_OF_CUES):
            if not test(way(cues), here):
                continue
            last = next(n for n in range(len(cues)) if test(way(cues[: n + 1]), here))
            first = next(n for n in range(last, -1, -1) if test(way(cues[n : last + 1]), here))
            span, path = Span(cues[first].line), local_path(name, text.path)
            yield kind("deny", path, span, f"what is said here {verb} words of the deny list{how}", HINT)
            if kind is error:
                where = text.front.value_span(("recording", "captions"))
                yield error("deny", text.path, where, "what this recording says holds words of the deny list", HINT)
            break


def _without_speakers(cues: Sequence[Cue]) -> str:
    return " ".join(cue.said for cue in cues)


def _speakers(cues: Sequence[Cue]) -> str:
    return " ".join(name for name, _ in groupby(cue.speaker for cue in cues))


def _at_once(cues: Sequence[Cue]) -> str:
    """Cues with what comes to the screen before they leave it, each with each, but for what follows anyway."""
    shown = ((cue, cues[n + 2 : n + MOST_AT_ONCE]) for n, cue in enumerate(cues))
    return "\n\n".join(f"{cue.said} {other.said}" for cue, later in shown for other in later if other.start < cue.end)


# How readers put together what a recording says.
WAYS_OF_CUES = (spoken, _without_speakers, _speakers, _at_once)


def _told(written: str, denied: DenyList, path: str, span: Span, what: str, hint: str) -> Iterator[Diagnostic]:
    """What is wrong with words at a place, if anything."""
    for test, kind, verb, how in FINDINGS:
        if test(written, denied):
            message = f"{what} {verb} words of the deny list{how}"
            yield kind("deny", path, span, message, hint if kind is error else UNSURE)
            return


def _side_by_side(text: Manuscript | PageSource, whole: Mapping[str, object], denied: DenyList) -> Iterator[Diagnostic]:
    """Words that are denied only where the end of one field meets the beginning of another, as on a page they do."""
    most = max((*map(len, denied.phrases), *(f.length for f in denied.hashed)), default=0) - 1
    if most < 1:
        return
    ends = {name: fold(str(whole[name])) for name in NEIGHBOURS if isinstance(whole.get(name), str)}
    for (one, left), (other, right) in permutations(ends.items(), 2):
        if holds_row([*left[-most:], *right[:most]], denied):
            what = f"“{one}” and “{other}”, which stand side by side, hold words of the deny list together"
            yield error("deny", text.path, text.front.value_span((one,)), what, HINT)


def _place_below(data: bytes, denied: DenyList, test: Test) -> Span:
    """Where the words begin that a text holds below its front matter; where that begins, if markup is in the way."""
    source = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    begins = len(source) - len(text_below(data, ""))
    return _place(source[:begins] + blanked(source[begins:]), begins, denied, test)


def _place(source: str, begins: int, denied: DenyList, test: Test) -> Span:
    """The place of the first words behind ``begins`` that pass a test, by halving."""
    tokens = [m.span() for m in TOKEN.finditer(source, begins)]

    def hit(first: int, last: int) -> bool:
        part = source[tokens[first][0] : tokens[last][1]]
        ways = (part, *(markup.sub("", part) for markup in (MARKS, TARGETS, TAG)))
        return any(test(way, denied) for way in dict.fromkeys(ways))

    at = begins
    if tokens and hit(0, len(tokens) - 1):
        low, high = 0, len(tokens) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if hit(0, middle) else (middle + 1, high)
        first, last = 0, high
        while first < last:
            middle = (first + last + 1) // 2
            first, last = (middle, last) if hit(middle, high) else (first, middle - 1)
        at = tokens[first][0]
    return Span(source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at))


def in_settings(front: Document, path: str, denied: DenyList) -> Iterator[Diagnostic]:
    """Every value of site.yaml that holds a denied phrase: it would stand on every page.

    The names of stories' files, on shelves, stand on none.
    """
    for loc, written in texts(front.value, ()):
        if names_story(loc):
            continue
        yield from _told(written, denied, path, front.value_span(loc), f"“{'.'.join(map(str, loc))}”", HINT)


def in_theme(files: Iterable[tuple[str, bytes]], denied: DenyList) -> Iterator[Diagnostic]:
    """Every file of a site's own theme that holds a denied phrase, in its name or in its text."""
    for path, packed in files:
        data = unzipped(packed)
        yield from _told(path, denied, path, START, "this file's name", "rename it")
        if any(holds(way, denied) for way in dict.fromkeys((*readings(data), *as_read(data)))):
            span = _place(data.decode("utf-8", "replace"), 0, denied, holds)
            yield error("deny", path, span, "this file of the theme holds words of the deny list", HINT)
