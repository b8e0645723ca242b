"""Rules on content and settings. What is told of each mistake stands in tests/data/invalid; here are the edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.content import link_checks, read, validate
from generator.content.links import Atlas, Place
from generator.content.read import Manuscript, PageSource
from generator.content.settings import Settings
from generator.content.strict_yaml import Document
from generator.ground.diagnostics import Diagnostic, Span
from generator.media.photo import Photo, Unusable
from tests.builders.sites import SITE, story

LINES = """\
helplines:
  check_every_months: {months}
  lines:
    - {{name: A line, languages: [en], checked: {checked}, source: https://example.org/, phone: 116 123}}
"""
PHOTO = Photo("a.jpg", 1, 1, b"")


def settings(more: str = "") -> tuple[Settings, Document]:
    checked = read.settings((SITE + more).encode(), "site.yaml")
    assert checked.value is not None, checked.diagnostics
    return checked.value


def manuscript(text: str) -> Manuscript:
    checked = read.manuscript(text.encode(), "stories/x.md", "en")
    assert checked.value is not None, checked.diagnostics
    return checked.value


def rules(*diagnostics: Diagnostic) -> list[str]:
    return [d.rule for d in diagnostics]


def site_rules(more: str, pages: tuple[str, ...] = ("pages/about.md",)) -> list[str]:
    return rules(*validate.site(*settings(more), pages))


@pytest.mark.parametrize("topic", ["hope", "HOPE", "Hope", "optimism", "Optimism", "help"])
def test_topics_by_any_name(topic: str) -> None:
    """A story may name a topic by id, label or synonym, in small or capital letters."""
    assert rules(*validate.manuscript(manuscript(story(topics=f"[{topic}]")), settings()[0])) == []


@pytest.mark.parametrize("text", ["word " * 5_000, "> " * 25 + "Words."])
def test_a_text_that_is_not_parsed(text: str) -> None:
    """Of a text that is too long or too deep to be parsed, nobody says that there is none."""
    checked = read.manuscript(story(text=text).encode(), "stories/x.md", "en")
    assert checked.value is not None
    assert checked.errors != ()
    assert rules(*validate.manuscript(checked.value, settings()[0], checked.diagnostics)) == []


@pytest.mark.parametrize("topics", ['["hope, support"]', "\n- hope, support"])
def test_topics_in_one(topics: str) -> None:
    """Where commas stand within one topic, the remedy names all of them, and no single one."""
    (told,) = validate.manuscript(manuscript(story(topics=topics)), settings()[0])
    assert told.hint.startswith("if these are several topics, write each for itself, in a list: [hope, support]")


@pytest.mark.parametrize(("topic", "meant"), [("hpoe", "hope"), ("optimsm", "optimism"), ("Suport", "support")])
def test_nearest_topic(topic: str, meant: str) -> None:
    """An unknown topic is told with the nearest that is known, synonyms among them."""
    (told,) = validate.manuscript(manuscript(story(topics=f"[work, {topic}]")), settings()[0])
    assert (told.rule, told.span, told.hint) == ("unknown-topic", Span(6, 16), f"did you mean “{meant}”?")


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        ("![A gate.](a.jpg)", []),
        ('![](a.jpg "decorative")', []),
        ("![](a.jpg)", ["no-alt"]),
        ("![ ](a.jpg)", ["no-alt"]),
        ('![](a.jpg "Decorative")', ["no-alt"]),
        ("![A gate.](../stories/a.jpg)", []),
        ("![A gate.](b.jpg)", ["no-picture"]),
        ("![A gate.](c.jpg)", ["bad-picture"]),
        ("![](c.jpg)", ["no-alt", "bad-picture"]),
        ("![IMG_2031.jpg](a.jpg)", ["empty-alt"]),
        ("![DSC 0012](a.jpg)", ["empty-alt"]),
        ("![image](a.jpg)", ["empty-alt"]),
        ("![Screenshot 2024-01-02 at 10.11](a.jpg)", ["empty-alt"]),
        ("![Picture of a gate](a.jpg)", []),
        ("![P1000123](a.jpg)", ["empty-alt"]),
        ("![A gate.](d.png)", ["moving-picture"]),
    ],
)
def test_pictures(picture: str, told: list[str]) -> None:
    """A picture must be there, be a picture, and have words in its place unless it is decorative."""
    photos: dict[str, Photo | Unusable | None] = {"stories/a.jpg": PHOTO, "stories/c.jpg": Unusable("this is none")}
    photos["stories/d.png"] = replace(PHOTO, moved=True)
    text = manuscript(story(text=f"Words. {picture}"))
    assert rules(*validate.pictures(text, photos, lambda _: ())) == told


@pytest.mark.parametrize(
    ("image", "told"),
    [
        ("{src: a.jpg, alt: A gate.}", []),
        ('{src: a.jpg, alt: "", decorative: true}', []),
        ("{src: a.jpg, decorative: true}", []),
        ('{src: a.jpg, alt: ""}', ["no-alt"]),
        ("{src: a.jpg}", ["no-alt"]),
        ("{src: a.jpg, decorative: false}", ["no-alt"]),
    ],
)
def test_image_above(image: str, told: list[str]) -> None:
    """The picture above a story needs words in its place, unless it says that it is decorative."""
    text = manuscript(story(more=f"image: {image}"))
    assert rules(*validate.pictures(text, {"stories/a.jpg": PHOTO}, lambda _: ())) == told


@pytest.mark.parametrize(
    ("image", "told"),
    [
        ("{src: d.gif, alt: A gate.}", ["moving-picture"]),
        ("{src: e.gif, alt: A gate., animated: true}", []),
        ("{src: a.jpg, alt: A gate., animated: true}", ["still-picture"]),
    ],
)
def test_image_that_moves(image: str, told: list[str]) -> None:
    """A picture above a story that moves is said to do so, and no other is."""
    moving = {"stories/d.gif": replace(PHOTO, moved=True), "stories/a.jpg|animated": PHOTO}
    moving["stories/e.gif|animated"] = replace(PHOTO, moved=True, moving=PHOTO)
    text = manuscript(story(more=f"image: {image}"))
    assert rules(*validate.pictures(text, moving, lambda _: ())) == told


def test_pages_need_words_for_pictures() -> None:
    """Standalone pages keep the rules on pictures, too."""
    checked = read.page_source(b"---\ntitle: About\n---\n![](a.jpg)\n", "pages/about.md", "en")
    assert isinstance(checked.value, PageSource)
    assert rules(*validate.pictures(checked.value, {}, lambda _: ())) == ["no-alt", "no-picture"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("updated: 2026-01-01", []),
        ("updated: 2025-12-31", ["dates"]),
        ("content_notes: [death, eating]", []),
        ("content_notes: [Death]", ["unknown-content-note"]),
    ],
)
def test_fields_together(more: str, told: list[str]) -> None:
    """A story is updated on its day or later, and its content notes are those of site.yaml."""
    assert rules(*validate.manuscript(manuscript(story(more=more)), settings()[0])) == told


@pytest.mark.parametrize(
    ("checked", "months", "today", "old"),
    [
        ("2026-01-15", 6, date(2026, 7, 15), False),
        ("2026-01-15", 6, date(2026, 7, 16), True),
        ("2025-08-31", 6, date(2026, 2, 28), False),
        ("2025-08-31", 6, date(2026, 3, 1), True),
        ("2024-02-29", 12, date(2025, 2, 28), False),
        ("2024-02-29", 12, date(2025, 3, 1), True),
        ("2027-01-01", 1, date(2026, 1, 1), False),
    ],
)
def test_age_of_helplines(checked: str, months: int, today: date, old: bool) -> None:
    """A helpline is old on the day after so many months have passed since somebody checked it; today is an input."""
    made, front = settings(LINES.format(months=months, checked=checked))
    told = list(validate.notices(made, front, today))
    assert [(d.rule, d.severity, d.span.line) for d in told] == ([("helpline-old", "warning", 18)] if old else [])


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("help_page: about.md\n", []),
        ("help_page: abut.md\n", ["no-page"]),
        ("menu: [{label: About, page: about.md}, {label: All, to: stories}]\n", []),
        ("menu: [{label: About, page: ../about.md}]\n", ["no-page"]),
        ("menu: [{label: About}]\n", ["menu"]),
        ("menu: [{label: About, page: about.md, to: home}]\n", ["menu"]),
        ("menu: [{label: Donate, url: 'https://example.org/'}]\n", []),
        ("menu: [{label: Donate, url: 'https://example.org/', to: home}]\n", ["menu"]),
    ],
)
def test_named_pages(more: str, told: list[str]) -> None:
    """Menu and help lead to exactly one place, which is there."""
    assert site_rules(more) == told


@pytest.mark.parametrize(
    "way", ["phone: 116 123", "text: SHOUT", "chat: https://a.b/", "url: https://a.b/", "email: a@b.c"]
)
def test_helplines_can_be_reached(way: str) -> None:
    """A helpline has one way or another to reach it."""
    line = LINES.format(months=6, checked="2026-01-01")
    assert site_rules(line.replace("phone: 116 123", way)) == []
    assert site_rules(line.replace(", phone: 116 123", "")) == ["helpline-empty"]


OTHERWISE = "write the path of a .md file, relative to this one"
ATLAS = Atlas(
    {"stories/tin.md": Place("stories/tin/index.html", frozenset({"lid"}))},
    frozenset({"index.html"}),
    "https://own.example/",
)


@pytest.mark.parametrize(
    ("link", "rule", "hint"),
    [
        ("tin.md", None, ""),
        ("tin.md#lid", None, ""),
        ("https://example.org/", None, ""),
        ("tni.md", "link-missing", "did you mean “tin.md”?"),
        (
            "crying",
            "link-missing",
            f"{OTHERWISE}; if these are words, put a space between the brackets: [no] (she cries)",
        ),
        ("../stories/tni.md", "link-missing", "did you mean “tin.md”?"),
        ("held.md", "link-withheld", "the words stand there without a link for as long as that story is withheld"),
        ("held%2Emd#x", "link-withheld", "the words stand there without a link for as long as that story is withheld"),
        ("tin.md#ld", "link-anchor", "did you mean “lid”?"),
        ("%74in.md#nowhere", "link-anchor", "headings there: lid"),
        ("ftp:x", "link-scheme", "links may begin with https://, mailto: or tel:, or name a .md file"),
    ],
)
def test_links(link: str, rule: str | None, hint: str) -> None:
    """A link that is shown as plain text is a warning that says why; one that leads somewhere is none."""
    body = manuscript(story(text=f"See [it]({link}).")).body
    told = [(d.rule, d.hint, d.severity) for d in link_checks.links("stories/x.md", body, ATLAS, {"stories/held.md"})]
    assert told == ([] if rule is None else [(rule, hint, "warning")])


@pytest.mark.parametrize("link", ["tni.md", "www.example.org", "held.md", "tin.md#nowhere", "ftp:x"])
@pytest.mark.parametrize("way", ['[it]({} "A title")', '[it][a]\n\n[a]: {} "A title"'])
def test_titles_of_links_that_are_shown_as_plain_text(link: str, way: str) -> None:
    """Of a link that is shown as plain text the warning says that its title goes, too."""
    body = manuscript(story(text=way.format(link))).body
    told = [d.message for d in link_checks.links("stories/x.md", body, ATLAS, {"stories/held.md"})]
    assert [message.partition("; ")[2] for message in told] == ["the words of its title go with the link"]
