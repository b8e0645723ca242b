"""Who did an act of consent, where the organisation wants the log to say so (“log_editors” in site.yaml).

An editor's name is kept nowhere but in that line, and only by this wish: nobody is named by accident. Since the line
stays when a story is withdrawn, it is held against the story that the act is about, and against the deny list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.consent.case import bytes_of, headers, manuscripts
from generator.consent.despite_errors import gathered
from generator.consent.find_story import by_address, by_file
from generator.consent.refused import RefusedError
from generator.content import read, sources
from generator.content.read import Manuscript
from generator.gate import deny_list
from generator.gate.consent_log import identity
from generator.gate.deny_list import DenyList
from generator.gate.own_words import has_words_of, is_denied, words_of_site
from generator.ground.diagnostics import CannotBuildError
from generator.ground.patterns import lazy
from generator.store.guards import guard

LONGEST, MOST_WORDS = 60, 6  # letters and words of a name
# What no name holds: a number, or a part of an address by which somebody is reached.
REACHES = lazy(r"\d|[@/:]|(?i:www\.)|\w\.[a-z]{2,}")
MISSING = (
    "The log of this site says who did each act (“log_editors” below “consent:” in site.yaml). Say who you are with "
    "--by, or at the desk in the field for it, and do the same once more. Nothing was changed."
)
UNWANTED = (
    "The log of this site names nobody, and “{name}” would stand in it for good. Leave --by out; or write "
    "“log_editors: true” below “consent:” in site.yaml, if your organisation has decided that. Nothing was changed."
)
NO_NAME = (
    f"Write a name of at most {MOST_WORDS} words and {LONGEST} letters in one line, without numbers or addresses, such "
    "as Ana or A.B. Nothing was changed."
)
DENIED = (
    f"This name has words that {deny_list.PATH} forbids, and it would stand in the log for good. Write your own name, "
    "or initials such as A.B. It is not repeated here, and nothing was changed."
)
OF_STORY = (
    "This name has words of the story, or is a name in it, and it would stay in the log when the story is withdrawn. "
    "Write your own name; if it is the same, write initials such as A.B. It is not repeated here, and nothing "
    "was changed."
)


def acted_by(root: Path, story: str, name: str | None) -> str | None:
    """The name that is logged with an act on a story of the site in ``root``, out of what somebody gave; None for none.

    Raises RefusedError where a name is wanted and none was given, and the other way round, and for what is no name, or
    tells of the story or of somebody whom the deny list protects. While site.yaml has errors, or nobody can read what a
    name has to be held against, no act has to wait, and no name is written.
    """
    found = gathered(root)
    checked = read.settings(found.settings, sources.SITE_FILE).value
    if checked is None:
        return None
    settings, given = checked[0], (name or "").strip()
    if not settings.consent.log_editors:
        if given:
            raise RefusedError(UNWANTED.format(name=given), "by")
        return None
    if not given:
        raise RefusedError(MISSING, "by")
    words = given.split()
    if len(given) > LONGEST or len(words) > MOST_WORDS or not given.isprintable() or REACHES.search(given):
        raise RefusedError(NO_NAME, "by")
    texts = {text.path: text for text in manuscripts(found, settings)}
    files = {file.path: file for file in found.stories}
    path = by_file(root, story, files) or by_address(story, headers(found, settings))
    denied = _denied(root)
    if denied is None or (path in files and path not in texts):
        return None
    if is_denied(given, denied):
        raise RefusedError(DENIED, "by")
    common = words_of_site(settings)
    if any(has_words_of(given, text, bytes_of(files[text.path]) or b"", common) for text in _of_record(texts, path)):
        raise RefusedError(OF_STORY, "by")
    return given


def _of_record(texts: Mapping[str, Manuscript], path: str | None) -> Iterator[Manuscript]:
    """The text at a path, and all that have its record, to which the log's line ties the name, too."""
    own = texts.get(path or "")
    record = identity(own.record) if own and own.record else None
    for text in texts.values():
        if text is own or (record is not None and text.record is not None and identity(text.record) == record):
            yield text


def _denied(root: Path) -> DenyList | None:
    """What is denied in any text; None where nobody can tell all of it."""
    try:
        denied = deny_list.read(guard(root, deny_list.PATH))
    except CannotBuildError:
        return None
    return None if any(fault.is_error for fault in denied.faults) else denied.everywhere()
