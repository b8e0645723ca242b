"""The terms and rules that come with the program: files in `language/`, read once, when they are first needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from generator.advice.finding import Guideline, Level, Rule
from generator.advice.near import Within
from generator.advice.term import Near, SoughtTerm, Speaks, TermIndex
from generator.advice.wording import Forms, compiled
from generator.content import schema, strict_yaml
from generator.content.field_types import CLOSED
from generator.store.resources import LANGUAGE_TERMS

T = TypeVar("T")
NO_TERMS = TermIndex(())
# Whose words a rule is for, as guidelines mean it: a storyteller may choose such words for themselves; they are for
# editors alone; or they are for everybody, since the risk is the reader's.
WhoseWords = Literal["author_may_keep", "editor_only", "always"]
# What was seen of a guideline: its own text, what others say of it, or none.
HowRead = Literal["read", "relayed", "general"]
WITHIN = r"^(\d{1,2}|sentence|passage)$"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidelineSource:
    """Whose guideline it is, where it can be read, and what of it was read for these files, and when."""

    __pydantic_config__ = CLOSED

    name: str
    read: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNear:
    """Subjects of the same file, of which one has to be near, and how near."""

    __pydantic_config__ = CLOSED

    about: tuple[str, ...]
    within: Annotated[str, Field(pattern=WITHIN)] = "sentence"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRule:
    """A rule: its title in a few words, why, what to do, and whose guidelines it goes back to.

    ``disputed`` says who disagrees; such a rule gives notes alone, as one does with ``note``.
    """

    __pydantic_config__ = CLOSED

    title: str
    why: str
    sources: tuple[str, ...]
    voice: WhoseWords
    asks: str = ""
    note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTerm(WrittenRule):
    """A term of a language. ``forms`` are found wherever they stand, ``beside`` only near what ``near`` names.

    ``quoted``: it is looked for in quotations, too. ``fields``: in these alone. ``deniable``: it is ordinary where a
    sentence denies it.
    """

    __pydantic_config__ = CLOSED

    id: str
    evidence: HowRead
    rule: Literal["language", "framing", "method"] = "language"
    forms: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    near: WrittenNear | None = None
    unless: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    disputed: str = ""
    fields: tuple[str, ...] = ()
    quoted: bool = False
    deniable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLanguage:
    """A file of one language's terms.

    ``but`` are words that look as if they spoke of a subject, and do not; ``denials`` those by which a sentence denies
    what follows, as a single word of a form.
    """

    __pydantic_config__ = CLOSED

    language: str
    terms: tuple[WrittenTerm, ...]
    subjects: dict[str, tuple[str, ...]]
    but: dict[str, tuple[str, ...]] = field(default_factory=dict)
    denials: str = ""
    numbers: tuple[str, ...] = ()
    nouns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenWords:
    """Words that are looked for and not written out (`advice.means`): hashed, by what they name."""

    __pydantic_config__ = CLOSED

    salt: str
    words: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class LanguageTerms:
    """One language's terms, and how its subjects are found."""

    terms: TermIndex = NO_TERMS
    subjects: Mapping[str, Forms] = field(default_factory=dict)


def languages() -> tuple[str, ...]:
    """The codes of the languages of which there are terms."""
    return tuple(sorted(path.stem for path in LANGUAGE_TERMS.glob("??.yaml")))


@cache
def terms_of(code: str) -> LanguageTerms:
    """The terms of a language by its BCP 47 code; none where there is no file of it."""
    language = code.partition("-")[0]
    if language not in languages():
        return LanguageTerms()
    file = _read(WrittenLanguage, language)
    subjects = {name: _about((name,), file) for name in file.subjects}
    return LanguageTerms(TermIndex(_term(written, file) for written in file.terms), subjects)


@cache
def rule(name: str) -> tuple[Rule, str]:
    """A rule that looks at a whole text or site, and what it asks for."""
    written = _read(dict[str, WrittenRule], "rules")[name]
    return _rule(name, written, "", private=written.voice == "always"), written.asks


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of this wing's files, by id."""
    of_terms = [term.rule for code in languages() for term in terms_of(code).terms.terms]
    of_texts = [rule(name)[0] for name in _read(dict[str, WrittenRule], "rules")]
    return tuple(sorted((*of_terms, *of_texts), key=lambda one: one.id))


@cache
def sources() -> Mapping[str, GuidelineSource]:
    """The guidelines, by the names that rules write."""
    return _read(dict[str, GuidelineSource], "sources")


@cache
def hidden_words() -> HiddenWords:
    """The words that are not written out."""
    return _read(HiddenWords, "hidden")


@cache
def written_terms(code: str) -> tuple[WrittenTerm, ...]:
    """The terms of a language as they are written."""
    return _read(WrittenLanguage, code).terms


def _read(kind: type[T], name: str) -> T:
    """A file of the program's own. It is as good as the tests say, so what is wrong with it is a bug."""
    path = LANGUAGE_TERMS / f"{name}.yaml"
    read = strict_yaml.parse(path.read_text(encoding="utf-8"), path.name)
    checked = schema.check(kind, read.made, path.name)
    if problems := (*read.diagnostics, *checked.diagnostics):
        raise AssertionError("; ".join(f"{p.place}: {p.message}" for p in problems))
    return checked.made


def _rule(name: str, written: WrittenRule, disputed: str, *, private: bool, is_weak: bool = False) -> Rule:
    known = sources()
    guidelines = tuple(Guideline(known[one].name, known[one].url) for one in written.sources)
    is_note = written.note or bool(disputed) or is_weak or written.voice == "author_may_keep"
    why = f"{written.why}. Guidelines disagree: {disputed}" if disputed else written.why
    level = Level.NOTE if is_note else Level.WARNING
    return Rule(f"language/{name}", written.title, why, guidelines, level, private)


def _term(written: WrittenTerm, file: WrittenLanguage) -> SoughtTerm:
    compounds = [form for forms in file.but.values() for form in forms]

    def pattern(forms: Iterable[str]) -> Forms:
        return compiled(forms, file.numbers, nouns=file.nouns, compounds=compounds)

    near: Near | None = None
    if written.near is not None:
        near = Near(_about(written.near.about, file), within(written.near.within))
    is_method, is_weak = written.rule == "method", written.evidence == "general"
    unless = list(written.unless)
    if written.deniable:
        unless += (f"{file.denials} … {form}" for form in (*written.forms, *written.beside))
    return SoughtTerm(
        _rule(written.id, written, written.disputed, private=is_method, is_weak=is_weak),
        Speaks.EVERYBODY if written.voice == "always" else Speaks.EDITORS,
        pattern(written.forms) if written.forms else None,
        pattern(written.beside) if written.beside else None,
        near,
        compiled(unless, file.numbers, nouns=file.nouns) if unless else None,
        written.prefer,
        written.asks,
        frozenset(written.fields),
        written.quoted,
    )


def _about(subjects: Iterable[str], file: WrittenLanguage) -> Forms:
    """What finds any of these subjects."""
    names = tuple(subjects)
    but = [form for name in names for form in file.but.get(name, ())]
    return compiled([form for name in names for form in file.subjects[name]], but=but)


def within(words: str) -> Within:
    """How near something has to be, as it is written: a number of words, or a part of the text."""
    return int(words) if words.isdecimal() else "passage" if words == "passage" else "sentence"
