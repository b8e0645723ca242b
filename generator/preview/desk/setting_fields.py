"""The settings of a site as forms: which parts they come in, what is asked, what is filled in, and what was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.authoring.field_edit import FieldText
from generator.authoring.site_edit import value_at
from generator.content import contrast
from generator.content.schema import node_at
from generator.content.settings import Settings
from generator.content.stance import FieldPath
from generator.content.strict_yaml import Loc, Value
from generator.preview.desk.consent_forms import FormField, InputKind, Values
from generator.preview.desk.setting_parts import (
    CHECK_IN_DAYS,
    CHOSEN,
    LEADS,
    LISTED,
    LONG,
    LOOK,
    ONE_A_LINE,
    OWN_HINTS,
    PAGE,
    TICKED,
    TO,
    SettingsPart,
    look_label,
)

WrittenSettings = dict[FieldPath, FieldText]
Offered = tuple[tuple[str, str], ...]


def shown(
    part: SettingsPart, values: Mapping[str, Value], loc: Loc, names: Sequence[str]
) -> tuple[WrittenSettings, tuple[str, ...]]:
    """What a form shows of site.yaml, and the labels of what is written in a way that no form can change.

    ``names`` are those that have a default, of the look the settings of the theme.
    """
    found: WrittenSettings = {}
    unusual: list[str] = []
    for path in _paths(part, names):
        written = value_at(dict(values), (*loc, *path))
        if isinstance(written, list):
            row = tuple(entry for entry in written if isinstance(entry, str))
            fits = path in LISTED and len(row) == len(written)
            found |= {path: row if path == CHECK_IN_DAYS else row or None} if fits else {}
        else:
            fits = not isinstance(written, dict) and (path not in LISTED or not written)
            found |= {path: " ".join(written.split()) if isinstance(written, str) else None} if fits else {}
        if not fits:
            unusual.append(part.labels.get(path, path[-1]))
    return found, tuple(unusual)


def nothing(part: SettingsPart) -> WrittenSettings:
    """What a form shows of an entry that is not there yet."""
    return shown(part, {}, (), ())[0]


def _paths(part: SettingsPart, names: Sequence[str]) -> list[FieldPath]:
    own = [path for label in part.labels for path in ((TO, PAGE) if label == LEADS else (label,))]
    return [*own, *((name,) for name in names if (name,) not in own)]


def filled_in(values: WrittenSettings, defaults: Mapping[str, str]) -> Values:
    """A form's values before anybody has written in it. ``defaults`` are those of settings that have one."""
    made: dict[str, Sequence[str]] = {}
    for path, value in values.items():
        if isinstance(value, tuple):
            listed = (", " if path in (("languages",), CHECK_IN_DAYS) else "\n").join(value)
            made[_name(path)] = value if path in CHOSEN else (listed,)
        elif path in TICKED:
            made |= {_name(path): ("yes",)} if value == "true" else {}
        elif value is not None or _name(path) in defaults:
            said = defaults[_name(path)] if value is None else value
            made[_name(path)] = (_six_digits(said) if contrast.is_colour(said) else said,)
    for path in (TO, PAGE):
        made |= {_name(LEADS): (f"{_name(path)}:{value}",)} if (value := values.get(path)) else {}
    return made


def _six_digits(colour: str) -> str:
    """A colour as a field for colours takes it (HTML Standard, simple colours)."""
    digits = colour[1:].lower()
    return f"#{''.join(2 * digit for digit in digits) if len(digits) == 3 else digits}"


def given(sent: Values, before: WrittenSettings, defaults: Mapping[str, str]) -> WrittenSettings:
    """What was written into a form, for every field that it showed; ``before`` are the values it was filled with."""
    found: WrittenSettings = {}
    leads, _, where = _one(sent, _name(LEADS)).partition(":")
    was = filled_in(before, defaults)
    for path in before:
        name = _name(path)
        if path in (TO, PAGE) and _name(LEADS) in sent:
            found[path] = where if leads == name else None
        elif path in CHOSEN:
            found[path] = _in_order(sent.get(name, ()), before[path])
        elif path in TICKED:
            ticked, said = _name(path) in sent, before[path]
            found[path] = said if ticked == (said == "true") else "true" if ticked else None
        elif path in LISTED:
            row = "\n".join(sent.get(name, ())).replace(",", "\n").splitlines()
            listed = tuple(dict.fromkeys(" ".join(one.split()) for one in row if one.strip()))
            same = path == CHECK_IN_DAYS and tuple(sent.get(name, ())) == tuple(was.get(name, ()))
            found[path] = before[path] if same else listed if path == CHECK_IN_DAYS else listed or None
        else:
            said = " ".join(_one(sent, name).split())
            same = (said,) == tuple(was.get(name, ("",)))
            found[path] = before[path] if same else None if said == defaults.get(name) else said or None
    return found


def _in_order(ticked: Sequence[str], before: FieldText) -> FieldText:
    """Ticked words in the order of the file, and those that are new behind them."""
    old = before if isinstance(before, tuple) else ()
    return tuple(dict.fromkeys([*(one for one in old if one in ticked), *ticked])) or None


def asked(
    part: SettingsPart, values: WrittenSettings, defaults: Mapping[str, str], options: Mapping[FieldPath, Offered]
) -> list[FormField]:
    """The fields of a form. ``options`` are what can be chosen in some of them."""
    if part is LOOK:
        return [_look_field(name, default) for name, default in defaults.items() if (name,) in values]
    return [
        _field(part, path, label, options.get(path, ()), values)
        for path, label in part.labels.items()
        if path in values or path == LEADS
    ]


def _look_field(name: str, default: str) -> FormField:
    kind: InputKind = "colour" if contrast.is_colour(default) else "text"
    return FormField(name, look_label(name), kind, f"The theme has {default}")


def _field(part: SettingsPart, path: FieldPath, label: str, options: Offered, values: WrittenSettings) -> FormField:
    if path == LEADS:
        return FormField(_name(path), label, "choice", OWN_HINTS[part.key, path], False, options)
    node = schema_of(part, path)
    hint = OWN_HINTS.get((part.key, path), node.get("description", ""))
    kind: InputKind = "text"
    value = values.get(path)
    if path in CHOSEN:
        kind = "channels"
    elif options and (value is None or value in dict(options)):
        kind = "choice"
    elif node.get("format") == "date":
        kind = "day"
    elif path in TICKED:
        kind = "tick"
    elif path in LONG or path in ONE_A_LINE:
        kind = "lines"
    return FormField(_name(path), label, kind, hint, is_needed(part, path), options)


def schema_of(part: SettingsPart, path: FieldPath) -> dict[str, Any]:
    """What the schema of site.yaml says of a setting: its description among it."""
    around: dict[str, Any] = node_at(Settings, (*_entry(part), *path[:-1]))["properties"][path[-1]]
    return {**node_at(Settings, (*_entry(part), *path)), **around}


def is_needed(part: SettingsPart, path: FieldPath) -> bool:
    """Whether somebody has to write this setting for every site, or every entry."""
    return path != ("id",) and path[-1] in node_at(Settings, (*_entry(part), *path[:-1])).get("required", ())


def _entry(part: SettingsPart) -> Loc:
    return (*part.loc, 0) if part.one else part.loc


def label_of(part: SettingsPart, path: FieldPath) -> str:
    """What a form calls a setting."""
    return (
        part.labels[LEADS]
        if path in (TO, PAGE) and LEADS in part.labels
        else part.labels.get(path) or look_label(path[-1])
    )


def name_of(part: SettingsPart, path: FieldPath) -> str:
    """The name of a setting's field in a form."""
    return _name(LEADS if path in (TO, PAGE) and LEADS in part.labels else path)


def _name(path: FieldPath) -> str:
    return ".".join(path)


def _one(sent: Values, name: str) -> str:
    return next(iter(sent.get(name, ())), "")
