"""What no build publishes today, as texts that leave all the same where somebody takes everything along.

A story that was withdrawn does not: its storyteller was promised that it goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.consent.find_story import own_path
from generator.content.consent_fields import Consent
from generator.content.front_matter import StoryHeader
from generator.content.links import Atlas, Place, local_path
from generator.content.named_files import files_of
from generator.content.read import Manuscript, PageSource
from generator.content.samples import names_nobody
from generator.content.settings import ConsentPolicy
from generator.content.shown_header import page_as_shown, story_as_shown
from generator.content.slugs import slug_of
from generator.exporting.exported import PAGES, STORIES, ExportedConsent, ExportedSite, ExportedText
from generator.exporting.published import shown
from generator.gate import lifetime
from generator.ground.outcome import Withheld
from generator.media.photo import Photo
from generator.plan.cards import picture_view, targets
from generator.prepare import Planned
from generator.views.view_models import PictureView

WITHDRAWN = "withdrawn"


def with_withheld(site: ExportedSite, planned: Planned) -> tuple[ExportedSite, tuple[Withheld, ...]]:
    """A site with the texts that are withheld, too.

    And those of them that stay: they cannot be read, or were withdrawn.
    """
    reasons = {one.source: one for one in planned.withheld}
    written: tuple[Manuscript | PageSource, ...] = (*planned.manuscripts, *planned.page_sources)
    readable = {text.path: text for text in written if text.header is not None}
    leaving = {path: text for path, text in readable.items() if path in reasons and not _is_withdrawn(text, planned)}
    atlas = _atlas_with(planned.atlas, leaving)
    published = zip(site.texts, _sources(planned), strict=True)
    texts = [replace(text, links=targets(text.body, source, atlas)) for text, source in published]
    taken = {text.place for text in texts}
    texts += (_named(_text(text, reasons[path].reason, planned, atlas), taken) for path, text in leaving.items())
    stories = sorted((text for text in texts if text.day is not None), key=lambda text: (text.day, text.name))
    pages = (text for text in texts if text.day is None)
    staying = tuple(one for path, one in reasons.items() if path not in leaving)
    return replace(site, texts=(*stories, *pages)), staying


def _is_withdrawn(text: Manuscript | PageSource, planned: Planned) -> bool:
    if not isinstance(text, Manuscript):
        return False
    consent = text.header.consent if text.header is not None else None
    known = planned.evidence.get(text.path)
    against = known.against.rule if known is not None and known.against is not None else None
    return WITHDRAWN in (against, consent.status if consent is not None else None)


def _atlas_with(atlas: Atlas, texts: Mapping[str, Manuscript | PageSource]) -> Atlas:
    """All that links can lead to, with the pages that these texts would have."""
    places = {
        path: Place(own_path(path, text.header), frozenset(heading.id for heading in text.body.headings))
        for path, text in texts.items()
    }
    paths = atlas.paths | {place.path for place in places.values()}
    return Atlas({**atlas.by_source, **places}, paths, atlas.own)


def _sources(planned: Planned) -> Iterator[str]:
    """The files of what is published, in the order in which it leaves."""
    yield from (story.source for story in planned.site.stories)
    yield from (page.source for page in planned.site.standalone_pages)


def _named(text: ExportedText, taken: set[str]) -> ExportedText:
    """The text under a file name that no other has, on any file system."""
    name, n = text.name, 2
    while f"{text.folder}/{name}" in taken:
        name, n = f"{text.name}-{n}", n + 1
    taken.add(f"{text.folder}/{name}")
    return replace(text, name=name)


def _text(text: Manuscript | PageSource, why: str, planned: Planned, atlas: Atlas) -> ExportedText:
    settings, photos, path = planned.site.settings, planned.site.photos, text.path
    if text.header is None:
        raise AssertionError("only texts with front matter leave")
    language = text.header.language or settings.language
    keys = {file.path: file.key for file in files_of(text)}
    common = ExportedText(
        folder=PAGES,
        name=text.header.slug or slug_of(path),
        path=own_path(path, text.header),
        title=text.header.title,
        body=text.body,
        links=targets(text.body, path, atlas),
        pictures=tuple(
            _view(photos, keys[local_path(p.src, path)], "" if p.decorative else p.alt) for p in text.body.pictures
        ),
        language=language,
        strings=planned.theme.strings_for(language, settings.language),
        updated=text.header.updated,
        summary=text.header.summary or "",
        withheld=why,
    )
    if not isinstance(text.header, StoryHeader):
        page = page_as_shown(text.header, settings.language)
        return replace(common, title=page.title, summary=page.summary or "")
    story, consent = story_as_shown(text.header, settings.language), text.header.consent
    image = story.image
    src = keys[local_path(image.src, path)] if image else ""
    known = {topic.casefold(): settings.topic_ids.get(topic.casefold()) for topic in story.topics}
    return replace(
        common,
        folder=STORIES,
        title=story.title,
        day=story.date,
        author="" if names_nobody(story.author, language) else story.author,
        summary=story.summary,
        topics=tuple(dict.fromkeys(topic for topic in known.values() if topic)),
        notes=tuple(settings.note_by_id[note].label for note in story.content_notes if note in settings.note_by_id),
        aliases=tuple(map(shown, story.aliases)),
        picture=None if image is None else _view(photos, src, image.alt or "", image.credit),
        fictional=consent is not None and consent.basis == "fictional",
        consent=None if consent is None else _consent(consent, settings.consent),
    )


def _consent(consent: Consent, policy: ConsentPolicy) -> ExportedConsent:
    scope = tuple(sorted(consent.scope))
    return ExportedConsent(consent.record, consent.status, scope, lifetime.last_day(consent, policy))


def _view(photos: Mapping[str, Photo], key: str, alt: str, credit: str | None = None) -> PictureView | None:
    """A picture, if its file is one."""
    return picture_view(photos[key], alt, credit) if key in photos else None
