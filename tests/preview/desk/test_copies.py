"""Copies to give away, made at the desk and downloaded there."""

from __future__ import annotations

import http.client
import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from generator.bundle import bundle as bundles
from generator.bundle.bundle import check
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.ground.stages import Stages
from generator.plan.bundle_terms import BundleTerms, Duration
from generator.preview.desk.copies import COPY
from generator.preview.http.server import LOOPBACK
from tests.builders.desk_forms import hidden, send
from tests.builders.previews import PAUSED, Answer, Running, running
from tests.builders.sites import TODAY, make_site, story, tree

STORIES = {
    "gate.md": story("A gate", text="We painted the gate, and nobody said a word about it."),
    "hill.md": story("A hill", topics="[work]", text="From up there I could see the house, and it looked smaller."),
    "lamp.md": story("A lamp", consent=PAUSED, text="Nobody may read this."),
    "river.md": story("A river", scope="[web]", text="It came up to the third step."),
}
FORM = "Make a copy"


@pytest.fixture(autouse=True)
def _is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of these tests."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site of which two stories may be in copies."""
    return make_site(tmp_path / "site", STORIES)


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """The site's preview."""
    with running(root) as preview:
        yield preview


def make(desk: Running, **values: str) -> Answer:
    sent = {**hidden(desk, COPY, FORM), "format": "zip", "valid_for": "", "topic": "", **values}
    return send(desk, COPY, sent)


def made(desk: Running, **values: str) -> str:
    """The words of the page after a copy was made."""
    sent = make(desk, **values)
    assert sent.status == 303, sent.text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", desk.get(COPY).text)).split())


def downloaded(desk: Running, name: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(LOOPBACK, desk.port, timeout=60)
    try:
        connection.request("GET", f"{COPY}/{name}")
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


def test_a_copy_is_made_and_downloaded(desk: Running, root: Path) -> None:
    """The desk makes the same copy as the command, says until when it is good, and gives it to be kept."""
    page = made(desk, valid_for="6m")
    assert "It is good until 2026-12-15" in page
    assert "2 stories, " in page
    other = root.parent / "other.zip"
    bundles.make(root, other, "zip", BundleTerms(Duration(6, "m")), TODAY, TODAY, Stages())
    status, headers, content = downloaded(desk, "bundle.zip")
    assert (status, content) == (200, other.read_bytes())
    assert headers["content-disposition"] == "attachment"
    assert check(root / "bundle.zip", root, TODAY, TODAY).is_whole


def test_what_is_left_out_is_named_with_its_reason(desk: Running) -> None:
    """What a copy does not hold is listed with the reason."""
    page = made(desk)
    assert "Left out: 2" in page
    assert "stories/lamp.md: the storyteller has paused the consent" in page
    assert "stories/river.md: the consent does not cover “offline”" in page


def test_a_book_about_one_topic(desk: Running) -> None:
    """A copy can be a book, and about one topic alone."""
    page = made(desk, format="epub", topic="work")
    assert "1 story about Work" in page
    status, _, content = downloaded(desk, "bundle.epub")
    assert status == 200
    assert zipfile.ZipFile(io.BytesIO(content)).read("mimetype") == b"application/epub+zip"


def test_a_book_to_be_printed(desk: Running) -> None:
    """A copy can be a PDF, which is given to be kept like the others."""
    assert "1 story about Work" in made(desk, format="pdf", topic="work")
    status, _, content = downloaded(desk, "bundle.pdf")
    assert (status, content[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"format": ""}, "“What kind of copy” is empty."),
        ({"format": "folder"}, "has none of its choices"),
        ({"valid_for": "9000y"}, "has none of its choices"),
        ({"topic": "support"}, "no story may be in this bundle"),
    ],
)
def test_what_cannot_be_made_is_said(desk: Running, root: Path, values: dict[str, str], said: str) -> None:
    """Why no copy was made is said, and none is there."""
    sent = make(desk, **values)
    assert sent.status == 422
    assert said in unescape(sent.text)
    assert downloaded(desk, "bundle.zip")[0] == 404
    assert "bundle.zip" not in tree(root)


def test_a_file_that_is_no_copy_stays(desk: Running, root: Path) -> None:
    """A file of somebody's in the place of a copy is left alone, and not given out."""
    (root / "bundle.zip").write_bytes(b"mine")
    sent = make(desk)
    assert sent.status == 422
    assert "is not a bundle" in sent.text
    assert (root / "bundle.zip").read_bytes() == b"mine"
    assert downloaded(desk, "bundle.zip")[2] != b"mine"
    assert downloaded(desk, "site.yaml")[0] == 404


def test_a_copy_with_a_story_that_was_paused_is_not_given_out(desk: Running, root: Path) -> None:
    """A copy is looked at again before it is downloaded, and what may not be given away any more is refused."""
    made(desk)
    gate = root / "stories/gate.md"
    gate.write_text(gate.read_text(encoding="utf-8").replace("status: given", "status: paused"), encoding="utf-8")
    status, _, content = downloaded(desk, "bundle.zip")
    assert status == 410
    assert b"may not be given away any more" in content


def test_a_withdrawal_takes_the_copy_with_it(desk: Running, root: Path) -> None:
    """When a story in a copy is withdrawn, the copy is gone, and the page tells of neither."""
    made(desk)
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    desk.preview.read()
    assert downloaded(desk, "bundle.zip")[0] == 404
    assert "It is good until" not in desk.get(COPY).text
    made(desk)
    withdraw(plan_withdrawal(root, "lamp"), TODAY)
    desk.preview.read()
    assert "lamp" not in desk.get(COPY).text


def test_nobody_else_makes_a_copy(desk: Running, root: Path) -> None:
    """Without the token of this preview's own pages no copy is made."""
    before = tree(root)
    assert make(desk, token="guessed").status == 403
    assert tree(root) == before


def test_a_site_that_cannot_be_read(desk: Running, root: Path) -> None:
    """Where site.yaml has errors the page and the form say so, and nothing is made."""
    values = hidden(desk, COPY, FORM)
    (root / "site.yaml").write_text("name: [\n", encoding="utf-8")
    assert desk.get(COPY).status == 503
    sent = send(desk, COPY, {**values, "format": "zip"})
    assert sent.status == 422
    assert "site.yaml" in sent.text
