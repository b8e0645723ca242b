"""What a file says of itself: its title and its language. Who made it, and who saved it last, never comes in."""

from __future__ import annotations

from dataclasses import dataclass

from generator.importing.html.remarks import Remarks
from generator.importing.item import Fate
from generator.importing.word.names import tag
from generator.importing.word.package import Package

CORE = "docProps/core.xml"
NAME = "name of who made or saved the file"
PEOPLE = ("creator", "lastModifiedBy")


@dataclass(frozen=True, slots=True)
class Properties:
    """The title and the language that the properties of a file say, each empty where they say none."""

    title: str = ""
    language: str = ""


def properties(package: Package, remarks: Remarks) -> Properties:
    """The properties of a document."""
    name = next((to.target for to in package.relations("").values() if to.kind == "core-properties"), CORE)
    root = package.part(name)
    if root is None:
        return Properties()
    for one in root:
        if one.tag.rpartition("}")[2] in PEOPLE and (one.text or "").strip():
            remarks.add(Fate.DROPPED, NAME, "it says who had the file, not who tells", many=f"names{NAME[4:]}")
    found = {name: " ".join((root.findtext(tag(f"dc:{name}")) or "").split()) for name in ("title", "language")}
    return Properties(found["title"], found["language"].partition("-")[0].lower())
