"""The settings of a site changed at the desk: one part, or one entry of a list, at a time.

Whatever a form would make of site.yaml is first planned as a site, with every guard of a build; what that refuses is
not written. Where texts would not be published any longer, somebody is asked before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.authoring import scaffold, site_edit
from generator.authoring.field_edit import FieldText
from generator.authoring.front_matter_edit import CannotEditError
from generator.consent.alone import alone
from generator.consent.refused import RefusedError
from generator.consent.settling import settle
from generator.content import sources, theme
from generator.content.schema import node_at
from generator.content.settings import USUAL_CHECK_INS, Settings
from generator.content.sources import SITE_FILE
from generator.content.strict_yaml import Value
from generator.ground import limits
from generator.ground.diagnostics import CannotBuildError, Diagnostic
from generator.ground.digest import content_name
from generator.preview.desk import new_logo, shelf_forms
from generator.preview.desk import setting_fields as fields
from generator.preview.desk.consent_forms import Complaint, Values
from generator.preview.desk.form_actions import CHANGED, OTHER_PAGE, FormActions
from generator.preview.desk.setting_complaints import complaint, empty_fields, not_encrypted
from generator.preview.desk.setting_parts import (
    CHECK_IN,
    CHECK_IN_DAYS,
    LOGO,
    LOOK,
    SHELVES,
    SettingPlace,
    SettingsPart,
)
from generator.preview.site.live import LiveSite
from generator.preview.site.page_store import Reading
from generator.store import atomic_write
from generator.store.atomic_write import ChangedMeanwhileError

TAKE_BACK = "take-back"
MOST_KEPT = 20  # versions of site.yaml that forms were filled with, and settings that are not saved
OTHER_LIST = f"{SITE_FILE} was changed meanwhile, and this list with it. Nothing was written; go back to the list."
CLASH = "Somebody else wrote “{theirs}” here meanwhile. Save again to put yours in its place."
THEME = ("theme", "name")


@dataclass(frozen=True, slots=True)
class NotSaved:
    """A form that wrote nothing: what is in it, and why.

    Where texts would be held ``back`` by it, ``agreed`` is what says that they may.
    """

    values: Values
    shown: str
    complaints: tuple[Complaint, ...] = ()
    back: tuple[str, ...] = ()
    agreed: str = ""
    status: int = 422


@dataclass(frozen=True, slots=True)
class OpenSettings:
    """site.yaml as forms show it: its fingerprint, and what is written in it, as words."""

    digest: str
    values: Mapping[str, Value]


class SettingsEditor:
    """Changes site.yaml as the forms of one preview ask for, and remembers what they were filled with."""

    def __init__(self, live: LiveSite, clerk: FormActions) -> None:
        self.live, self.clerk = live, clerk
        self._bases: dict[str, bytes] = {}
        self._unsaved: dict[str, bytes] = {}
        self._saves: list[tuple[bytes, bytes]] = []  # what saves replaced, and what they wrote
        self._as_if: tuple[bytes, Reading | None, Reading] | None = None

    def open(self) -> OpenSettings:
        """site.yaml as it is. Raises CannotEditError where it has errors, and CannotBuildError where there is none."""
        data = self._data()
        self._bases = _kept(self._bases, content_name(data), data)
        return OpenSettings(content_name(data), _values(data))

    def rows(self, part: SettingsPart) -> list[Value]:
        """The entries of a list."""
        row = site_edit.value_at(dict(self.open().values), part.loc)
        return list(row) if isinstance(row, list) else []

    def defaults(self, values: Mapping[str, Value], part: SettingsPart) -> dict[str, str]:
        """What counts where nothing is written: the theme's settings, for the look, and the days of check-ins."""
        if part is CHECK_IN:
            return {CHECK_IN_DAYS[0]: ", ".join(map(str, USUAL_CHECK_INS))}
        return dict(theme.palette(self.live.root, self.theme_name(values))[0]) if part is LOOK else {}

    def theme_name(self, values: Mapping[str, Value]) -> str:
        """The name of the site's theme."""
        named = site_edit.value_at(dict(values), THEME)
        return named if isinstance(named, str) else Settings.__dataclass_fields__["theme"].default.name

    def can_take_back(self) -> bool:
        """Whether site.yaml is as the last save of this preview left it."""
        return bool(self._saves) and self._saves[-1][1] == self._data()

    def forget(self) -> None:
        """Forget the site as it would have been: it holds words of texts that may be gone by now."""
        self._as_if = None

    def reading(self, data: bytes) -> Reading:
        """The site as it would be with these bytes as its site.yaml. Raises CannotBuildError."""
        now = self.live.reading
        if self._as_if is None or self._as_if[0] != data or self._as_if[1] is not now:
            self._as_if = (data, now, self.live.with_settings(data))
        return self._as_if[2]

    def look(self, place: SettingPlace, sent: Values) -> str | tuple[Complaint, ...]:
        """Keep what a form would make of site.yaml, to be shown; its key, or why it cannot be shown.

        Raises CannotEditError and CannotBuildError.
        """
        if not self.clerk.own(sent):
            return (Complaint(OTHER_PAGE),)
        made = self._filled(place, sent, self._data())
        if isinstance(made, NotSaved):
            return made.complaints
        return self._keep(made)

    def as_it_is(self) -> str:
        """The key of site.yaml as it is."""
        return self._keep(self._data())

    def _keep(self, data: bytes) -> str:
        key = content_name(data)
        self._unsaved = _kept(self._unsaved, key, data)
        return key

    def unsaved(self, key: str) -> bytes | None:
        """What a form would make of site.yaml, by its key; None if it is not known any more."""
        return self._unsaved.get(key)

    def save(self, place: SettingPlace, sent: Values) -> str | NotSaved:
        """Write what a form says. Gives the key of what came of it, or why nothing was written."""
        if not self.clerk.own(sent):
            return NotSaved(sent, _one(sent, "shown"), (Complaint(OTHER_PAGE),), status=403)
        with self.clerk.one_by_one:
            try:
                settled = tuple(f"{d.path}: {d.message}." for d in settle(self.live.root))
                saved = self._save(place, sent)
            except CannotEditError as e:
                told = Complaint(f"Nothing was written: {e}. Change it in a text editor.")
                return NotSaved(sent, _one(sent, "shown"), (told,))
            except CannotBuildError as e:
                told_all = tuple(Complaint(f"{d.place}: {d.message}; {d.hint}") for d in e.diagnostics)
                return NotSaved(sent, _one(sent, "shown"), told_all)
            except ChangedMeanwhileError:
                return NotSaved(sent, _one(sent, "shown"), (Complaint(CHANGED.format(path=SITE_FILE)),), status=409)
            except OSError as e:
                told = Complaint(
                    f"{SITE_FILE} could not be written ({e.strerror}). What you wrote is still in this page."
                )
                return NotSaved(sent, _one(sent, "shown"), (told,))
            return saved if isinstance(saved, NotSaved) else self.clerk.remember((*settled, *saved))

    def save_logo(self, which: str, sent: Values, data: bytes | None) -> str | NotSaved:
        """The same with the logo in ``data``, put into the folder before; ``which`` is one of `new_logo.WHICH`."""
        place, shown = SettingPlace(LOGO), _one(sent, "shown")
        if not self.clerk.own(sent):
            return NotSaved(sent, shown, (Complaint(OTHER_PAGE),), status=403)
        if which == new_logo.WITH_ALL:
            if data is None:
                return self.save(place, sent)
            which = "file"
        try:
            path = new_logo.kept(self.live.root, data)
        except RefusedError as e:
            path = Complaint(f"{e}", new_logo.FIELD)
        except ChangedMeanwhileError as e:
            path = Complaint(
                f"Another file has the name {e}. Move it, and choose the picture once more.", new_logo.FIELD
            )
        except OSError as e:
            path = Complaint(f"The picture could not be written ({e.strerror}).", new_logo.FIELD)
        if isinstance(path, Complaint):
            return NotSaved(sent, shown, (path,))
        return self.save(place, {**sent, f"{LOGO.key}.{which}": (path,)})

    def _save(self, place: SettingPlace, sent: Values) -> tuple[str, ...] | NotSaved:
        now = self._data()
        act = _one(sent, "act")
        made = self._acted(place, act, sent, now) if act else self._filled(place, sent, now)
        if isinstance(made, NotSaved):
            return made
        if made == now:
            return (f"{SITE_FILE} says just this already.",)
        digest = content_name(now)
        try:
            reading = self.reading(made)
        except CannotBuildError as e:
            known = {(d.path, d.rule, d.message) for d in self.live.stopped}
            fresh = [d for d in e.diagnostics if (d.path, d.rule, d.message) not in known]
            if fresh:
                return NotSaved(sent, digest, tuple(complaint(place, made, d) for d in fresh))
            told: list[Diagnostic] = []
        else:
            agreed = content_name(made)
            if (back := self._held_back(reading)) and _one(sent, "agreed") != agreed:
                return NotSaved(sent, digest, back=back, agreed=agreed, status=200)
            old = {(d.rule, d.message) for d in self.live.diagnostics if d.path == SITE_FILE}
            told = [d for d in reading.planned.diagnostics if d.path == SITE_FILE and (d.rule, d.message) not in old]
        self._write(now, made)
        is_back = act == TAKE_BACK
        self._saves = self._saves[:-1] if is_back else [*self._saves, (now, made)][-MOST_KEPT:]
        done = f"Took back the last save of {SITE_FILE}." if is_back else f"Saved {SITE_FILE}."
        return (done, *(f"Please look: {d.message}; {d.hint}." for d in told))

    def _held_back(self, reading: Reading) -> tuple[str, ...]:
        """What would not be published any longer, and why."""
        now = {one.source for one in self.live.withheld}
        titles = {source: text.header.title for source, text in reading.manuscripts.items() if text.header is not None}
        fresh = [one for one in reading.planned.withheld if one.source not in now]
        return tuple(f"{titles.get(one.source, one.source)}: {one.reason}." for one in fresh)

    def _acted(self, place: SettingPlace, act: str, sent: Values, now: bytes) -> bytes | NotSaved:
        """site.yaml after an act: an entry gone, moved, or checked today, or the last save taken back."""
        if act == TAKE_BACK and self.can_take_back() and _one(sent, "shown") == content_name(now):
            return self._saves[-1][0]
        base, (loc, n) = self._bases.get(_one(sent, "shown")), (place.part.loc, place.number or 0)
        row = site_edit.value_at(dict(_values(now)), loc)
        was = site_edit.value_at(dict(_values(base)), loc) if base is not None else None
        if place.number is None or not isinstance(row, list) or row != was or n >= len(row):
            told = Complaint(CHANGED.format(path=SITE_FILE))
            return NotSaved(sent, content_name(now), (told,), status=409)
        if place.part is SHELVES and act in shelf_forms.ACTS:
            return site_edit.changed(now, lambda text: shelf_forms.acted(text, place, act, sent))
        acts: dict[str, Callable[[str], str]] = {
            "remove": lambda text: site_edit.without_entry(text, loc, n),
            "up": lambda text: site_edit.moved(text, loc, n, max(0, n - 1)),
            "down": lambda text: site_edit.moved(text, loc, n, min(len(row) - 1, n + 1)),
            "checked": lambda text: site_edit.with_value(text, (*loc, n, "checked"), self.live.today.isoformat()),
        }
        return site_edit.changed(now, acts[act]) if act in acts else now

    def _filled(self, place: SettingPlace, sent: Values, now: bytes) -> bytes | NotSaved:
        """site.yaml with what a form holds, put together with what others changed in it since it was shown."""
        part, digest, shown = place.part, content_name(now), _one(sent, "shown")
        if shown != digest and shown not in self._bases:
            return NotSaved(sent, digest, (Complaint(CHANGED.format(path=SITE_FILE)),), status=409)
        base, values = _values(self._bases.get(shown, now)), _values(now)
        if place.number is not None and not _is_same_list(base, values, place):
            return NotSaved(sent, shown, (Complaint(OTHER_LIST),), status=409)
        defaults = self.defaults(values, part)
        before, _ = (
            fields.shown(part, base, place.loc, list(defaults)) if not place.is_new else (fields.nothing(part), ())
        )
        mine = fields.given(sent, before, defaults)
        if place.is_new and ("id",) in mine and not mine["id",]:
            mine["id",] = scaffold.slug(str(mine["label",] or ""))
        if complaints := empty_fields(part, mine):
            return NotSaved(sent, digest, complaints)
        if place.is_new:
            order = list(node_at(Settings, (*part.loc, 0))["properties"])
            entry = {path[0]: value for path, value in sorted(mine.items(), key=lambda one: order.index(one[0][0]))}
            return site_edit.changed(now, lambda text: _with_new(text, part, entry))
        theirs, _ = fields.shown(part, values, place.loc, list(defaults))
        mine_alone = {path: value for path, value in mine.items() if value != before[path]}
        if complaints := not_encrypted(part, mine_alone):
            return NotSaved(sent, digest, complaints)
        clashes = [
            Complaint(CLASH.format(theirs=_said(theirs.get(path))), fields.name_of(part, path))
            for path, value in mine_alone.items()
            if theirs.get(path) not in (before[path], value)
        ]
        if clashes:
            return NotSaved(sent, digest, tuple(clashes), status=409)

        def written(text: str) -> str:
            for path, value in mine_alone.items():
                text = site_edit.with_value(text, (*place.loc, *path), value)
            return text

        return site_edit.changed(now, written)

    def _data(self) -> bytes:
        data = sources.site_file(self.live.root)
        if len(data) > limits.TEXT:
            raise CannotEditError(f"{SITE_FILE} is too long")
        return data

    def _write(self, before: bytes, after: bytes) -> None:
        file = sources.inside(self.live.root, SITE_FILE)
        if file is None:
            raise ChangedMeanwhileError(SITE_FILE)
        with alone(self.live.root):
            atomic_write.replace(file, before, after)


def _values(data: bytes) -> dict[str, Value]:
    try:
        return site_edit.values_of(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CannotEditError(f"{SITE_FILE} is not UTF-8 text") from None


def _with_new(text: str, part: SettingsPart, entry: site_edit.Entry) -> str:
    """site.yaml with an entry more in a list; a shelf has no stories yet, which are put on it next."""
    made = site_edit.with_entry(text, part.loc, entry)
    if part is not SHELVES:
        return made
    row = site_edit.value_at(site_edit.values_of(made), part.loc)
    return site_edit.with_value(made, (*part.loc, len(row or ()) - 1, "stories"), ())


def _is_same_list(before: Mapping[str, Value], now: Mapping[str, Value], place: SettingPlace) -> bool:
    """Whether an entry's number is still its own: no other entry is another than it was."""
    rows = [site_edit.value_at(dict(values), place.part.loc) for values in (before, now)]
    first, second = ([one for n, one in enumerate(row or ()) if n != place.number] for row in rows)
    return first == second and all((place.number or 0) < len(row or ()) for row in rows)


def _said(value: FieldText) -> str:
    return (", ".join(value) if isinstance(value, tuple) else value) or "nothing"


def _one(sent: Values, name: str) -> str:
    return next(iter(sent.get(name, ())), "")


def _kept(kept: Mapping[str, bytes], key: str, data: bytes) -> dict[str, bytes]:
    """With one more, as the newest, and no more than are kept."""
    return dict([*((k, v) for k, v in kept.items() if k != key), (key, data)][-MOST_KEPT:])
