"""Mending at the desk: what the button beside a problem writes, and who may press it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.desk_forms import hidden, send
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story, tree

HILL = "stories/hill.md"
MEND, PAGE = f"/_desk/mend/{HILL}", f"/_desk/story/{HILL}"
SLIPS = story("My #1 hill", day="14.3.2026", more="layout: post\nupdated: 3/4/2026")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story and a page that have slips in their front matter."""
    pages = {"about.md": "---\ntitle:About us\n---\n\nWords.\n"}
    return make_site(tmp_path / "site", {"hill.md": SLIPS, "gate.md": story()}, pages=pages)


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def test_the_button_beside_a_problem_mends_it(desk: Running, root: Path) -> None:
    """The button beside a problem writes what can be meant in one way only, and the desk tells which lines."""
    page = desk.get(PAGE).text
    assert page.count("Mend this and what else can be mended here") == 2
    sent = send(desk, MEND, hidden(desk, PAGE, f"Mend line 3 of {HILL}"))
    assert sent.status == 303
    told = desk.get(sent.headers["location"]).text
    assert f"Mended {HILL}: line 3, 8." in told
    assert "this date can be read in 2 ways" in told
    expected = SLIPS.replace("14.3.2026", "2026-03-14")
    assert (root / HILL).read_text(encoding="utf-8") == expected.replace("layout: post", "# layout: post")
    assert "Mend this" not in desk.get(PAGE).text


def test_pages_are_mended_too(desk: Running, root: Path) -> None:
    """The desk's list of problems elsewhere has the button for a page's."""
    sent = send(desk, "/_desk/mend/pages/about.md", hidden(desk, "/_desk/", "Mend line 2 of pages/about.md"))
    assert sent.status == 303
    assert (root / "pages/about.md").read_text(encoding="utf-8").startswith("---\ntitle: About us\n")


def test_the_page_shows_what_would_be_written(desk: Running) -> None:
    """The page behind the button shows the lines as a diff, and what is left to a person."""
    page = desk.get(MEND).text
    assert re.search(r"^\+title: &#34;My #1 hill&#34;$", page, re.MULTILINE)
    assert "write the one that is meant" in page
    assert "There is nothing to mend" in desk.get("/_desk/mend/stories/gate.md").text


@pytest.mark.parametrize(
    "path", ["stories/none.md", "site.yaml", "consent/log.jsonl", "stories/../site.yaml", "consent/x.md"]
)
def test_only_texts_are_mended(path: str, desk: Running, root: Path) -> None:
    """What is neither a story nor a page has no such page, and no form changes it."""
    before = tree(root)
    token = hidden(desk, MEND, "Mend")["token"]
    assert desk.get(f"/_desk/mend/{path}").status == 404
    assert send(desk, f"/_desk/mend/{path}", {"token": token, "shown": ""}).status >= 400
    assert {name: data for name, data in tree(root).items() if name in before} == before


def test_a_form_from_elsewhere_mends_nothing(desk: Running, root: Path) -> None:
    """Without the token of this preview, from another origin, or by a script, nothing is written."""
    form = hidden(desk, MEND, "Mend")
    assert send(desk, MEND, {**form, "token": "x"}).status == 403
    assert send(desk, MEND, form, {"Origin": "https://other.example"}).status == 403
    assert send(desk, MEND, form, {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}).status == 403
    assert (root / HILL).read_text(encoding="utf-8") == SLIPS


def test_a_file_that_has_changed_is_left_alone(desk: Running, root: Path) -> None:
    """What was saved since the page was shown is not mended unseen."""
    form = hidden(desk, MEND, "Mend")
    (root / HILL).write_text(SLIPS.replace("Maren", "Ines"), encoding="utf-8")
    answer = send(desk, MEND, form)
    assert answer.status == 409
    assert "was changed since this page was shown" in answer.text
    assert (root / HILL).read_text(encoding="utf-8") == SLIPS.replace("Maren", "Ines")


def test_what_is_mended_already_is_not_mended_again(desk: Running, root: Path) -> None:
    """Where nothing is left to write, a form writes nothing and says so."""
    (root / HILL).write_text(story(), encoding="utf-8")
    assert "There is nothing here" in send(desk, MEND, hidden_of(desk, root)).text


def hidden_of(desk: Running, root: Path) -> dict[str, str]:
    """A form as it would be for the file as it is now, though there is none."""
    from generator.ground.digest import content_name

    return {"token": desk.preview.addresses.clerk.token, "shown": content_name((root / HILL).read_bytes())}


def test_the_token_stands_on_the_desk_alone(desk: Running) -> None:
    """A page of the site, in which a theme's scripts run, leads to the desk and holds no token."""
    withheld = desk.get("/stories/hill/").text
    assert "Let the desk mend it" in withheld
    assert desk.preview.addresses.clerk.token not in withheld
