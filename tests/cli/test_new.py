"""A new site: what is asked, what options give, and what becomes of the answers."""

from __future__ import annotations

import os
import pty
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.authoring.site_details import QUESTIONS
from generator.cli.main import main
from tests.builders.expectations import run

GIVEN = {
    "name": 'Harbour: Row "#1"',
    "url": "https://stories.harbour.internal",
    "language": "de-AT",
    "country": "uk",
    "email": "hello@harbour.internal",
}
OPTIONS = [word for detail, answer in GIVEN.items() for word in (f"--{detail}", answer)]


def made(site: Path) -> dict[str, object]:
    """The site.yaml of a new site, as any reader of YAML has it."""
    settings: dict[str, object] = yaml.safe_load((site / "site.yaml").read_text(encoding="utf-8"))
    return settings


def asked(answers: list[str], *words: str) -> tuple[int, str]:
    """Run the command at a terminal with these answers; how it ends, and what it says."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-m", "generator", "new", *words])
    os.write(terminal, "".join(f"{answer}\n" for answer in answers).encode())
    said = b""
    while True:
        try:
            said += os.read(terminal, 4096)
        except OSError:
            break
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said.decode().replace("\r\n", "\n")


def test_options_are_the_sites_own_words(tmp_path: Path) -> None:
    """What options give stands in site.yaml, whatever YAML would make of its signs, and nothing else is a sample."""
    site = tmp_path / "site"
    assert CliRunner().invoke(main, ["new", str(site), *OPTIONS]).exit_code == 0
    settings = made(site)
    organisation, withdraw, consent = settings["organisation"], settings["withdraw"], settings["consent"]
    assert (settings["name"], organisation) == (GIVEN["name"], {"name": GIVEN["name"], "email": GIVEN["email"]})
    assert (settings["url"], settings["language"]) == ("https://stories.harbour.internal/", "de-AT")
    assert isinstance(withdraw, dict)
    assert isinstance(consent, dict)
    assert (withdraw["email"], consent["jurisdiction"]) == (GIVEN["email"], "GB")
    told = run(site)["diagnostics"]
    assert [(d["path"], d["rule"], d["stops_publishing"]) for d in told] == [
        ("pages/about.md", "sample", True),
        ("site.yaml", "no-stories", True),
        *[("site.yaml", "sample", True)] * 4,  # tagline, consent taken back, topics and content notes are English
    ]


@pytest.mark.parametrize(
    ("option", "answer", "told"),
    [
        ("--url", "stories.harbour.internal", "this is not a web address; write https://stories.harbour.internal"),
        ("--url", "http://stories.harbour.internal", "Write https://stories.harbour.internal/; your web host says how"),
        ("--email", "hello", "this is not an e-mail address; write it like"),
        ("--language", "German", "this is not a language code; write a BCP 47 code such as en, de"),
        ("--country", "Germany", "this is not a country's code; write its two letters"),
        ("--country", "EN", "this is not a country's code"),
        ("--name", "a\x1bb", "an invisible character stands in it"),
        ("--name", " ", "nothing is written here"),
    ],
)
def test_options_that_cannot_be(tmp_path: Path, option: str, answer: str, told: str) -> None:
    """An option that cannot be what it stands for is refused with what to write, and no site is made."""
    done = CliRunner().invoke(main, ["new", str(tmp_path / "site"), option, answer])
    assert (done.exit_code, told in done.output, (tmp_path / "site").exists()) == (2, True, False), done.output


def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    """Where no terminal is, nothing is asked, and samples stand for what no option gives."""
    done = CliRunner().invoke(main, ["new", str(tmp_path / "site"), "--name", "Harbour Row"], input="x\n" * 9)
    assert (done.exit_code, [q for q in QUESTIONS.values() if q in done.output]) == (0, [])
    assert "what is still a sample there: url, language, country, email." in done.output


def test_at_a_terminal_it_asks(tmp_path: Path) -> None:
    """At a terminal all is asked for, once more after an answer that cannot be, and anything may be left empty."""
    answers = [
        "Harbour Row",
        "harbour",
        "https://harbour.internal/",
        "",
        "IE",
        "hello@harbour",
        "hello@harbour.internal",
    ]
    code, said = asked(answers, str(tmp_path / "site"))
    assert code == 0, said
    assert [said.count(f"{question}:") for question in QUESTIONS.values()] == [1, 2, 1, 1, 2], said
    settings = made(tmp_path / "site")
    assert (settings["name"], settings["url"], settings["language"]) == (
        "Harbour Row",
        "https://harbour.internal/",
        "en",
    )
    assert (settings["organisation"], said.count("language.")) == (
        {"name": "Harbour Row", "email": "hello@harbour.internal"},
        1,
    )


def test_a_folder_that_is_taken_is_told_first(tmp_path: Path) -> None:
    """Nobody answers questions for a folder in which no site can be made."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    code, said = asked([], str(tmp_path))
    assert (code, "nothing was changed" in said) == (2, True)
    assert [q for q in QUESTIONS.values() if q in said] == []
