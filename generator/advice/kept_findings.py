"""What was found in texts, kept for as long as text, settings, checks, deny list and program are the same.

It is kept in the site's cache, which goes whole with a withdrawal, and what is kept of a text goes with the next look
at the site in which that text is another, or not there. The words of a finding are taken from the text each time; so
what is told is the same, kept or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from generator.advice.finding import Finding, Level, Rule, words_between
from generator.advice.text_facts import KeptRow, TextFacts
from generator.ground.diagnostics import Span
from generator.ground.digest import pack
from generator.store.cache import Cache

NAME = "advice"
# By a digest of the text's path: one of all that its findings depend on, and these.
KeptFacts = dict[bytes, tuple[bytes, TextFacts]]
_decoder = msgspec.msgpack.Decoder(KeptFacts)


def kept(cache: Cache) -> KeptFacts:
    """What was found the last time."""
    data = cache.state("", NAME)
    return {} if data is None else _decoder.decode(data)


def keep(cache: Cache, found: KeptFacts) -> None:
    """Keep this for the next time, and nothing else."""
    cache.put_state("", NAME, pack(found))


def findings(found: Iterable[KeptRow], path: str, lines: list[str], known: Mapping[str, Rule]) -> tuple[Finding, ...]:
    """The findings again, in a text with these ``lines``, with the words at their places; ``known`` are all rules."""
    return tuple(
        Finding(path, start, end, known[rule], words_between(lines, start, end), message, hint, Level(level))
        for rule, level, *places, message, hint in found
        for start, end in [(Span(*places[:2]), Span(*places[2:]))]
    )
