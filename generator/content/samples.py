"""What stands in a new site until somebody writes their own: sample names, addresses and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.content.settings import Settings
from generator.content.strict_yaml import Document, Loc, texts
from generator.ground.diagnostics import Diagnostic, Span, error, unready
from generator.ground.hosts import is_example
from generator.ground.patterns import lazy

URL, EMAIL, SITE, ORGANISATION = "https://stories.example.org/", "hello@example.org", "Our stories", "Our organisation"
EXAMPLE = "stories/the-bench-by-the-bus-stop.md"
HELPLINE = "The service's name"
WITHDRAW = "You can change your mind at any time, and you need not say why. Write to us, and we take the story down."
STORY = "Write the story here. An empty line makes a new paragraph."
PAGE = "Write here who you are, why you collect stories, and how people can reach you."
LANGUAGE = "en"  # of all these
# Of a sentence the beginning is enough: some write behind it, and break its lines elsewhere.
STORY_SENTENCE, PAGE_SENTENCE = (lazy(r"[\s>]+".join(words.split()[:4])) for words in (STORY, PAGE))


def in_settings(settings: Settings, front: Document, path: str) -> Iterator[Diagnostic]:
    """What in site.yaml is still a sample."""
    samples: list[tuple[Loc, bool, str, str]] = [
        (("name",), settings.name == SITE, "the site's name", "the name that stands at the top of every page"),
        (
            ("organisation", "name"),
            settings.organisation.name == ORGANISATION,
            "the organisation's name",
            "who publishes the site",
        ),
        *(
            (("helplines", "lines", n, "name"), line.name == HELPLINE, "this service's name", "its real name")
            for n, line in enumerate(settings.helplines.lines)
        ),
    ]
    for loc, is_sample, what, own in samples:
        if is_sample:
            yield unready("sample", path, front.value_span(loc), f"{what} is still that of the sample", f"write {own}")
    if settings.withdraw.text == WITHDRAW and settings.language.partition("-")[0] != LANGUAGE:
        span = front.value_span(("withdraw", "text"))
        what = "how to take consent back is still told in the sample's English"
        yield unready("sample", path, span, what, f"write it in the site's language, “{settings.language}”")
    for loc, words in texts(front.value):
        host = _host(words)
        if host and is_example(host):
            hint = f"write your own{REASONS.get(loc, '')}"
            what = f"“{words}” is an address for examples, and leads nowhere"
            yield unready("sample", path, front.value_span(loc), what, hint)


REASONS: dict[Loc, str] = {
    ("url",): ": the address that the site will have",
    ("organisation", "email"): ": readers write to it",
    ("withdraw", "email"): ": storytellers who change their minds write to it",
}


def _host(words: str) -> str | None:
    """The host of a web or e-mail address; None where the words are neither."""
    if "://" in words:
        try:
            return urlsplit(words).hostname
        except ValueError:
            return None
    name, _, host = words.partition("@")
    return host if name and " " not in words else None


def in_page(text: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    """A sentence of a new page that is still there."""
    if span := _left(PAGE_SENTENCE, text, first_line):
        what = "this sentence is still that of the sample, and readers would see it"
        yield unready("sample", path, span, what, "write your own words in its place")


def in_story(text: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    """A sentence of a new story that is still there, as it must never be published."""
    if span := _left(STORY_SENTENCE, text, first_line):
        what = "this sentence is still as it was in the new file"
        yield error("placeholder", path, span, what, "write the story in its place, or delete it")


def _left(sentence: re.Pattern[str], text: str, first_line: int) -> Span | None:
    found = sentence.search(text)
    return found and Span(
        first_line + text.count("\n", 0, found.start()), found.start() - text.rfind("\n", 0, found.start())
    )
