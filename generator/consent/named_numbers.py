"""A number of a form that has a name in it: no act writes one into what stays when the story is withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.consent.case import Case, manuscripts
from generator.consent.refused import RefusedError
from generator.content import sources
from generator.content.front_matter import StoryHeader
from generator.gate import deny_list
from generator.gate.deny_list import DenyList
from generator.gate.own_words import has_words_of, is_denied, words_of_site
from generator.gate.spellings import WORD, fold
from generator.ground.patterns import lazy
from generator.store.guards import guard

# A telephone number and nothing else; one with a year in it, or with a day in front, counts forms.
PHONE = lazy(r"(?!.*(?<!\d)(?:19|20)\d\d(?!\d))(?!\d{4}(?:19|20)\d\d)(?:\+[1-9]|\(?0[1-9])(?:[ ()/.-]{0,3}\d){8,13}")
# Words of a person's name, at most, and letters of its last word, which is known alone; shorter ones are often others.
NAME, LAST = 3, 4

INSTEAD = (
    "it would stay in the log when the story is withdrawn. Write the number under which the signed form is filed, such "
    "as CF-2026-014. It is not repeated here, and nothing was changed."
)


def stop_if_named(case: Case, record: str, about: str | None = None) -> None:
    """Raise RefusedError where a record has words of its story, a name in it, or what the deny list forbids.

    ``about`` is the name of the field in which it was given, where it was. Raises CannotBuildError where nobody can
    read the list.
    """
    if is_denied(record, deny_list.read(guard(case.root, deny_list.PATH)).everywhere()):
        raise RefusedError(f"The number of the form has words that {deny_list.PATH} forbids, and {INSTEAD}", about)
    if has_words_of(record, case.text, case.data, words_of_site(case.settings)):
        raise RefusedError(f"The number of the form has words of the story, or a name in it, and {INSTEAD}", about)


def stop_if_somebody_elses(case: Case, record: str, about: str | None = None) -> None:
    """Raise RefusedError where a new record is a telephone number, or has the name of somebody else in it.

    That is the name that another story shows, the last word of that, the title of another story, of two words or more,
    and the last word of a name on the deny list; but no word that a story writes small, or by which the site calls
    itself: a number refused for no reason is worse than a nickname that passes. Raises CannotBuildError as well.
    """
    if PHONE.fullmatch(record.strip()):
        raise RefusedError(f"The number of the form is a telephone number, and {INSTEAD}", about)
    texts = manuscripts(sources.gather(case.root), case.settings)
    small = (word for text in texts for word in WORD.findall(text.body.text) if word[0].islower())
    usual = words_of_site(case.settings).union(*map(fold, set(small)))
    written = (guard(case.root, deny_list.PATH) or b"").decode("utf-8-sig", "replace")
    if is_denied(record, _of(_last(filter(_is_name, written.splitlines())), usual)):
        raise RefusedError(f"The number of the form has a name that {deny_list.PATH} forbids, and {INSTEAD}", about)
    others = [text.header for text in texts if text.header is not None and text.path != case.path]
    if is_denied(record, _of(_called(others), usual)):
        raise RefusedError(f"The number of the form has a name or the title of another story, and {INSTEAD}", about)


def _is_name(line: str) -> bool:
    words = line.split()
    return 1 < len(words) <= NAME and all(word[0].isupper() and WORD.fullmatch(word) for word in words)


def _last(names: Iterator[str] | Collection[str]) -> Iterator[str]:
    return (words[-1] for name in names if len(words := WORD.findall(name)) > 1 and len(words[-1]) >= LAST)


def _called(headers: Collection[StoryHeader]) -> Iterator[str]:
    """The names that stories show, with the last word of each, and their titles."""
    names = [header.author for header in headers if header.author]
    yield from (*names, *_last(filter(_is_name, names)))
    yield from (header.title for header in headers if len(WORD.findall(header.title)) > 1)


def _of(names: Iterator[str], usual: frozenset[str]) -> DenyList:
    """These to be looked for, but for what has usual words alone."""
    return DenyList(
        phrases=frozenset(phrase for name in names if (phrase := tuple(fold(name))) and not usual.issuperset(phrase))
    )
