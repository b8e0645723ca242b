"""Rules on content and settings: within one manuscript, within site.yaml, and for the links of what is published."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date

from generator.content import helpline_checks, shelf_checks
from generator.content.field_types import UNSEEN
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.help_phrases import BUILT_IN, folded
from generator.content.links import local_path
from generator.content.named_files import files_of, pictures_of
from generator.content.read import Manuscript, PageSource
from generator.content.settings import Settings
from generator.content.sources import SITE_FILE
from generator.content.strict_yaml import Document, Loc
from generator.ground.diagnostics import START, Diagnostic, did_you_mean, error, warning
from generator.ground.patterns import lazy
from generator.media.avif import avif_encoder
from generator.media.photo import Photo, Unusable
from generator.words.terms import form_of, written

BETWEEN = lazy(r"[;|/+&]|\s(?:and|und|et|y|e|og|och|en|i)\s")
NOTHING = frozenset(("no", "none", "nothing", "keine", "aucune", "ninguna"))
MOST_LISTED = 12
# Alternative texts that cameras, phones and programs write, or that say no more than that there is a picture.
SAYS_NOTHING = lazy(
    r"[^\s/\\]+\.(?:jpe?g|png|webp|hei[cf]|gif|tiff?|bmp|svg|avif)"
    r"|(?:img|dsc[nf]?|pxl|mvimg|image|picture|pic|photo|photograph|scan|screen ?shot|whatsapp image|unnamed|untitled"
    r"|bild|foto|bildschirmfoto|imagen?|imagem|immagine|afbeelding|obraz|alt(?:ernative)?(?: text)?|placeholder)"
    r"[\W\d_]*(?:at[\W\d_]*)?|p\d{6,}",
    re.IGNORECASE,
)
# Of a text that is there, and of which these leave no words.
NOT_PARSED = ("too-long", "nested")
Photos = Mapping[str, Photo | Unusable | None]
NamesIn = Callable[[str], Collection[str]]


def manuscript(text: Manuscript, settings: Settings, told: Iterable[Diagnostic] = ()) -> Iterator[Diagnostic]:
    """Every problem within one story, but for its pictures, which are files of their own.

    ``told`` are those that reading it has found.
    """
    for n, topic in _words(text, "topics"):
        if topic.casefold() not in settings.topic_ids:
            hint = _topic_hint(topic, settings)
            yield error(
                "unknown-topic", text.path, text.front.value_span(("topics", n)), f"unknown topic “{topic}”", hint
            )
    for n, known in _words(text, "content_notes"):
        if known not in settings.note_by_id:
            hint = _note_hint(known, settings)
            span = text.front.value_span(("content_notes", n))
            yield error("unknown-content-note", text.path, span, f"unknown content note “{known}”", hint)
    if text.header is not None:
        yield from _header(text, text.header)
    if not any(map(str.isalnum, text.body.text)) and all(problem.rule not in NOT_PARSED for problem in told):
        yield error(
            "no-text", text.path, START, "there is no text below the front matter", "write the story below the dashes"
        )


def _note_hint(known: str, settings: Settings) -> str:
    """What to write in place of an unknown content note, which may be the label of one, or say that there is none."""
    of_label = next((note.id for note in settings.content_notes if note.label.casefold() == known.casefold()), None)
    if of_label is not None:
        return f"write its id: {of_label}"
    if known.casefold() in NOTHING:
        return "where there is nothing to note, write: content_notes: []"
    return did_you_mean(known, settings.note_by_id, "write one of the content notes in site.yaml, or add it there")


def _topic_hint(topic: str, settings: Settings) -> str:
    """What to write in place of an unknown topic: several, if signs other than commas part them."""
    parts = [part.strip() for part in BETWEEN.split(topic)]
    if "," in topic:
        each = ", ".join(" ".join(part.split()) for part in topic.split(",") if part.strip())
        hint = f"if these are several topics, write each for itself, in a list: [{each}]"
        return f"{hint}; if it is one, add it to site.yaml"
    if len(parts) > 1 and all(part.casefold() in settings.topic_ids for part in parts):
        return f"put commas between them: {', '.join(parts)}"
    known = ", ".join(list(settings.topic_by_id)[:MOST_LISTED])
    more = ", …" if len(settings.topic_by_id) > MOST_LISTED else ""
    return did_you_mean(
        topic, settings.topic_ids, f"the topics of site.yaml are {known}{more}; add this one there if none fits"
    )


def _words(text: Manuscript, field: str) -> Iterator[tuple[int, str]]:
    """The words of a list in the front matter, each with its number, also where other fields have errors."""
    whole = text.front.value
    listed = whole.get(field) if isinstance(whole, dict) else None
    if isinstance(listed, list):
        yield from (
            (n, " ".join(word.split())) for n, word in enumerate(listed) if isinstance(word, str) and word.strip()
        )


def _retelling(text: Manuscript, header: StoryHeader) -> Iterator[Diagnostic]:
    """What a translation or an Easy Read text says of itself and cannot mean; the rest is for `gate.retellings`."""
    if header.translation_of and header.easy_read_of:
        span = text.front.key_span(("easy_read_of",))
        hint = "keep one of the two; an Easy Read text in another language has “easy_read_of”, and that “language”"
        yield error("retelling", text.path, span, "a text is a translation or an Easy Read text, and not both", hint)
    if header.original is not None:
        return
    for name in ("translated_by", "read_by_storyteller", "made_from"):
        if getattr(header, name):
            hint = "name the original, such as “translation_of: kettle.md”, or take this line out"
            what = f"“{name}” is for translations and Easy Read texts, and this file names no original"
            yield error("retelling", text.path, text.front.key_span((name,)), what, hint)


def _header(text: Manuscript, header: StoryHeader) -> Iterator[Diagnostic]:
    if not header.topics and not header.draft:
        span = text.front.value_span(("topics",))
        yield error("too-few", text.path, span, "“topics” is empty", "write at least 1")
    if header.updated and header.updated < header.date:
        hint = "write the day of the last change, or leave the line out"
        yield warning(
            "dates", text.path, text.front.value_span(("updated",)), "it is updated before it is published", hint
        )
    yield from _retelling(text, header)
    consent = header.consent
    if consent is not None and consent.given_on and consent.given and consent.given_on != consent.given:
        span = text.front.key_span(("consent", "given"))
        yield error(
            "ambiguous-consent",
            text.path,
            span,
            "“given” and “given_on” differ",
            "keep given_on with the day on the form",
        )


def ahead(text: Manuscript | PageSource, today: date) -> Iterator[Diagnostic]:
    """A day of change that has not come by ``today``, with which nothing is published (`gate.admit.of_change`)."""
    header = text.header
    if header is None or header.updated is None or header.updated <= today:
        return
    if isinstance(header, PageHeader) or header.date <= today:
        what = f"its day of change, {header.updated}, has not come, so it is published without one"
        hint = "write the day of the last change, or leave the line out"
        yield warning("dates", text.path, text.front.value_span(("updated",)), what, hint)


def pictures(text: Manuscript | PageSource, photos: Photos, names_in: NamesIn) -> Iterator[Diagnostic]:
    """Every problem with the pictures of a text; ``names_in`` gives the names of what is in a folder of the site."""
    keys = {file.path: file.key for file in files_of(text)}
    for picture in pictures_of(text):
        if UNSEEN.fullmatch(picture.alt) and not picture.decorative:
            hint = 'say what it shows; if it only decorates, write ![](gate.jpg "decorative"), or “decorative: true”'
            if picture not in text.body.pictures:  # it stands in the front matter
                hint = "say what it shows in a line “alt: …” below this one; if it only decorates, “decorative: true”"
            yield error("no-alt", text.path, picture.span, "this picture has no alternative text", hint)
        elif not picture.decorative and SAYS_NOTHING.fullmatch(picture.alt.strip()):
            hint = "say what it shows, in a sentence, as you would on the telephone"
            message = "this picture's alternative text does not say what it shows"
            yield warning("empty-alt", text.path, picture.span, message, hint)
        photo = photos.get(keys[local_path(picture.src, text.path)])
        if photo is None:
            from generator.content import link_remedies

            yield error(
                "no-picture", text.path, picture.span, *link_remedies.of_picture(picture.src, text.path, names_in)
            )
        elif isinstance(photo, Unusable):
            yield error("bad-picture", text.path, picture.span, photo.message, photo.hint)
        elif photo.moved and not photo.moving:
            hint = "say in words what happens in it; without this warning, save its first image as a picture"
            if isinstance(text.header, StoryHeader) and text.header.image and picture.src == text.header.image.src:
                hint = "write “animated: true” below it if readers may start it, or say in words what happens in it"
            message = "this picture moves, and readers see its first image alone"
            yield warning("moving-picture", text.path, picture.span, message, hint)
    yield from _still(text, photos, keys)


def _still(text: Manuscript | PageSource, photos: Photos, keys: Mapping[str, str]) -> Iterator[Diagnostic]:
    """A picture above a story that is said to move and does not."""
    image = text.header.image if isinstance(text.header, StoryHeader) else None
    if image and image.animated:
        photo = photos.get(keys[local_path(image.src, text.path)])
        if isinstance(photo, Photo) and not photo.moved:
            span = text.front.value_span(("image", "animated"))
            message = "this picture does not move: there is one image in its file"
            yield warning("still-picture", text.path, span, message, "take this line out, or name the file that moves")


def site(settings: Settings, front: Document, pages: Collection[str]) -> Iterator[Diagnostic]:
    """Every problem within site.yaml that its types do not show. ``pages`` are the files in pages/."""
    path = SITE_FILE
    taken: dict[str, int] = {}
    for n, topic in enumerate(settings.topics):
        words: list[tuple[str, Loc]] = [(topic.id, ("id",)), (topic.label, ("label",))]
        for word, loc in [*words, *((s, ("synonyms", m)) for m, s in enumerate(topic.synonyms))]:
            owner = taken.setdefault(word.casefold(), n)
            if owner != n:
                hint = "a word may lead to one topic only; take it from one of them"
                message = f"“{word}” already belongs to the topic “{settings.topics[owner].id}”"
                yield error("topic-twice", path, front.value_span(("topics", n, *loc)), message, hint)
        for m, other in enumerate(topic.related):
            if other not in settings.topic_by_id or other == topic.id:
                others = settings.topic_by_id.keys() - {topic.id}
                hint = did_you_mean(other, others, "write the id of another topic")
                span = front.value_span(("topics", n, "related", m))
                yield error("unknown-topic", path, span, f"there is no other topic “{other}”", hint)
    seen: set[str] = set()
    for n, content_note in enumerate(settings.content_notes):
        if content_note.id in seen:
            span = front.value_span(("content_notes", n, "id"))
            yield error("note-twice", path, span, f"the content note “{content_note.id}” is there twice", "delete one")
        seen.add(content_note.id)
    yield from helpline_checks.problems(settings, front)
    yield from _help_phrases(settings, front)
    yield from _destinations(settings, front)
    yield from _uses(settings, front)
    yield from _other_words(settings, front)
    yield from shelf_checks.twice(settings, front)
    yield from _withdrawal(settings, front)
    yield from _named_pages(settings, front, pages)


def _help_phrases(settings: Settings, front: Document) -> Iterator[Diagnostic]:
    chosen = settings.help_phrases
    for n, phrase in enumerate(chosen.add):
        if " " not in folded(phrase):
            hint = "write two words or more: one word can be another in the next language"
            span = front.value_span(("help_phrases", "add", n))
            yield error("help-phrase-word", SITE_FILE, span, f"“{phrase}” is no phrase", hint)
    known = {folded(phrase): phrase for phrases in BUILT_IN.values() for phrase in phrases}
    for n, phrase in enumerate(chosen.take_away):
        if folded(phrase) not in known:
            hint = did_you_mean(phrase, known.values(), "the guide for editors lists them")
            span = front.value_span(("help_phrases", "take_away", n))
            yield error("help-phrase-unknown", SITE_FILE, span, f"“{phrase}” is no built-in phrase", hint)


def _destinations(settings: Settings, front: Document) -> Iterator[Diagnostic]:
    names = [destination.name for destination in settings.publish]
    for n, name in enumerate(names):
        if name in names[:n]:
            span = front.value_span(("publish", n, "name"))
            yield error("destination-twice", SITE_FILE, span, f"two destinations are called “{name}”", "rename one")


def _uses(settings: Settings, front: Document) -> Iterator[Diagnostic]:
    ids = [use.id for use in settings.uses]
    for n, use in enumerate(ids):
        span = front.value_span(("uses", n, "id"))
        if use in ids[:n]:
            yield error("use-twice", SITE_FILE, span, f"the use “{use}” is there twice", "rename one")
        elif use == "none":
            yield error("use-none", SITE_FILE, span, "no use can be called “none”", "give it another id")


def _other_words(settings: Settings, front: Document) -> Iterator[Diagnostic]:
    known: set[str] = set()
    for n, of in enumerate(settings.words):
        span = front.value_span(("words", n, "word"))
        forms = [form_of(word) for word in written(of.word)]
        if len(forms) != 1:
            yield error(
                "not-a-word", SITE_FILE, span, f"“{of.word}” is not one word", "write one that readers look for"
            )
        elif forms[0] in known:
            yield error(
                "word-twice", SITE_FILE, span, f"the word “{of.word}” is there twice", "put its synonyms together"
            )
        known.update(forms)


def notices(settings: Settings, front: Document, today: date) -> Iterator[Diagnostic]:
    """What in site.yaml has grown old by ``today``, or cannot be had on this machine."""
    if settings.pictures.avif and not avif_encoder():
        hint = "install Pillow as its makers offer it, or take this line out"
        message = "no AVIF can be written on this machine, so pictures come as JPEG, PNG and WebP alone"
        yield warning("no-avif", SITE_FILE, front.value_span(("pictures", "avif")), message, hint)
    yield from helpline_checks.notices(settings, front, today)


def _withdrawal(settings: Settings, front: Document) -> Iterator[Diagnostic]:
    ways = settings.withdraw
    if not (ways.email or ways.phone or ways.page):
        hint = "add email, phone or page: taking consent back must be as easy as giving it"
        yield error("withdraw", SITE_FILE, front.key_span(("withdraw",)), "“withdraw” names no way to do it", hint)


def _named_pages(settings: Settings, front: Document, pages: Collection[str]) -> Iterator[Diagnostic]:
    named: list[tuple[str | None, Loc]] = [
        (settings.help_page, ("help_page",)),
        (settings.withdraw.page, ("withdraw", "page")),
    ]
    named += [(entry.page, ("menu", n, "page")) for n, entry in enumerate(settings.menu)]
    known = [p.removeprefix("pages/") for p in pages]
    for name, loc in named:
        if name is not None and name not in known:
            hint = did_you_mean(name, known, "write the name of a file in pages/")
            yield error("no-page", SITE_FILE, front.value_span(loc), f"there is no page “{name}” in pages/", hint)
    for n, entry in enumerate(settings.menu):
        if [entry.page, entry.to, entry.url].count(None) != 2:
            hint = "write either “page: about.md” or “to: stories” or “url: https://example.org/donate”"
            yield error(
                "menu",
                SITE_FILE,
                front.value_span(("menu", n)),
                "this menu entry leads to not exactly one place",
                hint,
            )
