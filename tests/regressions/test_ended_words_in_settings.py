"""The words of an ended consent were published on every page from a value of site.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.ground.diagnostics import CannotBuildError, Diagnostic
from tests.builders.approved import GATE, WORDS, approved_site
from tests.builders.sites import SITE, TODAY, built, tree

TAGLINE = "tagline: Told by those who were there."
TEXT = "text: You can change your mind."


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with an approved story, and nothing remembered elsewhere."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    return approved_site(tmp_path)


def told(root: Path) -> list[Diagnostic]:
    with pytest.raises(CannotBuildError) as caught:
        built(root)
    return [d for d in caught.value.diagnostics if d.rule == "ended-words"]


def write(root: Path, before: str, after: str) -> None:
    text = (root / "site.yaml").read_text()
    assert before in text
    (root / "site.yaml").write_text(text.replace(before, after))


@pytest.mark.parametrize("act", ["withdraw", "pause"])
@pytest.mark.parametrize(("before", "after", "line"), [(TAGLINE, "tagline: ", 2), (TEXT, "text: ", 5)])
def test_words_in_a_value(site: Path, act: str, before: str, after: str, line: int) -> None:
    """A value with the words of an ended consent stops the build at its place, and the published story goes."""
    built(site)
    if act == "withdraw":
        withdraw(plan_withdrawal(site, GATE), TODAY)
    else:
        acts.pause(site, GATE, today=TODAY)
    write(site, before, f'{after}"{WORDS}"')
    (found,) = told(site)
    assert (found.path, found.span.line, found.is_error) == ("site.yaml", line, True)
    assert "painted" not in found.message + (found.hint or "")
    assert not any(b"smelled of paint" in data for data in tree(site / "public").values())


def test_words_in_two_values(site: Path) -> None:
    """Words of an ended consent that are spread over two values stop the build."""
    acts.pause(site, GATE, today=TODAY)
    first, second, rest = WORDS.split(". ", 2)
    write(site, TAGLINE, f'tagline: "{first}."')
    write(site, TEXT, f'text: "{second}. {rest}"')
    assert told(site)


def test_a_sentence_in_each_value(site: Path) -> None:
    """Words of an ended consent stop the build where no value has more than one of their sentences."""
    acts.pause(site, GATE, today=TODAY)
    found = [part.strip() for part in WORDS.split(".") if part.strip()]
    write(site, "synonyms: [optimism]", "synonyms: [" + ", ".join(f'"{part}"' for part in found) + "]")
    (one,) = told(site)
    assert "together" in one.message


def test_innocent_settings(site: Path) -> None:
    """Settings with words of their own, or of a story in force, stop nothing."""
    write(site, TAGLINE, f'tagline: "{WORDS}"')
    assert built(site).stories == 2
    (site / "site.yaml").write_text(SITE)
    withdraw(plan_withdrawal(site, GATE), TODAY)
    assert built(site).stories == 1
