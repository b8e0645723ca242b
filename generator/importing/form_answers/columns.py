"""What each column of a table of answers becomes: a small file that is written first, and that a person looks at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from generator.authoring.scaffold import slug
from generator.content import sources, strict_yaml
from generator.ground import limits
from generator.ground.diagnostics import START, CannotBuildError, Diagnostic, did_you_mean, error, in_order
from generator.importing.draft import words
from generator.importing.form_answers.tables import LONGEST_HEADING

BEGINS = "columns-from-"
# What browsers, forms and people add to a table's name with each export.
OF_AN_EXPORT = re.compile(r"(?:[\s_-]*(?:\(\d+(?:-\d+)?\)|\d{4}-\d\d-\d\d(?:[T_ -]\d\d[-_.:]?\d\d\S*)?))+\Z")


class ColumnUse(StrEnum):
    """What a column becomes."""

    TEXT = "text"
    TITLE = "title"
    NAME = "name"
    SUMMARY = "summary"
    DAY = "day"
    TOPICS = "topics"
    CONTENT_NOTES = "content notes"
    PICTURE = "picture"
    PICTURE_WORDS = "picture words"
    ID = "id"
    CONSENT = "consent"
    NOTHING = "nothing"


SEVERAL = frozenset((ColumnUse.TEXT, ColumnUse.TOPICS, ColumnUse.CONTENT_NOTES, ColumnUse.CONSENT, ColumnUse.NOTHING))
HEADING = """\
# What each column of the answers becomes with “hearten import”. Look at every line; then do the same once more.
#
#   text           the story, or a part of it; of several columns, each has its heading above it
#   title, summary, topics
#   name           the name that may be shown; never one that was only asked for to get in touch
#   day            when it was sent, or happened
#   content notes  what readers are to be warned of; you are told, and decide
#   picture        the name of a file; picture words say what it shows
#   id             what the form calls an answer, by which it is known again
#   consent        a question about consent; you are told the answer, and it is never taken for consent
#   nothing        does not come in
#
"""


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """What a column would become, and why, if there is something to say."""

    use: ColumnUse
    why: str = ""


def path_for(root: Path, name: str, headings: Iterable[str]) -> str:
    """The file in which the columns of a table stand, or are to stand.

    It is called after the table, without what exports add to its name; a table under another name has the file that
    knows all its columns.
    """
    own = f"{BEGINS}{slug(OF_AN_EXPORT.sub('', PurePosixPath(name).stem))}.yaml"
    if sources.inside(root, own) is None:
        for other in sorted(name for name in sources.names_in(root, "") if name.startswith(BEGINS)):
            document = strict_yaml.parse(
                (sources.read_inside(root, other, limits.TEXT) or b"").decode("utf-8", "replace"), other
            ).value
            if document is not None and {*headings} <= {_plain(heading) for heading in document.fields}:
                return other
    return own


def written(proposals: Mapping[str, ColumnProposal], alike: Iterable[str]) -> bytes:
    """The file for a table with these columns, and those of which several are called ``alike``."""
    lines = [(heading, proposal.use, proposal.why) for heading, proposal in proposals.items()]
    lines += [(heading, ColumnUse.NOTHING, "several columns are called so") for heading in alike]
    rows = (f"{json.dumps(name, ensure_ascii=False)}: {use}{f'  # {why}' if why else ''}\n" for name, use, why in lines)
    return (HEADING + "".join(rows)).encode()


def read(data: bytes, path: str, headings: tuple[str, ...], alike: tuple[str, ...]) -> Mapping[str, ColumnUse]:
    """What each column of a table becomes. Raises CannotBuildError if the file does not fit the table."""
    parsed = strict_yaml.parse(data.decode("utf-8-sig", "replace"), path)
    problems = parsed.errors or (() if parsed.value is None else tuple(_problems(parsed.value, path, headings, alike)))
    if problems or parsed.value is None:
        raise CannotBuildError(*in_order(problems))
    uses = {_plain(heading): use for heading, use in parsed.value.fields.items()}
    return {heading: ColumnUse(str(uses[heading])) for heading in headings}


def _plain(heading: str) -> str:
    return words(heading)[:LONGEST_HEADING]


def _problems(
    document: strict_yaml.Document, path: str, headings: tuple[str, ...], alike: tuple[str, ...]
) -> Iterator[Diagnostic]:
    known = [use.value for use in ColumnUse]
    named: dict[str, str] = {}
    for heading, use in document.fields.items():
        place, plain = document.value_span((heading,)), _plain(heading)
        if use not in known:
            hint = did_you_mean(str(use), known, f"write one of {', '.join(known)}")
            yield error("unknown-use", path, place, f"“{use}” is nothing that a column becomes", hint)
        elif use == ColumnUse.NOTHING:
            pass
        elif plain in alike:
            hint = f"give each its own heading in the form, or write “{ColumnUse.NOTHING}” here"
            yield error("columns-alike", path, place, f"several columns are called “{heading}”", hint)
        elif plain not in headings:
            hint = did_you_mean(heading, headings, "its heading may be another now; write that one, or delete the line")
            yield error("no-column", path, document.key_span((heading,)), f"there is no column “{heading}”", hint)
        elif use not in SEVERAL and use in named:
            hint = f"“{named[str(use)]}” is so, too; write “{ColumnUse.NOTHING}” for one of them"
            yield error("used-twice", path, place, f"only one column can be the {use}", hint)
        named[str(use)] = heading
    for heading in headings:
        if heading not in map(_plain, document.fields):
            hint = f"write a line for it: {json.dumps(heading, ensure_ascii=False)}: {ColumnUse.NOTHING}, or what it is"
            yield error("unknown-column", path, START, f"nothing says what “{heading}” becomes", hint)
    if ColumnUse.TEXT not in named:
        yield error(
            "no-text", path, START, "no column is the story", f"write “{ColumnUse.TEXT}” behind the one that is"
        )
