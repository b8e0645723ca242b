"""built.json: what the website says of its own age."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from generator.content.page_kinds import PageKind
from generator.plan.built import Built, is_too_old, page, read_built
from generator.views.pages import FileView
from tests.builders.sites import TODAY, built, make_site, story, tree

FIRST, SECOND = date(2027, 3, 31), date(2028, 3, 31)
CONSENT = "{record: %s, status: given, given_on: 2026-01-01, valid_until: %s, scope: [web, feed]}"
TEXTS = {
    "first.md": story("The first", consent=CONSENT % ("R-1", FIRST)),
    "second.md": story("The second", consent=CONSENT % ("R-2", SECOND)),
}


def said(root: Path, today: date = TODAY) -> dict[str, object]:
    """What the website of the site in ``root`` says of itself."""
    found: dict[str, object] = json.loads(tree(built(root, today=today).out)[PageKind.BUILT.path()])
    return found


def test_a_site_says_when_something_in_it_ends(tmp_path: Path) -> None:
    """The website says the day of its build, and the day after the first last day of what is published."""
    root = make_site(tmp_path, TEXTS)
    assert said(root) == {"form": 1, "day": str(TODAY), "ends": "2027-04-01"}


@pytest.mark.parametrize("held", ["status: paused", "draft", "not-yet"])
def test_what_is_withheld_has_no_end(tmp_path: Path, held: str) -> None:
    """A story that is withheld ends on no day that the website tells, and begins on none."""
    text = TEXTS["first.md"]
    if held == "draft":
        text = text.replace("title:", "draft: true\ntitle:", 1)
    elif held == "not-yet":
        text = text.replace("date: 2026-01-01", "date: 2026-12-24")
    else:
        text = text.replace("status: given", held)
    with_it = said(make_site(tmp_path / "with", TEXTS | {"first.md": text}))
    assert with_it == said(make_site(tmp_path / "without", {"second.md": TEXTS["second.md"]}))
    assert with_it["ends"] == "2028-04-01"


def test_a_new_day_changes_that_file_alone(tmp_path: Path) -> None:
    """Where nothing begins or ends, a build on the next day writes built.json and nothing else."""
    root = make_site(tmp_path, TEXTS)
    built(root)
    tomorrow = date.fromordinal(TODAY.toordinal() + 1)
    assert built(root, today=tomorrow).written == (PageKind.BUILT.path(),)
    assert said(root, tomorrow)["day"] == str(tomorrow)


def test_no_copy_has_it(tmp_path: Path) -> None:
    """A copy to give away says in words until when it is good, and has no such file."""
    root = make_site(tmp_path, {"a.md": story()})
    assert PageKind.BUILT.path() not in tree(built(root, medium="offline").out)


@pytest.mark.parametrize("ends", [None, FIRST])
def test_what_is_written_is_read(ends: date | None) -> None:
    """What a build says of itself is read as it was meant."""
    view = page(Built(TODAY, ends)).known
    assert isinstance(view, FileView)
    assert read_built(view.content) == Built(TODAY, ends)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"<!doctype html>",
        b'{"form": 2, "day": "2026-11-28", "ends": null}',
        b'{"form": 1, "day": 20261128, "ends": null}',
        b'{"form": 1, "day": "2026-11-31", "ends": null}',
        b'{"form": 1, "day": "2026-11-28"}',
        b" " * 20_000,
        b"\xff\xfe",
    ],
)
def test_anything_else_is_none(data: bytes) -> None:
    """Bytes that are no such file are told from one, whatever they are."""
    assert read_built(data) is None


def test_a_site_is_too_old_from_the_day_on(tmp_path: Path) -> None:
    """A site is too old from the first day on which something in it may not be there, and one without end never."""
    assert not is_too_old(Built(TODAY, FIRST), date(2027, 3, 30))
    assert is_too_old(Built(TODAY, FIRST), FIRST)
    assert not is_too_old(Built(TODAY, None), date.max)
