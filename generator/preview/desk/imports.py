"""Texts brought in at the desk: a look at what a file or folder of this computer holds, and then the same for good."""

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

IMPORTS = "/_desk/imports"
BLANK_FORM = "/_desk/story-form.html"
MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """What was looked at or brought in, by the place that somebody named, and what came of it."""

    what: str
    report: ImportReport


def imported(root: Path, sent: Values, today: date) -> Imported:
    """Look at a source, or bring it in, as a form says. Raises RefusedError and CannotBuildError."""
    from generator.importing.bring_in import Import, bring_in
    from generator.importing.recognise import source_at

    (what, *_) = sent.get("what") or [""]
    what = what.strip().strip('"')
    if not what:
        raise RefusedError("Write where the file or folder lies.", "what")
    labels = frozenset(sent.get("label", ()))
    try:
        place = Path(what).expanduser()
    except RuntimeError:
        raise RefusedError("Nobody on this computer has that name. Write the place whole.", "what") from None
    may_write = sent.get("act") == ["bring-in"]
    kind, source = source_at(place, None, None, root, may_write=may_write)
    asked = Import(
        root,
        kind.name,
        source,
        today,
        lambda open_: {one.label: one.near for one in open_ if one.label in labels},
        lambda *_: None,
        write=may_write,
    )
    return Imported(what, bring_in(asked))


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

    what = refused.values.get("what", [""])[0] if refused else last.what if last else ""
    looks: dict[tuple[str, str], int] = {}
    for text in last.report.texts if last else ():
        for remark in text.remarks:
            if remark.fate is Fate.LOOK:
                looks[remark.what, remark.why] = looks.get((remark.what, remark.why), 0) + 1
    return fill(
        "desk-import.html",
        what=what,
        report=last.report if last and not refused else None,
        refused=refused,
        looks=looks,
        told=told or (),
        is_fresh=told is not None,
        most=MOST_SHOWN,
        topics_file=PATH,
        token=token,
        form=BLANK_FORM,
        action=f"{IMPORTS}?{urlencode(kept)}",
        back=f"/_desk/?{urlencode(kept)}",
    )
