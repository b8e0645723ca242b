"""A long site address stopped the build with a message about a template, since no code was made of it."""

from __future__ import annotations

from pathlib import Path

from generator.bundle import pdf
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.plan.bundle_terms import BundleTerms, Duration
from generator.prepare import prepare
from generator.render.renderer import renderer_of
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree

LONG = f"https://quiet.harbour.internal/{'a-long-way/' * 27}"


def test_a_long_address_stands_in_words_alone(tmp_path: Path) -> None:
    """A story whose address is too long for a code has it in words on paper, and no code."""
    site = SITE.replace("https://quiet.harbour.internal/base/", LONG)
    built(make_site(tmp_path, {"gate.md": story()}, site=site))
    page = tree(tmp_path / "public")["stories/gate/index.html"].decode()
    assert f'<b dir="ltr">{LONG}stories/gate/</b>' in page
    assert 'class="qr"' not in page


def test_a_code_stands_beside_any_other(tmp_path: Path) -> None:
    """A story whose address is short enough has a code beside it."""
    built(make_site(tmp_path, {"gate.md": story()}))
    page = tree(tmp_path / "public")["stories/gate/index.html"].decode()
    assert page.count('class="qr"') == 1


def test_a_book_of_a_long_address(tmp_path: Path) -> None:
    """The page about a PDF has a long address in words alone, and an empty place of a code nowhere."""
    make_site(tmp_path, {"gate.md": story()}, site=SITE.replace("https://quiet.harbour.internal/base/", LONG))
    planned = prepare(Target(tmp_path, "offline", TODAY, given=TODAY), Run(), BundleTerms(Duration(6, "m")))
    html = pdf.sheets(planned, renderer_of(planned.theme)).html
    assert f">{LONG}</a>" in html
    assert 'class="code"' not in html
