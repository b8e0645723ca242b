from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.covers import SCENES, cover
from tests.builders.example import DATA

TOPICS = ("topics/hope/index.html", "topics/work/index.html", "topics/support/index.html", "topics/identity/index.html")
GOLDEN = DATA / "covers"


@given(address=st.text(), topic=st.text())
def test_small_and_silent(address: str, topic: str) -> None:
    """Whatever its address, a story's cover is a small drawing that is hidden from screen readers and runs nothing."""
    drawn = cover(address, topic)
    assert len(drawn.encode()) < 1500
    svg = ET.fromstring(drawn)
    assert svg.tag == "svg"
    assert svg.get("aria-hidden") == "true"
    assert svg.get("focusable") == "false"
    assert {element.tag for element in svg} <= {"path", "circle"}
    assert {name for element in svg.iter() for name in element.attrib} <= {
        *("class", "viewBox", "preserveAspectRatio", "aria-hidden", "focusable", "d", "cx", "cy", "r"),
    }


@pytest.mark.parametrize("topic", TOPICS)
def test_distinct(topic: str) -> None:
    """Four hundred stories on one topic have four hundred covers."""
    assert len({cover(f"stories/story-{n}/index.html", topic) for n in range(400)}) == 400


def test_the_topic_decides_the_scene() -> None:
    """Stories on one topic share kind of landscape and hue; topics use every kind and every hue."""

    def kind(address: str, topic: str) -> str:
        return re.sub(r"[\d\s.-]+", " ", re.sub(r'class="cover-\d', 'class="cover', cover(address, topic)))

    assert kind("stories/a/index.html", TOPICS[0]) == kind("stories/b/index.html", TOPICS[0])
    drawn = [cover("stories/a/index.html", f"topics/{n}/index.html") for n in range(60)]
    assert {hue for text in drawn for hue in re.findall(r"hue-\d", text)} == {f"hue-{n}" for n in range(6)}
    assert len({re.sub(r"hue-\d", "", text) for text in drawn}) == len(SCENES)


@pytest.mark.parametrize("topic", ["hope", "support", "work", "identity", "stigma"])
def test_the_same_for_ever(topic: str, update_golden: bool) -> None:
    """A story's cover is the same on every machine and at every build."""
    file = GOLDEN / f"{topic}.svg"
    drawn = cover("stories/the-key-to-plot-nineteen/index.html", f"topics/{topic}/index.html") + "\n"
    if update_golden:
        file.write_text(drawn, encoding="utf-8", newline="")
    assert file.read_text(encoding="utf-8") == drawn


def test_a_picture_replaces_the_cover(site: Path) -> None:
    """A story with its storyteller's own picture shows that and no cover; a story without one shows its cover."""
    own = _story(site, "the-ledger-of-small-repairs")
    assert own.count('<figure class="picture">') == 1
    assert 'class="cover' not in own
    without = _story(site, "lambing-with-a-rota")
    assert without.count('<svg class="cover') == 1
    assert 'class="picture"' not in without


def test_the_plain_theme_draws_none(plain: Path) -> None:
    """The plain theme draws no covers, and still shows storytellers' own pictures."""
    drawings = [d for page in plain.rglob("*.html") for d in re.findall("<svg[^>]*", page.read_text(encoding="utf-8"))]
    assert all('class="qr"' in drawing for drawing in drawings)
    assert '<figure class="picture">' in _story(plain, "the-ledger-of-small-repairs")


def _story(site: Path, slug: str) -> str:
    """The story itself, without what stands after it."""
    text = (site / "stories" / slug / "index.html").read_text(encoding="utf-8")
    return text[text.index('<article class="story">') : text.index("</article>")]
