"""The address of a withheld story stayed in other stories that linked to it by the site's full address."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent.case import open_case
from generator.ground.channels import Medium
from tests.builders.sites import SITE, built, leads_to, make_site, story, tree

OWN = "https://stories.harbour.internal"
SECRET = "the-secret-gate"
HERE = SITE.replace("https://quiet.harbour.internal/base/", f"{OWN}/voices/")
WAYS = [
    "the-secret-gate.md",
    "/stories/the-secret-gate/",
    f"{OWN}/voices/stories/the-secret-gate/",
    f"{OWN}/voices/stories/the-secret-gate",
    f"{OWN}/voices/stories/the-secret-gate/index.html",
    f"{OWN}/voices/stories/the-secret-gate/?x=1#part",
    f"{OWN.replace('https', 'HTTP')}/voices/stories/the-secret-gate/",
    f"{OWN.replace('stories', 'Stories')}/voices/stories/the-secret-gate/",
    f"{OWN}:443/voices/stories/the-secret-gate/",
    f"{OWN}:99999/voices/stories/the-secret-gate/",
    f"{OWN}./voices/stories/the-secret-gate/",
    f"{OWN}/x/../voices//stories/./the-secret-gate/",
    f"{OWN}/voices/%73tories/the-secret-gate/",
    f"{OWN}\\\\voices\\\\stories\\\\the-secret-gate\\\\",
    f"{OWN.replace('//', '//www.')}/voices/stories/the-secret-gate/",
    f"{OWN.replace('//', '//WWW.')}:443/voices/stories/the-secret-gate",
    "//stories.harbour.internal/voices/stories/the-secret-gate/",
    f"{OWN}/voices/stories/THE-SECRET-GATE/",
]
WITHDRAWN = "{record: CF-1, status: withdrawn, given_on: 2026-01-01, ended_on: 2026-02-01, scope: [web, feed]}"


def linking(way: str) -> str:
    return story("A linker", text=f"See [this one](<{way}>).", more="summary: See.").replace(
        "summary: A summary.\n", ""
    )


@pytest.mark.parametrize("medium", ["web", "offline"])
@pytest.mark.parametrize("way", WAYS)
def test_a_withheld_story_leaves_no_address(tmp_path: Path, way: str, medium: Medium) -> None:
    """However it is written, a link to a withheld story comes out as if its file were not there, and is told of."""
    texts = {"linker.md": linking(way)}
    absent = built(make_site(tmp_path / "absent", texts, site=HERE), medium=medium)
    texts |= {"the-secret-gate.md": story("Secret", consent=WITHDRAWN)}
    report = built(make_site(tmp_path / "withheld", texts, site=HERE), medium=medium)
    made = tree(report.out)
    unsaid = ("recall.json", "recall.js")
    assert {p: made[p] for p in made if p not in unsaid} == {
        p: c for p, c in tree(absent.out).items() if p not in unsaid
    }
    assert [path for path, content in made.items() if SECRET in content.decode("latin-1").casefold()] == []
    told = [d.rule for d in report.diagnostics if d.path == "stories/linker.md"]
    assert told == ["link-withheld" if "THE" not in way else "link-missing"]


def test_a_published_story_is_linked_as_ever(tmp_path: Path) -> None:
    """A link by the site's full address to a published story leads to its page, without the host."""
    texts = {"linker.md": linking(WAYS[3]), "the-secret-gate.md": story("No secret")}
    report = built(make_site(tmp_path, texts, site=HERE))
    page = tree(report.out)["stories/linker/index.html"]
    assert "stories/the-secret-gate/index.html" in leads_to("stories/linker/index.html", page)
    assert report.diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        f"<{OWN}/voices/stories/the-secret-gate/>",
        f"Look at {OWN}/voices/stories/the-secret-gate/.",
        f"Look at www.{OWN.removeprefix('https://')}/voices/stories/the-secret-gate/.",
        "Look at stories.harbour.internal/voices/stories/the-secret-gate, please.",
        f"`{OWN}/voices/stories/the-secret-gate/`",
        f'[words](/ "{OWN}/voices/stories/the-secret-gate/")',
        f"[words](https://archive.example.org/{OWN}/voices/stories/the-secret-gate/)",
        "[words](https://translate.example.org/?u=https%3A%2F%2Fstories.harbour.internal%2Fvoices%2Fstories%2Fthe-secret-gate)",
        f"[{OWN}/voices/stories/the-secret-gate/](the-secret-gate.md)",
        f"See {OWN}/voices/old-alias/",
    ],
)
@pytest.mark.parametrize("there", [False, True])
def test_an_address_in_words_is_an_error(tmp_path: Path, text: str, there: bool) -> None:
    """The address of a story in words withholds the text that shows it, whether that story is there or not."""
    texts = {"linker.md": story("A linker", text=f"One.\n\n{text}")}
    texts |= {"the-secret-gate.md": story("Secret", more="aliases: [/old-alias/]")} if there else {}
    report = built(make_site(tmp_path, texts, site=HERE))
    (told,) = (d for d in report.diagnostics if d.is_error)
    line = 8 if "%3A" in text else 12  # what is not written as it is shown has the place where the text begins
    assert (told.rule, told.path, told.span.line) == ("shown-address", "stories/linker.md", line)
    assert [w.source for w in report.withheld] == ["stories/linker.md"]


def test_addresses_of_pages_may_be_shown(tmp_path: Path) -> None:
    """The address of the site, its lists and its pages may stand in words, as may that of another site."""
    text = (
        f"{OWN}, {OWN}/voices/ and {OWN}/voices/about/, {OWN}/voices/stories/ and {OWN}/shop/ or x{OWN[8:]}/voices/a/"
    )
    about = {"about.md": "---\ntitle: About\n---\nUs.\n"}
    report = built(make_site(tmp_path, {"a.md": story(text=text)}, pages=about, site=HERE))
    assert {d.rule for d in report.diagnostics} == {"bare-address"}


def test_pages_are_looked_at(tmp_path: Path) -> None:
    """A page that shows a story's address is withheld, too."""
    page = {"about.md": f"---\ntitle: About\n---\n<{OWN}/voices/stories/x/>\n"}
    report = built(make_site(tmp_path, {}, pages=page, site=HERE))
    assert [(d.rule, d.span.line) for d in report.diagnostics if d.is_error] == [("shown-address", 4)]


def test_summaries_are_looked_at(tmp_path: Path) -> None:
    """An address in the summary is found, too."""
    text = story().replace("summary: A summary.", f"summary: See {OWN}/voices/stories/x/ for more.")
    report = built(make_site(tmp_path, {"a.md": text}, site=HERE))
    assert [(d.rule, d.span.line) for d in report.diagnostics if d.is_error] == [("shown-address", 5)]


def test_a_changed_text_is_told_as_in_a_clean_build(tmp_path: Path) -> None:
    """After the edit of a text alone, links to pages are told as a build from nothing tells them."""
    texts = {"linker.md": story("A linker", text="See."), "the-secret-gate.md": story("Secret", consent=WITHDRAWN)}
    root = make_site(tmp_path, texts, site=HERE)
    built(root)
    (root / "stories/linker.md").write_text(linking(WAYS[1]), encoding="utf-8")
    report = built(root)
    assert [d.rule for d in report.diagnostics if d.path == "stories/linker.md"] == ["link-withheld"]
    (root / "stories/linker.md").write_text(story("A linker", text=f"See {OWN}/voices/stories/x/."), encoding="utf-8")
    assert [w.source for w in built(root).withheld] == ["stories/linker.md", "stories/the-secret-gate.md"]


@pytest.mark.parametrize("own", [OWN, OWN.replace("//", "//www.")])
@pytest.mark.parametrize("way", [OWN, OWN.replace("//", "//www.")])
def test_both_names_of_a_host(tmp_path: Path, own: str, way: str) -> None:
    """A link to a published story leads to its page whether or not “www.” stands before the site's host."""
    texts = {"linker.md": linking(f"{way}/voices/stories/the-secret-gate/"), "the-secret-gate.md": story("No secret")}
    report = built(make_site(tmp_path, texts, site=HERE.replace(OWN, own)))
    page = tree(report.out)["stories/linker/index.html"]
    assert "stories/the-secret-gate/index.html" in leads_to("stories/linker/index.html", page)
    assert report.diagnostics == ()


def test_the_other_name_of_a_host_in_a_seal(tmp_path: Path) -> None:
    """The seal of a story that links to the site's host with “www.” is what it was when that was another site."""
    text = story(text="See [it](https://www.quiet.harbour.internal/base/stories/a-gate/).")
    sealed = open_case(make_site(tmp_path, {"gate.md": text}), "stories/gate.md").seal
    assert sealed.exact == "4-09fd0cf9f1ec684e9d325bc5543f744764223d64beab152b80234ec90046b2ed"
