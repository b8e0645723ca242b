"""Words of an ended consent were published as pages, summaries, in other encodings, and without ends of sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.content.decoding import guessed
from generator.content.read import manuscript
from generator.words import sentences
from generator.words.tokens import fold
from tests.builders.approved import GATE, WORDS, approved_site
from tests.builders.sites import TODAY, built, make_site, story, tree

URDU = (
    "ہم نے پرانے دروازے کو دو بار رنگا۔ کسی نے ہم سے یہ نہیں کہا تھا کہ ہم یہ کام کریں۔ شام کو پوری گلی میں رنگ تھا۔ "
)
THAI = "เราทาสีประตูเก่าสองครั้งก่อนฝนตก ไม่มีใครขอให้เราทำ ตอนเย็นทั้งถนนมีกลิ่นสี คืนนั้นฉันหลับสบาย "
KHMER = "យើងបានលាបថ្នាំទ្វារចាស់ពីរដងមុនពេលភ្លៀង។ គ្មាននរណាម្នាក់សុំឱ្យយើងធ្វើវាទេ។ នៅពេលល្ងាចផ្លូវទាំងមូលមានក្លិនថ្នាំ។ "
PAUSED = story(text=WORDS).replace("status: given", "status: paused")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with an approved story, and nothing remembered elsewhere."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    return approved_site(tmp_path)


def page(words: str) -> str:
    return f"---\ntitle: A page\n---\n{words}\n"


def published(root: Path) -> str:
    built(root)
    return "\n".join(data.decode("utf-8", "replace") for path, data in tree(root / "public").items() if "." in path)


def told(root: Path) -> list[tuple[str, str]]:
    return [(d.path, d.rule) for d in built(root).diagnostics if d.rule == "ended-words"]


def test_pages_with_withdrawn_words(site: Path) -> None:
    """A page with the words of a story that was withdrawn is not published, and told of."""
    withdraw(plan_withdrawal(site, GATE), TODAY)
    (site / "pages").mkdir(exist_ok=True)
    (site / "pages" / "kettle.md").write_text(page(WORDS + " Indeed."))
    assert "smelled of paint" not in published(site)
    assert told(site) == [("pages/kettle.md", "ended-words")]


def test_pages_with_paused_words(tmp_path: Path) -> None:
    """A page with the words of a story that is paused is not published, and told of with the story's file."""
    root = make_site(tmp_path / "site", {"gate.md": PAUSED}, pages={"kettle.md": page(WORDS)})
    assert "smelled of paint" not in published(root)
    assert [d.message for d in built(root).diagnostics if d.rule == "ended-words"] == [
        "this page has the words, or nearly, of stories/gate.md, and there the storyteller has paused the consent"
    ]


def test_innocent_pages(tmp_path: Path) -> None:
    """A page with words of its own is published beside a paused story."""
    root = make_site(tmp_path / "site", {"gate.md": PAUSED})
    (root / "pages").mkdir(exist_ok=True)
    (root / "pages" / "kettle.md").write_text(
        page("The kettle is on from nine, and everybody is welcome to sit with us.")
    )
    assert "everybody is welcome" in published(root)


@pytest.mark.parametrize("where", ["summary", "link"])
def test_words_beside_a_text(tmp_path: Path, where: str) -> None:
    """The words of a paused story in another's summary or a link's title keep that story back."""
    summary, text = (WORDS, "The sea.") if where == "summary" else ("A.", f'The [sea](https://a.org "{WORDS}").')
    other = story("A sea", text=text).replace("A summary.", summary)
    root = make_site(tmp_path / "site", {"gate.md": PAUSED, "sea.md": other})
    assert "smelled of paint" not in published(root)


@pytest.mark.parametrize("field", ["title", "author", "alt", "credit", "series"])
def test_words_in_a_field(tmp_path: Path, field: str) -> None:
    """The words of a paused story in any field that readers see keep another back."""
    words = WORDS.replace(".", "\u200b.")
    image = {"alt": "A gate.", "credit": "By Maren.", field: words}
    more = f'image: {{src: a.png, alt: "{image["alt"]}", credit: "{image["credit"]}"}}'
    more += f'\nseries: {{name: "{words if field == "series" else "Gates"}", part: 1}}'
    other = story("A sea", more=more).replace("title: A sea", f'title: "{words if field == "title" else "A sea"}"')
    other = other.replace("author: ", f'author: "{words}" #') if field == "author" else other
    text = manuscript(other.encode(), "stories/sea.md", "en").value
    assert text is not None
    assert text.header is not None
    assert sentences.alike(text.sentences, sentences.digests(fold(WORDS)))


@pytest.mark.parametrize("words", [URDU, THAI, KHMER, WORDS])
@pytest.mark.parametrize("end", ["", " – ", ", ", " / ", "…", " (1)."])
def test_other_ends_of_sentences(words: str, end: str) -> None:
    """A text with a word more is known again in every script, whatever stands where its sentences ended."""
    other = words
    for sign in "۔។" if end else "":
        other = other.replace(sign, end)
    other = other.replace(". ", end) if end else other
    assert sentences.alike(sentences.digests(fold(words)), sentences.digests(fold(other + " kettle")))


@given(
    st.lists(
        st.sampled_from(["gate", "paint", "evening", "street", "rain", "slept", "we", "twice", "old"]), min_size=40
    )
)
def test_other_words_in_few_places(words: list[str]) -> None:
    """A text is known again without its punctuation."""
    marked = " ".join(word + ("." if n % 7 == 0 else "") for n, word in enumerate(words))
    assert sentences.alike(sentences.digests(fold(marked)), sentences.digests(fold(" ".join(words))))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_texts_in_other_encodings(encoding: str) -> None:
    """A text that no program here can read is known by its words in the encoding that fits."""
    words = "Wir strichen das alte Törchen zweimal. Niemand hatte uns darum gebeten, für nichts."
    assert guessed(words.encode(encoding)) == words


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_paused_stories_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    """A paused story that was saved in another encoding still speaks for its words."""
    words = WORDS.replace("e", "é")
    root = make_site(tmp_path / "site", {"sea.md": story("A sea", text=words + " Oui.")})
    (root / GATE).write_bytes(PAUSED.replace(WORDS, words).encode(encoding))
    assert "wholé stréét" not in published(root)
