"""Terms of an organisation's own: files in `checks/`, beside site.yaml.

Such a file is a list of `terms`. Each has forms (`advice.wording`) or a pattern, a reason, and whose advice it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from generator.advice.finding import Guideline, Level, Rule
from generator.advice.own_pattern import PatternError, own_pattern
from generator.advice.term import Near, Pattern, SoughtTerm, Speaks
from generator.advice.term_files import WITHIN, within
from generator.advice.wording import Forms, compiled, is_form
from generator.content import schema, strict_yaml
from generator.content.decoding import decode
from generator.content.field_types import CLOSED, Text, Url
from generator.content.slugs import slug_of_words
from generator.content.sources import names_in, read_inside
from generator.content.strict_yaml import Document, Loc
from generator.ground import limits
from generator.ground.diagnostics import START, Checked, Diagnostic, Span, error

FOLDER = "checks"
ENDINGS = (".yaml", ".yml")
# Of a form: how often it may leave words open, and how many may be missing. Each of these multiplies the ways to try.
MOST_OPEN, MOST_MISSING = 3, 8
OPEN = re.compile(r"…(?:\s+…)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNear:
    """What else has to be spoken of."""

    __pydantic_config__ = CLOSED

    words: Annotated[
        tuple[Text, ...], Field(min_length=1, max_length=50, description="Forms of which one has to be near.")
    ]
    within: Annotated[
        Text, Field(description="How near: so many words, sentence, or passage.", examples=["sentence"])
    ] = "sentence"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTerm:
    """Words that an organisation wants to be asked about."""

    __pydantic_config__ = CLOSED

    term: Annotated[Text, Field(description="Its name, of which the rule's is made.", examples=["service user"])]
    reason: Annotated[Text, Field(description="Why, in a sentence.", examples=["Our members asked us not to."])]
    source: Annotated[
        Text, Field(description="Whose advice it is, and from when.", examples=["Our members' meeting, May 2026"])
    ]
    url: Annotated[Url | None, Field(description="Where that can be read.")] = None
    forms: Annotated[
        tuple[Text, ...],
        Field(max_length=50, description="How it is written; without them, as its name.", examples=["[service users]"]),
    ] = ()
    pattern: Annotated[Text | None, Field(description="A pattern instead of forms.", examples=['"T-[0-9]{4}"'])] = None
    near: Annotated[OwnNear | None, Field(description="Only where something else is near.")] = None
    prefer: Annotated[tuple[Text, ...], Field(description="What to write instead.", examples=["[member]"])] = ()
    voice: Annotated[
        Literal["editors", "everybody"],
        Field(
            description="In whose words: editors' alone, or storytellers' and quotations, too.", examples=["editors"]
        ),
    ] = "editors"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """A file of an organisation's own terms."""

    __pydantic_config__ = CLOSED

    terms: Annotated[tuple[OwnTerm, ...], Field(max_length=500, description="The terms.")]


def own_files(root: Path) -> tuple[bytes, ...]:
    """The bytes of all files in `checks/`, as far as they can be read: while they are the same, so are the terms."""
    names = sorted(name for name in names_in(root, FOLDER) if name.endswith(ENDINGS))
    return tuple(read_inside(root, f"{FOLDER}/{name}", limits.TEXT) or b"" for name in names)


def own_checks(root: Path) -> Checked[tuple[SoughtTerm, ...]]:
    """The terms of all files in `checks/`, and what is wrong in them; terms that are right count beside wrong ones."""
    terms: list[SoughtTerm] = []
    problems: list[Diagnostic] = []
    for name in sorted(names_in(root, FOLDER)):
        if name.endswith(ENDINGS) and name[0] not in "._":
            path = f"{FOLDER}/{name}"
            data = read_inside(root, path, limits.TEXT)
            if data is None:
                hint = "check that it is a file, and that you may read it"
                problems.append(error("unreadable", path, START, "this file cannot be read", hint))
                continue
            read = of_file(data, path, {term.rule.id for term in terms})
            terms += read.made
            problems += read.diagnostics
    return Checked(tuple(terms), tuple(problems))


def of_file(data: bytes, path: str, taken: Iterable[str] = ()) -> Checked[tuple[SoughtTerm, ...]]:
    """The terms of one file; ``taken`` are the ids of rules that there are already."""
    decoded = decode(data, path)
    parsed = strict_yaml.parse(decoded.value or "", path)
    problems = [*decoded.diagnostics, *parsed.diagnostics]
    if decoded.value is None or parsed.value is None:
        return Checked((), tuple(problems))
    checked = schema.check(OwnFile, parsed.value, path)
    problems += checked.diagnostics
    ids, terms = set(taken), list[SoughtTerm]()
    for number, written in enumerate(checked.value.terms if checked.value else ()):
        wrong = [*_wrong(written, ids, parsed.value, path, ("terms", number))]
        problems += wrong
        if not wrong:
            terms.append(_term(written))
            ids.add(terms[-1].rule.id)
    return Checked(tuple(terms), tuple(problems))


def _wrong(written: OwnTerm, taken: set[str], document: Document, path: str, loc: Loc) -> Iterator[Diagnostic]:
    if _id(written) in taken:
        hint = "give it another name, or put its forms beside those of the other"
        span = document.value_span((*loc, "term"))
        yield error("check-twice", path, span, "there is another term of this name", hint)
    if written.forms and written.pattern:
        hint = "delete one of them"
        yield error("check-both", path, document.key_span((*loc, "pattern")), "this has forms and a pattern", hint)
    elif written.pattern:
        try:
            own_pattern(written.pattern)
        except PatternError as e:
            yield error("check-pattern", path, document.value_span((*loc, "pattern")), e.message, e.hint)
    near: tuple[tuple[Loc, str], ...] = ()
    if written.near is not None:
        if not re.fullmatch(WITHIN, written.near.within):
            span = document.value_span((*loc, "near", "within"))
            hint = "write sentence, passage, or how many words may stand between, up to 99"
            yield error("check-near", path, span, "this does not say how near", hint)
        near = tuple(((*loc, "near", "words", n), form) for n, form in enumerate(written.near.words))
    forms: list[tuple[Loc, str]] = [((*loc, "forms", n), form) for n, form in enumerate(written.forms)]
    if not written.forms and not written.pattern:
        forms = [((*loc, "term"), written.term)]
    for where, form in (*forms, *near):
        yield from _wrong_form(form, document.value_span(where), path)


def _wrong_form(form: str, span: Span, path: str) -> Iterator[Diagnostic]:
    if not is_form(form):
        message = "this form holds a sign without a word, or no word at all"
        hint = "write words; a|b is either, a* begins so, a? may be missing, … is up to three words, # a number"
        yield error("check-form", path, span, message, hint)
    elif _joined(form).count("…") > MOST_OPEN or sum(word.endswith("?") for word in form.split()) > MOST_MISSING:
        message = f"this form has more than {MOST_OPEN} “…” or more than {MOST_MISSING} words that may be missing"
        yield error("check-form", path, span, message, "make several forms of it, each with fewer of these")


def _term(written: OwnTerm) -> SoughtTerm:
    guideline = Guideline(written.source, written.url)
    rule = Rule(_id(written), written.term, written.reason, (guideline,), Level.WARNING)
    pattern: Pattern
    pattern = own_pattern(written.pattern) if written.pattern else _compiled(written.forms or (written.term,))
    speaks = Speaks.EVERYBODY if written.voice == "everybody" else Speaks.EDITORS
    is_everybody = speaks is Speaks.EVERYBODY
    if written.near is None:
        return SoughtTerm(rule, speaks, alone=pattern, prefer=written.prefer, even_quoted=is_everybody)
    near = Near(_compiled(written.near.words), within(written.near.within))
    return SoughtTerm(rule, speaks, beside=pattern, near=near, prefer=written.prefer, even_quoted=is_everybody)


def _compiled(forms: Iterable[str]) -> Forms:
    return compiled(map(_joined, forms))


def _joined(form: str) -> str:
    """A form in which what leaves words open stands once, where it stood twice or more in a row."""
    return OPEN.sub("…", form)


def _id(written: OwnTerm) -> str:
    return f"own/{slug_of_words(written.term)}"
