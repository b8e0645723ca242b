from __future__ import annotations

from generator.importing.item import Fate, Remark
from generator.importing.wordpress.remarks import NamedRemarks


def test_told_once() -> None:
    """What happened several times is told once, with how often and to what."""
    remarks = NamedRemarks()
    for name in ("calendar", "search", "search"):
        remarks.add(Fate.DROPPED, "blocks", "no words", name)
    remarks.add(Fate.LOOK, "a picture", "describe it")
    remarks.add(Fate.CHANGED, "an address", "a link")
    remarks.add(Fate.CHANGED, "an address", "a link")
    assert remarks.all() == (
        Remark(Fate.DROPPED, "blocks: calendar, search (2 times)", "no words"),
        Remark(Fate.LOOK, "a picture", "describe it"),
        Remark(Fate.CHANGED, "an address (2 times)", "a link"),
    )
