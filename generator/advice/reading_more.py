"""How a page reads beside its sentences: headings, dates in digits, words of offices, and places as the only cue.

These are editors' words, so that only pages are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.advice.finding import Finding, Guideline, Level, Rule
from generator.advice.passages import Passage, PassageKind
from generator.advice.texts import AdvisedText
from generator.ground.patterns import lazy

WCAG = "https://www.w3.org/WAI/WCAG22/Understanding/"
SENSES = Guideline("W3C, WCAG 2.2, 1.3.3 Sensory Characteristics", f"{WCAG}sensory-characteristics.html")
RELATIONS = Guideline("W3C, WCAG 2.2, 1.3.1 Info and Relationships", f"{WCAG}info-and-relationships.html")
LABELS = Guideline("W3C, WCAG 2.2, 2.4.6 Headings and Labels", f"{WCAG}headings-and-labels.html")
GOV = "https://www.gov.uk/guidance/style-guide/a-to-z-of-gov-uk-style"
STYLE = Guideline("GOV.UK, Style guide: A to Z", GOV)

LONG_HEADING = Rule(
    "reading/heading-long",
    "A very long heading",
    "Screen readers list headings one after the other, and eyes jump from one to the next.",
    (LABELS,),
    Level.NOTE,
)
SAME_HEADING = Rule(
    "reading/heading-same",
    "Two headings with the same words",
    "In a list of headings, as screen readers make it, nothing tells them apart.",
    (LABELS,),
    Level.NOTE,
)
BOLD_HEADING = Rule(
    "reading/heading-bold",
    "A bold line where a heading is meant",
    "It looks like a heading and is none: screen readers read it as a sentence, and nobody can jump there.",
    (RELATIONS,),
    Level.NOTE,
)
DATE = Rule(
    "reading/date-digits",
    "A date that can be read in two ways",
    "Some read the day first and some the month, so that half of them come on another day.",
    (STYLE,),
    Level.NOTE,
)
PLACE = Rule(
    "reading/place-alone",
    "Something that is told by its place alone",
    "On a telephone, and read aloud, nothing is on the right.",
    (SENSES,),
    Level.NOTE,
)
OFFICE = Rule(
    "reading/words-of-offices",
    "A word that offices use and nobody says",
    "Whoever is tired, frightened or new to the language stops at such a word; a short one says the same.",
    (STYLE,),
    Level.NOTE,
)
RULES = (LONG_HEADING, SAME_HEADING, BOLD_HEADING, DATE, PLACE, OFFICE)

LONGEST_HEADING = 100
BOLD = lazy(r"(?:\*\*|__)(?P<words>[^*_\n]{1,80}[^*_\n.!?…:,;])(?:\*\*|__)\s*")
DIGITS = lazy(
    r"(?<![\w/.-])(?P<one>0?[1-9]|1[0-2])([/.])(?P<other>0?[1-9]|1[0-2])\2(?:(?:19|20)?\d\d)(?![\w/-]|[.,]\d)"
)
BESIDE = lazy(
    r"\b(?:use|press|click|tap|choose|select|see|follow|fill\s+in|open)\s+(?:on\s+)?(?:the|our)\s+"
    r"(?:buttons?|links?|box(?:es)?|forms?|menus?|fields?|arrows?|icons?)\s+(?:on|at|to|in)\s+the\s+"
    r"(?:far\s+)?(?:right|left|top|bottom)(?:-hand)?\b",
    re.IGNORECASE,
)
# What GOV.UK lists as words to avoid, as far as nobody says them, each with what to write.
SAID = {
    "utilis": "use",
    "utiliz": "use",
    "facilitat": "help",
    "commenc": "begin",
    "notwithstanding": "although",
    "aforementioned": "this",
    "hereinafter": "from here on",
    "heretofore": "until now",
    "thereof": "of it",
    "disseminat": "spread",
    "incentivis": "encourage",
}
OFFICES = lazy(rf"\b(?P<word>{'|'.join(SAID)})\w*", re.IGNORECASE)


def advice(text: AdvisedText) -> Iterator[Finding]:
    """All that is to be said of a page."""
    if text.is_story:
        return
    headings: set[str] = set()
    for passage in text.passages:
        if passage.part is PassageKind.HEADING:
            yield from _heading(text, passage, headings)
            continue
        if not passage.loc and (bold := BOLD.fullmatch(passage.text)):
            hint = f"write “## {bold['words'].strip()}”"
            yield _at(text, passage, bold.span(), BOLD_HEADING, "this line looks like a heading, and is none", hint)
        for found in DIGITS.finditer(passage.text):
            if int(found["one"]) != int(found["other"]) and text.language.startswith("en"):
                hint = "write the month as a word, such as “3 April 2027”"
                yield _at(text, passage, found.span(), DATE, "this date can be read in two ways", hint)
        for found in BESIDE.finditer(passage.text) if text.language.startswith("en") else ():
            hint = "say what it is called as well, such as “the button Send”"
            yield _at(text, passage, found.span(), PLACE, "this may be told by its place alone", hint)
        for found in OFFICES.finditer(passage.text) if text.language.startswith("en") else ():
            hint = f"see whether “{SAID[found['word'].lower()]}” says the same"
            yield _at(text, passage, found.span(), OFFICE, "offices write so, and hardly anybody says it", hint)


def _heading(text: AdvisedText, passage: Passage, before: set[str]) -> Iterator[Finding]:
    """What is to be said of a heading, of which those ``before`` it are known by their words."""
    words = " ".join(passage.text.strip(" #").split())
    whole = 0, len(passage.text)
    if len(words) > LONGEST_HEADING:
        message = f"this heading has {len(words)} characters"
        yield _at(
            text, passage, whole, LONG_HEADING, message, "say in a few words what is below it, and the rest there"
        )
    if words and words.casefold() in before:
        message, hint = "a heading with the same words stands above", "say in each what only is below it"
        yield _at(text, passage, whole, SAME_HEADING, message, hint)
    before.add(words.casefold())


def _at(text: AdvisedText, passage: Passage, place: tuple[int, int], rule: Rule, message: str, hint: str) -> Finding:
    span = passage.span(place[0]), passage.span(place[1])
    return Finding(text.path, *span, rule, passage.text[slice(*place)], message, hint, rule.level)
