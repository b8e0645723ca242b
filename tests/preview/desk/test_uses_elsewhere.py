"""Stories beside the site, at the desk: given, written down and ticked off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.use_register import uses
from generator.gate.seal import code
from generator.ground.places import USES as REGISTER
from generator.preview.desk.uses_elsewhere import PICTURE, USE, USES
from tests.builders.desk_forms import hidden, send
from tests.builders.pictures import drawing, saved
from tests.builders.previews import Answer, Running, running
from tests.builders.sites import SITE, TODAY, make_site, story

GATE = "stories/gate.md"
AT = f"{USE}{GATE}"
FORM = "Give it, and write it down"
NAMED = """\
uses:
  - {id: newsletter, label: Our newsletter, description: It goes to members on paper., tell: the editor}
  - {id: press, label: The press, description: Newspapers may print it.}
"""


@pytest.fixture(autouse=True)
def _is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of these tests."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story that was approved for a newsletter and not for the press, and one for neither."""
    requested = "{record: FORM-001, status: requested, scope: []}"
    picture = "image: {src: ../images/gate.png, alt: A gate in rain.}"
    stories = {"gate.md": story(consent=requested, more=picture), "hill.md": story("A hill", text="A hill in rain.")}
    root = make_site(tmp_path, stories, site=SITE + NAMED)
    (root / "images").mkdir()
    (root / "images/gate.png").write_bytes(saved(drawing(), "PNG"))
    copy = code(open_case(root, GATE).seal)
    form = Approval(code=copy, record="CF-1", scope=("web",), uses=("newsletter",), until=date(2028, 1, 1))
    acts.approve(root, GATE, form, today=TODAY)
    return root


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """The site's preview."""
    with running(root) as preview:
        yield preview


def give(desk: Running, **values: str) -> Answer:
    sent = {**hidden(desk, AT, FORM), "use": "newsletter", "part": "text", "where": "Spring letter", "until": ""}
    return send(desk, AT, {**sent, **values})


def given(desk: Running, **values: str) -> str:
    """The page that a form leads to."""
    answer = give(desk, **values)
    assert answer.status == 303, answer.text
    return unescape(desk.get(answer.headers["location"].partition("#")[0]).text)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(page)).split())


def test_the_text_is_given_and_written_down(desk: Running, root: Path) -> None:
    """A use is written into the register, and the page shows the words that consent covers."""
    page = given(desk, until="2027-01-01")
    assert "by Maren" in page
    assert "We painted the gate." in page
    (use,) = uses(root)
    assert (use.use, use.where, use.until) == ("newsletter", "Spring letter", date(2027, 1, 1))


def test_what_was_not_agreed_to_cannot_be_chosen(desk: Running, root: Path) -> None:
    """The form offers what was agreed to, and refuses another use that is sent all the same."""
    assert "The press" not in desk.get(AT).text
    assert give(desk, use="press").status == 422
    assert not (root / REGISTER).exists()
    assert "Nothing but the site was agreed to." in words(desk.get(f"{USE}stories/hill.md").text)


@pytest.mark.parametrize(
    ("values", "told"),
    [({"where": "For Maren"}, "must not say its title"), ({"until": "2029-01-01"}, "ends on 2028-01-01")],
)
def test_refusals_stand_beside_their_field(desk: Running, values: dict[str, str], told: str) -> None:
    """What cannot be written down is told beside its field, and what was filled in stays."""
    answer = give(desk, **values)
    assert answer.status == 422
    assert told in words(answer.text)
    assert 'aria-invalid="true"' in answer.text
    assert next(iter(values.values())) in answer.text


def test_a_picture_is_downloaded(desk: Running) -> None:
    """The picture of a use is a file of its own, beside what it shows; of no use there is none."""
    page = given(desk, part="picture")
    assert "A gate in rain." in page
    assert f'href="{PICTURE}1/{GATE}" download' in page
    assert desk.get(f"{PICTURE}2/{GATE}").status == 404


def test_words_are_shown_no_longer_than_consent_covers_them(desk: Running, root: Path) -> None:
    """A page with words that were given shows them no more after a pause, though its address is the same."""
    answer = give(desk)
    acts.pause(root, GATE, today=TODAY)
    again = desk.get(answer.headers["location"].partition("#")[0])
    assert "We painted" not in again.text
    assert again.status == 404


def test_what_is_to_be_taken_back_comes_first(desk: Running, root: Path) -> None:
    """What consent does not cover any more stands on the desk's first page until it is ticked off."""
    give(desk)
    assert "Used elsewhere, and to be taken back" not in desk.get("/_desk/").text
    assert "Covered by consent: 1" in words(desk.get(USES).text)
    acts.pause(root, GATE, today=TODAY)
    desk.preview.refresh()
    assert "Used elsewhere, and to be taken back: 1" in words(desk.get("/_desk/").text)
    assert "the storyteller has paused the consent. Tell the editor" in words(desk.get(USES).text)
    sent = hidden(desk, USES, "Tick off 1")
    assert send(desk, USES, {**sent, "number": "x"}).status == 422
    assert send(desk, USES, sent).status == 303
    assert "Nothing is used elsewhere" in words(desk.get(USES).text)
    assert send(desk, USES, sent).status == 422


def test_forms_of_other_pages_are_refused(desk: Running, root: Path) -> None:
    """A form without this preview's token writes nothing."""
    assert give(desk, token="of another page").status == 403
    give(desk)
    assert send(desk, USES, {"number": "1", "token": "of another page"}).status == 403
    assert uses(root)[0].over is None


def test_a_damaged_register_is_told(desk: Running, root: Path) -> None:
    """A register that cannot be read is told on the desk's first page, and the other pages say how to mend it."""
    (root / REGISTER).write_text("damaged\n")
    assert "cannot be read" in words(desk.get("/_desk/").text)
    assert desk.get(USES).status == 503
    assert give(desk).status == 422


def test_there_is_a_way_to_it(desk: Running, root: Path) -> None:
    """A story's page leads to its uses where site.yaml names some."""
    assert f'href="{AT}?' in desk.get(f"/_desk/story/{GATE}").text
