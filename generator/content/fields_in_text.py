"""Front matter in the midst of a text: a second story in the file, whose consent nobody asks and readers would see.

What tells of a consent is found in whatever dress: in code, lists, tables, JSON, bold, capitals. Fields with other
values are a front matter only together with a line of dashes, or with one that has a value as it is written there:
“title: Abbey Road” and “date: 1969” are words. So is whatever stands within a sentence or in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields

from markdown_it.token import Token

from generator.content.consent_fields import Consent
from generator.content.front_matter import StoryHeader
from generator.content.parsed_lines import ParsedLines
from generator.content.private_words import WHO
from generator.content.silent_loss import NO, SHAPED, YES
from generator.ground.channels import CHANNELS
from generator.ground.consent_status import STATUSES
from generator.ground.diagnostics import Diagnostic, error
from generator.ground.patterns import lazy

NAMES = frozenset(field.name for kind in (StoryHeader, Consent) for field in fields(kind))
LINE = lazy(
    r"[ \t>]*(?:[-*+] )?[*_\"]{0,3}(?P<name>[A-Za-z]\w*)[*_\"]{0,3}[ \t]*(?:[:：](?=[\s*_]|\Z)|=)"
    r"[ \t*_]*(?P<value>.*?)[ \t*_\\]*$"
)
FENCE = lazy(r"[ \t>]*(?:-{3,}|\+{3,})[ \t]*\Z")
# Beside fields, what may stand among them: other fields, entries of lists, and what is indented.
AMONG = lazy(r"\s*\Z|[ \t>]*[\w-]+[ \t]*[:：=]|[ \t>]*-[ \t]|[ \t]{2,}\S|[-+*_]{3,}[ \t]*\Z|[ \t>|]*-[-:| \t]*\Z")
_DAY = r"\d{4}-\d\d-\d\d"
# Values that no words for readers have behind the same names.
TYPED = lazy(
    rf"[ \t>]*(?:[-*+] )?(?:(?:date|updated)[ \t]*[:=][ \t]*[\"']?{_DAY}"
    r"|(?:topics|content_notes|aliases)[ \t]*[:=][ \t]*(?:\[|\Z)|draft[ \t]*[:=][ \t]*(?:true|false)"
    r"|(?i:consent)[ \t]*[:：][ \t]*\Z|image[ \t]*:[ \t]*\Z|summary[ \t]*[:=]"
    rf"|(?:status|(?i:consent))[ \t]*[:=：][ \t]*(?:{'|'.join(STATUSES)})[ \t]*\Z)"
)
# What a line begins with before its first word: the marks of a quotation, list, heading, table, code or stress.
_BEGIN = r"[ \t>|]*(?:(?:[-*+]|\d+[.)]|#{1,6})[ \t]+)?[*_`{]{0,3}[ \t]*"
# Words in quotation marks; a name of JSON stands in a pair of its own.
_NAME_OF_JSON = r"[\"'](?=\w+[\"'][ \t]*:)"
QUOTED = lazy(rf"{_BEGIN}(?!{_NAME_OF_JSON})[“”„«»‘\"']")
# Fields of a consent in any dress, up to the end of their value. A record is a word with letters, digits and a hyphen.
_SIGN = r"[\"'*_`]{0,3}[ \t]*[:：=|][ \t]*[\"'*_`]{0,3}[ \t]*"
_NEXT = r"[\"'*_`]{0,3}[^\W\d_]\w*[\"'*_`]{0,3}[ \t]*[:：=]"  # a field behind another one
_END = rf"(?=[\"'*_`\\\])]{{0,3}}[ \t]*(?:[,;][ \t]*(?:{_NEXT}|\Z)|[}}|]|\Z))"
_NUMBER = r"(?=[^\s|]*(?:\d{3}|[-/_.]))[^\W\d_][\w/.-]*\d[\w/.-]*"
OF_CONSENT = lazy(
    rf"(?:\A{_BEGIN}|[{{|][ \t]*[*_`]{{0,3}}|(?P<comma>,)[ \t]*)(?:{_NAME_OF_JSON})?"
    rf"(?:(?P<record>record){_SIGN}{_NUMBER}|(?:status|consent){_SIGN}(?:{'|'.join(STATUSES)})"
    rf"|(?P<day>given(?:_on)?|valid_until|review_by){_SIGN}{_DAY}"
    rf"|(?P<scope>scope){_SIGN}\[?[ \t]*[\"']?(?:{'|'.join(CHANNELS)})){_END}",
    re.IGNORECASE,
)
# One line that keeps a text from readers, or says whose it is, and has hardly another meaning, in any dress.
ALONE = lazy(
    rf"{_BEGIN}(?:{_NAME_OF_JSON})?(?:draft{_SIGN}(?:{YES})|published{_SIGN}(?:{NO})"
    rf"|consent{_SIGN}\{{.*|(?:status|consent){_SIGN}(?:requested|withdrawn|paused|refused|revoked)|visibility{_SIGN}(?:private|hidden)"
    rf"|(?:given_on|valid_until|review_by|ended_on){_SIGN}{_DAY}|scope{_SIGN}\[[ \t]*[\"']?(?:{'|'.join(CHANNELS)})\b.*"
    rf"|(?:{WHO}|real_name){_SIGN}(?-i:(?![a-zß-öø-ÿ])\S).*)[*_`\"'}}\\|. \t]*\Z",
    re.IGNORECASE,
)
# Fields that lost the ends of their lines: a consent's, with its value, beside others.
NAMED = lazy(rf"(?<![\w-])(?:{'|'.join(sorted(NAMES))})[ \t]*[:：](?=\s)", re.IGNORECASE)
PASTED = lazy(
    rf"(?<![\w-])(?:record[ \t]*[:：][ \t]+{_NUMBER}|(?:status|consent)[ \t]*[:：][ \t]+(?:{'|'.join(STATUSES)})"
    rf"|(?:given_on|valid_until|review_by)[ \t]*[:：][ \t]+{_DAY})(?=[ \t]*(?:[,;][ \t]*)?(?:{_NEXT}|\Z))",
    re.IGNORECASE,
)
# The names of a table's columns, and an entry below them.
HEADS, ENTRY = lazy(r"(?:\A|.*\|)[ \t>]*record[ \t]*(?:\||\Z)", re.IGNORECASE), lazy(rf"(?:.*\|)?[ \t]*{_NUMBER}{_END}")


def problems(tokens: Sequence[Token], where: ParsedLines) -> Iterator[Diagnostic]:
    """The first lines of what looks like a second front matter."""
    code = {line for token in tokens if token.type == "fence" and token.map for line in range(*token.map)}
    whole = "\n".join(where.lines)
    numbers = {whole.count("\n", 0, found.end()) for found in SHAPED.finditer(whole)}
    begun: int | None = None
    names: set[str] = set()
    consent: set[str] = set()
    is_sure = is_typed = has_records = False
    for number, row in enumerate([*where.lines, "."]):
        is_quoted = QUOTED.match(row) is not None
        found = LINE.match(row) if number not in code and not is_quoted else None
        name = found["name"].lower() if found else ""
        said = set() if is_quoted else _of_consent(row)
        is_stop = ALONE.match(row) is not None or (PASTED.search(row) is not None and _names_several(row))
        is_stop = (is_stop and not is_quoted) or number in numbers
        is_entry = has_records and ENTRY.match(row) is not None
        has_records = "|" in row and (has_records or HEADS.match(row) is not None)
        if name in NAMES or said or is_entry or is_stop:
            begun = number if begun is None else begun
            names |= {name} & NAMES
            consent |= said
            is_sure |= "record" in said or is_entry or len(consent) > 1 or is_stop
            is_typed |= "day" in said or TYPED.match(row) is not None
            is_typed |= number > 0 and FENCE.match(where.lines[number - 1]) is not None
        elif number in code or not AMONG.match(row):
            if begun is not None and (is_sure or (is_typed and len(names) > 1)):
                yield _told(begun, where)
            begun, names, consent, is_sure, is_typed = None, set(), set(), False, False


def _of_consent(row: str) -> set[str]:
    """Which fields of a consent a line holds; behind a comma they are fields only in braces, and else a sentence."""
    told = [found for found in OF_CONSENT.finditer(row) if not found["comma"] or "{" in row]
    return {next((kind for kind in ("record", "day", "scope") if found[kind]), "status") for found in told}


def _names_several(row: str) -> bool:
    """Whether a line begins with a field's name and holds another one."""
    begins = NAMED.match(row.lstrip(" \t>|-*_`")) is not None
    return begins and len({found[0].rstrip(" \t:：").lower() for found in NAMED.finditer(row)}) > 1


def _told(line: int, where: ParsedLines) -> Diagnostic:
    what = "fields of a front matter stand in the text here, where readers would see them"
    hint = (
        "give each story a file and a consent of its own, and delete this here; if these are words for readers, put"
        " each such line, or cell of a table, into quotation marks “…”"
    )
    return error("second-front-matter", where.path, where.in_text(line), what, hint)
