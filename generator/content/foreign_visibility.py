"""What other programs' fields say about who may read a text, and what says so here; never more than they allow."""

from __future__ import annotations

import re

from generator.content import foreign_dates
from generator.content.foreign_fields import Advice, advice, bare
from generator.content.stop_signs import says_stop
from generator.content.strict_yaml import Value
from generator.content.value_slips import NO, YES
from generator.content.written_lines import Names

PUBLISHING = frozenset({"published", "publish", "status", "poststatus", "visibility"})
HIDING = frozenset({"private", "hidden", "unlisted", "eleventyexcludefromcollections"})
WRITING = frozenset({"render", "rendering", "build", "output", "outputs", "permalink"})
SEARCHED = frozenset({"noindex", "robots", "search", "sitemap"})
PUBLISHED = YES | {"publish", "published", "public", "live"}
DONE = frozenset({"final", "ready", "approved", "done", "complete", "completed", "finished"})
UNPUBLISHED = NO | {"draft"}
NEVER = NO | {"never"}
# What a sitemap and robots.txt say of what is to be found.
OF_SITEMAPS = frozenset({"priority", "changefreq", "lastmod", "filename"})
FOUND = frozenset({"index", "follow", "all"})
NO_DRAFT = Advice("a page is kept back by its file's name alone, if it begins with _; delete this line")
NO_SEARCH = Advice(
    "a story stays out of search engines if the “scope” of its consent is without “search-engines”; see to that, then"
    " delete this line"
)


def advice_on(name: str, value: Value, names: Names) -> Advice:
    """What to do with a field that is none of this program's, seen with its value."""
    plain, words = bare(name), _words(value)
    is_story = "draft" in names.known
    if plain in PUBLISHING and words in PUBLISHED:
        return advice("layout", names.known)
    if plain in PUBLISHING and is_story and foreign_dates.day(words) is not None:
        return Advice("the day of publication is called “date” here", "date", certain=True)
    if not is_story and plain in PUBLISHING | HIDING | {"draft"}:
        return NO_DRAFT
    if _keeps_back(plain, value):
        hint = "write “draft: true” in its place"
        return Advice(hint, "draft", certain=plain in PUBLISHING and words in UNPUBLISHED) if is_story else NO_DRAFT
    if _keeps_from_search(plain, value):
        return NO_SEARCH if is_story else NO_DRAFT
    found = advice(name, names.known)
    if found.needless and is_story and says_stop(str(value)):
        return Advice("write “draft: true” in its place", "draft")
    return found


def _words(value: Value) -> str:
    return value.strip().casefold() if isinstance(value, str) else ""


def _keeps_back(name: str, value: Value) -> bool:
    """Whether another program's field says that a text is not for every reader, or not yet."""
    words = _words(value)
    if name in PUBLISHING:
        return words not in DONE and bool(value)
    if name in HIDING:
        return words not in NO and bool(value)
    within = value.values() if isinstance(value, dict) else ()
    return name in WRITING and (words in NEVER or value == [] or any(_words(part) in NEVER for part in within))


def _keeps_from_search(name: str, value: Value) -> bool:
    """Whether another program's field says that a text is not to be found in searches."""
    words = _words(value)
    if name == "noindex":
        return words not in NO and bool(value)
    if name == "robots":
        return bool(value) and not (words and {*re.findall(r"[^\s,;]+", words)} <= FOUND)
    if name in SEARCHED:
        return bool(value) and words not in YES and not (isinstance(value, dict) and value.keys() <= OF_SITEMAPS)
    return "noindex" in bare(str(value))
