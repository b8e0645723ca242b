"""Consent at the desk: every act by its form, what is refused, and that nothing but the desk's own forms can act."""

from __future__ import annotations

import dataclasses
import html
import http.client
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import html5lib
import pytest

from generator.consent.case import open_case
from generator.consent.guard_files import log_of
from generator.consent.log_audit import verify
from generator.content.moves import NO_MOVES
from generator.gate import terms
from generator.gate.consent_log import read
from generator.preview.http.desk_pages import LARGEST_FORM
from generator.preview.http.sent_forms import FORM
from generator.preview.http.server import LOOPBACK
from generator.preview.http.share import shared
from generator.preview.site.live import LiveSite
from tests.builders.previews import REQUESTED, Answer, Running, running
from tests.builders.sites import SITE, TODAY, make_site, story, tree

GATE = "stories/gate.md"
PAGE, WITHDRAW = f"/_desk/story/{GATE}", f"/_desk/withdraw/{GATE}"
GIVEN = "{record: CF-7, status: given, given_on: 2026-01-01, scope: [web, feed, offline]}"
POLICY = "require_valid_until: false, corrections: typographic, jurisdiction: GB"
Values = Mapping[str, str | Sequence[str]]


def site(folder: Path) -> Path:
    """A site with a story that nobody approved yet, one that is published, and one that cannot be read."""
    stories = {"gate.md": story(consent=REQUESTED), "hill.md": story("A hill", consent=GIVEN), "bad.md": "no fields\n"}
    return make_site(folder / "site", stories, site=SITE.replace("require_valid_until: false", POLICY))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a site."""
    return site(tmp_path)


@dataclass(frozen=True)
class Desk:
    """Somebody at the desk of the preview of a site's folder."""

    preview: Running
    root: Path

    def send(self, address: str, values: Values, headers: Mapping[str, str] | None = None) -> Answer:
        """Send values as a form does."""
        connection = http.client.HTTPConnection(LOOPBACK, self.preview.port, timeout=60)
        try:
            body = urlencode(values, doseq=True)
            connection.request("POST", address, body, {"Content-Type": FORM, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read().decode())
        finally:
            connection.close()

    def hidden(self, address: str, act: str | None = None) -> dict[str, str]:
        """What the form for an act on a page carries without being asked."""
        page = html5lib.parse(self.preview.get(address).text, namespaceHTMLElements=False)
        for form in page.iter("form"):
            found = {i.get("name"): i.get("value") for i in form.iter("input") if i.get("type") == "hidden"}
            if form.get("method") == "post" and found.get("act") == act:
                return found
        raise LookupError(act)

    def do(self, act: str | None, address: str = PAGE, **values: str | Sequence[str]) -> Answer:
        """Fill in the form for an act, send it, and follow to what it came to."""
        sent = self.send(address, {**self.hidden(address, act), **values})
        return self.preview.get(sent.headers["location"]) if sent.status == 303 else sent

    def approve(self) -> Answer:
        """Make the copy, and approve with its code."""
        code = re.search(r"code is (\S{9})\.", self.do("copy").text)
        assert code is not None
        return self.do("approve", code=code[1].lower(), record="CF-1", scope=["web", "feed"], until="2028-01-01")


@pytest.fixture
def desk(root: Path) -> Iterator[Desk]:
    """The desk of the site's preview."""
    with running(root) as preview:
        yield Desk(preview, root)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk of a site with a kept copy, which no test changes."""
    folder = site(tmp_path_factory.mktemp("still"))
    with running(folder) as preview:
        desk = Desk(preview, folder)
        desk.do("copy")
        for path in ("site.html", "consent/log.json", "consent/log.jsonl"):
            (folder / path).write_text("secret", encoding="utf-8")
        yield desk


def told(answer: Answer) -> str:
    """The words at the top of a page that tell what came of an act."""
    found = re.search(
        r'role="(?:status|alert)" class="(?:told|complaint)"[^>]*>(.*?)</(?:div|section)>', answer.text, re.DOTALL
    )
    assert found is not None, answer
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[1])).split())


def what_happened(root: Path) -> list[str]:
    return [line.event.what for line in read(log_of(root))[0]]


def test_a_whole_life(desk: Desk, root: Path) -> None:
    """A consent goes from the copy to the receipt by forms alone, the site follows at once, and the log tells of it."""
    assert desk.preview.get("/stories/gate/").status == 404
    said = [told(desk.approve())]
    assert desk.preview.get("/stories/gate/").status == 200
    said += [told(desk.do("renew", until="2029-01-01"))]
    said += [told(desk.do("narrow", scope="web"))]
    said += [told(desk.do("pause"))]
    assert desk.preview.get("/stories/gate/").status == 404
    said += [told(desk.do("resume"))]
    assert said == [
        "Approved and sealed stories/gate.md as CF-1, for web, feed.",
        "Renewed stories/gate.md until 2029-01-01.",
        "stories/gate.md is for web from the next build on.",
        "Paused stories/gate.md. Now put the site online.",
        "Resumed stories/gate.md. Its consent counts as before.",
    ]
    assert what_happened(root) == ["approve", "renew", "narrow", "pause", "resume"]
    assert verify(root) == ()


def test_a_correction(desk: Desk, root: Path) -> None:
    """Where only punctuation has changed, the desk offers to record it."""
    desk.approve()
    file = root / GATE
    file.write_text(file.read_text(encoding="utf-8").replace("the gate.", "the gate!"), encoding="utf-8")
    desk.preview.preview.refresh()
    assert told(desk.do("correct")).startswith("Recorded the correction")


def test_papers_can_be_opened(desk: Desk, root: Path) -> None:
    """A review copy and both receipts are kept, linked to be opened and downloaded, and can run nothing."""
    desk.approve()
    page = desk.do("receipt").text
    links = re.findall(r'href="(/_desk/papers/[^"]+)"( download)?', page)
    places = sorted({link.removeprefix("/_desk/papers/") for link, _ in links})
    assert [place.partition(".")[2][-4:] for place in places] == ["html", "html", "json"]
    assert len(links) == 8  # those that were made just now are beside the message, too
    for place in places:
        answer = desk.preview.get(f"/_desk/papers/{place}")
        assert answer.text.encode() == (root / "consent" / place).read_bytes()
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"


def test_a_letter_is_made(desk: Desk, root: Path) -> None:
    """A letter to the storyteller of a published story is made at the desk, and kept beside the receipt."""
    desk.approve()
    page = desk.do("letter").text
    (place,) = {*re.findall(r'href="/_desk/papers/([^"]+letter\.html)"', page)}
    assert f"Made consent/{place}." in html.unescape(page)
    assert "/stories/gate/" in (root / "consent" / place).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "place",
    ["log.jsonl", "copies/.gitignore", "copies/..%2f..%2fsite.html", "copies/../log.json", "copies/no.html", ""],
)
def test_nothing_else_is_handed_out(still: Desk, place: str) -> None:
    """Of the folder consent/ only copies and receipts are served."""
    assert still.preview.get(f"/_desk/papers/{place}").status == 404


def test_what_changed_since_can_be_marked(desk: Desk, root: Path) -> None:
    """A copy made after a change marks it, if that is ticked."""
    desk.approve()
    file = root / GATE
    file.write_text(file.read_text(encoding="utf-8").replace("painted", "mended"), encoding="utf-8")
    desk.preview.preview.refresh()
    page = desk.do("copy", since="yes").text
    marked = [desk.preview.get(link).text for link in re.findall(r'href="(/_desk/papers/[^"]+)"><', page)]
    marked += [desk.preview.get(link).text for link in set(re.findall(r'href="(/_desk/papers/[^"]+)">', page))]
    assert any("<del>" in text and "<ins>" in text for text in marked)


@pytest.mark.parametrize(
    ("act", "values", "why", "field"),
    [
        ("approve", {"code": "X", "record": "CF-1", "scope": "web"}, "X is not the code of stories/gate.md", "code"),
        ("approve", {"code": "", "record": "CF-1", "scope": "web"}, "is empty. Fill it in.", "code"),
        ("approve", {"code": "X", "record": "CF-1"}, "is empty. Tick at least one.", "scope"),
        ("approve", {"code": "X", "record": "CF-1", "scope": "wbe"}, "has none of its choices", "scope"),
        ("approve", {"code": "X", "record": "CF-1", "scope": "web", "until": "soon"}, "is not a date", "until"),
        ("pause", {}, "no such thing to do", None),
        ("aprove", {}, "no such thing to do", None),
    ],
)
def test_mistakes_are_told_and_nothing_is_lost(
    still: Desk, act: str, values: Values, why: str, field: str | None
) -> None:
    """What cannot be done is told with its reason and a link to the field, and what was written is still there."""
    before = tree(still.root)
    answer = still.send(PAGE, {**still.hidden(PAGE, "approve"), "act": act, **values})
    assert (answer.status, why in told(answer)) == (422, True), told(answer)
    assert (f'<a href="#{act}-{field}">' in answer.text) == (field is not None)
    if field is not None:
        page = html5lib.parse(answer.text, namespaceHTMLElements=False)
        named = {e.get("id"): e for e in page.iter() if e.get("id")}
        assert named[f"{act}-record"].get("value") == "CF-1"
        assert f"{act}-{field}-wrong" in named
        assert named[act].get("open") is not None
    assert "live.js" not in answer.text
    assert tree(still.root) == before


def test_other_refusals_of_the_acts_are_told(desk: Desk) -> None:
    """A record of another story, and a scope that is already so, are refused with the words of the command."""
    code = re.search(r"code is (\S{9})\.", desk.do("copy").text)
    assert code is not None
    assert "is the record of stories/hill.md" in told(desk.do("approve", code=code[1], record="CF-7", scope="web"))
    hill = "/_desk/story/stories/hill.md"
    assert "has this scope already" in told(desk.do("narrow", hill, scope=["web", "feed", "offline"]))


def test_broken_settings_are_told(desk: Desk, root: Path) -> None:
    """While site.yaml has errors, an act is refused with their places."""
    hidden = desk.hidden(PAGE, "copy")
    (root / "site.yaml").write_text("name: [\n", encoding="utf-8")
    answer = desk.send(PAGE, hidden)
    assert (answer.status, "site.yaml:" in told(answer)) == (422, True)


def test_a_file_that_changed_meanwhile_is_left_alone(desk: Desk, root: Path) -> None:
    """If the story is not as it was shown beside the form, nothing is done, and that is said."""
    hill = "/_desk/story/stories/hill.md"
    hidden = desk.hidden(hill, "pause")
    file = root / "stories/hill.md"
    file.write_text(file.read_text(encoding="utf-8").replace("painted", "mended"), encoding="utf-8")
    before = tree(root)
    answer = desk.send(hill, hidden)
    assert (answer.status, "was changed since this page was shown" in told(answer)) == (409, True)
    assert tree(root) == before
    assert told(desk.do("pause", hill)).startswith("Paused")


def test_withdrawing_asks_first(still: Desk) -> None:
    """The page that asks says what will be removed and what cannot be reached, and changes nothing by itself."""
    before = tree(still.root)
    page = still.preview.get(WITHDRAW).text
    for words in ("This will be removed for good:", GATE, "consent/copies/gate.", "web.archive.org", "Go back"):
        assert words in page
    assert "could not be looked into" not in page
    assert tree(still.root) == before


def test_withdrawing_removes_and_tells_what_remains(desk: Desk, root: Path) -> None:
    """After the button the story, its copies and its page are gone, and what remains to be done is told."""
    desk.approve()
    after = desk.do(None, WITHDRAW)
    assert told(after).startswith("The story is out of the site's folder.")
    assert "web.archive.org" in after.text
    assert re.search(r'href="/_desk/online\?[^"]*look=1#put">Put the site online now</a>', after.text)
    assert not any(words in after.text for words in ("hearten ", "git "))
    assert not (root / GATE).exists()
    assert list((root / "consent/copies").glob("*.html")) == []
    assert desk.preview.get("/stories/gate/").status == 404
    assert what_happened(root) == ["approve", "withdraw"]
    again = desk.preview.get(WITHDRAW)
    assert "was withdrawn on 2026-06-15" in again.text


def test_the_history_of_a_folder_is_named_where_there_is_one(desk: Desk, root: Path) -> None:
    """Where the site's folder is kept in git, the page after a withdrawal says how its history is purged."""
    (root / ".git").mkdir()
    after = desk.do(None, WITHDRAW)
    assert "git filter-repo --sensitive-data-removal --invert-paths --path stories/gate.md" in after.text


def test_an_approved_draft_leads_to_its_form(desk: Desk, root: Path) -> None:
    """After a draft was approved, a link leads to the tick that publishes it, and the checklist has the same."""
    file = root / GATE
    file.write_text(file.read_text(encoding="utf-8").replace("author:", "draft: true\nauthor:"), encoding="utf-8")
    desk.preview.preview.refresh()
    page = desk.approve()
    assert "take the tick away from “Draft” under “Edit”" in told(page)
    assert len(re.findall(rf'href="/_desk/edit/{GATE}\?[^"]*#edit-draft"', page.text)) == 2
    assert 'id="edit-draft"' in desk.preview.get(f"/_desk/edit/{GATE}").text
    assert "draft: true" not in page.text


def test_what_was_made_is_beside_its_message(desk: Desk, root: Path) -> None:
    """The message on a copy that was made names its place in the site's folder, and has the link to download it."""
    page = desk.do("copy")
    assert told(page).startswith("Made consent/copies/gate.")
    assert re.search(
        r'role="status".*?href="/_desk/papers/copies/[^"]+" download>Download gate\.', page.text, re.DOTALL
    )
    seen = re.sub(r'href="vscode:[^"]*"', "", page.text)
    assert str(root) not in seen


def test_a_story_that_cannot_be_read_can_be_withdrawn(desk: Desk, root: Path) -> None:
    """Errors in a story's file offer no other act, and do not stand in the way of its withdrawal."""
    page = desk.preview.get("/_desk/story/stories/bad.md").text
    assert 'name="act"' not in page
    assert "/_desk/withdraw/stories/bad.md" in page
    desk.do(None, "/_desk/withdraw/stories/bad.md")
    assert not (root / "stories/bad.md").exists()


def test_a_withdrawal_of_something_else_is_not_done(desk: Desk, root: Path) -> None:
    """If the story changed after the page asked, it asks again."""
    hidden = desk.hidden(WITHDRAW)
    file = root / GATE
    file.write_text(file.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
    answer = desk.send(WITHDRAW, hidden)
    assert (answer.status, "was changed since" in told(answer), file.exists()) == (409, True, True)


@pytest.mark.parametrize("address", [PAGE, WITHDRAW])
@pytest.mark.parametrize("token", ["", "x" * 43, None])
def test_a_form_without_the_token_does_nothing(still: Desk, address: str, token: str | None) -> None:
    """Without the token of this preview nothing is done, and the page says what to do."""
    hidden = still.hidden(address, "copy" if address == PAGE else None)
    before = tree(still.root)
    sent = {name: value for name, value in hidden.items() if name != "token"}
    answer = still.send(address, sent if token is None else {**sent, "token": token})
    assert (answer.status, "before the preview was started again" in told(answer)) == (403, True)
    assert tree(still.root) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
        {"Host": "evil.example.org"},
    ],
)
@pytest.mark.parametrize("address", [PAGE, WITHDRAW])
def test_a_form_of_another_origin_does_nothing(still: Desk, address: str, headers: dict[str, str]) -> None:
    """A form that another origin's page or a script sends is refused, even if it knew the token."""
    hidden = still.hidden(address, "copy" if address == PAGE else None)
    before = tree(still.root)
    assert still.send(address, hidden, headers).status in (400, 403)
    assert tree(still.root) == before


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
@pytest.mark.parametrize("address", [PAGE, WITHDRAW])
def test_only_sent_forms_act(still: Desk, address: str, method: str) -> None:
    """Asking for an address with all that a form would send in it does nothing."""
    hidden = still.hidden(address, "copy" if address == PAGE else None)
    before = tree(still.root)
    connection = http.client.HTTPConnection(LOOPBACK, still.preview.port, timeout=60)
    connection.request(method, f"{address}?{urlencode(hidden)}")
    assert connection.getresponse().status in (200, 405)
    connection.close()
    assert tree(still.root) == before


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 405),
        ("/_desk/", 405),
        ("/_desk/log", 405),
        ("/_desk/story/stories/no.md", 404),
        ("/_desk/story/stories/gate.md%00", 404),
        ("/_desk/withdraw/stories/gate.md%00", 404),
        ("/_desk/withdraw/..%2f..%2fsite.yaml", 404),
    ],
)
def test_there_are_no_other_forms(still: Desk, address: str, status: int) -> None:
    """Nothing but the page of a story takes a form."""
    hidden = still.hidden(PAGE, "copy")
    assert still.send(address, hidden).status == status


def test_large_and_other_forms_are_refused(still: Desk) -> None:
    """A form that is larger than any of the desk's, or no form at all, is refused unread."""
    hidden = still.hidden(PAGE, "copy")
    before = tree(still.root)
    assert still.send(PAGE, {**hidden, "more": "x" * LARGEST_FORM}).status == 400
    assert still.send(PAGE, hidden, {"Content-Type": "text/plain"}).status == 400
    assert tree(still.root) == before


def test_a_shared_story_takes_no_form(root: Path) -> None:
    """The address under which one story is shared has no form and takes none."""
    live = LiveSite(root, "web", TODAY)
    with shared(live, GATE, "127.0.0.1", 0) as address:
        port, secret = re.findall(r":(\d+)/([^/]+)/", address)[0]
        for path in (f"/{secret}/", f"/{secret}{PAGE}", PAGE, WITHDRAW):
            connection = http.client.HTTPConnection(LOOPBACK, int(port), timeout=60)
            connection.request("POST", path, "act=copy", {"Content-Type": FORM})
            assert connection.getresponse().status == 405
            connection.close()
    assert not (root / "consent").exists()


def test_only_the_desk_may_send_forms(still: Desk) -> None:
    """The desk's own pages alone may send forms, and only to the preview; papers and the site's pages may not."""
    allowed = "form-action 'self'"
    assert allowed in still.preview.get(PAGE).headers["content-security-policy"]
    for path in ("/", "/stories/hill/", "/_desk/proof/stories/gate.md/-/stories/gate/"):
        assert allowed not in still.preview.get(path).headers["content-security-policy"]


def test_lists_to_download(still: Desk) -> None:
    """The desk's front page links the list of consents as CSV, JSON and calendar, with the media type of each."""
    front = still.preview.get("/_desk/").text
    kinds = {"csv": "text/csv; charset=utf-8", "json": "application/json", "ics": "text/calendar; charset=utf-8"}
    for kind, media in kinds.items():
        assert f'href="/_desk/consents.{kind}" download' in front
        answer = still.preview.get(f"/_desk/consents.{kind}")
        assert (answer.status, answer.headers["content-type"]) == (200, media)
        assert "CF-7" in answer.text
    assert len(json.loads(still.preview.get("/_desk/consents.json").text)) == 3
    assert still.preview.get("/_desk/consents.exe").status == 404


def test_the_log_is_shown_and_verified(desk: Desk, root: Path) -> None:
    """The log's page has a row for each line, and says whether all fits and what does not."""
    assert "Nothing has been logged yet" in desk.preview.get("/_desk/log").text
    desk.approve()
    page = desk.preview.get("/_desk/log").text
    assert "fit together" in page
    assert '<th scope="row">CF-1</th>' in page
    log = root / "consent/log.jsonl"
    log.write_bytes(log.read_bytes().replace(b"CF-1", b"CF-2"))
    page = desk.preview.get("/_desk/log").text
    assert "consent/log.jsonl:1: this line was altered" in page


def test_what_came_of_it_cannot_be_put_into_an_address(still: Desk) -> None:
    """A made-up address makes the desk tell nothing."""
    assert 'role="status" class="told"' not in still.preview.get(f"{PAGE}?told=All+is+approved").text
    assert "not known here any more" in still.preview.get("/_desk/withdrawn?told=x").text


def test_the_pages_are_valid(desk: Desk) -> None:
    """Every page of consent at the desk is valid HTML, also with a complaint in it."""
    pages = [desk.approve(), desk.do("narrow"), desk.preview.get(WITHDRAW), desk.preview.get("/_desk/log")]
    pages += [desk.do(None, WITHDRAW)]
    for page in pages:
        html = re.sub(r"<hearten-problems>.*?</hearten-problems>", "", page.text, flags=re.DOTALL)
        html5lib.HTMLParser(strict=True).parse(html)


def test_a_case_is_left_as_the_command_leaves_it(desk: Desk, root: Path) -> None:
    """What an approval at the desk writes is what the gate reads: record, channels, end and seal."""
    desk.approve()
    case = open_case(root, GATE)
    assert (case.consent.record, case.consent.scope) == ("CF-1", ("web", "feed"))
    sealed = case.consent.seal
    assert (str(case.consent.valid_until), case.whole) == ("2028-01-01", True)
    assert sealed == dataclasses.replace(case.seal, terms=terms.fingerprint(case.consent, NO_MOVES))
