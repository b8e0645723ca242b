"""What stands in a new site until somebody writes their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.authoring.scaffold import new_site, new_story
from generator.authoring.site_details import SiteDetails
from generator.content import read, samples
from generator.ground.diagnostics import in_order
from generator.store.resources import STARTER
from tests.builders.sites import TODAY, story


def told(site: str) -> list[tuple[int, str]]:
    """The lines and hints of what is a sample in settings."""
    checked = read.settings(site.encode(), "site.yaml")
    assert checked.value is not None, checked.diagnostics
    return [(d.span.line, d.hint) for d in samples.in_settings(*checked.value, "site.yaml")]


def settings(url: str = "https://harbour.internal/", email: str = "a@harbour.internal", more: str = "") -> str:
    return (
        f"name: Ours\nurl: {url}\norganisation: {{name: Harbour Row, email: {email}}}\n"
        f"withdraw: {{text: Write to us., email: {email}}}\ntopics: [{{id: a, label: A, description: A.}}]\n{more}"
    )


@pytest.mark.parametrize(
    ("host", "is_sample"),
    [
        ("example.org", True),
        ("www.example.com", True),
        ("stories.example.net", True),
        ("a.b.example", True),
        ("harbour.test", True),
        ("harbour.invalid", True),
        ("EXAMPLE.ORG", True),
        ("myexample.org", False),
        ("example.org.uk", False),
        ("example.de", False),
        ("test.org", False),
        ("latest.harbour.internal", False),
    ],
)
def test_addresses_for_examples(host: str, is_sample: bool) -> None:
    """A web or e-mail address at a name that is kept for examples is told, and at any other it is not."""
    assert [line for line, _ in told(settings(f"https://{host}/stories/", f"hello@{host}"))] == [2, 3, 4] * is_sample


def test_every_address_is_looked_at() -> None:
    """An address for examples is told wherever it stands in the settings."""
    line = "{name: A line, languages: [en], checked: 2026-01-01, source: 'https://example.org/', email: a@b.test}"
    assert [at for at, _ in told(settings(more=f"helplines:\n  lines:\n    - {line}\n"))] == [8, 8]


WITHDRAW = "You can change your mind at any time, and you need not say why. Write to us, and we take the story down."


def test_words_in_another_language() -> None:
    """Sentences of the sample that may stay are samples in a site of another language, and fine in English."""
    site = settings().replace("Write to us.", f'"{WITHDRAW}"')
    assert told(site) == []
    assert told(site + "language: en-GB\n") == []
    hint = "write it in the site's language, “de”"
    assert told(site + "language: de\n") == [(4, hint)]


def test_every_word_of_a_new_site_is_told_or_may_stay(tmp_path: Path) -> None:
    """Every value in a new site's settings is told as a sample, but for what a site may keep."""
    new_site(tmp_path, SiteDetails())
    site = (tmp_path / "site.yaml").read_text(encoding="utf-8")
    site = re.sub(r"^# (?=helplines:|  )", "", site, flags=re.MULTILINE).replace('"the number, in quotes"', '"116 123"')
    lines = site.splitlines()
    assert [lines[line - 1].strip(" -") for line, _ in told(site)] == [
        "name: Our stories",
        "tagline: Recovery, told by the people who live it.",
        "url: https://stories.example.org/",
        "name: Our organisation",
        "email: hello@example.org",
        "email: hello@example.org",
        "name: The service's name",
        "hours: When it is open",
        "region: Where it can be reached from",
        "source: https://the-page-where-you-checked.example.org/",
    ]


@pytest.mark.parametrize("value", ["When it is open", "when it is open.", '"WHEN  IT IS OPEN"'])
@pytest.mark.parametrize("name", ["hours", "note"])
def test_a_sample_beside_a_telephone_number(name: str, value: str) -> None:
    """A sample value of a helpline stops publishing, in whichever field and however it is written."""
    line = f"{{name: A line, languages: [en], checked: 2026-01-01, source: 'https://a.internal/', {name}: {value}}}"
    checked = read.settings(settings(more=f"helplines:\n  lines:\n    - {line}\n").encode(), "site.yaml").made
    found = [*samples.in_settings(*checked, "site.yaml")]
    assert [(d.span.line, d.stops_publishing, name in d.message) for d in found] == [(8, True, True)]


def test_the_same_words_elsewhere_are_the_sites_own() -> None:
    """What is a sample as the site's name is none as an entry of the menu."""
    assert told(settings(more="menu:\n  - {label: Our stories, to: stories}\n")) == []


PAGE = "Write here who you are, why you collect stories, and how people can reach you."


@pytest.mark.parametrize(
    "text", [PAGE, PAGE.lower(), "Words.\n\n> Write here\n> who you are, please.", "Write  here who you\nare"]
)
def test_sentences_in_pages(text: str) -> None:
    """A sentence of a new page is told with its line, however its lines are broken."""
    page = read.page_source(f"---\ntitle: About\n---\n\n{text}\n".encode(), "pages/about.md", "en")
    line = 5 + text[: text.lower().index("write")].count("\n")
    assert [(d.span.line, d.rule, d.stops_publishing) for d in page.diagnostics] == [(line, "sample", True)]


def test_what_a_new_page_asks_for(tmp_path: Path) -> None:
    """Of the pages of a new site, one sentence is to be replaced."""
    new_site(tmp_path, SiteDetails())
    pages = sorted((tmp_path / "pages").iterdir())
    left = [d for page in pages for d in read.page_source(page.read_bytes(), f"pages/{page.name}", "en").diagnostics]
    assert [(d.path, d.span.line) for d in left] == [("pages/about.md", 7)]


def test_a_new_draft_may_hold_its_samples(tmp_path: Path) -> None:
    """Nothing is told of a new story while it is a draft."""
    new_site(tmp_path, SiteDetails())
    draft = new_story("A gate", tmp_path, TODAY, lambda _: False).read_bytes()
    assert read.manuscript(draft, "stories/a.md", "en").diagnostics == ()


def test_every_field_of_a_new_story(tmp_path: Path) -> None:
    """Every sample value in a new story withholds it once its consent is given, and so does each sentence."""
    new_site(tmp_path, SiteDetails())
    new = new_story("A gate", tmp_path, TODAY, lambda _: False).read_text(encoding="utf-8")
    ready = new.replace("draft: true", "").replace("status: requested", "status: given")
    found = read.manuscript(ready.encode(), "stories/a.md", "en").diagnostics
    lines = ready.splitlines()
    told = [lines[d.span.line - 1][d.span.column - 1 :].strip() for d in in_order(found) if d.rule == "placeholder"]
    first, second = samples.NEW_TEXT.split(". ")
    assert told == [*samples.NEW_FIELDS.values(), samples.NEW_RECORD, f"{first}. {second}", second]


def ready(text: str = "We painted.", author: str = "Maren", summary: str = "A summary.", title: str = "A gate") -> str:
    made = story(title, text=text).replace("author: Maren", f"author: {author}")
    return made.replace("summary: A summary.", f"summary: {summary}")


@pytest.mark.parametrize(
    "left",
    [
        ready("An empty line makes a new paragraph."),
        ready("write the story here"),
        ready("> Write\n> the story here!"),
        ready(author="name to show"),
        ready(author="Name to show."),
        ready(summary="One plain sentence"),
        ready(summary="one plain sentence!"),
    ],
)
def test_each_sample_by_itself(left: str) -> None:
    """A sample is known without the others, and in any capitals and with or without its full stop."""
    found = read.manuscript(left.encode(), "stories/a.md", "en").diagnostics
    assert [(d.rule, d.is_error) for d in found] == [("placeholder", True)]


def example() -> tuple[str, list[str]]:
    """The made-up example as it stands in a new site, and its sentences of six words and more."""
    whole = (STARTER / samples.EXAMPLE).read_text(encoding="utf-8")
    words = " ".join(line for line in whole.split("---\n")[2].splitlines() if not line.startswith("#"))
    return whole, [s for s in re.split(r'[.!?:]"?\s+', words) if len(s.split()) >= 6]


@pytest.mark.parametrize("sentence", example()[1])
def test_sentences_of_the_example_in_a_persons_story(sentence: str) -> None:
    """A sentence of the made-up example withholds a story that is a person's."""
    found = read.manuscript(ready(f"We painted.\n\n{sentence}").encode(), "stories/a.md", "en").diagnostics
    assert [(d.rule, d.span.line) for d in found] == [("placeholder", 12)]


def test_fields_of_the_example_in_a_persons_story() -> None:
    """Title, summary and record of the made-up example withhold a story that is a person's, and not the example."""
    whole, _ = example()
    own = whole.replace("  basis: fictional\n", "")
    found = read.manuscript(own.encode(), samples.EXAMPLE, "en").diagnostics
    assert [d.span.line for d in found if d.rule == "placeholder"][:3] == [3, 6, 10]
    assert read.manuscript(whole.encode(), samples.EXAMPLE, "en").diagnostics == ()


TO_COME = ["…", "...", ". . .", "TODO", "[TODO]", "(TBD)", '"TODO:"', "FIXME", "TKTK", "Lorem ipsum dolor sit"]
TO_COME += ["todo", "todo.", "tbd", "tbc", "TBA", "“…”", "<TBC>", "--", "---", "—", "–"]


@pytest.mark.parametrize("words", [f'"{words}"' if words[0] in "[." else words for words in TO_COME])
def test_words_that_are_still_to_come(words: str) -> None:
    """A field that says only that its words are still to come withholds a story, and a page stops publishing."""
    for left in (ready(summary=words), ready(author=words), ready(title=words)):
        found = read.manuscript(left.encode(), "stories/a.md", "en").diagnostics
        assert [(d.rule, d.is_error) for d in found] == [("placeholder", True)]
    page = read.page_source(f"---\ntitle: {words}\n---\n\nWords.\n".encode(), "pages/a.md", "en").diagnostics
    assert [(d.rule, d.stops_publishing) for d in page] == [("placeholder", True)]
    ((line, hint),) = told(settings(more=f"tagline: {words}\n"))
    assert line == 6
    assert hint.startswith("write it, or delete the line")


def test_a_title_is_needed() -> None:
    """Nobody is told to delete a title in which words are still to come."""
    found = read.manuscript(ready(title="…").encode(), "stories/a.md", "en").diagnostics
    assert [d.hint for d in found] == ["write it"]


@pytest.mark.parametrize(
    "own",
    [
        *(ready(author="TK"), ready(author="XXX"), ready(author="Tba")),
        *(ready(title="Todo"), ready(title="The TODO list"), ready(title="My todo")),
    ],
)
def test_words_that_may_be_meant(own: str) -> None:
    """Initials and other words that only look as if something were still to come are left alone."""
    assert read.manuscript(own.encode(), "stories/a.md", "en").diagnostics == ()


def test_a_word_of_another_language() -> None:
    """What says in English that something is still to come is a word in Spanish."""
    for title in ("TODO", "todo", "¡todo!", "“Todo”", "todo."):
        found = read.manuscript(ready(title=title).encode(), "stories/a.md", "es").diagnostics
        assert [d for d in found if d.rule == "placeholder"] == []
