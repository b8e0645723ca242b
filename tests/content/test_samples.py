"""What stands in a new site until somebody writes their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.authoring.scaffold import new_site, new_story
from generator.authoring.site_details import SiteDetails
from generator.content import read, samples
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


def test_words_in_another_language() -> None:
    """The sample's English on taking consent back is a sample in a site of another language, and fine in English."""
    site = settings().replace("Write to us.", f'"{samples.WITHDRAW}"')
    assert told(site) == []
    assert told(site + "language: en-GB\n") == []
    assert told(site + "language: de\n") == [(4, "write it in the site's language, “de”")]


def test_a_new_site_holds_these_samples(tmp_path: Path) -> None:
    """Every sample that is looked for is in a new site."""
    new_site(tmp_path, SiteDetails())
    site = (tmp_path / "site.yaml").read_text(encoding="utf-8")
    found = [samples.URL, samples.EMAIL, samples.SITE, samples.ORGANISATION, samples.HELPLINE, samples.WITHDRAW]
    assert [words for words in found if words not in site] == []
    assert (tmp_path / samples.EXAMPLE).is_file()
    assert samples.PAGE in (tmp_path / "pages/about.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", [samples.PAGE, "Words.\n\n> Write here\n> who you are, please.", "Write  here who you\nare"]
)
def test_sentences_in_pages(text: str) -> None:
    """A sentence of a new page is told with its line, however its lines are broken."""
    page = read.page_source(f"---\ntitle: About\n---\n\n{text}\n".encode(), "pages/about.md", "en")
    line = 5 + text[: text.index("Write")].count("\n")
    assert [(d.span.line, d.rule, d.stops_publishing) for d in page.diagnostics] == [(line, "sample", True)]


def test_the_sentence_of_a_new_story_is_an_error(tmp_path: Path) -> None:
    """A story that is to be published is held back by the sentence of the new file, and a draft may keep it."""
    new_site(tmp_path, SiteDetails())
    draft = new_story("A gate", tmp_path, TODAY).read_bytes()
    assert [d.rule for d in read.manuscript(draft, "stories/a.md", "en").diagnostics] == []
    ready = read.manuscript(story(text=f"We painted.\n\n{samples.STORY}").encode(), "stories/a.md", "en")
    assert [(d.rule, d.is_error, d.span.column) for d in ready.diagnostics] == [("placeholder", True, 1)]
