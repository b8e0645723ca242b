"""A story for something beside the site, exactly as consent covers it today; and that is written into the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from generator.consent.alone import alone
from generator.consent.case import Case, open_case
from generator.consent.named_numbers import stop_if_named
from generator.consent.refused import RefusedError
from generator.consent.use_register import Use, add
from generator.content.page_kinds import PageKind
from generator.content.routes import story_path
from generator.exporting.exported import ExportedSite, ExportedText
from generator.exporting.markdown_files import in_markdown
from generator.exporting.published import published
from generator.gate import deny_list
from generator.gate.admit import Story
from generator.gate.own_words import has_words_of, is_denied, words_of_site
from generator.ground.channels import MEDIA, WEB
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import Planned, prepare
from generator.store.guards import guard
from generator.store.overtaking import until_whole

StoryPart = Literal["text", "excerpt", "picture"]
PARTS: tuple[StoryPart, ...] = get_args(StoryPart)
LONGEST = 200  # characters of where something is used


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedUse:
    """What somebody wants a story for: the use, by its id, which part of it, where, and until when.

    Without ``where``, the use's label says it.
    """

    use: str
    part: StoryPart = "text"
    where: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class UsedPart:
    """What may be used: words, and a picture as bytes under a name."""

    words: str
    picture: bytes | None = None
    name: str = ""


def hand_out(root: Path, story: str, wanted: WantedUse, *, today: date, on: date) -> tuple[Use, UsedPart]:
    """The part of a story that is wanted, for ``on``, today or a later day; and the use as it was written down.

    Raises RefusedError where consent does not cover that on both days, and CannotBuildError where nothing can be
    decided. Until a later day a draft may wait, and a story for its date.
    """
    with alone(root):
        case = open_case(root, story)
        stop_if_named(case, case.consent.record)
        where = _where(case, wanted)
        if wanted.until is not None and wanted.until < on:
            told = f"The last day, {wanted.until}, is past by {on}. Write that day or a later one, or leave it out."
            raise RefusedError(f"{told} Nothing was written down.", "until")
        found, lasts = _covered(case, wanted.use, wanted.part, on, today)
        if wanted.until is not None and lasts is not None and wanted.until > lasts:
            raise RefusedError(f"Its consent ends on {lasts}. Write that day, or an earlier one.", "until")
        return add(root, case.consent.record, case.path, wanted.use, where, today, wanted.until), found


def part_of(root: Path, story: str, use: str, part: StoryPart, *, today: date, on: date) -> UsedPart:
    """A part of a story for something that is written down already. Raises as `hand_out` does."""
    return _covered(open_case(root, story), use, part, on, today)[0]


def _where(case: Case, wanted: WantedUse) -> str:
    """Where it will be used, in words that tell nothing of the story."""
    named = case.settings.use_by_id.get(wanted.use)
    if named is None:
        known = f"it names {', '.join(case.settings.use_by_id)}" if case.settings.uses else "it names none"
        raise RefusedError(f"site.yaml names no use “{wanted.use}” below “uses:”; {known}.", "use")
    where = " ".join(wanted.where.split())
    if len(where) > LONGEST:
        raise RefusedError(f"Where it is used has more than {LONGEST} characters. Say it shorter.", "where")
    if not where.isprintable():
        told = "Where it is used holds signs that nobody sees. Type it anew. Nothing was written down."
        raise RefusedError(told, "where")
    if has_words_of(where, case.text, case.data, words_of_site(case.settings)):
        raise RefusedError(
            "The register stays when a story is withdrawn, so it must not say its title or a word of it that may be a "
            "name, its address, a name in its fields, or words of its text. Say where it is used in other words, such "
            "as “Spring letter”. Nothing was written down.",
            "where",
        )
    if is_denied(where, deny_list.read(guard(case.root, deny_list.PATH)).everywhere()):
        raise RefusedError(
            f"Where it is used has words that {deny_list.PATH} forbids. Leave them out; they are not repeated here. "
            "Nothing was written down.",
            "where",
        )
    return where or named.label


def _covered(case: Case, use: str, part: StoryPart, on: date, today: date) -> tuple[UsedPart, date | None]:
    """A part of the story for the day ``on``, given out today, and the last day on which consent covers it."""
    why = f"the consent of {case.path} covers neither the website nor offline copies, so nothing of it is decided"
    for medium in (medium for medium in MEDIA if medium in case.consent.scope):
        target = Target(case.root, medium, on, given=today)
        planned = until_whole(lambda: prepare(target, Run(stages=Stages())))  # noqa: B023  # called at once
        found = next((story for story in planned.site.stories if story.source == case.path), None)
        if found is None:
            why = next((w.reason for w in planned.withheld if w.source == case.path), "it is not there any more")
            continue
        if use not in found.uses:
            why = f"its consent does not cover “{use}”; what else was agreed to: {', '.join(found.uses) or 'nothing'}"
            continue
        return _part(case, found, planned, part, on, links=medium == WEB), found.lasts
    raise RefusedError(f"{case.path} may not be used for “{use}”: {why}.")


def _part(case: Case, story: Story, planned: Planned, part: StoryPart, today: date, *, links: bool) -> UsedPart:
    site = published(planned, today)
    text = next(text for text in site.texts if text.path == story_path(story.slug))
    match part:
        case "text":
            return UsedPart(_words(text, site, _body(text, site), links=links))
        case "excerpt":
            return UsedPart(_words(text, site, f"{text.summary}\n", links=links))
        case "picture":
            return _picture(case, text, planned)


def _words(text: ExportedText, site: ExportedSite, words: str, *, links: bool) -> str:
    return "\n\n".join(part.strip() for part in _parts(text, site, words, links=links) if part.strip()) + "\n"


def _parts(text: ExportedText, site: ExportedSite, words: str, *, links: bool) -> Iterator[str]:
    yield text.title
    yield text.strings["by"].format(name=text.author)
    if text.fictional:
        yield text.strings["fictional_story"]
    if text.notes:
        yield f"{text.strings['content_notes_for_story']} {', '.join(text.notes)}"
    yield words
    if links:
        yield site.url(text.path)


def _body(text: ExportedText, site: ExportedSite) -> str:
    """The text in Markdown; in place of each picture, which is a file of its own, what it shows."""
    unseen = changed(text, pictures=(None,) * len(text.pictures))
    return in_markdown(unseen, site, {})


def _picture(case: Case, text: ExportedText, planned: Planned) -> UsedPart:
    """The story's own picture, or else the first in its text, with what it shows and who made it."""
    view = next((view for view in (text.picture, *text.pictures) if view is not None), None)
    if view is None:
        raise RefusedError(f"{case.path} has no picture.", "part")
    if case.consent.seal is None and case.consent.photo == "none":
        raise RefusedError(
            f"Nobody approved the picture of {case.path}: it was never sealed, and its consent says “photo: none”.",
            "part",
        )
    photo = next(p for p in planned.site.photos.values() if PageKind.PICTURE.path(name=p.name) == view.path)
    words = "\n".join(line for line in (view.alt, view.credit) if line)
    return UsedPart(f"{words}\n" if words else "", photo.content, photo.name)
