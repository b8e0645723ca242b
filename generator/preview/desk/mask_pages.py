"""The names that a text holds, each to be kept or masked with a press, and the page that shows what masking changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from generator.advice.around import around
from generator.advice.kept import parted
from generator.advice.privacy_names import to_ask_about
from generator.advice.texts import text_at
from generator.consent.mask import mask, plan_mask, what_changes
from generator.consent.refused import RefusedError
from generator.content.settings import Settings
from generator.ground.diagnostics import CannotBuildError
from generator.preview.desk.consent_forms import Values
from generator.preview.desk.editing import EDIT, Editor
from generator.preview.desk.form_actions import OTHER_PAGE
from generator.preview.site.assets import fill

MASK = "/_desk/mask/"
# What a press on “keep” writes down as its reason.
AGREED = "Somebody was asked at the desk, and it may stand here."
SAVE_FIRST = "What is written there is not saved yet. Save it, and press once more."


@dataclass(frozen=True, slots=True)
class NameShown:
    """What looks like a name in a text: as it stands there, in which line of its words, and what may stand instead."""

    name: str
    line: int
    instead: str


def names(path: str, data: bytes, settings: Settings, above: int) -> Sequence[NameShown]:
    """The names in a story's own words that nobody has decided on, in their order; other texts are not looked at."""
    text = text_at(path, data, settings.language)
    if text is None:
        return ()
    found = parted(to_ask_about(text, around(settings, [text])), [text]).open
    shown = ((" ".join(one.words.split()), one.start.line - above) for one in found)
    return [NameShown(name, line, f"{name[0]}.") for name, line in shown if name]


def answer(editor: Editor, path: str, key: str, sent: Values, kept: Mapping[str, str]) -> tuple[str, int]:
    """The page that shows what masking a name changes, or says that it is done, or why not; and its HTTP status."""
    name, instead, is_sure = ("".join(sent.get(field, ())[:1]).strip() for field in ("name", "instead", "sure"))
    shared = {
        "path": path,
        "name": name,
        "instead": instead,
        "token": editor.clerk.token,
        "action": f"{MASK}{quote(path)}?{urlencode({**kept, 'unsaved': key})}",
        "edit": f"{EDIT}{quote(path)}?{urlencode(kept)}",
    }
    try:
        if not editor.clerk.own(sent):
            raise RefusedError(OTHER_PAGE)
        unsaved = editor.unsaved_data(key)
        if unsaved is not None and unsaved[0] == path and unsaved[1] != editor.data(path):
            raise RefusedError(SAVE_FIRST)
        with editor.clerk.one_by_one:
            plan = plan_mask(editor.live.root, path, name, instead)
            if is_sure:
                mask(plan)
    except RefusedError as e:
        return fill("desk-mask.html", **shared, why=str(e), lines=(), is_done=False), 422
    except CannotBuildError as e:
        why = " ".join(f"{fault.place}: {fault.message}; {fault.hint}." for fault in e.diagnostics)
        return fill("desk-mask.html", **shared, why=why, lines=(), is_done=False), 422
    return fill("desk-mask.html", **shared, why="", lines=tuple(what_changes(plan)), is_done=bool(is_sure)), 200
