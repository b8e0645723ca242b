"""Words of an ended consent were published in the addresses of links."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from generator.words import sentences
from generator.words.readings import text_digests
from generator.words.tokens import fold
from tests.builders.approved import WORDS
from tests.builders.sites import built, make_site, story

PAUSED = story(text=WORDS).replace("status: given", "status: paused")
ADDRESSES = {
    "plus": f"https://e.org/?q={quote_plus(WORDS)}",
    "percent": f"https://e.org/?q={quote(WORDS)}",
    "twice": f"https://e.org/?q={quote(quote(WORDS))}",
    "path": f"https://e.org/{'-'.join(re.findall(r'[A-Za-z]+', WORDS))}",
    "mail": f"mailto:a@e.org?subject=Gate&body={quote(WORDS)}",
}
LINKS = ["See [the sea]({}).", "See [the sea][1].\n\n[1]: {}", "See <{}>."]


@pytest.mark.parametrize("way", ADDRESSES)
@pytest.mark.parametrize("link", LINKS)
def test_paused_words_in_an_address(tmp_path: Path, way: str, link: str) -> None:
    """A story that links to an address with the words of a paused one is withheld."""
    other = story("A sea", text=link.format(ADDRESSES[way]))
    report = built(make_site(tmp_path, {"gate.md": PAUSED, "sea.md": other}))
    assert ("stories/sea.md", "paused") in [(w.source, w.rule) for w in report.withheld]


def test_paused_words_in_an_address_of_a_page(tmp_path: Path) -> None:
    """A page that links to an address with the words of a paused story is not published."""
    page = f"---\ntitle: A page\n---\n{LINKS[0].format(ADDRESSES['plus'])}\n"
    root = make_site(tmp_path, {"gate.md": PAUSED}, pages={"a.md": page})
    assert [d.path for d in built(root).diagnostics if d.rule == "ended-words"] == ["pages/a.md"]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/how-we-can-help/",
        "the-old-gate-that-we-painted-twice-before-it-rained.md",
        "tel:+44-1-2-3-4-5-6-7-8-9",
    ],
)
def test_usual_addresses(address: str) -> None:
    """A usual address adds nothing to what is known of a text."""
    assert text_digests(WORDS, addresses=[address]) == sentences.digests(fold(WORDS))
