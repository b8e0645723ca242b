"""A damaged fingerprint in the deny list counted as a phrase that stands nowhere, and the name was published."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.gate.deny_list import fingerprints, read
from generator.ground.diagnostics import CannotBuildError
from tests.builders.sites import built, make_site, story

NAME, SALT = "Zebedee Quill", "7f13c0ffee4b9a21"
(WHOLE,) = fingerprints(NAME.encode(), SALT)
DAMAGED = {
    "capitals": WHOLE.upper(),
    "a capital": WHOLE.replace("b", "B", 1),
    "quotation marks": f'"{WHOLE}"',
    "a mail": f"> {WHOLE}",
    "a list": f"- {WHOLE}",
    "not seen": f"\u200b{WHOLE}",
    "an en dash": WHOLE.replace("-2", "–2"),
    "a letter of another script": WHOLE.replace("a", "а", 1),
    "wide": WHOLE.replace("blake", "ｂｌａｋｅ"),
    "three signs": WHOLE[3:],
    "its name": WHOLE[10:],
    "its salt": WHOLE.rpartition(":")[2],
    "its digest": WHOLE.rpartition(":")[0],
    "a remark": f"{WHOLE} # Zeb",
    "blanks": " ".join(WHOLE[n : n + 4] for n in range(0, len(WHOLE), 4)),
    "two in a line": f"{WHOLE} {WHOLE}",
    "of a story": f"stories/a.md: {WHOLE[4:]}",
    "a quoted story": f'"stories/a.md: {WHOLE}"',
}


@pytest.mark.parametrize("line", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_fingerprint(tmp_path: Path, line: str) -> None:
    """The build stops at its line, which is never taken for a phrase."""
    site = make_site(tmp_path, {"a.md": story(text=f"Ask {NAME} now.")})
    (site / "consent").mkdir()
    (site / "consent" / "deny.txt").write_text(f"Net Loft Steps\n{line}\n", encoding="utf-8")
    with pytest.raises(CannotBuildError) as caught:
        built(site)
    assert [(d.path, d.span.line) for d in caught.value.diagnostics] == [("consent/deny.txt", 2)]


@given(begins=st.integers(0, len(WHOLE) - 24), ends=st.integers(0, len(WHOLE)))
def test_every_cut(begins: int, ends: int) -> None:
    """Whatever is left of a fingerprint, if that is enough to know it, it is whole or told."""
    line = WHOLE[begins : max(ends, begins + 24)]
    denied = read(line.encode())
    assert len(denied) == (1 if line == WHOLE else 0)
    assert [fault.is_error for fault in denied.faults] == ([] if line == WHOLE else [True])


@pytest.mark.parametrize(
    "phrase",
    [
        "Ada Bede",
        "0151 23456789012",
        "+49151234567890123",
        "Decade Facade",
        "Kate Blake 2",
        "B2 Faced",
        "DE89370400440532013000",
    ],
)
def test_phrases_with_such_letters(phrase: str) -> None:
    """Names and numbers that have letters or digits of fingerprints are phrases as before."""
    denied = read(phrase.encode())
    assert (len(denied), denied.faults) == (1, ())
