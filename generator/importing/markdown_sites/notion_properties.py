"""The properties that Notion writes in lines at the top of a page, told from words of a text that look alike."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.ground.patterns import lazy
from generator.importing.about_people import is_about_a_person
from generator.importing.item import Fate, Remark
from generator.importing.markdown_sites.fields import PERSONAL_WHY
from generator.importing.markdown_sites.fields import names as field_names

PROPERTY = lazy(r"(?P<name>[^\s:#>*|`!\[\-][^:\n]{0,59}):(?:[ \t]+(?P<value>[^\n]*))?")
NOT_SURE = "no table lies beside the page; look there whether all of these lines were properties, and none words"
LIKE_PROPERTIES = "nobody knows whether they are properties or words; see that they say of nobody who they are"


@dataclass(frozen=True, slots=True)
class TopLines:
    """The properties of a page by their names, the text below them, and what of it a person has to look at."""

    values: dict[str, str]
    text: str
    remarks: tuple[Remark, ...] = ()


def properties(text: str, columns: Collection[str]) -> TopLines:
    """What stands in lines at the top of a page. ``columns`` are those of the table that it is a page of, if any.

    Somebody's words may look alike (“Mira: Hello”). So it takes one name that the table or somebody knows for the lines
    to be properties; lines of that say who somebody is go whatever stands beside them.
    """
    lines = text.lstrip("\n").split("\n")
    end = _end(lines, columns)
    found = list(_parted(lines[:end]))
    if not found:
        return TopLines({}, text)
    names = [name for name, _ in found]
    known = {*field_names(names), *(name for name in names if name in columns or is_about_a_person(name))}
    is_sure = any(name in columns for name in names)
    if is_sure or (known and len({*names}) == len(names)):
        unsure = "" if is_sure else ", ".join(f"“{name}”" for name in names if name not in known)
        told = (Remark(Fate.LOOK, f"the lines {unsure} at the top", NOT_SURE),) if unsure else ()
        return TopLines(dict(found), "\n".join(lines[end:]), told)
    gone = [name for name in names if is_about_a_person(name)]
    kept = [f"{name}: {value}".rstrip() for name, value in found if name not in gone]
    dropped = (Remark(Fate.DROPPED, f"the line “{name}” at the top", PERSONAL_WHY) for name in gone)
    look = Remark(Fate.LOOK, "lines at the top that look like properties", LIKE_PROPERTIES)
    return TopLines({}, "\n".join((*kept, *lines[end:])), (*dropped, look))


def _end(lines: list[str], columns: Collection[str]) -> int:
    """Where the properties end: with the first empty line, unless columns of the table are named below it.

    For a property of several paragraphs has empty lines in it.
    """
    end = lines.index("") if "" in lines else len(lines)
    seen = {name for name, _ in _parted(lines[:end])}
    later = [
        n
        for n, line in enumerate(lines)
        if n > end and (match := PROPERTY.fullmatch(line)) and match["name"] in columns
    ]
    below = [n for n in later if lines[n].partition(":")[0] not in seen] if seen & {*columns} else []
    return lines.index("", below[-1]) if below and "" in lines[below[-1] :] else len(lines) if below else end


def _parted(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The properties of a page; a line that begins none belongs to the one above. Nothing if the first one is none."""
    name, value = "", [""]
    for line in lines:
        match = PROPERTY.fullmatch(line)
        if match is None and not name:
            return
        if match is None:
            value.append(line)
            continue
        if name:
            yield name, "\n".join(value).strip()
        name, value = match["name"].strip(), [match["value"] or ""]
    if name:
        yield name, "\n".join(value).strip()
