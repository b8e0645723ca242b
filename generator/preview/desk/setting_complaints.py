"""What is wrong with settings, said beside the field that it is about."""

from __future__ import annotations

from collections.abc import Sequence

from generator.authoring import site_edit
from generator.authoring.site_details import how_to_encrypt
from generator.content import strict_yaml
from generator.content.sources import SITE_FILE
from generator.content.strict_yaml import Loc
from generator.ground.diagnostics import Diagnostic, Span
from generator.preview.desk import setting_fields as fields
from generator.preview.desk.consent_forms import Complaint
from generator.preview.desk.setting_fields import WrittenSettings
from generator.preview.desk.setting_parts import LOOK, SettingPlace, SettingsPart

URL = ("url",)


def complaint(place: SettingPlace, made: bytes, found: Diagnostic) -> Complaint:
    """What a build would say, beside the field that it is about, if it is about one."""
    about = _about(place, made, found.span) if found.path == SITE_FILE else None
    words = f"{found.message}; {found.hint}"
    if about is not None:
        return Complaint(f"“{fields.label_of(place.part, about)}”: {words}.", fields.name_of(place.part, about))
    return Complaint(f"{found.place}: {words}.")


def _about(place: SettingPlace, made: bytes, span: Span) -> tuple[str, ...] | None:
    """The field whose value, or name, stands at a place of site.yaml."""
    document = strict_yaml.parse(made.decode("utf-8-sig"), SITE_FILE).value
    if document is None:
        return None
    loc = place.loc
    if place.is_new:
        row = site_edit.value_at(document.value, place.part.loc)
        loc = (*loc, len(row) - 1 if isinstance(row, list) else 0)
    at = [one for one, where in (*document.values.items(), *document.keys.items()) if where == span]
    within = [one[len(loc) :] for one in at if one[: len(loc)] == loc]
    known = [*fields.nothing(place.part), *((key,) for key in _look_keys(place, within))]
    return next(
        (path for one in sorted(within, key=len, reverse=True) for path in known if one[: len(path)] == path), None
    )


def _look_keys(place: SettingPlace, within: Sequence[Loc]) -> list[str]:
    return [str(one[0]) for one in within if one] if place.part is LOOK else []


def not_encrypted(part: SettingsPart, changed: WrittenSettings) -> tuple[Complaint, ...]:
    """An address of the site at which others could read along; one of this computer is for trying."""
    address = changed.get(URL) if part.key == "organisation" else None
    told = how_to_encrypt(address) if isinstance(address, str) else None
    return (Complaint(f"{told[0].upper()}{told[1:]}.", fields.name_of(part, URL)),) if told else ()


def empty_fields(part: SettingsPart, mine: WrittenSettings) -> tuple[Complaint, ...]:
    """What everybody needs and is empty; of a part that a site may be without, only once something is written there."""
    if part.is_optional and not any(mine.values()):
        return ()
    empty = [path for path, value in mine.items() if not value and fields.is_needed(part, path)]
    return tuple(
        Complaint(f"“{fields.label_of(part, path)}” is empty. Write something there.", fields.name_of(part, path))
        for path in empty
    )
