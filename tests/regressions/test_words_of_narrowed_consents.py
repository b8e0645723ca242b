"""Words were published under another record in channels that had been taken out of their storyteller's consent."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.gate.seal import code
from generator.ground.channels import CHANNELS, Channel, Medium
from generator.ground.diagnostics import CannotBuildError
from tests.builders.approved import COPY, GATE, WORDS, copied
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree


def approve(root: Path, path: str, record: str, scope: tuple[Channel, ...] = tuple(CHANNELS)) -> None:
    form = Approval(code=code(open_case(root, path).seal), record=record, scope=scope)
    acts.approve(root, path, form, today=TODAY)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a story that was approved for every channel, and nothing remembered elsewhere."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    root = make_site(tmp_path / "site", {"gate.md": story(text=WORDS), "sea.md": story("A sea", text="The sea.")})
    approve(root, GATE, "CF-001")
    shutil.copy(root / GATE, tmp_path / "keep.md")
    return root


def pages(root: Path, medium: Medium = "web") -> set[str]:
    out = f"{medium}-out"
    built(root, medium=medium, out=out)
    return {path for path, data in tree(root / out).items() if b"smelled of paint" in data}


def broken(root: Path) -> None:
    text = (root / GATE).read_text()
    (root / GATE).write_text(text.replace("[hope]", "[hope"))


def gone(root: Path) -> None:
    (root / GATE).unlink()


def kept(root: Path) -> None:
    del root


MEDIA: tuple[tuple[Medium, Medium], ...] = (("web", "offline"), ("offline", "web"))


@pytest.mark.parametrize("way", [kept, broken, gone])
@pytest.mark.parametrize(("stays", "goes"), MEDIA)
def test_a_medium_that_was_taken_out(site: Path, stays: Medium, goes: Medium, way: object) -> None:
    """Words stay away under another record from the medium that was taken out of their consent, and from no other."""
    acts.narrow(site, GATE, scope=(stays,), today=TODAY)
    assert callable(way)
    way(site)
    copied(site)
    assert "stories/zz/index.html" in pages(site, stays)
    assert not pages(site, goes)


@pytest.mark.parametrize("act", ["pause and resume", "renew", "replace", "by hand"])
def test_what_comes_after(site: Path, act: str) -> None:
    """What was taken out stays out after later acts, and is taken out by a smaller approval or by hand, too."""
    if act == "replace":
        approve(site, GATE, "CF-002", ("offline",))
    elif act == "by hand":
        text = (site / GATE).read_text()
        shorter = text.replace(f"scope: [{', '.join(CHANNELS)}]", "scope: [offline]")
        assert text != shorter
        (site / GATE).write_text(shorter)
    else:
        acts.narrow(site, GATE, scope=("offline",), today=TODAY)
    if act == "renew":
        acts.renew(site, GATE, until=TODAY.replace(year=2028), today=TODAY)
    if act == "pause and resume":
        acts.pause(site, GATE, today=TODAY)
        acts.resume(site, GATE, today=TODAY)
    copied(site)
    assert not pages(site)


def test_other_channels(site: Path) -> None:
    """A copy under another record stays out of the feeds that were taken out, as soon as they are."""
    copied(site)
    built(site)
    page = site / "public/stories/zz/index.html"
    assert [path for path in tree(site / "public") if "feed" in path and b"stories/zz/" in tree(site / "public")[path]]
    assert b"noindex" not in page.read_bytes()
    acts.narrow(site, GATE, scope=("web", "offline"), today=TODAY)
    built(site)
    files = tree(site / "public")
    assert b"noindex" in page.read_bytes()
    assert not [path for path in files if "feed" in path and b"stories/zz/" in files[path]]


def test_given_anew(site: Path) -> None:
    """Who agrees to the channel once more has it back, for every file with the words."""
    acts.narrow(site, GATE, scope=("offline",), today=TODAY)
    approve(site, GATE, "CF-001")
    copied(site)
    assert "stories/zz/index.html" in pages(site)


def test_pages(site: Path) -> None:
    """A page with the words is not published on the medium that was taken out."""
    acts.narrow(site, GATE, scope=("offline",), today=TODAY)
    (site / "pages").mkdir(exist_ok=True)
    (site / "pages/kettle.md").write_text(f"---\ntitle: A page\n---\n{WORDS}\n")
    assert not pages(site)
    assert "kettle/index.html" in pages(site, "offline")


def test_an_approval_of_its_own(site: Path) -> None:
    """Without the narrowed story's file, a later approval of its own lets the words in."""
    acts.narrow(site, GATE, scope=("offline",), today=TODAY)
    gone(site)
    copied(site)
    approve(site, COPY, "CF-099")
    assert pages(site)


SCOPE: tuple[Channel, ...] = ("web", "feed", "offline", "social")


def is_open(root: Path, path: str) -> tuple[bool, bool]:
    """Whether search engines may read a page, and whether the sitemap names it."""
    built(root)
    page = (root / "public" / path / "index.html").read_bytes()
    return b'content="noindex"' not in page, f"{path}/".encode() in (root / "public" / "sitemap.xml").read_bytes()


@pytest.mark.parametrize("file", ["other.md", "help.md"])
def test_a_page_with_words_that_search_engines_were_taken_out_of(site: Path, file: str) -> None:
    """A page with a story's words is kept from search engines as the story is, and other pages are not."""
    (site / "site.yaml").write_text(f"{SITE}help_page: {'own.md' if file == 'other.md' else file}\n")
    (site / "pages").mkdir()
    (site / "pages" / file).write_text(f"---\ntitle: Other\n---\n\n{WORDS}\n")
    (site / "pages" / "own.md").write_text("---\ntitle: Own\n---\n\nThe tide came in. We went home then.\n")
    assert is_open(site, file.removesuffix(".md")) == (True, True)
    acts.narrow(site, GATE, scope=SCOPE, today=TODAY)
    assert is_open(site, file.removesuffix(".md")) == is_open(site, "stories/gate") == (False, False)
    assert is_open(site, "own") == (True, True)


def in_a_setting(root: Path) -> str:
    (root / "site.yaml").write_text(SITE.replace("Told by those who were there.", f'"{WORDS}"'))
    return "site.yaml"


def in_the_theme(root: Path) -> str:
    footer = root / "themes/hearten/templates/footer.html"
    footer.parent.mkdir(parents=True)
    footer.write_text(f"<p>{WORDS}</p>")
    return "themes/hearten/templates/footer.html"


@pytest.mark.parametrize("origin", [in_a_setting, in_the_theme])
def test_words_on_every_page(site: Path, origin: Callable[[Path], str]) -> None:
    """A setting or a theme with words that search engines were taken out of stops the website, and no copy."""
    path = origin(site)
    built(site)
    acts.narrow(site, GATE, scope=SCOPE, today=TODAY)
    with pytest.raises(CannotBuildError) as e:
        built(site)
    (told,) = e.value.diagnostics
    assert (told.rule, told.path, GATE in told.message, "search-engines" in told.message) == (
        "ended-words",
        path,
        True,
        True,
    )
    built(site, medium="offline", out="copy")
