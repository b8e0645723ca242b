"""What readers of a shared story say of it: taken from a plain form, kept like other comments, and bounded."""

from __future__ import annotations

import html
import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from generator.consent import comments, withdrawal
from generator.consent.comments import Comments, comments_of, files_of
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.ground.places import COMMENTS
from generator.preview.desk.margin import notes
from generator.preview.http import shared_comments
from generator.preview.http.sent_forms import FORM
from generator.preview.http.share import shared
from generator.preview.site.live import LiveSite
from tests.builders.desk_forms import Sent, form_of
from tests.builders.previews import Answer
from tests.builders.sites import SITE, TODAY, make_site, story

LOCAL, GATE = "127.0.0.1", "stories/gate.md"
TEXT = "We painted the gate.\n\nIt was *green*, %%or was it?%%\nand [wet](https://example.org).\n\n- One bird came"
GREEN = "It was green, and wet."
HOSTILE = "<script>alert(1)</script>\r\n{{ 7 * 7 }} ../../x\x1b[31m"
SAY = "What you would like to say about it"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story that is a draft, and one that is not shared."""
    stories = {"gate.md": story(text=TEXT, more="draft: true"), "hill.md": story("A hill", text="It rained.")}
    return make_site(tmp_path / "site", stories)


@pytest.fixture
def page(root: Path) -> Iterator[str]:
    """The address at which something is said of the draft."""
    with shared(LiveSite(root, "web", TODAY), GATE, LOCAL, 0) as address:
        yield f"{address}_comments"


def ask(address: str, sent: Sent | None = None, headers: dict[str, str] | None = None) -> Answer:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(LOCAL, parts.port or 80, timeout=60)
    given = {"Content-Type": FORM, **(headers or {})}
    try:
        if sent is None:
            connection.request("GET", parts.path, headers=headers or {})
        else:
            connection.request("POST", parts.path, urlencode(sent).encode(), given)
        response = connection.getresponse()
        content = response.read().decode("utf-8", "replace")
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, content)
    finally:
        connection.close()


def filled(page: str, said: dict[int | str, str]) -> Sent:
    """What the form sends with something in its fields, by their number from 0 or their name."""
    sent = form_of(ask(page), SAY)
    fields = [name for name, _ in sent if name.startswith("on-") and name != "on-"]
    values = {fields[which] if isinstance(which, int) else which: words for which, words in said.items()}
    return [(name, values.get(name, value)) for name, value in sent]


def kept(root: Path) -> list[Comments]:
    return [said for _, said in comments_of(root, GATE)]


def test_the_story_leads_to_the_page(page: str) -> None:
    """The story has a link to the page on which something is said of it, and that page one back."""
    base = page.removesuffix("_comments")
    moved = ask(base).headers["location"]
    origin = base.rsplit("/", 2)[0]
    assert f'<a href="{urlsplit(page).path}">Say something about it</a>' in ask(origin + moved).text
    assert f'href="{moved}">Back to the story</a>' in ask(page).text


def test_every_paragraph_has_a_field(page: str) -> None:
    """Each paragraph stands there as readers see it, without private notes, with a field; so has the whole story."""
    shown = ask(page)
    assert [name for name, _ in form_of(shown, SAY) if name.startswith("on-")][-1] == "on-"
    assert (shown.text.count("<textarea"), shown.text.count("<details>")) == (4, 3)
    assert f">{GREEN}</p>" in shown.text
    assert "or was it" not in shown.text


def test_what_is_said_stands_beside_its_paragraph(page: str, root: Path) -> None:
    """What somebody says is kept with the day and their name, beside its paragraph, and they are thanked."""
    done = ask(page, filled(page, {1: "It was blue.", "on-": "Well told.", "name": " Ana "}))
    assert done.status == 303
    thanks = ask(page.rsplit("/", 2)[0] + done.headers["location"]).text
    assert "<h1>Thank you</h1>" in thanks
    (said,) = kept(root)
    assert (said.name, said.came) == ("Ana", TODAY)
    found = notes(root, GATE, TEXT + "\n")
    assert [(one.words, one.line, one.by) for one in found] == [("Well told.", None, "Ana"), ("It was blue.", 3, "Ana")]
    assert f"{COMMENTS}/.gitignore" in {file.relative_to(root).as_posix() for file in root.rglob(".gitignore")}


def test_the_same_form_once_more_changes_nothing(page: str, root: Path) -> None:
    """A button that is pressed twice gives one comment, and no name is needed."""
    sent = filled(page, {0: "Blue."})
    assert [ask(page, sent).status for _ in range(2)] == [303, 303]
    assert [(said.name, len(said.comments)) for said in kept(root)] == [("", 1)]


def test_hostile_words_stay_words(page: str, root: Path) -> None:
    """Whatever is written is kept as it is, and is markup neither on the page that gives it back nor at the desk."""
    done = ask(page, filled(page, {0: HOSTILE, "name": "<b>x</b>" * 20}))
    assert (done.status, html.escape("<script>alert(1)") in done.text, "<script>alert" in done.text) == (
        422,
        True,
        False,
    )
    assert ask(page, filled(page, {0: HOSTILE, "name": "<b>x</b>"})).status == 303
    assert kept(root)[0].comments[0].comment == HOSTILE.replace("\r\n", "\n")


def test_nothing_is_taken_without_words(page: str, root: Path) -> None:
    """A form without a comment is shown once more, in a plain sentence."""
    done = ask(page, filled(page, {0: " \r\n "}))
    assert (done.status, "There is nothing to give yet. Write something first." in done.text) == (422, True)
    assert kept(root) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Mode": "cors"},
        {"Host": "evil.example.org"},
    ],
)
def test_only_its_own_page_is_heard(page: str, root: Path, headers: dict[str, str]) -> None:
    """What another origin or a script sends is refused."""
    assert ask(page, filled(page, {0: "Blue."}), headers).status in (400, 403)
    assert kept(root) == []


def test_without_secret_or_token_nothing_is_taken(page: str, root: Path) -> None:
    """A form for another secret, or without the page's token, is refused, and what was written is given back."""
    sent = filled(page, {0: "It was blue."})
    elsewhere = page.replace(urlsplit(page).path.split("/")[1], "another-secret")
    without = [(name, "" if name == "token" else value) for name, value in sent]
    for done in (ask(elsewhere, sent), ask(page, without)):
        assert (done.status, "It was blue." in done.text, "We painted" in done.text) == (404, True, False)
    assert ask(page.removesuffix("_comments"), sent).status == 405
    assert kept(root) == []


@pytest.mark.parametrize("what", ["withdrawn", "paused", "broken"])
def test_what_is_said_of_a_story_that_is_not_shown_is_refused_kindly(page: str, root: Path, what: str) -> None:
    """When the story was taken back, paused or broken meanwhile, nothing is kept; the words are given back."""
    sent = filled(page, {0: "It was blue."})
    if what == "withdrawn":
        withdrawal.withdraw(plan_withdrawal(root, "gate"), TODAY)
    else:
        changed = {"paused": "{record: R-1, status: paused, scope: [web]}", "broken": "{record: ["}[what]
        (root / GATE).write_text(story(text=TEXT, consent=changed), encoding="utf-8")
    done = ask(page, sent)
    assert done.status == (503 if what == "broken" else 410)
    assert "What you wrote was not kept. It stands below" in done.text
    assert ("It was blue." in done.text, "We painted" in done.text) == (True, False)
    assert not (root / COMMENTS).exists() or files_of(root, GATE) == []


def test_comments_go_with_the_story(page: str, root: Path) -> None:
    """What was said of a shared story goes when it is withdrawn."""
    ask(page, filled(page, {0: "It was blue."}))
    assert len(files_of(root, GATE)) == 1
    withdrawal.withdraw(plan_withdrawal(root, "gate"), TODAY)
    assert files_of(root, GATE) == []


@pytest.mark.parametrize(
    ("name", "said"), [("AT_ONCE", "in a short time"), ("MOST_FORMS", "More cannot be taken here")]
)
def test_only_so_much_is_taken(root: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str) -> None:
    """Neither too much in a short time nor too much at all is taken; it is told, and the words stay in the form."""
    monkeypatch.setattr(shared_comments, name, 2)
    with shared(LiveSite(root, "web", TODAY), GATE, LOCAL, 0) as address:
        page = f"{address}_comments"
        assert [ask(page, filled(page, {0: words})).status for words in ("One.", "Two.")] == [303, 303]
        done = ask(page, filled(page, {0: "Three."}))
    assert (done.status, said in done.text, "\nThree.</textarea>" in done.text) == (422, True, True)
    assert len(kept(root)) == 2


def test_what_is_too_long_is_told(page: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comment that is too long stays in its form; a form that is far too long is not read to its end."""
    done = ask(page, filled(page, {0: "a" * (comments.LONGEST + 1)}))
    assert (done.status, "At most 20000 characters fit" in done.text) == (422, True)
    monkeypatch.setattr("generator.preview.http.share.LARGEST", 100)
    done = ask(page, filled(page, {0: "a" * 200}))
    assert (done.status, "This is too much at once" in done.text) == (413, True)
    assert kept(root) == []


def test_no_field_cuts_what_is_put_into_it(page: str) -> None:
    """A browser takes whatever is pasted: a field with a length of its own would cut it without a word."""
    assert "maxlength" not in ask(page).text


def test_a_paragraph_that_was_changed_meanwhile_loses_no_words(page: str, root: Path) -> None:
    """What is said of a paragraph that is another since is kept with its words, and stays in the form before that."""
    sent = filled(page, {1: "It was blue.", "name": "x" * 101})
    (root / GATE).write_text(story(text="We painted the gate.", more="draft: true"), encoding="utf-8")
    done = ask(page, sent)
    assert (done.status, "\nIt was blue.</textarea>" in done.text, f">{GREEN}</p>" in done.text) == (422, True, True)
    assert ask(page, [(name, "" if name == "name" else value) for name, value in sent]).status == 303
    assert [said.paragraph for said in kept(root)[0].comments] == [GREEN]


def test_the_page_speaks_the_sites_language(root: Path) -> None:
    """The page speaks the language of the site, as a review copy does."""
    (root / "site.yaml").write_text(f"{SITE}language: de\n", encoding="utf-8")
    with shared(LiveSite(root, "web", TODAY), GATE, LOCAL, 0) as address:
        shown = ask(f"{address}_comments").text
    assert ('<html lang="de">' in shown, "Meine Anmerkungen abgeben" in shown) == (True, True)


def test_nobody_stores_or_frames_the_page(page: str) -> None:
    """The page with the form is stored, framed and indexed by nobody, and its form goes to its own address alone."""
    headers = ask(page).headers
    assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "same-origin")
    policy = headers["content-security-policy"]
    assert ("form-action 'self'" in policy, "frame-ancestors 'none'" in policy, "default-src 'none'" in policy) == (
        True,
        True,
        True,
    )
