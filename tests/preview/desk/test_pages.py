"""Standalone pages at the desk: made, listed, changed by the same form as stories, and seen before they are saved."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.desk_forms import Sent, form_of, send_all
from tests.builders.example import ROOT
from tests.builders.previews import Running, running
from tests.builders.sites import SITE, make_site, story, tree

ABOUT = """\
---
# Who we are
title: About us
helplines: true # below

slug: who-we-are
---

We are here. See [a gate](../stories/gate.md).
"""
EDIT = "/_desk/edit/pages/about.md"
LOOK = "/_desk/look/pages/about.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story and two pages."""
    pages = {"about.md": ABOUT, "broken.md": "---\ntitle: [\n---\n\nWords.\n"}
    site = SITE + "menu: [{label: Us, page: about.md}]\n"
    return make_site(tmp_path / "site", {"gate.md": story()}, pages=pages, site=site)


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def changed(sent: Sent, **values: str) -> Sent:
    """A form with other values in some fields."""
    return [*((name, value) for name, value in sent if name not in values), *values.items()]


def test_every_page_comes_back_as_it_is() -> None:
    """Opening and saving any page of the example site leaves its file as it is."""
    before = tree(ROOT / "pages")
    with running(ROOT) as desk:
        for name in before:
            sent = form_of(desk.get(f"/_desk/edit/pages/{name}"))
            assert send_all(desk, f"/_desk/edit/pages/{name}", sent).status == 303
    assert tree(ROOT / "pages") == before


def test_a_page_is_changed_by_its_form(desk: Running, root: Path) -> None:
    """What is changed in a page's form changes its own lines, and a summary is not needed."""
    page = desk.get(EDIT)
    sent = form_of(page)
    assert ("helplines", "yes") in sent
    assert [words for words in ("Name to show", "Above the story") if words in page.text] == []
    assert "Consent is not changed here" not in page.text
    saved = send_all(desk, EDIT, changed(sent, title="Who we are", words="We are there."))
    assert f"Saved {EDIT.removeprefix('/_desk/edit/')}." in desk.get(saved.headers["location"]).text
    now = (root / "pages/about.md").read_text(encoding="utf-8")
    words = "See [a gate](../stories/gate.md)."
    assert now == ABOUT.replace("About us", "Who we are").replace(f"We are here. {words}", "We are there.")
    without = [(name, value) for name, value in form_of(desk.get(EDIT)) if name != "helplines"]
    assert send_all(desk, EDIT, without).status == 303
    assert "helplines" not in (root / "pages/about.md").read_text(encoding="utf-8")


def test_a_page_is_seen_before_it_is_saved(desk: Running, root: Path) -> None:
    """A page is seen as it would be, at its own address and with its links, and nothing is written."""
    look = desk.get(LOOK).text
    frame = look.partition('<iframe src="')[2].partition('"')[0]
    assert "/who-we-are/" in frame
    assert "We are here." in desk.get(desk.get(frame).headers.get("location", frame)).text
    sent = changed(form_of(desk.get(EDIT)), words="We moved to [nowhere](none.md).", title="Elsewhere")
    answer = send_all(desk, LOOK, sent)
    look = desk.get(answer.headers["location"]).text
    assert "none.md" in look
    frame = look.partition('<iframe src="')[2].partition('"')[0]
    shown = desk.get(frame).text
    assert ("We moved to" in shown, "Elsewhere" in shown) == (True, True)
    assert (root / "pages/about.md").read_text(encoding="utf-8") == ABOUT


def test_a_new_page_is_made_and_put_into_the_menu(desk: Running, root: Path) -> None:
    """A new page gets a file named after its title, is to be written before it goes online, and the menu takes it."""
    sent = form_of(desk.get("/_desk/new-page"), "New page")
    answer = send_all(desk, "/_desk/new-page", changed(sent, title="How to donate"))
    assert answer.headers["location"].startswith("/_desk/edit/pages/how-to-donate.md")
    assert "still that of the sample" in desk.get("/_desk/look/pages/how-to-donate.md").text
    again = send_all(desk, "/_desk/new-page", changed(sent, title="How to donate"))
    assert (again.status, "is there already" in again.text) == (422, True)
    assert send_all(desk, "/_desk/new-page", changed(sent, title=" ")).status == 422
    listed = desk.get("/_desk/pages").text
    assert ("How to donate" in listed, "In the menu as “Us”" in listed, "Not published" in listed) == (True, True, True)
    (address,) = re.findall(r'href="(/_desk/site/menu/new[^"]*how-to-donate\.md)"', listed)
    entry = form_of(desk.get(html.unescape(address)), "Settings")
    assert ("leads", "page:how-to-donate.md") in entry
    assert send_all(desk, "/_desk/site/menu/new", entry).status == 303
    line = "menu: [{label: Us, page: about.md}, {label: How to donate, page: how-to-donate.md}]\n"
    assert line in (root / "site.yaml").read_text(encoding="utf-8")


def test_no_other_file_is_a_page(desk: Running, root: Path) -> None:
    """Files outside pages and stories are neither shown nor written."""
    for path in ("site.yaml", "pages/../site.yaml", "pages/none.md", "consent/log.jsonl"):
        assert desk.get(f"/_desk/edit/{path}").status == 404
    assert send_all(desk, EDIT, [("token", "x"), ("words", "x")]).status == 403
    assert (root / "pages/about.md").read_text(encoding="utf-8") == ABOUT
