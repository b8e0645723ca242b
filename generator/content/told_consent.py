"""What a story's file tells of its consent where its front matter cannot be read.

Only the lines of the block `consent:` say whose a story is. Words such as “For the record: …” may stand in any title,
and are asked only where there is no such block, and then only for what somebody else knows (`gate.records`). Values may
stand on the next line, and in escapes (YAML 1.2.2, section 5.7). What is in the block and cannot be read may be an end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from generator.content.consent_fields import Consent, Seal
from generator.ground.channels import CHANNELS
from generator.ground.consent_status import STATUSES
from generator.ground.patterns import lazy

# Up to the next field that is not indented more, or the end of the front matter.
BLOCK = lazy(
    r"""(?:^([ \t]*)|[{,?])[ \t]*['"]?consent['"]?\s*[:\uff1a](.*(?:\n(?!\1?[\w'"][^\n:]*:|---).*)*)""",
    re.IGNORECASE | re.MULTILINE,
)
FIELD = (
    r"""(?:^|[{,?%s])[ \t]*(?:-[ \t]+)?['"]?(%s)['"]?\s*[:\uff1a]\s*['"]?((?:[^\s'",}#:]|:(?=\S))+)(?![\w-]*['"]?:)"""
)
# Whose it may be, a remark says, too.
RECORD = lazy(FIELD % ("#", "record"), re.IGNORECASE | re.MULTILINE)
STATUS = lazy(FIELD % ("", "status"), re.IGNORECASE | re.MULTILINE)
# What tells the day on which a consent ends.
TERMS = lazy(
    FIELD % ("", "valid_until|review_by|given_on|given|given_by|basis"),
    re.IGNORECASE | re.MULTILINE,
)
NAME = lazy(r"""(?:^|[{,?])[ \t]*['"]?([A-Za-z_][\w-]*|<<)['"]?\s*[:\uff1a](?=\s)""", re.MULTILINE)
NAMES = frozenset(field.name for kind in (Consent, Seal) for field in fields(kind))
REMARK = lazy(r"(?:^|(?<=[ \t]))#.*")
SCOPE = lazy(
    r"""(?:^|[{,?])[ \t]*['"]?scope['"]?\s*[:\uff1a](.*?)(?=[\n,{?][ \t]*['"]?\w+['"]?\s*:|\Z)""",
    re.DOTALL | re.MULTILINE,
)
CHANNEL = lazy(rf"(?<![\w-])(?:{'|'.join(CHANNELS)})(?![\w-])")
ESCAPE = lazy(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U(000[0-9a-fA-F]{5}|0010[0-9a-fA-F]{4}))")
FINGERPRINT = lazy(r"\b[1-9]\d{0,3}-[0-9a-f]{64}\b")


@dataclass(frozen=True, slots=True)
class ToldConsent:
    """What may be a story's records and its status by its consent block; without one, ``elsewhere`` are its records.

    ``is_unsure`` says that the block holds no record, no status, or what nobody can read. ``channels`` are all that its
    scope names; None without a block. ``fingerprints`` are all that stand in the front matter: of a line of the log, of
    seals. ``terms`` are the fields that tell when the consent ends, each with its value, as they stand there.
    """

    records: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    is_unsure: bool = False
    channels: frozenset[str] | None = None
    fingerprints: frozenset[str] = frozenset()
    terms: tuple[tuple[str, str], ...] = ()


def told_consent(front: str) -> ToldConsent:
    """What the lines of a front matter tell, be they YAML or not."""
    front = ESCAPE.sub(lambda found: chr(int(found[1] or found[2] or found[3], 16)), front)
    blocks = [found[2] for found in BLOCK.finditer(front)]
    plain = [REMARK.sub("", part) for part in blocks or [front]]
    records = _values(RECORD, blocks)
    statuses = tuple(status.lower() for status in _values(STATUS, plain))
    names = {name.lower() for part in plain for name in NAME.findall(part)}
    is_read = records and statuses and names <= NAMES and set(statuses) <= set(STATUSES)
    return ToldConsent(
        records=records,
        elsewhere=_values(RECORD, [front]),
        statuses=statuses,
        is_unsure=bool(blocks) and not is_read,
        channels=frozenset(CHANNEL.findall(" ".join(s for part in plain for s in SCOPE.findall(part))))
        if blocks
        else None,
        fingerprints=frozenset(FINGERPRINT.findall(front)),
        terms=tuple((name.lower(), value) for part in plain for name, value in TERMS.findall(part)),
    )


def _values(field: re.Pattern[str], parts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for part in parts for _, value in field.findall(part)))
