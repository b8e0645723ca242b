"""Stories and bodies as pages may show them: cards, resolved links, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.content.body import Body, Hole, HoleKind
from generator.content.links import Atlas, LinkTarget, local_path, resolved
from generator.content.named_files import key_in
from generator.content.page_kinds import PageKind
from generator.content.routes import note_path, story_path, topic_path
from generator.content.settings import Settings
from generator.gate.admission import StandalonePage
from generator.gate.admit import Story
from generator.ground.channels import SEARCH_ENGINES, SOCIAL
from generator.ground.patterns import lazy
from generator.media.photo import Photo
from generator.views.pages import Page
from generator.views.view_models import BodyView, Card, Destination, Note, PictureFile, PictureView

# Silent reading of English non-fiction: 238 words a minute (Brysbaert 2019, Journal of Memory and Language 109).
WORDS_A_MINUTE = 238
# What to keep in sight of a picture that is higher than wide, where nobody says it: heads are in the upper third.
HEADS = (50, 20)
TAGS = lazy(r"<[^>]*>")


def minutes(words: int) -> int:
    """Reading time in whole minutes, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def card(story: Story, settings: Settings, photos: Mapping[str, Photo]) -> Card:
    """What lists show of a story."""
    indexed = SEARCH_ENGINES in story.scope
    return Card(
        path=story_path(story.slug),
        title=story.title,
        author=story.author,
        summary=story.summary,
        date=story.date,
        language=story.language,
        minutes=minutes(story.body.words),
        topics=tuple(Destination(settings.topic_by_id[t].label, topic_path(t)) for t in story.topics),
        notes=tuple(Note(n, settings.note_by_id[n].label, note_path(n)) for n in story.notes),
        fictional=story.fictional,
        indexed=indexed,
        # Search engines take pictures from lists, too, and have no way to be asked to leave out a single one.
        image=own_picture(story, photos, decorates=True) if indexed and away_from_home(story) else None,
    )


def away_from_home(story: Story) -> bool:
    """Whether a story's own picture may be seen before the story is opened: in lists, in previews, by search engines.

    A picture can show what a content note speaks of, and only on the story's own page do the notes stand before it.
    """
    return not story.notes


def has_social_card(story: Story) -> bool:
    """Whether previews show a card drawn for them: where consent allows previews, and no picture of the story's own."""
    return SOCIAL in story.scope and not story.proof and (story.image is None or not away_from_home(story))


def title_on_card(story: Story) -> str | None:
    """The words on a story's social card: none where content notes have to come before them."""
    return None if story.notes else story.title


def own_picture(story: Story, photos: Mapping[str, Photo], *, decorates: bool = False) -> PictureView | None:
    """The picture that stands for a story, if it has one of its own; ``decorates`` where its title says it all."""
    image = story.image
    if image is None:
        return None
    photo = photos[key_in(story.files, local_path(image.src, story.source))]
    focus = image.focus or (HEADS if photo.height > photo.width else None)
    if decorates:
        return picture_view(photo, "", focus=focus)
    return picture_view(photo, "" if image.decorative else image.alt or "", image.credit, focus, moves=True)


def targets(body: Body, source: str, atlas: Atlas) -> tuple[LinkTarget | None, ...]:
    """Where each link of a body leads; None is a link that leads nowhere."""
    found = resolved([link.target for link in body.links], source, atlas)
    return tuple(target if isinstance(target, LinkTarget) else None for target in found)


def pictures(text: Story | StandalonePage, photos: Mapping[str, Photo]) -> tuple[PictureView, ...]:
    """Each picture of a text's body."""
    keys = {file.path: file.key for file in text.files}
    return tuple(
        picture_view(photos[keys[local_path(p.src, text.source)]], "" if p.decorative else p.alt)
        for p in text.body.pictures
    )


def begins_with_picture(body: Body) -> bool:
    """Whether a body begins with a picture."""
    start = TAGS.sub("", str(body.parts[0])).strip() if body.parts and isinstance(body.parts[0], str) else ""
    first = next((part for part in body.parts if isinstance(part, Hole)), None)
    return not start and first is not None and first.kind is HoleKind.PICTURE


def body_view(
    body: Body, language: str, links: tuple[LinkTarget | None, ...], shown: tuple[PictureView, ...]
) -> BodyView:
    """A body with every link and picture resolved against the whole site."""
    return BodyView(body.parts, links, tuple(link.title for link in body.links), shown, language)


def picture_view(
    photo: Photo, alt: str, credit: str | None = None, focus: tuple[int, int] | None = None, *, moves: bool = False
) -> PictureView:
    """A picture under the name that its content gives it; where it ``moves``, with what moves of it."""
    main, *others = (PageKind.PICTURE.path(name=file.name) for file in (photo, *photo.others))
    choice = tuple(PictureFile(path, file.width, file.type) for path, file in zip(others, photo.others, strict=True))
    near = (round(focus[0], -1), round(focus[1], -1)) if focus else None
    moving = PageKind.PICTURE.path(name=photo.moving.name) if photo.moving and moves else None
    return PictureView(main, alt, photo.width, photo.height, credit, choice, near, moving, photo.ground)


def picture_pages(photos: Mapping[str, Photo], sources: Mapping[str, str | None]) -> Iterator[Page]:
    """Every file of some pictures; ``sources`` has one text for each that names it."""
    by_name = {file.name: (file, source) for key, source in sources.items() for file in photos[key].files}
    for name, (file, source) in sorted(by_name.items()):
        yield Page(PageKind.PICTURE.path(name=name), PageKind.PICTURE, file, source)
