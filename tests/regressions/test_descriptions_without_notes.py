"""What search engines and previews show of a story was its summary, without what a reader may wish to know before."""

from __future__ import annotations

import json
import re

import pytest

from tests.builders.sites import SITE, built, make_site, story, tree

NOTES = SITE.replace(
    "content_notes:", "content_notes:\n  - {id: panic, label: Panic, description: Somebody panics.}", 1
)
FORETOLD = "[Death · Panic] A summary."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    texts = {"gate.md": story(more="content_notes: [death, panic]"), "door.md": story("A door")}
    report = built(make_site(tmp_path_factory.mktemp("site"), texts, site=NOTES))
    return {
        path: content.decode() for path, content in tree(report.out).items() if path.endswith(("html", "xml", "json"))
    }


@pytest.mark.parametrize("name", ['name="description"', 'property="og:description"'])
def test_notes_stand_before_the_description(made: dict[str, str], name: str) -> None:
    """A page's description, and that in previews, begins with the story's content notes."""
    assert f'<meta {name} content="{FORETOLD}">' in made["stories/gate/index.html"]
    assert f'<meta {name} content="A summary.">' in made["stories/door/index.html"]


def test_notes_stand_in_structured_data(made: dict[str, str]) -> None:
    """So does what search engines are told in their own vocabulary."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', made["stories/gate/index.html"])
    (article,) = (data for data in map(json.loads, blocks) if data["@type"] == "Article")
    assert article["description"] == FORETOLD


def test_notes_stand_in_both_feeds(made: dict[str, str]) -> None:
    """No feed has the summary of such a story without its notes."""
    (item,) = (one for one in json.loads(made["feed.json"])["items"] if one["title"] != "A door")
    assert (item["summary"], item["content_text"]) == (FORETOLD, FORETOLD)
    assert f"<summary>{FORETOLD}</summary>" in made["feed.xml"]


def test_nothing_has_the_summary_alone(made: dict[str, str]) -> None:
    """Of all that is made for others, nothing holds the summary of such a story where its notes are not before it."""
    page = made["stories/gate/index.html"]
    assert page[: page.index("</head>")].count("A summary.") == page[: page.index("</head>")].count(FORETOLD)
