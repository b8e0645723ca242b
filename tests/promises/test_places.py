"""A marked story goes through every command, and after its withdrawal stands nowhere that was not named."""

from __future__ import annotations

import re
import webbrowser
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.checking.opening import Leaf, Unopened, below, opened
from generator.cli.consent import consent
from generator.cli.main import main
from generator.ground.places import BUNDLES, CACHE, EXPORTS, MARKER, PLACES, PROOFS, place_of
from generator.importing import recognise
from generator.importing.item import Item, Markdown
from generator.importing.recognise import SourceKind
from generator.preview.http.server import Server
from tests.builders.commented import commented
from tests.builders.filled_in import saved_form
from tests.builders.imports import Texts
from tests.builders.pictures import drawing, saved
from tests.builders.sites import EVERY_CHANNEL, SITE, make_site, story

USES = "uses: [{id: letter, label: The letter, description: It goes to members on paper.}]\n"
POLICY = "require_valid_until: false, corrections: typographic, jurisdiction: GB"
TITLE, SLUG, NAME = "Quorrelvane at low tide", "the-quorrelvane", "Ambrisel Toove"
TEXT = "The zembrous kettle went on singing until the frost was gone, and nobody asked whose it had been before."
MARKS = ("quorrelvane", "ambrisel", "zembrous", "glimmerock", "photofennel")
PICTURE = "image: {src: ../images/tin.png, alt: A glimmerock on the lid of a tin., credit: Photofennel by the sea}"
FILE = "stories/quorrelvane-at-low-tide.md"
ON = ("--today", "2026-06-15")

ADDRESS = f"https://quiet.harbour.internal/base/stories/{SLUG}/"
OLD = Item("1", TITLE, Markdown(TEXT), addresses=(ADDRESS,), author=NAME)
ANOTHER = Item("2", "Another", Markdown("Something else happened on the pier that day."))

Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one other story, which has nothing to do with what follows."""
    (tmp_path / "stick").mkdir()
    site = (
        SITE.replace("require_valid_until: false", POLICY) + "publish: [{name: stick, to: 'folder:../stick'}]\n" + USES
    )
    return make_site(tmp_path / "site", {"hill.md": story("A hill")}, site=site)


@pytest.fixture
def run(root: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in the site's folder, and keeps there what it prints, as somebody may."""
    monkeypatch.setattr(Server, "run", lambda *_: None)  # the preview ends as soon as it is there
    monkeypatch.setattr(webbrowser, "open", lambda _: True)
    monkeypatch.setattr("generator.content.sources.today", lambda: date.fromisoformat(ON[1]))
    (root.parent / "export.txt").write_text("-")
    old_site = SourceKind("old-site", "an old site", lambda _: True, lambda _: Texts([OLD, ANOTHER]))
    monkeypatch.setattr(recognise, "SOURCES", (old_site,))
    (root / "printed").mkdir()

    def run(*words: str) -> Result:
        where = () if words[0] in ("import", "desk", "shortcut") else ("--source", str(root))
        done = CliRunner().invoke(main, [*words, *where])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        with (root / "printed" / f"{'-'.join(words[:2])}.txt".replace("/", "-")).open("a", encoding="utf-8") as file:
            file.write(done.output)
        return done

    return run


def lives(root: Path, run: Run) -> None:
    """The whole life of the story but for its end: every command that can hold its words, in the order of a life."""
    # The storyteller's form, which somebody has put into the site's folder; it is written by hand in the end.
    filled = saved_form(title=TITLE, text=TEXT, name=NAME, named_as="pseudonym", channels=["web"])
    (root / "story.hearten-story").write_bytes(filled)
    done = [run("form", "--out", str(root / "form.html")), run("receive", str(root / "story.hearten-story"), *ON)]
    assert TEXT in (root / FILE).read_text(encoding="utf-8")
    (root / FILE).unlink()
    done += [run("story", TITLE)]
    more = f"slug: {SLUG}\n{PICTURE}"
    requested = "{record: FORM-001, status: requested, scope: []}"
    text = story(TITLE, consent=requested, more=more, text=TEXT).replace("Maren", NAME)
    (root / FILE).write_text(text, encoding="utf-8")
    (root / "images").mkdir()
    (root / "images/tin.png").write_bytes(saved(drawing(), "PNG"))
    made = run("consent", "copy", FILE)
    code = re.search(r"code is (\S{9})\.", made.stdout)
    assert code is not None, made.output
    form = (
        "--uses",
        "letter",
        "--record",
        "CF-1",
        "--scope",
        EVERY_CHANNEL.strip("[]").replace(" ", ""),
        "--until",
        "2028-01-01",
    )
    # What its storyteller says of the copy, which somebody has put into the site's folder.
    (root / "said.hearten-comments").write_bytes(commented(code[1], **{TEXT: "Please say copper."}))
    done += [
        made,
        run("receive", str(root / "said.hearten-comments"), *ON),
        run("consent", "approve", FILE, "--code", code[1], *form, *ON),
    ]
    text = (root / FILE).read_text(encoding="utf-8")
    (root / FILE).write_text(text.replace("gone, and", "gone; and"), encoding="utf-8")
    done += [
        run("consent", "copy", FILE, "--since"),
        run("consent", "correct", FILE, *ON),
        run("consent", "renew", FILE, "--until", "2029-01-01", *ON),
        run("consent", "narrow", FILE, "--scope", "web,feed,search-engines,offline", *ON),
        run("consent", "pause", FILE, *ON),
        run("consent", "resume", FILE, *ON),
        run("consent", "receipt", FILE, *ON),
        run("rename", FILE, "quorrelvane-renamed"),
        run("rename", "quorrelvane-renamed", Path(FILE).stem),
        *(run("consent", "list", *form, *ON) for form in ((), ("--json",), ("--csv",), ("--ics",))),
        *(run("use", FILE, "--for", "letter", "--as", part, *ON) for part in ("text", "excerpt")),
        run("use", FILE, "--for", "letter", "--as", "picture", "--out", str(root.parent / "tin.png"), *ON),
        run("uses", *ON),
        run("consent", "letter", FILE, *ON),
        run("consent", "check-in", FILE, "answered", *ON),
        run("consent", "log"),
        run("consent", "verify"),
        run("mend"),
        run("mend", FILE, "--write"),
        run("check"),
        run("check", "--format", "sarif", "--baseline", str(root / "told.json"), "--write-baseline"),
        run("check", "--format", "json", FILE),
        run("build", *ON),
        run("build", "--channel", "offline", *ON),
        *(run("bundle", "--format", form, *ON) for form in BUNDLES),
        *(run("export", form, "--all", *ON) for form in EXPORTS),
        *(run("export", form, "--out", str(root / f"{place}.zip"), *ON) for form, place in EXPORTS.items()),
        run("bundle", "--check", str(root / "bundle.zip"), *ON),
        run("explain", FILE, *ON),
        run("report", *ON),
        run("serve", *ON),
        run("desk", str(root)),
        run("shortcut", str(root), "--out", str(root / "icons")),
        run("publish"),
        run("publish", "--removals"),
        run("schedule", "cron", "stick"),
    ]
    # The texts of the old site are brought in beside it; the story itself is here, and is shown as it was there.
    brought = run("import", str(root.parent / "export.txt"), "--into", str(root), *ON)
    assert (brought.exit_code, (root / "stories/another.md").is_file()) == (1, True), brought.output
    assert [(one.exit_code, one.output) for one in done if one.exit_code] == []
    for words in (
        ("residue", str(root / "public"), "--of", str(root / FILE)),
        ("new", str(root.parent / "another")),
        ("schema", "story"),
        ("status", "http://127.0.0.1:9/", "--source", str(root), *ON),
        ("deny-hashes", str(root.parent / "names.txt"), "--out", str(root / "consent/deny.txt")),
    ):
        (root.parent / "names.txt").write_text("Somebody Else", encoding="utf-8")
        (root / "printed" / f"{words[0]}.txt").write_text(CliRunner().invoke(main, words).output, encoding="utf-8")


def holding(root: Path) -> Iterator[tuple[str, str]]:
    """Every file that holds a mark, also packed, or whose name does; with the place in it."""
    for found in below(root, lambda *_: False):
        assert not isinstance(found, Unopened)
        for leaf in opened(*found):
            if isinstance(leaf, Leaf) and any(mark.encode() in leaf.content.lower() for mark in MARKS):
                yield leaf.file, leaf.place
            elif any(mark in leaf.place.casefold() for mark in MARKS):
                yield found[0], leaf.place


KNOWN = {
    *(
        "build",
        "bundle",
        "check",
        "consent",
        "deny-hashes",
        "desk",
        "explain",
        "export",
        "form",
        "import",
        "media",
        "mend",
        "new",
        "publish",
        "receive",
        "rename",
        "report",
        "residue",
        "schema",
    ),
    *("schedule", "serve", "shortcut", "status", "story", "strings", "use", "uses"),
    *(
        "approve",
        "check-in",
        "copy",
        "correct",
        "letter",
        "list",
        "log",
        "narrow",
        "pause",
        "receipt",
        "renew",
        "resume",
        "verify",
    ),
    "withdraw",
}


def test_every_command_takes_a_stand() -> None:
    """A new command has to be added to the life above, since it may keep words of a story."""
    assert {*main.commands, *main.elsewhere, *consent.commands} == KNOWN


def test_nothing_is_left_that_was_not_named(root: Path, run: Run) -> None:
    """After every command, the withdrawal and the next build, each file that still holds a mark was named."""
    lives(root, run)
    before = {file for file, _ in holding(root)}
    assert {
        "public/index.html",
        "bundle.zip",
        "bundle.epub",
        "bundle.pdf",
        "public-offline/index.html",
        *(f"{place}.zip" for place in EXPORTS.values()),
    } <= before
    assert all(any(file.startswith(f"{place}/") for file in before) for place in ("bundle", *EXPORTS.values()))
    assert (
        not {place.what for place in PLACES}
        - {place_what(root, file) for file in before}
        - {"a file that was not finished"}
    )
    named = CliRunner().invoke(main, ["consent", "withdraw", FILE, "--yes", "--source", str(root), *ON])
    at_once = {file for file, _ in holding(root)}
    run("build", *ON)
    run("build", "--channel", "offline", *ON)
    proven = run("publish")
    assert f"The proof is {PROOFS}/" in proven.output
    left = {file for file, _ in holding(root)}
    assert at_once == left
    assert [file for file in left if file not in named.stdout] == []
    assert all(file.startswith("printed/") for file in left)
    assert (named.exit_code, "not out of the site's folder yet" in named.stdout) == (1, True)


def place_what(root: Path, file: str) -> str | None:
    """What lies at a path, by the register."""
    place = place_of(file, lambda at: (root / at).is_file())
    return place.what if place else None


LEFT_BY_KILLS = (
    "stories/.quorrelvane-at-low-tide.md.4711.hearten-new",
    "stories/_drafts/.quorrelvane-at-low-tide.md.4711.hearten-new",
    "pages/.about.md.4711.hearten-new",
    "stories/_drafts/.something.md.4711.hearten-new",
    "consent/copies/.hearten-quorrelvane.html",
    ".hearten-bundle.zip",
    "consent/copies/quorrelvane-at-low-tide.0000-0000.html",
    "consent/receipts/CF-1.html",
    "from-maren/story(1).hearten-story.json",
    f"{CACHE}/cache-1.sqlite",
    "elsewhere/www/stories/x/index.html",
    "elsewhere/www/.hearten-staged/0123/abcdef",
)


@pytest.mark.parametrize("place", LEFT_BY_KILLS)
def test_what_a_kill_leaves_goes(root: Path, place: str) -> None:
    """Words in a registered place, also one that only a killed command leaves, go with the story and end with 0."""
    (root / FILE).write_text(story(TITLE, text=TEXT), encoding="utf-8")
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).write_text(f"<p>{TEXT}</p>", encoding="utf-8")
    if place.startswith("elsewhere/"):
        (root / "elsewhere/www" / MARKER).write_text("ours")
    done = CliRunner().invoke(main, ["consent", "withdraw", FILE, "--yes", "--source", str(root), *ON])
    assert (done.exit_code, list(holding(root))) == (0, []), done.output
    assert "The story is out of the site's folder." in done.stdout


def test_a_form_of_somebody_else_stays(root: Path) -> None:
    """Another's form, with the same name to show and a few of the same words, is named and not removed."""
    (root / FILE).write_text(story(TITLE, text=TEXT).replace("Maren", NAME), encoding="utf-8")
    words = f"As they say: {TEXT.partition(' was gone')[0]}. But mine is another story, and it goes on from there. "
    (root / "story(2).hearten-story").write_bytes(saved_form(title="Mine", text=words * 3, name=NAME))
    (root / "story(3).hearten-story").write_bytes(saved_form(title=TITLE, text=TEXT, name=NAME))
    done = CliRunner().invoke(main, ["consent", "withdraw", FILE, "--yes", "--source", str(root), *ON])
    assert ((root / "story(2).hearten-story").is_file(), (root / "story(3).hearten-story").is_file()) == (True, False)
    assert (done.exit_code, "story(2).hearten-story: " in done.stdout) == (1, True), done.output
