"""The seal: a fingerprint of everything that a storyteller saw when they agreed to have it published (`gate.seen`).

Forms of the seal have numbers: a seal says in front of which form it is, and is checked in that one for as long as the
consent lasts. A part that is there and that its form does not cover was never approved. Where a story may be shown is
not part of it: that is in the consent itself, and may be narrowed without a new approval.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from contextlib import suppress

from generator.content.consent_fields import Seal
from generator.content.front_matter import StoryHeader
from generator.content.stance import FORMS
from generator.gate.seen import FIELDS, Atom, Part, Seen, as_json, in_form

CODE_BYTES = 5
# Crockford's base 32, in which no two signs look alike.
SIGNS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ")
APOSTROPHES = "'’ʼ‘`´"
SOFT_HYPHEN = "\u00ad"
# Kinds of atoms that say where a link leads.
TARGETS = ("link", "file", "page")


class UncoveredError(Exception):
    """What was seen has parts that a form of the seal does not cover, so that its seal would not tell all."""


def exact(what: Seen, form: int) -> str:
    """The fingerprint, in one form, of everything that was seen. Raises UncoveredError."""
    return _fingerprint(as_json(in_form(_covered(what, form), form)), form)


def seal(what: Seen, form: int) -> Seal:
    """The seal of what was seen, in one form. Raises UncoveredError."""
    loosened = tuple(_loosened(part) for part in in_form(_covered(what, form), form))
    return Seal(exact=exact(what, form), words=_fingerprint(as_json(loosened), form))


def seals(what: Seen) -> tuple[Seal, ...]:
    """The seal in every form that covers what was seen, the newest first."""
    made = []
    for form in sorted(FORMS, reverse=True):
        with suppress(UncoveredError):
            made.append(seal(what, form))
    return tuple(made)


def today_as(approved: Seal, what: Seen) -> Seal | None:
    """The seal of what is there today, in the form of one that was approved; None where that does not cover it all."""
    form = form_of(approved)
    try:
        # Most stories are as they were approved, and then their words are, too.
        return approved if exact(what, form) == approved.exact else seal(what, form)
    except UncoveredError:
        return None


def uncovered(header: StoryHeader, approved: Seal) -> tuple[str, ...]:
    """The names of all parts of a story that are there and that the form of an approved seal does not cover."""
    covered = FORMS[form_of(approved)]
    return tuple(part for part, field in FIELDS.items() if part not in covered and getattr(header, field))


def form_of(of: Seal) -> int:
    """The number of the form that a seal is of."""
    return int(of.exact.partition("-")[0])


def sha256_of(of: Seal) -> str:
    """The digest of everything that was seen, in hexadecimal, without the number of its form."""
    return of.exact.partition("-")[2]


def _covered(what: Seen, form: int) -> Seen:
    by_name = {part.name: part for part in what}
    if any(part.atoms and part.name not in FORMS[form] for part in what):
        raise UncoveredError
    # A part that joined later leaves no trace where it is empty, so that the code of a copy stays the same.
    names = (name for name in FORMS[form] if name in FORMS[1] or (name in by_name and by_name[name].atoms))
    return tuple(by_name.get(name, Part(name, ())) for name in names)


def code(of: Seal) -> str:
    """Eight signs by which a storyteller names the version that they saw, such as 7KQM-2XFA."""
    return code_of(of.exact)


def code_of(fingerprint: str) -> str:
    """The same eight signs for a fingerprint of whatever."""
    digest = bytes.fromhex(fingerprint.partition("-")[2])
    signs = base64.b32encode(digest[:CODE_BYTES]).translate(SIGNS).decode()
    return f"{signs[:4]}-{signs[4:]}"


def same_code(given: str, of: Seal) -> bool:
    """Whether a code is this seal's, however its letters and hyphens were written down."""
    plain = re.sub(r"[\W_]", "", given).upper().translate(str.maketrans("OIL", "011"))
    return plain == code(of).replace("-", "")


def _fingerprint(text: str, form: int) -> str:
    return f"{form}-{hashlib.sha256(text.encode()).hexdigest()}"


def _loosened(part: Part) -> Part:
    """A part without punctuation and line breaks, its words apart as they were."""
    atoms: list[Atom] = []
    for atom in part.atoms:
        value = _plain(atom.value) if atom.kind == "words" else atom.value
        if atom.kind == "break" or (not value and atom.kind not in TARGETS):
            continue
        if atom.kind == "words" and atoms and atoms[-1].kind == "words":
            value = f"{atoms.pop().value} {value}"
        atoms.append(Atom(atom.kind, value))
    return Part(part.name, tuple(atoms))


def _plain(text: str) -> str:
    """Words with one space between them.

    An apostrophe within a word and a point within a number stay, since without them these are others: “we're” and
    “were”, 1.5 and 15.
    """
    signs = []
    for n, sign in enumerate(text):
        before, after = text[n - 1 : n], text[n + 1 : n + 2]
        if sign in APOSTROPHES and before.isalpha() and after.isalpha():
            signs.append("'")
        elif unicodedata.category(sign)[0] in "PZ" or sign.isspace() or sign in APOSTROPHES:
            in_number = before.isdigit() and after.isdigit() and not sign.isspace()
            signs.append(("-" if unicodedata.category(sign) == "Pd" else sign) if in_number else " ")
        elif sign != SOFT_HYPHEN:
            signs.append(sign)
    return " ".join("".join(signs).split())
