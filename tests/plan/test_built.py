"""built.json: what the website says of its own age."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from generator.content.page_kinds import PageKind
from generator.ground.channels import Medium
from generator.plan.built import Built, is_too_old, page, read_built
from generator.views.pages import FileView
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree

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


AGED = f"{SITE}age_notice: true\n"
NOTICE = "This website should have been renewed after"


def test_pages_say_when_they_are_too_old_where_the_site_wants_that(tmp_path: Path) -> None:
    """With a notice of its age every page knows the last day on which all may be shown, and shows nothing of it yet."""
    pages = {
        path: data.decode()
        for path, data in tree(built(make_site(tmp_path, TEXTS, site=AGED)).out).items()
        if path.endswith(".html")
    }
    for path, text in pages.items():
        assert f'data-until="{FIRST}"' in text, path
        assert re.search(rf'<p class="fictional out-of-date" role="status" hidden>{NOTICE}', text), path


@pytest.mark.parametrize("medium", ["web", "offline"])
def test_nothing_says_so_without_end_or_elsewhere(tmp_path: Path, medium: Medium) -> None:
    """Where nothing ends, or the site is opened from a disk, no page has a notice."""
    texts = {"a.md": story()} if medium == "web" else TEXTS
    site = AGED.replace("longest_validity_months: 60", "longest_validity_months: null")
    out = tree(built(make_site(tmp_path, texts, site=site), medium=medium).out)
    assert not [path for path, data in out.items() if NOTICE.encode() in data or b'data-until="' in data]


def test_a_new_first_end_reaches_every_page(tmp_path: Path) -> None:
    """When the story that ends first goes, every page names the next end, as a build from nothing makes it."""
    root = make_site(tmp_path, TEXTS, site=AGED)
    built(root)
    (root / "stories/first.md").unlink()
    built(root)
    assert tree(root / "public") == tree(built(root, out="anew").out)
    assert f'data-until="{SECOND}"' in (root / "public/index.html").read_text(encoding="utf-8")


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
