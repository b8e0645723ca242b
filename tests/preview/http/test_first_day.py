"""The first day of docs/first-day.md, done with the desk's forms alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.content import sources
from generator.publishing.destinations import settings_of
from tests.builders.desk_forms import Sent, form_of, hidden, send, send_all
from tests.builders.opened_desks import Opened, opened
from tests.builders.previews import Answer

STORY = "/_desk/story/stories/the-second-kettle.md"
EDIT = "/_desk/edit/stories/the-second-kettle.md"
CODE = re.compile(r"code is (\w{4}-\w{4})\.")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """A desk without a site, on one day."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(sources, "date", SimpleNamespace(today=lambda: date(2026, 11, 28)))
    with opened(None, tmp_path / "Documents") as running:
        yield running


def filled(page: Answer, label: str, **values: str) -> Sent:
    """A form as somebody fills it in; what they tick stands in it once more."""
    return [(name, values.pop(name, value)) for name, value in form_of(page, label)] + list(values.items())


def done(desk: Opened, address: str, sent: Sent) -> Answer:
    """The page that a form leads to."""
    answer = send_all(desk, address, sent)
    assert answer.status == 303, answer.text
    return desk.get(answer.headers["location"])


def test_from_nothing_to_a_story_that_readers_may_see(tmp_path: Path, desk: Opened) -> None:
    """With no terminal and no text editor, a site is made, and a story written, shown, approved and made ready."""
    root, words = tmp_path / "Documents/our-stories", "The kettle went on singing until the frost was gone."
    begun = filled(desk.get("/_desk/"), "Make a new site", name="Harbour Row", country="IE")
    assert "(Harbour Row)" in done(desk, "/_desk/new-site", begun).text
    new = filled(desk.get("/_desk/new"), "New story", title="The second kettle")
    form = done(desk, "/_desk/new", new)
    written = filled(
        form, "Edit", author="Ines", summary="A kettle boils twice.", words=words, **{"topics.main": "hope"}
    )
    done(desk, EDIT, written)
    shown = done(desk, STORY, form_of(desk.get(STORY), "Make a review copy"))
    code = CODE.search(shown.text)
    assert code is not None
    approval = filled(shown, "Approve and seal", code=code[1], record="CF-1", scope="web", until="2028-11-01")
    done(desk, STORY, approval)
    ready = [(name, value) for name, value in form_of(desk.get(EDIT)) if name != "draft"]
    done(desk, EDIT, ready)
    assert words in desk.get("/stories/the-second-kettle/").text
    assert "Goes online when the site is put online" in desk.get(STORY).text
    place = hidden(desk, "/_desk/place", "Where it goes") | {"kind": "folder", "folder": str(tmp_path / "www")}
    assert send(desk, "/_desk/place", place).status == 303
    assert [one.name for one in settings_of(root).publish] == ["live"]
