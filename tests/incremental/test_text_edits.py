"""Builds in which texts alone have changed: made around what the last build left, and the same as a clean one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.content import sources
from generator.content.page_kinds import PageKind
from generator.ground.outcome import Report
from generator.ground.target import Target
from generator.incremental import text_edits
from generator.incremental.remade import REMADE
from generator.incremental.site_snapshot import SNAPSHOT
from generator.store.cache import FILE, FOLDER, Cache, Receipt
from generator.store.file_stamps import NONE
from tests.builders.clock import settle
from tests.builders.examples import few
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree

Edit = Callable[[str], str]
# With the two of a series more than a pack of texts may have.
NAMES = ["a", "b", "c", "d", "e", "f"]
ROAD = "series: {name: A road, part: %d}"
TEXT = "We painted the gate. See [before](b.md#a-word).\n\n## A word\n\n![A gate](../gate.png)\n"
PAGE = "---\ntitle: About\n---\n\nSee [a gate](../stories/a.md#a-word).\n"
# A story has more telling words than an edit adds, so that its neighbours stay.
TELLING = " ".join(
    f"{word} {word}" for word in ("harboursides", "lighthouses", "gardeners", "strangers", "paintings") * 3
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that was built."""
    return built_site(tmp_path)


def built_site(folder: Path) -> Path:
    """A site of stories that link to each other and show pictures, one of them withheld, and its output."""
    texts = {f"{name}.md": story(f"Gate {name}", day=f"2026-01-0{n}", text=TEXT) for n, name in enumerate(NAMES, 1)}
    texts |= {f"{n}.md": story(f"Part {n}", more=ROAD % n, text=f"We went on. {TELLING}\n") for n in (1, 2)}
    texts["paused.md"] = story("Paused", consent="{record: R, status: paused}")
    root = make_site(folder / "site", texts, pages={"about.md": PAGE})
    Image.new("RGB", (8, 8), "#7a2d18").save(root / "gate.png")
    settle(root)
    built(root)
    return root


def rebuilt(root: Path, edits: Mapping[str, Edit]) -> Report:
    """The build after edits of stories; what it leaves is what a clean build makes."""
    for name, edit in edits.items():
        path = root / "stories" / f"{name}.md"
        path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    settle(root)
    report = built(root)
    kept = (root / FOLDER).rename(root / "aside")
    clean = built(root, out="clean")
    shutil.rmtree(root / FOLDER)
    kept.rename(root / FOLDER)
    assert tree(root / "public") == tree(root / "clean")
    for field in ("pages", "stories", "withheld", "diagnostics"):
        assert getattr(report, field) == getattr(clean, field)
    return report


def amended(report: Report) -> bool:
    """Whether a build looked at nothing but the texts that had changed."""
    return "plan" not in report.seconds


def more(words: str) -> Edit:
    """Words at the end of a text."""
    return lambda text: f"{text}\n{words}\n"


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param({"1": more("It rained.")}, id="words"),
        pytest.param({"1": more("It rained."), "2": more("It snowed.")}, id="two stories"),
        pytest.param({"1": more("See [a gate](a.md#a-word) and [the topics](/topics/).")}, id="links"),
        pytest.param({"1": more("See [nowhere](z.md), [paused](paused.md), [before](b.md#none).")}, id="broken links"),
        pytest.param({"a": lambda text: text.replace("![A gate]", "![Our gate]")}, id="a picture's words"),
        pytest.param({"a": lambda text: text}, id="the same words"),
        pytest.param({"1": lambda text: text.replace(TELLING, TELLING + " strangers")}, id="how often words come up"),
    ],
)
def test_a_text_alone_is_amended(root: Path, edits: Mapping[str, Edit]) -> None:
    """Where nothing else depends on what has changed in a text, nothing else is looked at."""
    report = rebuilt(root, edits)
    assert amended(report)
    assert {p for p in report.written if p.startswith("stories/")} <= {f"stories/{n}/index.html" for n in edits}


def packs_of(root: Path) -> dict[str, Receipt]:
    """What is kept of each pack of texts, but for how its file looks."""
    cache = Cache(root / FOLDER / FILE)
    receipts = cache.receipts(Target(root, "web", TODAY, root / "public").name)
    cache.close(done=False)
    return {path: replace(of, stamp=NONE) for path, of in receipts.items() if path.startswith("search/t")}


def test_a_text_alone_is_put_into_its_pack(root: Path) -> None:
    """An edit of a text changes the one pack that it stands in, which is then known as to a build of everything."""
    before = packs_of(root)
    report = rebuilt(root, {"1": more("It rained.")})
    after = packs_of(root)
    assert amended(report)
    [changed] = {path for path in after if after[path] != before[path]}
    assert len(before) > 1
    assert [path for path in report.written if path.startswith("search/t")] == [changed]
    (root / "pages" / "about.md").write_text(PAGE + "\nIt snowed.\n", encoding="utf-8")
    assert not amended(rebuilt(root, {}))
    assert packs_of(root) == after


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda text: text.replace("title: Gate a", "title: Door"), id="title"),
        pytest.param(lambda text: text.replace("summary: A summary.", "summary: Another."), id="summary"),
        pytest.param(lambda text: text.replace("topics: [hope]", "topics: [work]"), id="topic"),
        pytest.param(lambda text: text.replace("status: given", "status: paused"), id="consent"),
        pytest.param(lambda text: text.replace("web, feed,", "web,"), id="scope"),
        pytest.param(lambda text: text.replace("## A word", "## Another word"), id="a heading that others link to"),
        pytest.param(more("word " * 400), id="reading time"),
        pytest.param(more("![A gate](../stories/gate.png)"), id="a picture that is not there"),
        pytest.param(lambda text: text.replace("![A gate](../gate.png)", ""), id="a picture less"),
        pytest.param(lambda _: "---\ntitle: [half\n---\nWords.\n", id="half-written"),
        pytest.param(lambda _: "", id="empty"),
        pytest.param(more("\x00"), id="a character that no text may have"),
    ],
)
def test_what_others_say_is_made_anew(root: Path, edit: Edit) -> None:
    """Where other pages depend on what has changed in a story, or something is wrong with it, all is made anew."""
    assert not amended(rebuilt(root, {"a": edit}))


def test_other_neighbours_are_found(root: Path) -> None:
    """Where a text comes nearer to another, what that one's page proposes to read next changes, too."""
    report = rebuilt(root, {"e": more(TELLING)})
    assert not amended(report)
    assert "stories/1/index.html" in report.written


def test_other_files_are_seen(root: Path) -> None:
    """An edit of a text hides no change of anything else."""
    (root / "site.yaml").write_text(SITE.replace("label: Hope,", "label: Hoping,"), encoding="utf-8")
    assert not amended(rebuilt(root, {"1": more("It rained.")}))
    (root / "stories" / "b.md").unlink()
    assert not amended(rebuilt(root, {"1": more("It rained again.")}))
    (root / "stories" / "new.md").write_text(story("New"), encoding="utf-8")
    assert not amended(rebuilt(root, {"1": more("It snowed.")}))
    (root / "gate.png").write_bytes((root / "gate.png").read_bytes() + b"\0")
    assert not amended(rebuilt(root, {"1": more("It thawed.")}))
    (root / "public" / "index.html").write_text("Mine.", encoding="utf-8")
    assert not amended(rebuilt(root, {"1": more("It dried.")}))


def test_one_amends_after_another(root: Path) -> None:
    """What an amended build leaves serves the next one."""
    for n in range(4):
        assert amended(rebuilt(root, {"12"[n % 2]: more(f"It rained {n} times.")}))
    assert not amended(rebuilt(root, {"a": more("word " * 400)}))
    assert amended(rebuilt(root, {"1": more("Then the sun came.")}))


@pytest.mark.parametrize(
    "edit", [more("It rained."), lambda text: text.replace("\nsummary", "\nupdated: 2026-02-02\nsummary")]
)
def test_what_another_build_has_read_is_not_what_is_there(root: Path, edit: Edit) -> None:
    """Where a build into another folder has read an edit, this folder's next build knows that it has not."""
    (root / "stories" / "paused.md").unlink()  # of a text that no channel publishes, a build forgets what others made
    built(root)
    path = root / "stories" / "1.md"
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")
    settle(root)
    built(root, medium="offline", out="copy")
    assert not amended(rebuilt(root, {}))


def test_words_of_the_deny_list_are_found(root: Path) -> None:
    """An edit that writes a denied word withholds the story."""
    (root / "consent").mkdir()
    (root / "consent" / "deny.txt").write_text("Wendelgard\n", encoding="utf-8")
    settle(root)
    built(root)
    assert amended(rebuilt(root, {"1": more("It rained.")}))
    report = rebuilt(root, {"1": more("Wendelgard came.")})
    assert [w.source for w in report.withheld] == ["stories/1.md", "stories/paused.md"]
    assert not amended(report)


def test_nothing_is_amended_without_what_stands_around_it(root: Path) -> None:
    """Where the cache has lost what stands around texts, everything is looked at."""
    cache = Cache(root / FOLDER / FILE)
    SNAPSHOT.put(cache, Target(root, "web", TODAY, root / "public").name, None)
    cache.close(done=True)
    assert not amended(rebuilt(root, {"1": more("It rained.")}))
    assert amended(rebuilt(root, {"1": more("It rained again.")}))


def test_a_kind_of_page_that_is_not_remade(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where words are shown by a kind of page that is not made anew after an edit, everything is looked at."""
    monkeypatch.delitem(REMADE, PageKind.RESULTS)
    assert not amended(rebuilt(root, {"1": more("It rained.")}))


def test_settings_that_break_meanwhile_are_left_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where site.yaml can be read no more a moment after it was looked at, everything is looked at again."""
    asked: list[Path] = []

    def site_file(root: Path) -> bytes:
        asked.append(root)
        return b"["

    # Nobody but a build that looks at a text alone sees it broken.
    monkeypatch.setattr(text_edits, "sources", SimpleNamespace(**{**vars(sources), "site_file": site_file}))
    path = root / "stories" / "1.md"
    path.write_text(more("It rained.")(path.read_text(encoding="utf-8")), encoding="utf-8")
    settle(root)
    assert not amended(built(root))
    assert asked == [root]


def test_a_link_is_no_text(root: Path, tmp_path: Path) -> None:
    """A text that was put outside, with a link in its place, is left to those who look at everything."""
    outside, inside = tmp_path / "1.md", root / "stories" / "1.md"
    inside.rename(outside)
    inside.symlink_to(outside)
    report = rebuilt(root, {})
    assert not amended(report)
    assert "stories/1.md" in [w.source for w in report.withheld]


LINKS = ["[b](b.md) ", "[z](z.md) ", "[p](/about/) ", "[s](/search/) "]
PIECES = ["rain ", "lighthouses ", "gardeners ", "painted ", "\n\n", "\n\n- ", "Ü ", "*", "don't ", "# ", *LINKS]
WORDS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
EDITS = st.dictionaries(st.sampled_from([*NAMES, "1", "2", "paused"]), WORDS, min_size=1, max_size=3)


@settings(max_examples=few(4, fresh=120), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(EDITS, max_size=5))
def test_whatever_is_edited(histories: list[dict[str, str]]) -> None:
    """After any edits of texts, the output and the report are those of a clean build."""
    with tempfile.TemporaryDirectory() as folder:
        root = built_site(Path(folder))
        for edits in histories:
            rebuilt(root, {name: more(words) for name, words in edits.items()})
