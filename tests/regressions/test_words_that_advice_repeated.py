"""``hearten check`` repeats nothing that is private or denied, whichever rule speaks of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.check import FORMS
from generator.cli.main import main
from tests.builders.sites import make_site, story

LOUD = (
    "---\ntitle: A\nkept: [{term: reading/emoji-run, because: Zelda Quorn asked for it.}]\n---\n\n"
    "PLEASE RING ZELDA QUORN BEFORE YOU COME to us 🎉🎉🎉 here.\n\n"
    "[zelda.quorn@harbour.net](https://a.harbour.net/) and [zelda.quorn@harbour.net](https://b.harbour.net/)\n"
)
OWN = """\
terms:
  - {term: Zelda Quorn, reason: Zelda Quorn asked us to., source: Zelda Quorn, prefer: [not Zelda Quorn]}
"""


def run(root: Path, *words: str) -> Result:
    done = CliRunner().invoke(main, ["check", *words, "--source", str(root)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a denied name in loud words, in an address, in a reason to keep something and in a term."""
    made = make_site(tmp_path / "site", {"one.md": story()}, pages={"a.md": LOUD})
    (made / "consent").mkdir(exist_ok=True)
    (made / "consent/deny.txt").write_text("Zelda Quorn\n", encoding="utf-8")
    (made / "checks").mkdir()
    (made / "checks/own.yaml").write_text(OWN, encoding="utf-8")
    return made


@pytest.mark.parametrize("form", FORMS)
def test_no_form_repeats_them(root: Path, form: str) -> None:
    """No denied name, and no e-mail address, is in any output; that something is there is told."""
    told = run(root, "--format", form).stdout
    assert "reading/capitals" in told
    assert "links/same-words" in told
    assert "own/not-repeated" in told
    assert "quorn" not in told.lower()


def test_words_that_are_nobodys_stay(root: Path) -> None:
    """What holds nothing private is still shown."""
    (root / "pages/a.md").write_text("---\ntitle: A\n---\n\nPLEASE RING BEFORE YOU COME to us.\n", encoding="utf-8")
    assert "“PLEASE RING BEFORE YOU COME”" in run(root).stdout


def test_a_cut_fingerprint_is_no_empty_list(root: Path) -> None:
    """A deny list with a line that protects nobody ends the command as it ends a build, with the line's place."""
    (root / "consent/deny.txt").write_text("blake2b-2:0123456789abcdef:1:00\n", encoding="utf-8")
    done = run(root)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "consent/deny.txt:1" in done.stderr
    assert "protects nobody" in done.stderr
