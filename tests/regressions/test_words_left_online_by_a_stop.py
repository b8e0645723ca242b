"""A build that stopped for denied words, or those of an ended consent, in settings or theme left these words online."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent import acts
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.ground.diagnostics import Aftermath, CannotBuildError
from generator.store.cache import FOLDER
from generator.store.output_folder import is_empty
from tests.builders.approved import GATE, WORDS, approve, approved_site
from tests.builders.sites import SITE, TODAY, built, story, tree

SENTENCES = [part.strip() for part in WORDS.split(".") if part.strip()]
NAME = "Annabella Kirwan"
TAGLINE = "tagline: Told by those who were there."
OWN = "themes/own"
SAID = f"{SENTENCES[0]}. {SENTENCES[1]}. {NAME} said so."


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with an approved story, with a theme of its own, and nothing remembered elsewhere."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    root = approved_site(tmp_path)
    write(root, "site.yaml", f"{SITE}theme: {{name: own}}\n")
    write(root, f"{OWN}/theme.yaml", "description: Our own.\nextends: hearten\n")
    return root


def write(root: Path, path: str, content: str | bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())


def in_a_text(root: Path) -> None:
    """Another story says the words."""
    write(root, "stories/told.md", story("Told again", text=f"{SAID} {' '.join(s + '.' for s in SENTENCES[2:])}"))


def in_a_page(root: Path) -> None:
    """A page says them."""
    write(root, "pages/again.md", f"---\ntitle: Told again\n---\n\n{SAID}\n")


def in_a_setting(root: Path) -> None:
    """A value of site.yaml says them."""
    write(root, "site.yaml", (root / "site.yaml").read_text().replace(TAGLINE, f'tagline: "{SAID}"'))


def in_a_template(root: Path) -> None:
    """A template of the theme says them."""
    write(root, f"{OWN}/templates/footer.html", f"<footer><p>{SAID}</p></footer>\n")


def in_strings(root: Path) -> None:
    """The theme's strings say them."""
    write(root, f"{OWN}/strings/en.yaml", f'skip_to_content: "{SAID}"\n')


def in_an_asset(root: Path) -> None:
    """A style sheet of the theme says them."""
    write(root, f"{OWN}/assets/more.css", f'body::after {{ content: "{SAID}" }}\n')


ORIGINS = [in_a_text, in_a_page, in_a_setting, in_a_template, in_strings, in_an_asset]


def words_alone(_root: Path) -> None:
    """Nothing else is wrong."""


def broken_template(root: Path) -> None:
    """A template does not compile."""
    write(root, f"{OWN}/templates/story.html", "{% if %}")


def unknown_setting(root: Path) -> None:
    """The settings hold what nobody knows."""
    write(root, "site.yaml", (root / "site.yaml").read_text() + "colour: blue\n")


def unreadable_settings(root: Path) -> None:
    """The settings are no text."""
    write(root, "site.yaml", b"\xff\xfe")


def unreadable_guard(root: Path) -> None:
    """The file with withdrawals is no text."""
    write(root, "consent/withdrawn.yaml", b"\xff\xfe")


STOPS = [words_alone, broken_template, unknown_setting, unreadable_settings, unreadable_guard]


def pause(root: Path) -> None:
    """The story is paused."""
    acts.pause(root, GATE, today=TODAY)


def deny(root: Path) -> None:
    """The name is written into the deny list."""
    write(root, "consent/deny.txt", f"{NAME}\n")


def holding(root: Path, words: str) -> list[str]:
    """The files that are online with words in them."""
    return [path for path, data in tree(root / "public").items() if words.encode() in data]


def stopped(root: Path) -> Aftermath:
    """Build, which must stop."""
    with pytest.raises(CannotBuildError) as e:
        built(root)
    return e.value.aftermath


@pytest.mark.parametrize(("end", "words"), [(pause, SENTENCES[0]), (deny, NAME)])
@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("origin", ORIGINS)
def test_words_go_wherever_they_come_from(
    site: Path, origin: Callable[[Path], None], stop: Callable[[Path], None], end: Callable[[Path], None], words: str
) -> None:
    """Whatever stops a build and whatever says words that must go, no file that is online has them afterwards."""
    origin(site)
    built(site)
    assert holding(site, words)
    end(site)
    stop(site)
    try:
        built(site)
    except CannotBuildError as e:
        left = e.aftermath
        assert (bool(left.taken_away), left.still_there) == (True, ())
        assert stopped(site) == Aftermath()
    assert holding(site, words) == []


@pytest.mark.parametrize("origin", [in_a_setting, in_a_template, in_strings])
def test_words_that_the_sources_do_not_say_any_more(site: Path, origin: Callable[[Path], None]) -> None:
    """Words go that settings or theme said when they were built, although these say something else by now."""
    before, theme = (site / "site.yaml").read_bytes(), tree(site / OWN)
    origin(site)
    built(site)
    pause(site)
    deny(site)
    write(site, "site.yaml", before)
    for path in tree(site / OWN).keys() - theme.keys():
        (site / OWN / path).unlink()
    broken_template(site)
    assert stopped(site).taken_away == ("stories/gate.md", "words that consent/deny.txt forbids")
    assert holding(site, SENTENCES[0]) == holding(site, NAME) == []


def test_words_of_a_withdrawn_story(site: Path) -> None:
    """The words of a withdrawn story that a setting says go once more when a build has brought them back and stops."""
    in_a_setting(site)
    built(site)
    kept = tree(site / "public")
    withdraw(plan_withdrawal(site, GATE), TODAY)
    for path, data in kept.items():
        write(site / "public", path, data)
    assert stopped(site).taken_away
    assert holding(site, SENTENCES[0]) == []


def test_words_without_a_cache(site: Path) -> None:
    """Words go from files of which no receipt tells any more."""
    in_a_template(site)
    built(site)
    pause(site)
    for file in (site / FOLDER).iterdir():
        file.unlink()
    assert stopped(site).taken_away
    assert holding(site, SENTENCES[0]) == []


@pytest.mark.parametrize("stop", [broken_template, unknown_setting, unreadable_guard])
def test_what_others_say_rightly(site: Path, stop: Callable[[Path], None]) -> None:
    """A stop leaves alone what an approved neighbour, a page, a setting or a theme may say of an ended story."""
    write(site, "stories/near.md", story("Near", text=f"{SENTENCES[0]}. {SENTENCES[2]}. The rest of it is my own."))
    write(site, "pages/near.md", f"---\ntitle: Nearby\n---\n\n{SENTENCES[2]}.\n\nThe tide came in and went out.\n")
    write(site, "site.yaml", (site / "site.yaml").read_text().replace(TAGLINE, f"tagline: {SENTENCES[2]}."))
    write(site, f"{OWN}/templates/footer.html", f"<footer><p>{SENTENCES[1]}.</p></footer>\n")
    pause(site)
    approve(site, "stories/near.md", "CF-002")
    write(site, "consent/deny.txt", "Search\n")
    built(site)
    before = tree(site / "public")
    assert holding(site, SENTENCES[0])
    stop(site)
    assert stopped(site) == Aftermath()
    assert tree(site / "public") == before


def test_what_a_person_is_told(site: Path) -> None:
    """The message says what was taken away, and does not say that nothing was written."""
    in_a_setting(site)
    built(site)
    deny(site)
    done = CliRunner().invoke(main, ["build", "--source", str(site), "--today", str(TODAY), "--workers", "1"])
    assert done.exit_code == 2
    assert "Nothing was written." not in done.output
    assert "  words that consent/deny.txt forbids\n" in done.output
    assert NAME not in done.output
    assert is_empty((site / "public" / "404.html").read_bytes())
