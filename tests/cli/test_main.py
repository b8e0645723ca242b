"""The command: what it prints, how it ends, and that no mistake of a user's ends in a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator import __version__
from generator.cli.main import main
from tests.builders.commands import commands_of
from tests.builders.example import ROOT
from tests.builders.sites import SITE, make_site, story, tree

BROKEN = story(topics="[hpoe]")
PAUSED = story(consent="{record: R-2, status: paused, scope: [web]}")
# A link without a target is a warning, and no error.
LOOSE = story(text="[There](nowhere.md).")


def run(*words: str | Path) -> Result:
    """Run the command; an exception that would be a traceback to the user fails the test."""
    done = CliRunner().invoke(main, [str(word) for word in words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def process(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "generator", *words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site with one story that is published and one that is withheld."""
    return make_site(tmp_path / "site", {"gate.md": story(), "paused.md": PAUSED})


def test_the_module_is_the_command(tmp_path: Path) -> None:
    """Running the package as a module is the same as the command."""
    done = process("--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"hearten {__version__}\n")


def test_a_new_site_builds_as_a_process(tmp_path: Path) -> None:
    """In a shell, a new site is made and built, and the last line but one is the address to open."""
    assert process("new", "my-site", cwd=tmp_path).returncode == 0
    done = process("build", cwd=tmp_path / "my-site")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-2] == f"Open {(tmp_path / 'my-site/public/index.html').resolve().as_uri()}"


@pytest.mark.parametrize("today", ["2026-11-22", "2036-11-22"])
@pytest.mark.parametrize("channel", ["web", "offline"])
def test_a_new_site_builds(tmp_path: Path, today: str, channel: str) -> None:
    """A new site builds with warnings of its samples alone, on either channel, today and ten years on."""
    assert run("new", tmp_path / "site").exit_code == 0
    done = run("build", "--source", tmp_path / "site", "--today", today, "--channel", channel, "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert {d["severity"] for d in told["diagnostics"] if d["stops_publishing"]} == {"warning"}
    assert all(d["stops_publishing"] for d in told["diagnostics"])
    assert (told["counts"]["stories"], told["counts"]["stopping"]) == (1, len(told["diagnostics"]))


def test_a_new_site_is_not_made_over_another(small: Path) -> None:
    """A folder with anything in it is refused, and left as it was."""
    before = tree(small)
    done = run("new", small)
    assert done.exit_code == 2
    assert "nothing was changed" in done.output
    assert tree(small) == before


def test_a_new_site_is_not_made_in_a_file(tmp_path: Path) -> None:
    """Where a file stands, no site is made."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    assert run("new", tmp_path / "file").exit_code == 2
    assert run("new", tmp_path / "file" / "below").exit_code == 2


def test_a_new_story_is_a_draft(small: Path) -> None:
    """A new story is withheld, does not make the build fail, and does not change the site."""
    run("build", "--source", small)
    before = tree(small / "public")
    done = run("story", 'Anna\'s "gate": a key & a Größe', "--source", small)
    assert done.exit_code == 0
    assert (small / "stories" / "annas-gate-a-key-a-grosse.md").is_file()
    again = run("build", "--source", small, "--json", "--strict")
    assert again.exit_code == 0
    assert {w["rule"] for w in json.loads(again.stdout)["withheld"]} == {"paused", "requested"}
    assert tree(small / "public") == before


def test_a_story_is_not_made_twice(small: Path) -> None:
    """A second story with one title is refused, and the first is left as it was."""
    run("story", "A key", "--source", small)
    before = tree(small)
    done = run("story", "A key", "--source", small)
    assert done.exit_code == 2
    assert "is there already" in done.output
    assert tree(small) == before


@pytest.mark.parametrize("title", ["", "   ", "a\x00b", "a\x1b[31mb"])
def test_a_story_needs_a_title(small: Path, title: str) -> None:
    """A title without words, or with control characters, makes no story."""
    before = tree(small)
    assert run("story", title, "--source", small).exit_code == 2
    assert tree(small) == before


@pytest.mark.parametrize("title", ["物語", "ღღ", "../../etc", "CON.txt", "x" * 400, "...", "🙂"])
def test_any_title_makes_a_safe_name(small: Path, title: str) -> None:
    """Whatever the title, the file's name is short, plain, and in stories/."""
    before = {*tree(small)}
    assert run("story", title, "--source", small).exit_code == 0
    (made,) = {*tree(small)} - before
    assert re.fullmatch(r"stories/[a-z0-9-]{1,70}\.md", made)


def test_a_story_needs_a_site(tmp_path: Path) -> None:
    """Without a site no story is made, and the message says what to do."""
    done = run("story", "A key", "--source", tmp_path)
    assert done.exit_code == 2
    assert "--source" in done.output
    assert tree(tmp_path) == {}


def test_a_story_needs_a_readable_site(small: Path) -> None:
    """With errors in site.yaml no story is made."""
    (small / "site.yaml").write_text("name: [", encoding="utf-8")
    done = run("story", "A key", "--source", small)
    assert done.exit_code == 2
    assert "has errors" in done.output


def test_a_build_without_errors_ends_with_0(small: Path) -> None:
    """A build that withholds by consent alone ends with 0, even if it is strict."""
    assert run("build", "--source", small, "--strict").exit_code == 0


def test_errors_in_a_story_end_with_1(small: Path) -> None:
    """A build that withholds a story for its errors writes the others and ends with 1."""
    (small / "stories" / "broken.md").write_text(BROKEN, encoding="utf-8")
    assert run("build", "--source", small).exit_code == 1
    assert (small / "public/stories/gate/index.html").is_file()


def test_errors_in_a_page_end_with_1(small: Path) -> None:
    """A build that leaves out a page for its errors ends with 1."""
    make_site(small, {}, pages={"about.md": "---\ntitel: About\n---\nWords.\n"})
    assert run("build", "--source", small).exit_code == 1


@pytest.mark.parametrize(("strict", "code"), [([], 0), (["--strict"], 1)])
def test_warnings_count_if_strict(small: Path, strict: list[str], code: int) -> None:
    """Warnings end a build with 1 if it is strict, and with 0 otherwise."""
    (small / "stories" / "loose.md").write_text(LOOSE, encoding="utf-8")
    assert run("build", "--source", small, *strict).exit_code == code


@pytest.mark.parametrize(
    ("site", "rule"),
    [
        ("name: [", "yaml-syntax"),
        ("", "not-a-mapping"),
        ("- a list", "not-a-mapping"),
        (SITE.replace("url: https", "url: htps"), "url"),
        (SITE + "theme: {name: heartne}\n", "no-theme"),
        (SITE + "theme: {settings: {messure: 30rem}}\n", "theme-setting"),
        (SITE + "theme: {settings: {measure: '}body{'}}\n", "theme-setting"),
        (SITE + "help_page: help.md\n", "no-page"),
    ],
)
def test_wrong_settings_write_nothing(small: Path, site: str, rule: str) -> None:
    """With an error in site.yaml nothing is written, the build ends with 2, and the place is told."""
    (small / "site.yaml").write_text(site, encoding="utf-8")
    done = run("build", "--source", small, "--json")
    assert done.exit_code == 2
    told = json.loads(done.stdout)
    assert told["built"] is False
    assert rule in {d["rule"] for d in told["diagnostics"]}
    assert {d["path"] for d in told["diagnostics"]} == {"site.yaml"}
    assert not (small / "public").exists()


def test_unreadable_settings_write_nothing(small: Path) -> None:
    """A site.yaml that cannot be read ends every command with 2 and a diagnostic."""
    (small / "site.yaml").unlink()
    (small / "site.yaml").mkdir()
    for command in (["build"], ["explain", "index.html"]):
        done = run(*command, "--source", small)
        assert done.exit_code == 2
        assert "site.yaml:1:1: error: it cannot be read" in done.output


@pytest.mark.parametrize("command", [["build"], ["explain", "index.html"], ["build", "--channel", "offline"]])
def test_no_site_is_told(tmp_path: Path, command: list[str]) -> None:
    """Without a site every command that needs one says how to name or make one, and makes nothing."""
    done = run(*command, "--source", tmp_path)
    assert done.exit_code == 2
    assert "there is no site here" in done.output
    assert "hearten new" in done.output
    assert tree(tmp_path) == {}


def test_a_source_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A folder that does not exist is a site that is not there."""
    assert run("build", "--source", tmp_path / "none").exit_code == 2
    assert not (tmp_path / "none").exists()


def test_json_is_one_document(small: Path) -> None:
    """With --json the output is one JSON document with counts, pages, withheld, diagnostics and seconds by stage."""
    (small / "stories" / "broken.md").write_text(BROKEN, encoding="utf-8")
    (small / "stories" / "loose.md").write_text(LOOSE, encoding="utf-8")
    done = run("build", "--source", small, "--json", "--today", "2026-06-15")
    told = json.loads(done.stdout)
    assert done.stderr == ""
    assert {*told} >= {"built", "channel", "today", "out", "counts", "pages", "withheld", "diagnostics", "seconds"}
    assert (told["built"], told["channel"], told["today"]) == (True, "web", "2026-06-15")
    counts = {key: told["counts"][key] for key in ("stories", "withheld", "errors", "warnings", "notes")}
    assert counts == {"stories": 2, "withheld": 2, "errors": 1, "warnings": 1, "notes": 0}
    assert told["counts"]["withheld_by_rule"] == {"errors": 1, "paused": 1}
    assert told["counts"]["pages"] == len(told["pages"]) == len(tree(small / "public")) - 1
    assert [w["source"] for w in told["withheld"]] == ["stories/broken.md", "stories/paused.md"]
    assert {*told["diagnostics"][0]} == {
        "severity",
        "rule",
        "path",
        "line",
        "column",
        "message",
        "hint",
        "stops_publishing",
    }
    assert [*told["seconds"]] == ["look", "read", "validate", "admit", "index", "plan", "compare", "render", "write"]


def test_sentences_tell_what_was_built(small: Path) -> None:
    """A build tells what was built, what was withheld and why, how long it took, and the address to open."""
    told = run("build", "--source", small, "--today", "2026-06-15").stdout
    assert "stories/paused.md: the storyteller has paused the consent" in told
    assert re.search(r"Built 1 story on \d+ files for the website, as of 2026-06-15, in \d+\.\d\d s\.", told)
    assert f"Open {(small / 'public/index.html').resolve().as_uri()}" in told


def test_piped_output_is_plain(small: Path) -> None:
    """Where output is not a terminal it has no colours, and no line is cut or wrapped."""
    (small / "stories" / ("long-" * 40 + "name.md")).write_text(BROKEN, encoding="utf-8")
    done = process("build", "--source", str(small), cwd=small)
    assert "\x1b" not in done.stdout + done.stderr
    line = f"stories/{'long-' * 40}name.md:6:10: error: unknown topic “hpoe” (unknown-topic)"
    assert line in done.stderr.splitlines()


def test_quiet_tells_problems_alone(small: Path) -> None:
    """With --quiet a build without problems prints nothing, and one with a problem prints the problem."""
    assert run("build", "--source", small, "--quiet").output == ""
    (small / "stories" / "broken.md").write_text(BROKEN, encoding="utf-8")
    done = run("build", "--source", small, "--quiet")
    assert done.stdout == ""
    assert done.stderr.startswith("stories/broken.md:6:10: error: unknown topic “hpoe”")
    assert "did you mean “hope”?" in done.stderr


def test_the_output_goes_where_it_is_told(small: Path, tmp_path: Path) -> None:
    """The website goes to public, the bundle to public-offline, and either to --out."""
    run("build", "--source", small)
    run("build", "--source", small, "--channel", "offline")
    run("build", "--source", small, "--out", tmp_path / "there")
    assert (small / "public/feed.xml").is_file()
    assert (small / "public-offline/index.html").is_file()
    assert not (small / "public-offline/feed.xml").exists()
    assert tree(tmp_path / "there") == tree(small / "public")


def test_a_foreign_output_folder_is_refused(small: Path) -> None:
    """An output folder that is not empty and not hearten's ends with 2, and nothing is deleted."""
    (small / "public").mkdir()
    (small / "public" / "thesis.txt").write_text("mine", encoding="utf-8")
    done = run("build", "--source", small)
    assert done.exit_code == 2
    assert "nothing was deleted" in done.output
    assert tree(small / "public") == {"thesis.txt": b"mine"}


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["biuld"], "Did you mean “build”?"),
        (["explian"], "Did you mean “explain”?"),
        (["zzz"], "The commands are"),
        (["build", "--sorce", "x"], "--source"),
        (["build", "--jsno"], "--json"),
        (["build", "--channel", "wbe"], "did you mean “web”?"),
        (["build", "--channel", "ofline"], "did you mean “offline”?"),
        (["build", "--channel", "print"], "the choices are web, offline"),
        (["schema", "stroy"], "did you mean “story”?"),
        (["build", "--today", "14.3.2026"], "write it like 2026-03-14"),
        (["build", "--today", "2026-02-30"], "write it like 2026-03-14"),
    ],
)
def test_mistyped_words_get_a_hint(words: list[str], hint: str) -> None:
    """A mistyped command, option, channel or date ends with 2 and names what may have been meant."""
    done = run(*words)
    assert done.exit_code == 2
    assert hint in done.output


@pytest.mark.parametrize("name", sorted(commands_of(main)))
def test_every_command_has_an_example(name: str) -> None:
    """The help of every command has an example on a line of its own, which names that command."""
    done = run(name, "--help")
    assert done.exit_code == 0
    assert re.search(rf"Example:\n\s+hearten {name}\b", done.output)


def test_every_option_has_help() -> None:
    """Every option of every command says what it does."""
    for command in commands_of(main).values():
        options = [o for o in command.params if isinstance(o, click.Option)]
        assert all(o.help for o in options), command.name


def test_commands_say_the_same_before_they_are_loaded() -> None:
    """What the help lists of a command that is not loaded is the first sentence of its own help."""
    for name, elsewhere in main.elsewhere.items():
        assert elsewhere.help == elsewhere.load().get_short_help_str(limit=1000), name


def test_help_shows_the_way_in() -> None:
    """The command's own help begins with the three lines that lead to a site."""
    told = run("--help").output
    assert re.search(r"hearten new my-site\n\s+cd my-site\n\s+hearten build\n", told)


def test_explain_a_page(small: Path) -> None:
    """The explanation of a story's page tells its source, its consent and its template."""
    done = run("explain", "stories/gate/", "--source", small)
    assert done.exit_code == 0
    assert done.output.splitlines()[:4] == [
        "stories/gate/index.html",
        "  source: stories/gate.md",
        "  consent: given for feed, offline, search-engines, social, web",
        "  made by: template story.html of the theme hearten",
    ]


def test_explain_what_the_next_build_does(small: Path) -> None:
    """The explanation tells whether the next build would make a page, and why."""

    def told() -> str:
        return run("explain", "stories/gate/", "--source", small, "--today", "2026-06-15").output.splitlines()[4]

    assert "no build" in told()
    run("build", "--source", small, "--today", "2026-06-15")
    assert "leaves it alone" in told()
    page = small / "public" / "stories" / "gate" / "index.html"
    page.write_text("Mine.", encoding="utf-8")
    assert "changed by somebody else" in told()
    run("build", "--source", small, "--today", "2026-06-15")
    with (small / "stories" / "gate.md").open("a", encoding="utf-8") as f:
        f.write("More.\n")
    assert "has changed since it was made" in told()


@pytest.mark.parametrize(
    ("path", "maker"),
    [
        ("index.html", "template home.html of the theme hearten"),
        ("feed.xml", "the generator (atom)"),
        ("topics/hope/", "template list.html of the theme hearten"),
        ("_headers", "the generator (lines)"),
        ("recall.json", "opaque ids of stories that were taken back"),
    ],
)
def test_explain_pages_without_a_source(small: Path, path: str, maker: str) -> None:
    """The explanation of a page that is no text tells what makes it, and no source."""
    told = run("explain", path, "--source", small).output
    assert f"made by: {maker}" in told
    assert "source:" not in told


def test_explain_a_social_card(small: Path) -> None:
    """A social card is told with the story whose it is, and the channels of its consent."""
    told = run("explain", "stories/gate/card.png", "--source", small).output.splitlines()
    assert told[0] == "stories/gate/card.png"
    assert told[1] == "  source: stories/gate.md"
    assert told[2].startswith("  consent: given for ")
    assert told[3] == "  made by: the generator (social-card)"


def test_explain_a_story(small: Path) -> None:
    """A story's file is explained like its page."""
    assert (
        run("explain", "stories/gate.md", "--source", small).output
        == run("explain", "stories/gate/index.html", "--source", small).output
    )


def test_explain_a_withheld_story(small: Path) -> None:
    """The explanation of a withheld story gives the rule, and the command ends with 1."""
    done = run("explain", "stories/paused.md", "--source", small)
    assert done.exit_code == 1
    assert "the storyteller has paused the consent (rule “paused”)" in done.output


def test_explain_errors(small: Path) -> None:
    """The explanation of a story that is withheld for its errors lists them with their places."""
    (small / "stories" / "broken.md").write_text(BROKEN, encoding="utf-8")
    told = run("explain", "stories/broken.md", "--source", small).output
    assert "stories/broken.md:6:10: error: unknown topic “hpoe”; did you mean “hope”?" in told


def test_explain_as_of_another_day(small: Path) -> None:
    """An explanation can be asked for another day and channel."""
    done = run("explain", "stories/gate.md", "--source", small, "--today", "2025-12-31", "--channel", "offline")
    assert (done.exit_code, "the consent begins on 2026-01-01" in done.output) == (1, True)


def test_explain_an_unknown_path(small: Path) -> None:
    """A path that nothing has gets the nearest one that something has, and ends with 1."""
    done = run("explain", "stories/gaet.md", "--source", small)
    assert done.exit_code == 1
    assert "did you mean “stories/gate.md”?" in done.output


def test_explain_writes_nothing(small: Path) -> None:
    """An explanation leaves the site's folder as it was."""
    before = tree(small)
    run("explain", "index.html", "--source", small)
    assert tree(small) == before
