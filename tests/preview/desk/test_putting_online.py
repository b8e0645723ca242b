"""Putting the site online at the desk: the same as the command, told on the page, and asked there."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.content.settings import PublishDestination
from generator.ground.channels import Medium
from generator.preview.desk.desk import Choice
from generator.preview.desk.online import ONLINE, OnlineChanges
from generator.publishing.ports import RemoteError
from generator.publishing.publish_run import PublishRun
from generator.publishing.publish_teller import PublishEnd
from generator.publishing.remote_manifest import MANIFEST
from generator.publishing.targets.folder import FolderStore
from tests.builders.desk_forms import hidden, send
from tests.builders.previews import Answer, Running, running
from tests.builders.sites import SITE, TODAY, make_site, story, tree
from tests.builders.web_server import Reply, WebServer, web_server

pytestmark = pytest.mark.usefixtures("quick_hashes")

DAYS = {"gate": "2026-01-01", "river": "2026-01-02", "lamp": "2026-01-03", "hill": "2026-01-04"}
TEXTS = {
    "gate": "We painted the old gate on a Sunday in May. Nobody had asked us for it, and nobody said a word.",
    "river": "The water came up to the third step that year. My sister counted them for me every evening.",
    "lamp": "It stood in the window all winter. Whoever came home late knew by it that somebody was awake.",
    "hill": "From up there I could see the house. It looked smaller than it had been, and somebody had painted it.",
}
STORIES = {f"{name}.md": story(f"The {name}", day=day, text=TEXTS[name]) for name, day in DAYS.items()}
PUT, TAKE, ASK, ANSWER = "Put online", "Take away", "Ask for what is to be gone at live", "Answer for live"


@pytest.fixture
def web(tmp_path: Path) -> Iterator[WebServer]:
    """A server that shows what is put online."""
    (tmp_path / "htdocs").mkdir()
    with web_server(tmp_path / "htdocs", "/base/") as web:
        yield web


@pytest.fixture
def root(tmp_path: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that goes to the server, on a day that does not pass."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    site = f"{SITE}publish: [{{name: live, to: 'folder:../htdocs', url: '{web.url}'}}]\n"
    return make_site(tmp_path / "site", STORIES, site=site)


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """The site's preview."""
    with running(root) as preview:
        yield preview


def looked_at(desk: Running) -> None:
    """Look once more where files have changed, until the list is there."""
    found = re.search(r'href="([^"]*)">Look again', desk.get(ONLINE).text)
    if found is not None and "have changed since" in desk.get(ONLINE).text:
        desk.get(unescape(found[1]))
    told(desk)


def press(desk: Running, label: str) -> Answer:
    looked_at(desk)
    return send(desk, ONLINE, hidden(desk, ONLINE, label))


def told(desk: Running) -> str:
    """The words of the page when nothing goes on any more."""
    for _ in range(1200):
        page = desk.get(ONLINE).text
        if not any(words in page for words in ("See how far it is", "being asked", "being found out")):
            return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
        time.sleep(0.05)
    raise AssertionError(page)


def pressed(desk: Running, label: str) -> str:
    """The words of the page when what a button began has ended."""
    sent = press(desk, label)
    assert sent.status == 303, sent.text
    return told(desk)


def online(root: Path) -> dict[str, bytes]:
    return tree(root.parent / "htdocs")


def test_a_button_puts_the_site_online(desk: Running, root: Path) -> None:
    """A button does what the command does, tells it line by line, and the page looks anew by itself."""
    page = pressed(desk, PUT)
    assert "All is online as it should be." in page
    assert "appears: The gate" in page
    assert "Nothing will change here." in page
    assert f"Online since {TODAY}; in copies" in desk.get("/_desk/").text
    there = online(root)
    del there[MANIFEST]
    assert there == {path: data for path, data in tree(root / "public").items() if not path.startswith(".")}


def test_what_is_taken_away_is_proven(desk: Running, root: Path) -> None:
    """What a withdrawal asks for is taken away, asked for on the web, and the proof is named."""
    pressed(desk, PUT)
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    desk.preview.read()
    page = pressed(desk, PUT)
    assert f"The proof is consent/proofs/{TODAY}.json." in page
    assert "stories/gate/index.html" not in online(root)


def test_the_list_stays_when_a_run_has_written_a_proof(desk: Running, root: Path) -> None:
    """When the site is read once more because of a proof that a run wrote, the list stays, until a text is changed."""
    pressed(desk, PUT)
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    desk.preview.read()
    pressed(desk, PUT)
    desk.preview.read()
    page = told(desk)
    assert ("Nothing will change here." in page, "have changed since" in page) == (True, False)
    assert hidden(desk, ONLINE, PUT)["shown"]
    (root / "stories/lamp.md").write_text(story("The lamp", text="It was dark."), encoding="utf-8")
    desk.preview.read()
    page = told(desk)
    assert ("Nothing will change here." in page, "have changed since" in page) == (False, True)


def test_the_last_story_goes_and_the_site_stays(desk: Running, root: Path) -> None:
    """Where all stories are withdrawn, the front page, the lists and the help stay online without them."""
    pressed(desk, PUT)
    for name in STORIES:
        withdraw(plan_withdrawal(root, name.removesuffix(".md")), TODAY)
    desk.preview.read()
    page = pressed(desk, PUT)
    assert f"The proof is consent/proofs/{TODAY}.json." in page
    there = online(root)
    assert not [path for path in there if "gate" in path]
    del there[MANIFEST]
    assert there == {path: data for path, data in tree(root / "public").items() if not path.startswith(".")}


def test_what_is_not_proven_stays_told(desk: Running, root: Path, web: WebServer) -> None:
    """What a cache still shows is told with what to do, also after another start, and a button asks again."""
    pressed(desk, PUT)
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    desk.preview.read()
    reply: Reply = 200, {"Cache-Control": "max-age=86400"}, b"<p>Kept.</p>"
    web.instead = lambda path, query: reply if path == "stories/gate/" and not query else None
    page = pressed(desk, PUT)
    assert "Words that must go may still be online, or are not proven to be gone." in page
    assert "empty the cache of your host" in page
    with running(root) as later:
        assert "1 address is not proven to be gone at the folder ../htdocs." in told(later)
        web.instead = lambda _path, _query: None
        page = pressed(later, ASK)
        assert "Nothing that this computer knows of is left to be proven." in page
        assert "not proven to be gone at the folder" not in page


def test_many_stories_that_go_are_asked_about(desk: Running, root: Path) -> None:
    """Before stories go without an end of their consent the page asks, and a yes counts for these stories alone."""
    pressed(desk, PUT)
    (root / "stories/river.md").unlink()
    desk.preview.read()
    assert "1 of 4 stories would go, and no consent has ended for that." in pressed(desk, PUT)
    (root / "stories/lamp.md").unlink()
    desk.preview.read()
    assert "2 of 4 stories would go" in pressed(desk, ANSWER)
    assert "stories/river/index.html" in online(root)
    assert "All is online" in pressed(desk, ANSWER)
    assert not [path for path in online(root) if "river" in path or "lamp" in path]


def test_no_answer_holds_up_what_must_go(desk: Running, root: Path) -> None:
    """While a question waits, what consents ask for is done."""
    pressed(desk, PUT)
    (root / "stories/river.md").unlink()
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    desk.preview.read()
    assert "1 of 4 stories would go" in pressed(desk, PUT)
    assert "stories/gate/index.html" not in online(root)
    assert "stories/river/index.html" in online(root)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("manifest is gone", "a site of hearten is there without its list of files"),
        ("manifest is broken", "nobody knows by which log of consent the site there was made"),
    ],
)
def test_a_site_that_nobody_knows_is_asked_about(desk: Running, root: Path, spoil: str, said: str) -> None:
    """Where the command would want --yes, the page asks in plain words, and a yes puts the site online."""
    pressed(desk, PUT)
    manifest = root.parent / "htdocs" / MANIFEST
    if spoil == "manifest is gone":
        manifest.unlink()
    else:
        manifest.write_bytes(b"{")
    page = pressed(desk, PUT)
    assert said in page.replace("A site", "a site").replace("Nobody", "nobody")
    assert "--yes" not in page
    page = pressed(desk, ANSWER)
    if spoil == "manifest is gone":  # nor does anybody know by which log it was made
        page = pressed(desk, ANSWER)
    assert "All is online" in page


def test_a_place_that_is_named_no_more(desk: Running, root: Path) -> None:
    """What may be left at a place that site.yaml names no more stays told until a person says that it is gone."""
    pressed(desk, PUT)
    site = root / "site.yaml"
    (root.parent / "other").mkdir()
    other = "publish: [{name: live, to: 'folder:../other'}]"
    site.write_text(f"{site.read_text(encoding='utf-8').partition('publish:')[0]}{other}\n", encoding="utf-8")
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    desk.preview.read()
    pressed(desk, PUT)
    (root / "stories/lamp.md").write_text(STORIES["lamp.md"].replace("status: given", "status: paused"))
    desk.preview.read()
    page = pressed(desk, PUT)
    assert "The site was put at ../htdocs, and it does not go there any more." in page
    assert "something may still be there, and the site does not go there any more" in desk.get("/_desk/").text
    page = pressed(desk, "Say that it is gone")
    assert "Say yes only if it was never online, or you have seen that it is gone." in page
    assert "Nothing that this computer knows of is left to be proven." in pressed(desk, "Answer for all")
    assert "does not go there any more" not in told(desk)


def test_only_what_must_go(desk: Running, root: Path) -> None:
    """What must go is taken away alone where somebody asks for that, and nothing new comes."""
    pressed(desk, PUT)
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    (root / "stories/sea.md").write_text(story("The sea"), encoding="utf-8")
    desk.preview.read()
    assert "What must go is gone." in pressed(desk, TAKE)
    assert not [path for path in online(root) if "gate" in path or "sea/" in path]


def test_what_must_go_goes_where_nothing_can_be_built(desk: Running, root: Path) -> None:
    """Where the site cannot be built, the page offers to take away what must go, and nothing else."""
    pressed(desk, PUT)
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    site = (root / "site.yaml").read_text(encoding="utf-8")
    (root / "site.yaml").write_text(f"{site}theme: {{name: lost}}\n", encoding="utf-8")
    desk.preview.read()
    page = told(desk)
    assert "The site cannot be built at the moment" in page
    assert f'aria-label="{PUT}"' not in desk.get(ONLINE).text
    assert "What must go is gone." in pressed(desk, TAKE)
    assert "stories/gate/index.html" not in online(root)


def test_what_must_go_goes_where_site_yaml_has_an_error(desk: Running, root: Path) -> None:
    """An error beside the address and the places keeps nothing online that must go."""
    pressed(desk, PUT)
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    site = (root / "site.yaml").read_text(encoding="utf-8")
    (root / "site.yaml").write_text(site.replace("tagline:", "tagiline:"), encoding="utf-8")
    desk.preview.read()
    assert "What must go is gone." in pressed(desk, TAKE)
    assert "stories/gate/index.html" not in online(root)


def test_a_site_that_is_not_ready(desk: Running, root: Path) -> None:
    """What stops publishing is told with its place, and nothing new goes online."""
    site = root / "site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("hello@harbour.internal", "hello@example.org"))
    desk.preview.read()
    page = pressed(desk, PUT)
    assert "nothing new goes online before it is put right" in page
    assert "site.yaml" in page
    assert online(root) == {}


def test_what_a_run_told_goes_with_a_story(desk: Running, root: Path) -> None:
    """When a story is withdrawn after a run, the page does not go on naming it among what was done."""
    assert "appears: The gate" in pressed(desk, PUT)
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    desk.preview.read()
    page = desk.get(ONLINE).text
    assert "The gate" not in page


def test_a_verdict_counts_for_the_files_that_it_is_about(
    desk: Running, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a withdrawal neither the last run nor the last look says that all is well, and what must go is first."""
    monkeypatch.setattr("generator.content.sources.now", lambda: "2026-06-15, 17:08")
    assert "Nothing will change here." in pressed(desk, PUT)
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    desk.preview.read()
    page = told(desk)
    before = page.partition("Where it goes")[0]
    assert (
        "1 text that may not be shown may still be at the folder ../htdocs. Put the site online now; they go first."
        in before
    )
    assert (
        "When this was last done (2026-06-15, 17:08), all was as it should be; your files have changed since." in page
    )
    assert not any(said in page for said in ("All is online as it should be.", "Nothing will change here."))


def test_after_a_withdrawal_one_link_leads_to_the_button(desk: Running) -> None:
    """The page after a withdrawal leads to a look at the files as they are now, where the site can be put online."""
    pressed(desk, PUT)
    withdrawing = "/_desk/withdraw/stories/gate.md"
    after = desk.get(send(desk, withdrawing, hidden(desk, withdrawing, "Withdraw")).headers["location"]).text
    link = re.search(r'href="([^"#]*)#put">Put the site online now', after)
    assert link is not None, after
    desk.get(unescape(link[1]))
    assert "Look again, then you can put them online." not in told(desk)
    assert hidden(desk, ONLINE, PUT)["act"] == "publish"


def test_one_run_at_a_time(desk: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """While something is put online the page says so, another form is refused, and no desk ends by itself."""
    go_on = threading.Event()
    put = FolderStore.put

    def slowly(store: FolderStore, path: str, content: bytes) -> None:
        assert go_on.wait(60)
        put(store, path, content)

    monkeypatch.setattr(FolderStore, "put", slowly)
    looked_at(desk)
    values = hidden(desk, ONLINE, PUT)
    assert send(desk, ONLINE, values).status == 303
    page = desk.get(ONLINE).text
    try:
        assert "See how far it is" in page
        assert desk.preview.addresses.is_at_work()
        assert f'aria-label="{PUT}"' not in page
        later = send(desk, ONLINE, values)
        assert later.status == 422
        assert "Wait until it has ended." in later.text
    finally:
        go_on.set()
    assert "All is online" in told(desk)
    assert not desk.preview.addresses.is_at_work()


def test_a_place_that_is_not_there(desk: Running, root: Path) -> None:
    """A place that cannot be reached is told with the reason."""
    (root.parent / "htdocs").rename(root.parent / "away")
    page = pressed(desk, PUT)
    assert "Not everything was put online." in page
    assert "plug in" in page


def test_no_secret_is_shown(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password stands on no page, whatever the host says."""
    monkeypatch.setenv("HEARTEN_PASSWORD_LIVE", "open sesame")
    server = "ftps://anna@live.example.org/stories"
    (root / "site.yaml").write_text(f"{SITE}publish: [{{name: live, to: '{server}'}}]\n", encoding="utf-8")

    def refuse(*_of_what: object) -> None:
        raise RemoteError("it does not know anna")

    monkeypatch.setattr("generator.publishing.targets.ftps.FtpsStore", refuse)
    with running(root) as desk:
        page = pressed(desk, PUT)
    assert "it does not know anna" in page
    assert "sesame" not in page


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_ends_the_run(desk: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program is told, and the page does not go on waiting."""

    def fault(*_of_what: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(PublishRun, "publish", fault)
    assert "A fault of hearten has stopped this (ZeroDivisionError)." in pressed(desk, PUT)
    monkeypatch.undo()


def test_what_nobody_has_seen_is_not_put_online(desk: Running, root: Path) -> None:
    """What is saved just before a button is pressed is not put online, but looked at, however often that happens."""
    for number in range(20):
        looked_at(desk)
        values = hidden(desk, ONLINE, PUT)
        (root / f"stories/sea-{number}.md").write_text(story(f"Sea {number}", day=f"2026-02-{number + 1:02}"))
        sent = send(desk, ONLINE, values)
        assert sent.status == 409
        assert "was changed since this page was shown" in sent.text
        assert online(root) == {}
    assert f"appears: Sea {number}" in pressed(desk, PUT)


def test_what_is_saved_while_a_run_begins_is_not_put_online(
    desk: Running, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run puts online only what the page's list was made of, also where a file is saved after the press."""
    begin = PublishRun.publish

    def late(run: PublishRun, places: Sequence[PublishDestination]) -> PublishEnd:
        (root / "stories/sea.md").write_text(story("The sea"), encoding="utf-8")
        return begin(run, places)

    monkeypatch.setattr(PublishRun, "publish", late)
    assert "Your files were changed just now." in pressed(desk, PUT)
    assert online(root) == {}
    monkeypatch.setattr(PublishRun, "publish", begin)
    assert "appears: The sea" in pressed(desk, PUT)


def test_an_old_list_has_no_button(desk: Running, root: Path) -> None:
    """Where files have changed since the list was made, the page offers to look again, and no older form is heard."""
    looked_at(desk)
    values = hidden(desk, ONLINE, PUT)
    (root / "stories/sea.md").write_text(story("The sea"), encoding="utf-8")
    desk.preview.read()
    page = desk.get(ONLINE).text
    assert "Your files have changed since" in page
    assert f'aria-label="{PUT}"' not in page
    assert send(desk, ONLINE, values).status == 409
    assert send(desk, ONLINE, {**values, "shown": ""}).status == 409
    assert online(root) == {}


def test_nobody_else_puts_anything_online(desk: Running, root: Path) -> None:
    """Without the token of this preview's own pages nothing is done."""
    looked_at(desk)
    assert send(desk, ONLINE, {**hidden(desk, ONLINE, PUT), "token": "guessed"}).status == 403
    assert send(desk, ONLINE, {**hidden(desk, ONLINE, PUT), "act": "nothing"}).status == 422
    assert send(desk, ONLINE, {**hidden(desk, ONLINE, PUT), "place": "moon"}).status == 422
    assert online(root) == {}


def test_another_day_is_not_put_online(root: Path) -> None:
    """A preview of another day or of offline copies shows why it puts nothing online, and has no button for it."""
    others: list[tuple[Medium, date, str]] = [
        ("web", date(2026, 6, 16), "as of 2026-06-16"),
        ("offline", TODAY, "copies"),
    ]
    for medium, day, said in others:
        with running(root, medium=medium, today=day) as desk:
            page = desk.get(ONLINE).text
            assert said in page
            assert f'aria-label="{PUT}"' not in page


def test_a_page_that_is_made_while_a_run_ends_has_no_older_list(
    desk: Running, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page either says that the run goes on, or shows what was found after it."""
    asked, may_end = threading.Event(), threading.Event()
    publish, fresh = PublishRun.publish, OnlineChanges.fresh

    def held(run: PublishRun, places: Sequence[PublishDestination]) -> PublishEnd:
        asked.set()
        assert may_end.wait(60)
        return publish(run, places)

    def late(changes: OnlineChanges, choice: Choice) -> str:
        may_end.set()
        while desk.preview.addresses.is_at_work():
            time.sleep(0.01)
        return fresh(changes, choice)

    monkeypatch.setattr(PublishRun, "publish", held)
    assert press(desk, PUT).status == 303
    assert asked.wait(60)
    monkeypatch.setattr(OnlineChanges, "fresh", late)
    page = desk.get(ONLINE).text
    assert may_end.is_set()
    assert "See how far it is" in page
