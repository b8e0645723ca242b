"""A file for translators was made in “EN” and “fr-”, which no site has, and one in “zh-Hans” without Chinese words."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring import po_file
from generator.cli.main import main
from generator.content.language_codes import tidied
from tests.builders.sites import make_site, story


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site", {"gate.md": story()})


def run(site: Path, command: str, *words: str) -> Result:
    return CliRunner().invoke(main, ["strings", command, "--source", str(site), *words])


@pytest.mark.parametrize(
    ("code", "right"),
    [("CY", "cy"), ("fr-", "fr"), ("zh-hans", "zh-Hans"), ("pt_br", "pt-BR"), ("CZ", "cs"), ("de_AT.UTF-8", "de-AT")],
)
def test_the_right_form_is_told(code: str, right: str, site: Path, tmp_path: Path) -> None:
    """A code in another form is told with the right one, and no file is written."""
    result = run(site, "export", code, "--out", str(tmp_path / "a.po"))
    assert result.exit_code == 2
    assert f"Did you mean “{right}”?" in result.output
    assert not (tmp_path / "a.po").exists()


@pytest.mark.parametrize("code", ["", "-", "fr-x-y", "e", "EN-GB-GB"])
def test_no_code_at_all(code: str, site: Path, tmp_path: Path) -> None:
    """What is no code in any form is told, and no file is written."""
    result = run(site, "export", "--out", str(tmp_path / "a.po"), "--", code)
    assert result.exit_code == 2
    assert "Unicode CLDR knows no language" in result.output
    assert not (tmp_path / "a.po").exists()


@pytest.mark.parametrize(("code", "own"), [("zh-Hans", "zh"), ("fr-CA", "fr")])
def test_words_of_the_language_around_it(code: str, own: str, site: Path, tmp_path: Path) -> None:
    """A language's form takes the words that its readers see; they are copied only once one of them is another."""
    words = []
    for language in (code, own):
        path = tmp_path / f"{language}.po"
        assert run(site, "export", language, "--out", str(path)).exit_code == 0
        words.append({e.name: e.words for e in po_file.read(path.read_bytes(), path.name).made.entries})
    assert words[0] == words[1]
    assert all(words[0]["search"])
    path, strings = tmp_path / f"{code}.po", site / f"themes/hearten/strings/{code}.yaml"
    assert "No word is new or changed." in run(site, "import", str(path)).output
    assert not strings.exists()
    text = path.read_text(encoding="utf-8")
    (search,) = words[0]["search"]
    path.write_text(text.replace(f'msgid "Search"\nmsgstr "{search}"', 'msgid "Search"\nmsgstr "X"'), encoding="utf-8")
    assert run(site, "import", str(path)).exit_code == 0
    assert {"search: X", "menu"} <= {
        line if line.startswith("search:") else line.partition(":")[0]
        for line in strings.read_text(encoding="utf-8").splitlines()
    }


def test_traditional_chinese_takes_no_words_of_simplified(site: Path, tmp_path: Path) -> None:
    """Traditional Chinese begins empty, since its readers see none of the words of simplified Chinese."""
    path = tmp_path / "zh-Hant.po"
    assert run(site, "export", "zh-Hant", "--out", str(path)).exit_code == 0
    words = {e.name: e.words for e in po_file.read(path.read_bytes(), path.name).made.entries}
    assert words["search"] == ("",)


@given(st.text(st.sampled_from("aZ-_.1")))
def test_tidied_once_is_tidied(words: str) -> None:
    """A code in its usual form stays as it is."""
    assert tidied(tidied(words)) == tidied(words)
