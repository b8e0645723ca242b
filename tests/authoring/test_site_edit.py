"""The smallest edit of site.yaml: what was not changed stays, byte for byte, and what cannot be changed is refused."""

from __future__ import annotations

from difflib import ndiff

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring import site_edit
from generator.authoring.front_matter_edit import CannotEditError
from generator.authoring.site_edit import moved, value_at, values_of, with_entry, with_value, without_entry
from generator.content import schema
from generator.content.settings import Settings
from generator.content.strict_yaml import Loc
from generator.store.resources import STARTER
from tests.builders.example import ROOT

EXAMPLE = (ROOT / "site.yaml").read_text(encoding="utf-8")
NEW = (STARTER / "site.yaml").read_text(encoding="utf-8")
LINES: Loc = ("helplines", "lines")
COMMENTED = """\
name: Quiet Harbour # as on the door
helplines: # real ones
  # Day and night
  - not: here
topics:
- id: hope # the first
  label: Hope

# For those around
- id: support
  label: Support
# Our own word
- label: Work
  id: work
  # inside

# the end
"""


def lines_changed(before: str, after: str) -> list[str]:
    """What a change adds and takes away, line by line."""
    return [line for line in ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


@pytest.mark.parametrize(
    ("text", "loc", "value", "changed"),
    [
        (EXAMPLE, ("name",), "Our stories", ["- name: Kitchen Table Stories", "+ name: Our stories"]),
        (EXAMPLE, ("organisation", "phone"), "030 1", ["+   phone: 030 1"]),
        (EXAMPLE, ("organisation", "address"), None, ["-   address: 3 Net Loft Steps, Saltmarsh Quay"]),
        (EXAMPLE, ("leave", "url"), "https://a.test/", ["+ leave:", "+   url: https://a.test/", "+ "]),
        (
            EXAMPLE,
            ("theme", "settings", "paper-dark"),
            "#000000",
            ["-   settings: {}", '+   settings: {paper-dark: "#000000"}'],
        ),
        (EXAMPLE, ("helplines", "lines", 1, "phone"), "116 123", ["+       phone: 116 123"]),
        (
            EXAMPLE,
            ("helplines", "lines", 9, "checked"),
            "2026-11-28",
            ["-       checked: 2026-11-22", "+       checked: 2026-11-28"],
        ),
        (EXAMPLE, ("topics", 1, "synonyms"), ("optimism",), None),
        (
            NEW,
            ("menu", 3, "label"),
            "Who: we are",
            ["-   - {label: About, page: about.md}", '+   - {label: "Who: we are", page: about.md}'],
        ),
        (NEW, ("theme", "settings", "ink"), "#000", ["+ theme:", "+   settings:", '+     ink: "#000"', "+ "]),
        (COMMENTED, ("topics", 2, "label"), "Doing", ["- - label: Work", "+ - label: Doing"]),
    ],
)
def test_only_the_setting_changes(text: str, loc: Loc, value: str, changed: list[str] | None) -> None:
    """Changing a setting changes its own line, and adds or takes no other."""
    made = with_value(text, loc, value)
    assert changed is None or sorted(lines_changed(text, made)) == sorted(changed)
    assert len(lines_changed(text, made)) <= 5
    written = value_at(values_of(made), loc)
    assert (tuple(written) if isinstance(written, list) else written) == value


def test_the_first_field_of_an_entry_can_go() -> None:
    """Where the field behind a dash goes, the next one takes the dash."""
    made = with_value(COMMENTED, ("topics", 2, "label"), None)
    assert lines_changed(COMMENTED, made) == ["- - label: Work", "-   id: work", "+ - id: work"]


def test_new_blocks_stand_by_themselves() -> None:
    """The first helpline of a site makes a block with empty lines around it, before the comments that follow."""
    made = with_entry(NEW, LINES, {"name": "Shout", "languages": ("en",), "checked": "2026-11-28"})
    assert "\n\nhelplines:\n  lines:\n    - name: Shout\n      languages: [en]\n      checked: 2026-11-28\n\n" in made
    assert (
        made.replace(
            "helplines:\n  lines:\n    - name: Shout\n      languages: [en]\n      checked: 2026-11-28\n\n", "", 1
        )
        == NEW
    )
    again = with_entry(made, LINES, {"name": "Nightline"})
    assert lines_changed(made, again) == ["+     - name: Nightline"]


def test_entries_are_added_as_their_neighbours_are_written() -> None:
    """A new entry stands on one line where the others do, and behind the last of them."""
    made = with_entry(NEW, ("menu",), {"label": "Donate", "to": "", "url": "https://a.test/"})
    assert lines_changed(NEW, made) == ["+   - {label: Donate, url: https://a.test/}"]
    made = with_entry(EXAMPLE, LINES, {"name": "Shout"})
    assert lines_changed(EXAMPLE, made) == ["+     - name: Shout"]
    assert made.index("- name: Shout\n\n# The rules") > 0


def test_comments_of_an_entry_go_with_it_and_headings_stay() -> None:
    """A comment right above an entry is its own; one below an empty line, or above the first, stays where it is."""
    work, support = "# Our own word\n- label: Work\n  id: work\n  # inside\n", "- id: support\n  label: Support\n"
    made = moved(COMMENTED, ("topics",), 1, 2)
    assert made.endswith(f"# For those around\n{work}{support}\n# the end\n")
    assert lines_changed(COMMENTED, without_entry(COMMENTED, ("topics",), 1)) == [
        "- - id: support",
        "-   label: Support",
    ]
    assert lines_changed(COMMENTED, without_entry(COMMENTED, ("topics",), 2)) == [
        "- # Our own word", "- - label: Work", "-   id: work", "-   # inside",
    ]  # fmt: skip


def test_the_last_entry_leaves_an_empty_list() -> None:
    """A list whose last entry goes says that it is empty, and takes an entry again."""
    text = "name: A\nmenu: # of ours\n  - {label: All, to: stories}\n"
    none = without_entry(text, ("menu",), 0)
    assert none == "name: A\nmenu: [] # of ours\n"
    assert with_entry(none, ("menu",), {"label": "All"}) == "name: A\nmenu: # of ours\n  - label: All\n"


def test_lists_in_brackets() -> None:
    """A list written in brackets on one line keeps its entries as they are written."""
    text = "menu: [{label: 'All', to: stories}, {label: Us, page: a.md}] # short\n"
    assert moved(text, ("menu",), 0, 1) == "menu: [{label: Us, page: a.md}, {label: 'All', to: stories}] # short\n"
    assert without_entry(text, ("menu",), 1) == "menu: [{label: 'All', to: stories}] # short\n"
    assert with_entry(text, ("menu",), {"label": "B, c"}).endswith('page: a.md}, {label: "B, c"}] # short\n')


@pytest.mark.parametrize(
    ("text", "loc"),
    [
        ("name: [a\n", ("name",)),
        ("menu: {a: b}\n", ("menu", 0, "label")),
        ("theme: hearten\n", ("theme", "settings", "ink")),
        ("{name: A}\n", ("name",)),
        ("theme: {settings: {ink: '#000', # why\n  paper: '#fff'}}\n", ("theme", "settings", "ink")),
    ],
)
def test_what_is_unusual_is_refused(text: str, loc: Loc) -> None:
    """What cannot be changed without touching anything else stays as it is."""
    with pytest.raises(CannotEditError):
        with_value(text, loc, "x")


def test_line_ends_and_byte_order_marks_stay() -> None:
    """Lines end as the file's lines do, and a byte order mark stays."""
    data = b"\xef\xbb\xbf" + NEW.replace("\n", "\r\n").encode()
    made = site_edit.changed(data, lambda text: with_value(text, ("organisation", "phone"), "1 2"))
    assert made == data.replace(b"hello@example.org\r\n", b"hello@example.org\r\n  phone: 1 2\r\n", 1)


def test_the_order_holds_every_setting() -> None:
    """Each setting has a place in the order by which new ones are put in."""
    assert sorted(site_edit.ORDER) == sorted(schema.node_at(Settings, ())["properties"])


PLACES = (("name",), ("tagline",), ("organisation", "phone"), ("topics", 3, "label"), ("topics", 0, "group"))


@given(st.sampled_from([EXAMPLE, NEW, NEW.replace("\n", "\r\n")]), st.sampled_from(PLACES), st.text(min_size=1))
def test_any_words_come_back(text: str, loc: Loc, words: str) -> None:
    """Whatever is written into a setting is read from it again, and taking it back gives the file as it was."""
    before = value_at(values_of(text), loc)
    try:
        made = with_value(text, loc, words)
    except CannotEditError:
        return
    assert value_at(values_of(made), loc) == words
    if before is not None:
        assert with_value(made, loc, str(before)).replace('"', "") == text.replace('"', "")


@given(st.data())
def test_moving_there_and_back(data: st.DataObject) -> None:
    """Two neighbours that change places twice leave the file as it was."""
    loc: Loc = data.draw(st.sampled_from([("topics",), ("content_notes",), ("menu",), LINES]))
    row = value_at(values_of(EXAMPLE), loc)
    assert isinstance(row, list)
    n = data.draw(st.integers(0, len(row) - 2))
    once = moved(EXAMPLE, loc, n, n + 1)
    assert sorted(once.splitlines()) == sorted(EXAMPLE.splitlines())
    assert moved(once, loc, n + 1, n) == EXAMPLE
