"""Whether nothing has changed in a published story but its text: decided here alone, for builds and for the preview."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from generator.content import link_checks, validate
from generator.content.links import Atlas
from generator.content.named_files import files_of, paths_of
from generator.content.read import Manuscript
from generator.content.settings import Settings
from generator.content.validate import Photos
from generator.gate.admit import Story, admit
from generator.gate.evidence import is_sealed
from generator.gate.same_words import has_ended_words
from generator.gate.story_evidence import Evidence
from generator.gate.tombstones import Withdrawn
from generator.ground.channels import Medium
from generator.ground.diagnostics import Checked, Diagnostic
from generator.media.photo import Photo


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What is as it was while texts change: how they are judged, where links lead, and which texts are withheld.

    ``ended`` are the words of stories whose consent has ended (`gate.evidence.AllEvidence`), ``retold`` the files of
    stories of which there are translations or Easy Read texts.
    """

    settings: Settings
    medium: Medium
    today: date
    atlas: Atlas
    withheld: Collection[str]
    ended: Collection[bytes]
    withdrawn: Withdrawn
    retold: Collection[str]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A published story with another text than before, the pictures on its page, and all that was found in it."""

    story: Story
    photos: Mapping[str, Photo]
    diagnostics: tuple[Diagnostic, ...]


def text_change(
    unchanged: Unchanged, before: Manuscript, checked: Checked[Manuscript], photos: Photos, evidence: Evidence
) -> TextChange | None:
    """What ``checked`` is that was ``before``; ``photos`` are the pictures that it named.

    None where its front matter or the files that it names have changed, where it has a recording, whose files have to
    be looked at, where it is a retelling or has one, where it is sealed, so that its seal has to be taken anew, where
    anything but its own file speaks against it, where it names pages of this site whose text is not known here, and
    where it is not published. What other pages say of it may have changed; that is for the caller.
    """
    text = checked.value
    if text is None or text.header != before.header or paths_of(text) != paths_of(before) or is_sealed(text):
        return None
    if text.header is not None and (text.header.recording is not None or text.header.original is not None):
        return None
    if text.path in unchanged.retold:
        return None
    if text.record != before.record or has_ended_words(text, unchanged.ended, unchanged.withdrawn):
        return None
    if evidence.against or evidence.same_record or evidence.same_words:
        return None
    if text.addresses or link_checks.leads_to_lost_page(text.path, text.body, unchanged.atlas):
        return None
    links = link_checks.links(text.path, text.body, unchanged.atlas, unchanged.withheld)
    diagnostics = (*checked.diagnostics, *validate.pictures(text, photos, _nothing), *links)
    diagnostics += tuple(validate.ahead(text, unchanged.today))
    errors = sum(d.is_error for d in diagnostics)
    medium, today = unchanged.medium, unchanged.today
    story = admit(text, unchanged.settings, medium, today, errors, evidence, until=None, given=None)
    if not isinstance(story, Story):
        return None
    found = {file.key: photos.get(file.key) for file in files_of(text)}
    usable = {key: photo.on(unchanged.medium) for key, photo in found.items() if isinstance(photo, Photo)}
    return TextChange(story, usable, diagnostics)


def _nothing(_folder: str) -> tuple[str, ...]:
    """What is beside a picture that is not there; then the story is not published, and others look."""
    return ()
