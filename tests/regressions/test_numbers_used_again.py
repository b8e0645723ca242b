"""A withdrawn story's number was taken for another text, and the first stayed online as one that nobody withdrew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent.case import open_case
from generator.consent.guard_files import withdrawn_stories
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate import tombstones
from generator.gate.seal import code
from generator.publishing.account import variable_of
from tests.builders.approved import GATE, approve, approved_site
from tests.builders.desk_forms import hidden, send
from tests.builders.previews import REQUESTED, running
from tests.builders.served import HOST, PASSWORD, USER
from tests.builders.sftp_server import sftp_server
from tests.builders.sites import SITE, TODAY, story, tree
from tests.builders.web_server import web_server

MARK = b"smelled of paint"
OTHER, OTHERS = "stories/other.md", "My sister pinned a map above the bed. We went there when the causeway was frozen."
BY_HAND = "{record: CF-001, status: given, given_on: 2026-01-01, scope: [web]}"
REFUSED = "CF-001 is the number of a consent that was withdrawn on 2026-06-15 for another text"


@pytest.fixture(params=["folder", "server"])
def online(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """What the web shows of a site with an approved story, which was put there, in a folder or at a server."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(variable_of("live"), PASSWORD)
    shown = tmp_path / "server/htdocs"
    shown.mkdir(parents=True)
    root = approved_site(tmp_path)
    with sftp_server(shown.parent) as server, web_server(shown) as web:
        to = f"'sftp://{USER}@{HOST}:{server.port}/htdocs', host_key: '{server.host_key}'"
        to = to if request.param == "server" else "'folder:../server/htdocs'"
        place = f"{{name: live, to: {to}, url: '{web.url}'}}"
        (root / "site.yaml").write_text(f"{SITE}publish: [{place}]\n", encoding="utf-8")
        assert publish(root).exit_code == 0
        assert is_shown(shown)
        yield shown


def publish(root: Path) -> Result:
    return CliRunner().invoke(main, ["publish", "--source", str(root)])


def kept(root: Path) -> list[dict[str, bytes]]:
    return [tree(root / folder) for folder in ("stories", "consent")]


def is_shown(folder: Path) -> bool:
    return any(MARK in data for data in tree(folder).values())


def gone_without_a_question(root: Path, online: Path) -> bool:
    done = publish(root)
    assert done.exit_code == 0, done.output
    return not is_shown(online)


@pytest.mark.parametrize("known_by", ["its tombstone", "the log"])
@pytest.mark.parametrize("way", ["command", "desk"])
def test_the_number_of_a_withdrawn_story_is_refused(tmp_path: Path, way: str, known_by: str) -> None:
    """An approval of another text under the number of a withdrawn story is refused before anything is written."""
    root = approved_site(tmp_path)
    withdraw(plan_withdrawal(root, GATE), TODAY)
    if known_by == "the log":
        (root / tombstones.PATH).unlink()
    (root / OTHER).write_text(story("Lighthouses", consent=REQUESTED, text=OTHERS), encoding="utf-8")
    given, before = code(open_case(root, OTHER).seal), kept(root)
    if way == "command":
        options = ["--code", given, "--record", "cf-001", "--scope", "web", "--until", "2028-01-01"]
        done = CliRunner().invoke(main, ["consent", "approve", OTHER, *options, "--source", str(root)])
        assert (done.exit_code, REFUSED.lower() in done.output.lower().replace("\n", " ")) == (2, True), done.output
    else:
        page = f"/_desk/story/{OTHER}"
        with running(root) as desk:
            answers = {"code": given, "record": "CF-001", "scope": "web", "until": "2028-01-01"}
            answer = send(desk, page, {**hidden(desk, page, "Approve and seal"), **answers})
        assert (answer.status, REFUSED in answer.text) == (422, True)
    assert kept(root) == before


def test_its_number_in_a_file_that_somebody_edits(online: Path) -> None:
    """A story whose file bears the number of a withdrawn one by hand is withheld, and the withdrawn one goes."""
    root = online.parents[1] / "site"
    withdraw(plan_withdrawal(root, GATE), TODAY)
    (root / OTHER).write_text(story("Lighthouses", consent=BY_HAND, text=OTHERS), encoding="utf-8")
    assert gone_without_a_question(root, online)
    assert not any(b"causeway" in data for data in tree(online).values())


def test_two_texts_that_were_withdrawn_under_one_number(online: Path) -> None:
    """Where one of two texts with one number comes back elsewhere, the other still goes without a question."""
    root = online.parents[1] / "site"
    former = (root / GATE).read_text(encoding="utf-8")
    again = story("Lighthouses", consent=BY_HAND, text=OTHERS)
    (root / GATE).write_text(again, encoding="utf-8")
    approve(root, GATE, "CF-001")
    for text in (former, again):
        (root / GATE).write_text(text, encoding="utf-8")
        withdraw(plan_withdrawal(root, GATE), TODAY)
    (root / OTHER).write_text(again, encoding="utf-8")
    ids = {stone.id for stone in withdrawn_stories(root).stories}
    approve(root, OTHER, "CF-001")
    assert {(stone.id, stone.record) for stone in withdrawn_stories(root).stories} == {(one, None) for one in ids}
    assert gone_without_a_question(root, online)
    assert any(b"causeway" in data for data in tree(online).values())
