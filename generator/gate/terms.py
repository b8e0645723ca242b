"""The terms seal: a fingerprint of what was agreed beside the text.

That is where, what else for, how long, by whom, and under which name.

A field that says what it says when it is not written is left out. So it means “not agreed”, and fields that come later
change no seal that was made before them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace

from generator.content.consent_fields import Basis, Consent, GivenBy, NamedAs
from generator.content.moves import Moves
from generator.gate import lifetime

FORM = "1-"
NAMES: tuple[NamedAs | None, ...] = ("full", "first", "pseudonym", "anonymous", None)
GIVERS: tuple[GivenBy, ...] = ("self", "guardian", "representative")
BASES: tuple[Basis, ...] = ("consent", "fictional")


def fingerprint(consent: Consent, moves: Moves) -> str:
    """The terms of a consent, digested (SHA-256 of JSON with sorted names); files by the first names that they had."""
    given_on = lifetime.begins(consent)
    terms = {
        "scope": sorted(consent.scope),
        "uses": sorted(set(consent.uses)),
        "given_on": str(given_on) if given_on else None,
        "valid_until": str(consent.valid_until) if consent.valid_until else None,
        "review_by": str(consent.review_by) if consent.review_by else None,
        "named_as": consent.named_as,
        "given_by": consent.given_by if consent.given_by != "self" else None,
        "basis": consent.basis if consent.basis != "consent" else None,
        "texts": sorted(map(moves.first, consent.texts)),
    }
    agreed = {name: value for name, value in terms.items() if value}
    return FORM + hashlib.sha256(json.dumps(agreed, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def changed(consent: Consent, agreed: str, moves: Moves) -> str | None:
    """What was changed since ``agreed`` was made, in words; None where nothing was.

    A fingerprint alone tells no field. Those that can say only a few things are tried.
    """
    if fingerprint(consent, moves) == agreed:
        return None
    for name, other in _others(consent):
        if fingerprint(other, moves) == agreed:
            return f"“{name}”"
    return "a day, “scope”, “uses”, “texts”, or more than one of its terms"


def _others(consent: Consent) -> Iterator[tuple[str, Consent]]:
    """The consent with another word in one field."""
    yield from (("named_as", replace(consent, named_as=name)) for name in NAMES)
    yield from (("given_by", replace(consent, given_by=giver)) for giver in GIVERS)
    yield from (("basis", replace(consent, basis=basis)) for basis in BASES)
    yield "valid_until", replace(consent, valid_until=None)
    yield "review_by", replace(consent, review_by=None)
    yield "texts", replace(consent, texts=())
    yield "uses", replace(consent, uses=())
