"""Promises 1, 2 and 3 with stories in several texts: what is withheld of a pair is absent, in every build."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import build
from generator.bundle.bundle import make
from generator.ground.channels import Medium
from generator.ground.diagnostics import CannotBuildError
from generator.ground.outcome import Report
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.plan.bundle_terms import BundleTerms, Duration
from generator.store.cache import FOLDER
from tests.builders.clock import settle
from tests.builders.examples import few
from tests.builders.retold import retold, site_with
from tests.builders.sites import TODAY, make_site, story, tree

NAMES = "abcdef"
STATUSES = ("given", "given", "given", "paused", "requested")
SCOPES = ("[web, feed, search-engines, social, offline]", "[web]", "[web, offline]", "[offline]")


@dataclass(frozen=True)
class Text:
    """One story of a random site, and the one that it retells, by their numbers."""

    of: int | None
    kind: str
    language: str
    status: str
    scope: str
    word: str

    def written(self, n: int) -> str:
        """Its file; ``n`` is its number."""
        given = f"{{record: R-{n}, status: {self.status}, given_on: 2026-01-01, scope: {self.scope}}}"
        more = f"language: {self.language}"
        if self.of is not None:
            more += f"\n{self.kind}: {NAMES[self.of]}.md"
        return story(f"Gate {n}", consent=given, more=more, day=f"2026-01-0{n + 1}", text=f"We {self.word} gate {n}.")


texts = st.builds(
    Text,
    of=st.none() | st.integers(0, 2) | st.integers(0, len(NAMES) - 1),
    kind=st.sampled_from(["translation_of", "easy_read_of"]),
    language=st.sampled_from(["en", "es", "cy"]),
    status=st.sampled_from(STATUSES),
    scope=st.sampled_from(SCOPES),
    word=st.sampled_from(["painted", "opened", "mended"]),
)
drawn_sites = st.lists(texts, min_size=2, max_size=len(NAMES))


def write(root: Path, drawn: list[Text]) -> None:
    """The site's files, and none of others."""
    for file in (root / "stories").glob("*.md"):
        file.unlink()
    make_site(root, {f"{NAMES[n]}.md": text.written(n) for n, text in enumerate(drawn)})


def built(root: Path, medium: Medium) -> Report:
    return build(Target(root, medium, TODAY, root / "public"), Stages())


def files(root: Path) -> dict[str, bytes]:
    """The output, without ids of stories that were taken back."""
    return {path: data for path, data in tree(root / "public").items() if not path.startswith("recall.")}


@pytest.mark.parametrize("medium", ["web", "offline"])
@settings(max_examples=few(8, fresh=200), deadline=None)
@given(drawn=drawn_sites)
def test_withheld_is_the_same_as_absent(drawn: list[Text], medium: Medium) -> None:
    """A site's output is byte for byte that of the same site without the files that are withheld."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, drawn)
        withheld = {one.source for one in built(root, medium).withheld}
        whole = files(root)
        for path in withheld:
            (root / path).unlink()
        assert not built(root, medium).withheld
        assert files(root) == whole


@settings(max_examples=few(8, fresh=200), deadline=None)
@given(drawn=drawn_sites)
def test_a_retelling_covers_no_more_than_its_original(drawn: list[Text]) -> None:
    """What is published is covered by its own consent and by that of its original, which is published, too."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, drawn)
        withheld = {one.source for one in built(root, "web").withheld}
        for n, text in enumerate(drawn):
            if f"stories/{NAMES[n]}.md" in withheld:
                continue
            assert text.status == "given"
            assert "web" in text.scope
            if text.of is not None:
                assert text.of != n
                assert f"stories/{NAMES[text.of]}.md" not in withheld
                assert drawn[text.of].status == "given"
                page = (root / f"public/stories/{NAMES[n]}/index.html").read_text(encoding="utf-8")
                hidden = "search-engines" not in text.scope or "search-engines" not in drawn[text.of].scope
                assert ('content="noindex"' in page) == hidden


@settings(max_examples=few(6, fresh=150), deadline=None)
@given(history=st.lists(drawn_sites, min_size=2, max_size=3))
def test_incremental_is_the_same_as_clean(history: list[list[Text]]) -> None:
    """After any row of edits of originals and of what retells them, the output is that of a clean build."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for drawn in history:
            write(root, drawn)
            settle(root)
            built(root, "web")
        whole = tree(root / "public")
        (root / FOLDER).rename(root / "aside")
        built(root, "web")
        assert tree(root / "public") == whole


def test_a_build_that_stops_takes_a_translation_away(tmp_path: Path) -> None:
    """Where a translation's consent ends and the next build has to stop, no page or file names it any more."""
    root = make_site(tmp_path, site_with({"other.md": story("Other", text="Something else, about paint.")}))
    built(root, "web")
    assert any(b"tetera" in data for data in tree(root / "public").values())
    (root / "stories/tetera.md").write_text(retold(status="paused"), encoding="utf-8")
    (root / "site.yaml").write_text("name: [\n", encoding="utf-8")
    with pytest.raises(CannotBuildError):
        built(root, "web")
    assert not any(b"tetera" in data for data in tree(root / "public").values())


def test_a_copy_about_one_topic_may_hold_a_translation_alone(tmp_path: Path) -> None:
    """A translation with a topic that its original lacks stands for the story in a copy about that topic."""
    root = make_site(tmp_path, site_with({"tetera.md": retold().replace("topics: [hope]", "topics: [work]")}))
    terms = BundleTerms(Duration(6, "m"), topic="work")
    made = make(root, tmp_path / "copy", "folder", terms, TODAY, TODAY, Stages()).out
    files = tree(made)
    [listed] = [data for path, data in files.items() if path.endswith("stories/index.html")]
    assert b">La tetera</a>" in listed
    assert not any(b"kettle" in data for path, data in files.items() if path.endswith(".html"))
