from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import bring_in as command
from generator.cli.main import main
from generator.importing import fetching, recognise
from generator.importing.item import Fate, Item, LeftOut, Markdown, Remark
from generator.importing.recognise import SourceKind
from generator.importing.scene import OpenLabel
from tests.builders.imports import Texts
from tests.builders.pictures import picture, saved
from tests.builders.sites import make_site, story, tree
from tests.builders.web_server import web_server

GATE = Item(
    key="1",
    title="The gate",
    body=Markdown("We painted the gate."),
    author="Maren",
    summary="A gate is painted.",
    labels=("Hoping", "2019"),
    remarks=(Remark(Fate.DROPPED, "1 script", "nothing that runs is published"),),
)
COMMENTS = LeftOut("comments", "they are not the storyteller's", 7)

Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site, and beside it a file to bring in."""
    (tmp_path / "export.txt").write_text("-")
    return make_site(tmp_path / "site", {"before.md": story("Before")})


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> Texts:
    """What is in the file, which a test may change."""
    found = Texts([GATE, COMMENTS])
    kind = SourceKind("lines", "lines of text", lambda files: files.names() == ("export.txt",), lambda _: found)
    monkeypatch.setattr(recognise, "SOURCES", (kind,))
    return found


@pytest.fixture
def run(root: Path, texts: Texts) -> Run:
    """Runs the command."""

    def run(*words: str, what: str = "export.txt") -> Result:
        done = CliRunner().invoke(
            main, ["import", str(root.parent / what), "--into", str(root), "--today", "2026-06-15", *words]
        )
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run


def test_the_report_says_what_became_of_each_text(root: Path, run: Run) -> None:
    """The command brings texts in, and says of each what was dropped, what did not come in, and what to look at."""
    done = run()
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "This is texts of a test.",
        "stories/the-gate.md: new",
        "  dropped: 1 script (nothing that runs is published)",
        "",
        "1 new.",
        "Not brought in:",
        "  comments (7): they are not the storyteller's",
        "Labels that are no topic here; write into topics-from-labels.yaml which each is, or “no topic”:",
        "  “2019” (1)",
        "  “Hoping” (1), perhaps “hope”",
        "To look at:",
        "  the date (1 text): there is none; 2026-06-15 stands in its place",
        "  the author (1 text): ask the storyteller which name may be shown",
        "  the topics (1 text): none of its labels is a topic here; choose at least one",
        "Nothing of it is published before somebody consents: “hearten serve” shows the drafts, and",
        "“hearten consent copy STORY” makes what a storyteller can be asked with.",
    ]
    assert (root / "stories/the-gate.md").exists()


def test_a_look_says_the_same_and_writes_nothing(root: Path, run: Run) -> None:
    """With --dry-run the report is the same, no file is written, and that is said."""
    before = tree(root)
    done = run("--dry-run")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "Nothing was written.")
    assert tree(root) == before


def test_json_has_everything(run: Run) -> None:
    """With --json one document tells all that the sentences tell."""
    told = json.loads(run("--json").stdout)
    assert (told["source"], told["written"], told["left_out"][0]["count"]) == ("texts of a test", True, 7)
    (text,) = told["texts"]
    assert (text["came"], text["path"], text["title"]) == ("new", "stories/the-gate.md", "The gate")
    assert {"fate": "dropped", "what": "1 script", "why": "nothing that runs is published"} in text["remarks"]
    assert {"label": "Hoping", "texts": 1, "near": "hope"} in told["labels"]


def test_a_text_in_the_place_of_a_deleted_one(root: Path, run: Run, texts: Texts) -> None:
    """A text that stays away since one of its name was deleted here is named, and the command ends with 1."""
    run()
    (root / "stories/the-gate.md").unlink()
    texts.found = [replace(GATE, title="The boat", body=Markdown("The boat lay upside down for a winter and a half."))]
    done = run()
    assert (done.exit_code, done.stdout.splitlines()[1]) == (
        1,
        "“The boat”: in the place of one that was taken out here",
    )
    assert "copy it into a new file by hand" in done.stdout


def test_texts_that_do_not_come_in_are_named(run: Run, texts: Texts) -> None:
    """Titles of texts that do not come in are told, and the command ends with 1."""
    texts.found = [*texts.found, LeftOut("texts that are too long", "look", 1, titles=("A long one",))]
    done = run()
    assert (done.exit_code, "    “A long one”\n" in done.stdout) == (1, True)
    assert json.loads(run("--json").stdout)["left_out"][-1]["titles"] == ["A long one"]


def test_scripts_take_the_nearest_topic(root: Path, run: Run) -> None:
    """With --yes a label becomes the topic that is near it, and what was taken is written down."""
    run("--yes")
    assert "topics: [hope]" in (root / "stories/the-gate.md").read_text()
    assert (root / "topics-from-labels.yaml").read_text().splitlines()[1:] == ['"Hoping": hope']


def test_edited_texts_are_shown_and_left_alone(root: Path, run: Run, texts: Texts) -> None:
    """A text that differs from what was edited here is shown line by line, and the command ends with 1."""
    run()
    path = root / "stories/the-gate.md"
    path.write_text(path.read_text().replace("Maren", "M."))
    texts.found = [replace(GATE, summary="The gate is green.")]
    done = run()
    assert done.exit_code == 1
    assert "stories/the-gate.md: edited here since" in done.stdout
    assert '  +summary: "The gate is green."' in done.stdout


def test_what_was_deleted_is_said_with_how_to_have_it_back(root: Path, run: Run) -> None:
    """A text that was deleted here stays away, and the report says what to do if that was a mistake."""
    run()
    (root / "stories/the-gate.md").unlink()
    done = run()
    number = json.loads((root / "consent/brought-in.json").read_text().splitlines()[1])["number"]
    assert "“The gate”: taken out here since" in done.stdout
    assert f"delete {number} in consent/brought-in.json" in done.stdout
    assert not (root / "stories/the-gate.md").exists()


@pytest.mark.parametrize(
    ("words", "what", "said"),
    [
        ((), "missing.txt", "there is no such file or folder. Check the name."),
        ((), "site", "is none of what can be brought in: lines of text (lines)"),
        (("--as", "linse"), "export.txt", "“linse” is not one of them; did you mean “lines”?"),
        (("--uploads", "/nowhere"), "export.txt", "/nowhere: there is no such file or folder"),
        (("--into", "/nowhere"), "export.txt", "there is no site here"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, words: tuple[str, ...], what: str, said: str) -> None:
    """What stands in the way of an import is said in words with what to do, and the command ends with 2."""
    done = run(*words, what=what)
    assert (done.exit_code, said in done.output) == (2, True), done.output


def test_missing_pictures_are_fetched_only_if_somebody_says_so(
    root: Path, run: Run, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture that the source lacks is fetched from the old site with --fetch, and not otherwise."""
    on_this_computer = partial(fetching.WithFetched, may_ask=lambda _: True)
    monkeypatch.setattr(fetching, "WithFetched", on_this_computer)
    (root.parent / "old").mkdir()
    (root.parent / "old/gate.png").write_bytes(saved(picture(), "PNG"))
    with web_server(root.parent / "old") as web:
        body = Markdown(f"![A gate.]({web.url}gate.png)\n\nText.")
        texts.found = [replace(GATE, body=body, addresses=(f"{web.url}2019/gate/",))]
        looked = run("--dry-run").stdout
        assert "dropped: the picture “gate.png” (what was brought only names it)" in looked
        assert "Pictures are missing in 1 text: name a folder" in looked
        assert web.asked == []
        assert "picture" not in run("--fetch").stdout
        assert web.asked == [("gate.png", "")]
    assert [path.name for path in (root / "stories/images").iterdir()]


def test_who_fetches_is_not_told_to_fetch(run: Run, texts: Texts) -> None:
    """Where pictures could not be fetched, the report says why, and does not advise to fetch them."""
    texts.found = [replace(GATE, body=Markdown("![A gate.](gate.png)\n\nText."))]
    assert "let --fetch ask" in run("--dry-run").stdout
    told = run("--dry-run", "--fetch").stdout
    assert "the picture “gate.png” (it is not among the files, and nothing says at which host it was)" in told
    assert "--fetch" not in told


def test_words_of_a_source_cannot_steer_the_terminal(run: Run, texts: Texts) -> None:
    """Control characters in titles, labels and remarks are not printed."""
    evil = "\x1b[2J"
    texts.found = [replace(GATE, title=evil, labels=(evil,), remarks=(Remark(Fate.DROPPED, evil, evil),))]
    assert "\x1b" not in run().output


def test_a_person_is_asked_about_each_near_label(monkeypatch: pytest.MonkeyPatch) -> None:
    """At a terminal Enter takes the topic that is proposed, and a hyphen none."""
    answers = iter(["hope", command.NONE])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    labels = [OpenLabel("Hoping", 2, "hope"), OpenLabel("Workshop", 1, "work")]
    assert command.asked(labels) == {"Hoping": "hope", "Workshop": None}
