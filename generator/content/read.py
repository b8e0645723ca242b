"""Source files to manuscripts, each a pure function of the file's bytes and path.

A manuscript is what an author wrote, as read. It cannot be published: only `gate.admit` makes a `Story` of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from generator.content import comments, directions, markdown, samples, schema, shown_fields, strict_yaml
from generator.content.body import Body, ShownAddress
from generator.content.decoding import cleaned, decode, guessed
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.links import local_path, text_path
from generator.content.settings import Settings
from generator.content.silent_loss import goes_on, may_lose
from generator.content.slugs import spelled
from generator.content.strict_yaml import Document
from generator.content.told_consent import ToldConsent, told_consent
from generator.content.told_originals import told_originals
from generator.ground import limits
from generator.ground.diagnostics import START, Checked, Diagnostic, Span, error, warning
from generator.ground.digest import digest
from generator.ground.patterns import lazy
from generator.ground.unseen import CONTROL
from generator.words import sentences
from generator.words.readings import text_digests
from generator.words.tokens import fold

if TYPE_CHECKING:
    from generator.content.recordings import ToldRecording

T = TypeVar("T", StoryHeader, PageHeader)
FENCE = "---"
# A name like a recording's in a front matter that cannot be read.
RECORDING = lazy(r"(?i)[^\n\"'{}\[\],:]+\.(?:mp4|m4a|m4v|mp3|mov|webm|ogg|oga|opus|wav)\b")
LONG_FIELD = 100  # characters in which there is hardly room for two sentences


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A story as read: its path in the site's folder, its front matter, its parsed body.

    ``header`` is None where the front matter has errors; ``front`` is what was written there, with its places.
    ``digest`` stands for the file and all that reading depends on. ``telling`` are the words by which stories are
    found to be alike, ``sentences`` the digests by which texts are found to be the same (`words.sentences`).
    ``record`` is what the file calls its record, errors or not. ``addresses`` are those of this site that it shows in
    words, where somebody has looked for them. ``recording`` is the one that it names, where somebody has looked at its
    files, and nothing is wrong with them (`content.recordings`).
    """

    path: str
    digest: bytes
    header: StoryHeader | None
    body: Body
    front: Document
    telling: tuple[str, ...] = ()
    sentences: bytes = b""
    record: str | None = None
    addresses: tuple[ShownAddress, ...] = ()
    recording: ToldRecording | None = None


@dataclass(frozen=True, slots=True)
class PageSource:
    """A standalone page as read, in the same way."""

    path: str
    digest: bytes
    header: PageHeader | None
    body: Body
    front: Document
    sentences: bytes = b""
    addresses: tuple[ShownAddress, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """What can be told of a story whose front matter cannot be read: the words in it stand where the fields should.

    ``recordings`` are the paths of all that is named like one in it, ``originals`` those of files that it retells.
    """

    path: str
    consent: ToldConsent
    sentences: bytes
    recordings: tuple[str, ...]
    originals: tuple[str, ...]


def _unspelled(header: StoryHeader | PageHeader | None, path: str) -> Iterator[Diagnostic]:
    if header is not None and header.slug is None and not spelled(path):
        hint = "write a line such as “slug: the-key-to-plot-nineteen”"
        what = "nothing in this file's name can be spelled, so its address is one that nobody can remember"
        yield warning("no-slug", path, START, what, hint)


def settings(data: bytes, path: str) -> Checked[tuple[Settings, Document]]:
    """Read site.yaml: the settings, and the document with the places of their fields."""
    decoded = decode(data, path)
    if decoded.value is None:
        return Checked(None, decoded.diagnostics)
    parsed = strict_yaml.parse(decoded.value, path)
    if parsed.value is None:
        return Checked(None, (*decoded.diagnostics, *parsed.diagnostics))
    checked = schema.check(Settings, parsed.value, path)
    value = None if checked.value is None else (checked.value, parsed.value)
    language = checked.value.language if checked.value is not None else samples.LANGUAGE
    lost = _lost_of_settings(parsed.value, decoded.value, path)
    lines = {problem.span.line for problem in lost if problem.is_error}
    told = (
        *(problem for problem in checked.diagnostics if problem.span.line not in lines),
        *lost,
        *_commented(parsed.value, path),
        *shown_fields.stray(shown_fields.of_site(parsed.value), parsed.value, path, language),
    )
    return Checked(value, (*decoded.diagnostics, *parsed.diagnostics, *told))


def _lost_of_settings(document: Document, text: str, path: str) -> tuple[Diagnostic, ...]:
    """Words of site.yaml that YAML takes for remarks, or reads as others; most sites have none."""
    if not may_lose(text):
        return ()
    from generator.content import lost_values

    return tuple(lost_values.in_settings(document, text, path))


def manuscript(data: bytes, path: str, language: str) -> Checked[Manuscript]:
    """Read a story. ``language`` is the site's, for stories that do not name theirs."""
    opened = _open(data, path, StoryHeader)
    if opened.value is None:
        clean = cleaned(data)
        rest = manuscript(clean, path, language).diagnostics if clean else ()
        return Checked(None, (*opened.diagnostics, *(d for d in rest if d not in opened.diagnostics)))
    source = opened.value
    checked = _checked(source, StoryHeader, path)
    header = checked.value
    spoken = (header and header.language) or language
    body = markdown.parse(source.text, path, spoken, source.first_line)
    words = _sentences(header, body.made, source.text)
    left = _left(source, header, path, spoken, words)
    marks = shown_fields.stray(shown_fields.of_header(header), source.document, path, spoken)
    fields = (*_unspelled(header, path), *marks)
    problems = (*opened.diagnostics, *checked.diagnostics, *fields, *body.diagnostics, *left)
    made = Manuscript(path, _digest(source, path, language), header, body.made, source.document)
    return Checked(replace(made, record=_record(source.document), sentences=words), problems)


def sentences_beside(page: PageSource, others: bytes) -> bytes:
    """The digests of a page without the sentences of its text that another one with these digests has, too.

    All of them where readers may see other words than stand there (`words.readings`).
    """
    if sentences.READING in sentences.split(page.sentences):
        return page.sentences
    return text_digests(sentences.without(fold(page.body.text), others), *_beside(page.header, page.body))


def _sentences(header: StoryHeader | PageHeader | None, body: Body, source: str) -> bytes:
    """The digests of a text's words, and of those beside it: its summary, titles of links, fields that are long."""
    beside = _beside(header, body)
    fields = [f for _, f in shown_fields.of_header(header) if f and len(f) > LONG_FIELD and f not in beside]
    return text_digests(body.text, *beside, source=source, fields=fields, addresses=_addresses(body))


def _beside(header: StoryHeader | PageHeader | None, body: Body) -> list[str]:
    beside = [link.title for link in body.links if link.title]
    if header is not None and header.summary:
        beside.append(header.summary)
    return beside


def _addresses(body: Body) -> Iterator[str]:
    yield from (link.target for link in body.links)
    yield from (picture.src for picture in body.pictures)


def _shown(source: _Source, header: StoryHeader | PageHeader | None, path: str, language: str) -> samples.Shown:
    fields = tuple((loc, words) for loc, words in shown_fields.of_header(header) if words)
    return samples.Shown(path, fields, source.document, source.text, source.first_line, language)


def _left(source: _Source, header: StoryHeader | None, path: str, language: str, words: bytes) -> Iterator[Diagnostic]:
    """What is still to be written in a story where nothing but the gate stands between it and its readers."""
    consent = header.consent if header is not None and not header.draft else None
    if consent is not None and consent.status == "given":
        shown = _shown(source, header, path, language)
        shown = shown._replace(fields=(*shown.fields, (("consent", "record"), consent.record)))
        yield from samples.in_story(shown, None if consent.basis == "fictional" else words)


def unwritten(data: bytes, path: str, language: str) -> tuple[Diagnostic, ...]:
    """What is still to be written in a story, be it a draft or not. ``language`` is the site's.

    Nothing is told where there are errors in its fields.
    """
    opened, text = _open(data, path, StoryHeader).value, manuscript(data, path, language).value
    if opened is None or text is None or text.header is None:
        return ()
    header = text.header
    is_made_up = header.consent is not None and header.consent.basis == "fictional"
    shown = _shown(opened, header, path, header.language or language)
    found = list(samples.in_story(shown, None if is_made_up else text.sentences))
    if not header.topics:
        span = text.front.value_span(("topics",))
        found.append(error("too-few", path, span, "“topics” is empty", "choose at least the main topic"))
    return tuple(found)


def _record(document: Document) -> str | None:
    consent = document.value.get("consent") if isinstance(document.value, dict) else None
    record = consent.get("record") if isinstance(consent, dict) else None
    return record.strip() if isinstance(record, str) else None


def unread(data: bytes, path: str) -> Unread:
    """A story as far as it can be told whose front matter cannot be read, or is not there."""
    front, text = parted(data)
    body = markdown.parse(text, path, "en", 1).made
    words = text_digests(body.text, source=text, addresses=_addresses(body))
    named = tuple(local_path(name.strip(), path) for name in RECORDING.findall(front))
    originals = tuple(text_path(name, path) for name in told_originals(front))
    return Unread(path, told_consent(front), words, named, originals)


def parted(data: bytes) -> tuple[str, str]:
    """What stands in a file as its front matter, and below it; the whole is both where nothing parts them."""
    whole = CONTROL.sub(" ", guessed(data[: limits.TEXT]))
    lines = whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fences = [n for n, line in enumerate(lines) if line.rstrip() == FENCE]
    end = fences[1] if len(fences) > 1 and fences[0] == 0 else -1
    return "\n".join(lines[: end + 1] or lines), "\n".join(lines[end + 1 :])


def text_below(data: bytes, path: str) -> str:
    """The text below a story's front matter, as `manuscript` reads it; empty where there is none to be read."""
    lines = (decode(data, path).value or "").split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), len(lines))
    return "\n".join(lines[end + 1 :])


def body_below(data: bytes, path: str, language: str) -> Body:
    """The text below a front matter that cannot be read; empty where nothing says where that ends."""
    data = cleaned(data) or data
    whole, text = decode(data, path).value or "", text_below(data, path)
    return markdown.parse(text, path, language, 1 + whole.count("\n") - text.count("\n")).made


def page_source(data: bytes, path: str, language: str) -> Checked[PageSource]:
    """Read a standalone page."""
    opened = _open(data, path, PageHeader)
    if opened.value is None:
        clean = cleaned(data)
        rest = page_source(clean, path, language).diagnostics if clean else ()
        return Checked(None, (*opened.diagnostics, *(d for d in rest if d not in opened.diagnostics)))
    source = opened.value
    personal = _personal(source.document, path)
    checked = _checked(source, PageHeader, path)
    # If it is a story, its fields are another matter where it belongs.
    fitting = [d for d in checked.diagnostics if not personal or d.rule != "unknown-field"]
    problems = [*opened.diagnostics, *personal, *fitting]
    header = checked.value
    spoken = (header and header.language) or language
    body = markdown.parse(source.text, path, spoken, source.first_line)
    left = samples.in_page(_shown(source, header, path, spoken))
    problems += (
        *_unspelled(header, path),
        *shown_fields.stray(shown_fields.of_header(header), source.document, path, spoken),
        *body.diagnostics,
        *left,
    )
    words = _sentences(header, body.made, source.text)
    made = PageSource(path, _digest(source, path, language), header, body.made, source.document, words)
    return Checked(made, tuple(problems))


def _digest(source: _Source, path: str, language: str) -> bytes:
    return digest(*(part.encode() for part in (source.whole, path, language)))


def unparsed(data: bytes, path: str, kind: type[T]) -> tuple[T, Document, str, int] | None:
    """The fields of a story or page, with their places, and the text below, with the number of its first line.

    None where there are errors in its fields. The text is as it is written, which takes a small part of the time.
    """
    source = _open(data, path, kind).value
    header = None if source is None else _checked(source, kind, path).value
    return None if source is None or header is None else (header, source.document, source.text, source.first_line)


def _personal(document: Document, path: str) -> list[Diagnostic]:
    """A page with an author or consent is a person's story, which may only stand in stories/."""
    found = [name for name in document.fields if name in ("author", "consent")]
    if not found:
        return []
    these = "these fields" if len(found) > 1 else "this field"
    hint = f"move the file to stories/, where consent is checked; if it is no person's story, delete {these}"
    what = f"a page has no {' and no '.join(f'“{name}”' for name in found)}: only stories do"
    return [error("story-in-pages", path, document.key_span((found[0],)), what, hint)]


def _commented(document: Document, path: str) -> Iterator[Diagnostic]:
    """A private comment in the words of a field, where there are none: it would be published."""
    hint = "take it out, or write it as a remark of its own line, which begins with #"
    for loc, words in strict_yaml.texts(document.value):
        if loc[:1] != ("consent",) and comments.in_a_value(words):
            name = ".".join(map(str, loc))
            what = f"“{name}” holds what looks like a private comment, which would be published"
            yield error("comment", path, document.value_span(loc), what, hint)


def _ended_early(text: str, path: str, end: int) -> Iterator[Diagnostic]:
    """Fields below the front matter's last line, where readers would see them, and where they count for nothing."""
    if goes_on(text):
        what = "the front matter ends here, and more fields stand below this line, where readers would see them"
        hint = (
            "delete this line of dashes if they belong to the front matter; otherwise begin the text with other words"
        )
        yield error("no-front-matter", path, Span(end + 1), what, hint)


@dataclass(frozen=True, slots=True)
class _Source:
    whole: str
    front: str
    document: Document
    text: str
    first_line: int


def _checked(source: _Source, kind: type[T], path: str) -> Checked[T]:
    """The front matter held against its type; what is wrong with it as the slips that people make, where it is one."""
    checked = schema.check(kind, source.document, path)
    if checked.value is not None and not shown_fields.may_run_on(source.document) and not may_lose(source.front):
        return checked
    from generator.content import slips

    lines = source.whole.split("\n")
    problems = slips.told(lines, kind, path, checked.diagnostics)
    return Checked(None if any(problem.is_error for problem in problems) else checked.value, problems)


def _unread(lines: list[str], kind: type, path: str, problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """What is wrong with front matter that cannot be read."""
    from generator.content import slips

    return slips.told(lines, kind, path, problems)


def _open(data: bytes, path: str, kind: type) -> Checked[_Source]:
    """The front matter, parsed as YAML, and the text below it."""
    decoded = decode(data, path)
    if decoded.value is None:
        return Checked(None, decoded.diagnostics)
    if not decoded.value.strip():
        hint = "write a front matter and a text, or delete the file"
        return Checked(None, (error("empty-file", path, START, "this file is empty", hint),))
    lines = decoded.value.split("\n")
    if lines[0].rstrip() != FENCE:
        hint = "begin the file with a line of three dashes, then the fields, then three dashes again"
        missing = error("no-front-matter", path, START, "there is no front matter", hint)
        return Checked(None, (*decoded.diagnostics, *_unread(lines, kind, path, (missing,))))
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        hint = "close it with a line of three dashes, above the text"
        endless = error("no-front-matter", path, START, "the front matter has no end", hint)
        return Checked(None, (*decoded.diagnostics, *_unread(lines, kind, path, (endless,))))
    front = "\n".join(lines[1:end]) + "\n"
    parsed = strict_yaml.parse(front, path, first_line=2)
    problems = (*decoded.diagnostics, *parsed.diagnostics)
    if parsed.value is None:
        body = markdown.parse("\n".join(lines[end + 1 :]), path, "en", end + 2)
        told = _unread(lines, kind, path, parsed.diagnostics)
        return Checked(None, (*decoded.diagnostics, *told, *body.diagnostics))
    text = "\n".join(lines[end + 1 :])
    problems = (
        *problems,
        *_ended_early(text, path, end),
        *_commented(parsed.value, path),
        *directions.problems(text, path, end + 2),
    )
    return Checked(_Source(decoded.value, front, parsed.value, text, end + 2), problems)
