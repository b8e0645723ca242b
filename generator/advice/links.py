"""Where links lead, as far as a text tells it by itself; what is not in the site, a build tells (`link_checks`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.advice.finding import Finding, Guideline, Level, Rule
from generator.advice.texts import AdvisedText
from generator.advice.written_marks import WrittenBody, WrittenMark
from generator.content.settings import Settings
from generator.content.sources import SITE_FILE
from generator.content.strict_yaml import Document
from generator.ground.days import months_after
from generator.ground.diagnostics import Span
from generator.ground.patterns import lazy

LINK_PURPOSE = Guideline(
    "W3C, WCAG 2.2, 2.4.4 Link Purpose", "https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html"
)
CONSISTENT = Guideline(
    "W3C, WCAG 2.2, 3.2.4 Consistent Identification",
    "https://www.w3.org/WAI/WCAG22/Understanding/consistent-identification.html",
)
HTTPS = Guideline("W3C TAG, Securing the Web", "https://www.w3.org/2001/tag/doc/web-https")
WHO = Guideline(
    "World Health Organization, Preventing suicide: a resource for media professionals, 2023",
    "https://www.who.int/publications/i/item/9789240076846",
)

TWO_PLACES = Rule(
    "links/same-words",
    "Two links with the same words that lead to different places",
    "In a list of links, as screen readers make it, nothing tells them apart.",
    (LINK_PURPOSE, CONSISTENT),
)
NOT_SECURE = Rule(
    "links/not-secure",
    "A link that begins with http://",
    "Whoever is on the same network can see which page a reader of such stories opens, and can change it.",
    (HTTPS,),
    Level.NOTE,
)
MEASURED = Rule(
    "links/followed",
    "A link that carries along where somebody came from",
    "Such an address tells the other site, and who counts its visitors, that somebody came from these stories.",
    (),
    Level.NOTE,
)
DEAD = Rule(
    "links/dead",
    "A link that leads nowhere any more",
    "Who presses it finds nothing, and looks for the mistake in what they did. Asked for with --links alone.",
)
DEAD_HELP = Rule(
    "links/dead-help",
    "The page of a helpline that is not there any more",
    "Somebody may be looking for help just now. Told before everything else. Asked for with --links alone.",
    (WHO,),
)
MOVED = Rule(
    "links/moved",
    "A link to a page that has moved for good",
    "The old address works for as long as somebody keeps it up. Asked for with --links alone.",
    (),
    Level.NOTE,
)
HELP_AGE = Rule(
    "links/helpline-age",
    "A helpline whose check is due",
    "Numbers and hours change, and a number that nobody answers is worse than none.",
    (WHO,),
)
RULES = (TWO_PLACES, NOT_SECURE, MEASURED, DEAD, DEAD_HELP, MOVED, HELP_AGE)

WEB = lazy(r"https?:", re.IGNORECASE)
# What counters of visitors put into addresses.
COUNTED = lazy(r"[?&](?:utm_[a-z]+|fbclid|gclid|dclid|msclkid|mc_eid|igshid|igsh|yclid|twclid|ttclid)=", re.IGNORECASE)


def advice(text: AdvisedText) -> Iterator[Finding]:
    """What is to be said of where the links of a text lead."""
    first: dict[str, WrittenMark] = {}
    told: set[str] = set()
    for mark in WrittenBody(text).marks():
        if mark.is_picture:
            continue
        words = " ".join(mark.words.split()).casefold()
        before = first.setdefault(words, mark)
        if words and before.target != mark.target and words not in told:
            told.add(words)
            message = f"a link with the same words stands in line {before.start.line}, and leads somewhere else"
            hint = "say in each where it leads, such as [the group on Mondays](mondays.md)"
            yield Finding(
                text.path, mark.start, mark.end, TWO_PLACES, mark.words, message, hint, _level(text, TWO_PLACES)
            )
        if mark.target.lower().startswith("http://"):
            message = "this leads to a page that is not secure"
            hint = "write https:// and see whether the page opens; nearly all do"
            yield Finding(text.path, mark.start, mark.end, NOT_SECURE, mark.words, message, hint, NOT_SECURE.level)
        if COUNTED.search(mark.target):
            message = "a part of this address counts who came from where"
            hint = "delete from “?” on, or the part that begins with “utm_”, and see whether the page opens"
            yield Finding(text.path, mark.start, mark.end, MEASURED, mark.words, message, hint, MEASURED.level)


def helplines(settings: Settings, front: Document, today: date) -> Iterator[Finding]:
    """Helplines whose check was too long ago by ``today``."""
    for n, line in enumerate(settings.helplines.lines):
        if months_after(line.checked, settings.helplines.check_every_months) < today:
            span = front.value_span(("helplines", "lines", n, "checked"))
            message = f"“{line.name}” was last checked on {line.checked}"
            hint = f"look at {line.source}, ring if you can, then write today's date"
            end = Span(span.line, span.column + len(line.checked.isoformat()))
            yield Finding(SITE_FILE, span, end, HELP_AGE, line.name, message, hint, HELP_AGE.level)


def is_web(target: str) -> bool:
    """Whether an address leads to a page on the web, or is meant to, though nobody can read it."""
    return WEB.match(target) is not None


def _level(text: AdvisedText, rule: Rule) -> Level:
    return Level.NOTE if text.is_story else rule.level
