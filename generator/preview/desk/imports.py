"""Texts brought in at the desk, from files that are sent or lie on this computer: a look, then the same for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from generator.consent.refused import RefusedError
from generator.preview.desk.consent_forms import Refused, Values
from generator.preview.site.assets import fill

if TYPE_CHECKING:
    from generator.importing.report import ImportReport
    from generator.store.uploads import Upload

IMPORTS = "/_desk/imports"
BLANK_FORM = "/_desk/story-form.html"
MOST_SHOWN = 500
MOST_FILES, LARGEST = 20_000, 4_000_000_000  # that are sent at once, and their bytes; more is brought in by its place


@dataclass(frozen=True, slots=True)
class Imported:
    """What was looked at or brought in, as it is called, and what came of it.

    ``place`` is where somebody wrote that it lies. ``files`` are what was sent instead, until it is brought in.
    """

    what: str
    place: str
    files: Upload | None
    report: ImportReport


def imported(root: Path, sent: Values, today: date, new: Upload | None, last: Upload | None) -> Imported:
    """Look at a source, or bring it in, as a form says: ``new`` files, the ``last`` ones by their key, or a place.

    Files that are brought in are removed. Raises RefusedError and CannotBuildError.
    """
    from generator.importing.bring_in import bring_in
    from generator.importing.container import contained
    from generator.importing.container import sent as sent_files
    from generator.importing.recognise import source_of
    from generator.importing.scene import Import

    files = new or _known(_one(sent, "files"), last)
    place = "" if files else _one(sent, "what").strip().strip('"')
    source_files = sent_files(files.files) if files else contained(_place(place))
    labels = frozenset(sent.get("label", ()))
    may_write = sent.get("act") == ["bring-in"]
    kind, source = source_of(source_files, None, None, root, may_write=may_write)
    asked = Import(
        root,
        kind.name,
        source,
        today,
        lambda open_: {one.label: one.near for one in open_ if one.label in labels},
        lambda *_: None,
        write=may_write,
    )
    report = bring_in(asked)
    if files and may_write:
        files.remove()
    return Imported(place or source_files.label, place, None if may_write else files, report)


def is_passed_over(name: str) -> bool:
    """Whether a file that is sent is one that nobody means to bring."""
    from generator.importing import container

    return container.is_passed_over(name)


def _known(key: str, last: Upload | None) -> Upload | None:
    """The files that a form means by their key, if by any. Raises RefusedError where they are not kept any more."""
    if not key:
        return None
    if last is None or last.key != key or not last.is_there:
        raise RefusedError("What was sent is not kept any more. Choose it once more.", "files")
    return last


def _place(what: str) -> Path:
    if not what:
        raise RefusedError("Choose files or a folder, or write where it lies.", "files")
    try:
        return Path(what).expanduser()
    except RuntimeError:
        raise RefusedError("Nobody on this computer has that name. Write the place whole.", "what") from None


def blank_form(root: Path) -> str:
    """The form for storytellers, in the site's language. Raises CannotBuildError if site.yaml cannot be read."""
    from generator.consent.case import settings_of
    from generator.consent.story_form import story_form
    from generator.content import sources

    settings = settings_of(sources.gather(root))
    return story_form(settings, settings.language)


def page(
    last: Imported | None,
    kept: dict[str, str],
    told: tuple[str, ...] | None,
    token: str,
    refused: Refused | None = None,
) -> str:
    """The page where texts are brought in, with what came of the last look.

    ``told`` is what else is to be said of a form that was just sent; None where none was.
    """
    from generator.importing.item import Fate
    from generator.importing.topics import PATH

    if last and last.files and not last.files.is_there:
        last = None  # withdrawn with a story, perhaps
    looks: dict[tuple[str, str], int] = {}
    for text in last.report.texts if last else ():
        for remark in text.remarks:
            if remark.fate is Fate.LOOK:
                looks[remark.what, remark.why] = looks.get((remark.what, remark.why), 0) + 1
    return fill(
        "desk-import.html",
        place=_one(refused.values, "what") if refused else last.place if last else "",
        last=last,
        refused=refused,
        looks=looks,
        told=told or (),
        is_fresh=told is not None,
        most=MOST_SHOWN,
        topics_file=PATH,
        token=token,
        form=BLANK_FORM,
        edit="/_desk/edit/",
        comments=f"/_desk/comments?{urlencode(kept)}",
        action=f"{IMPORTS}?{urlencode(kept)}",
        back=f"/_desk/?{urlencode(kept)}",
    )


def _one(values: Values, name: str) -> str:
    return next(iter(values.get(name, ())), "")
