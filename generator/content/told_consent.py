"""What a story's file tells of its consent where its front matter cannot be read.

Only the lines of the block `consent:` say whose a story is. Words such as “For the record: …” may stand in any title,
and are asked only where there is no such block, and then only for what somebody else knows (`gate.records`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.ground.patterns import lazy

# Up to the next field that is not indented more, or the end of the front matter.
BLOCK = lazy(
    r"""^([ \t]*)['"]?consent['"]?[ \t]*[:\uff1a](.*(?:\n(?!\1?[\w'"][^\n:]*:|---).*)*)""", re.IGNORECASE | re.MULTILINE
)
FIELD = r"""(?:^|[{,])[ \t]*(?:-[ \t]+)?['"]?%s['"]?[ \t]*[:\uff1a][ \t]*['"]?([^\s'",}#]+)"""
RECORD = lazy(FIELD % "record", re.IGNORECASE | re.MULTILINE)
STATUS = lazy(FIELD % "status", re.IGNORECASE | re.MULTILINE)
# What tells the day on which a consent ends; the value may stand on the next line.
TERMS = lazy(
    r"""(?:^|[{,])[ \t]*['"]?(valid_until|review_by|given_on|given|given_by|basis)['"]?[ \t]*[:\uff1a]"""
    r"""\s*['"]?([^\s'",}#:]+)(?!\w*:)""",
    re.IGNORECASE | re.MULTILINE,
)
FINGERPRINT = lazy(r"\b[1-9]\d{0,3}-[0-9a-f]{64}\b")


@dataclass(frozen=True, slots=True)
class ToldConsent:
    """What may be a story's records and its status by its consent block; without one, ``elsewhere`` are its records.

    ``fingerprints`` are all that stand in the front matter: of a line of the log, of seals. ``terms`` are the fields
    that tell when the consent ends, each with its value, as they stand there.
    """

    records: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    fingerprints: frozenset[str] = frozenset()
    terms: tuple[tuple[str, str], ...] = ()


def told_consent(front: str) -> ToldConsent:
    """What the lines of a front matter tell, be they YAML or not."""
    blocks = [found[2] for found in BLOCK.finditer(front)]
    return ToldConsent(
        records=tuple(dict.fromkeys(record for block in blocks for record in RECORD.findall(block))),
        elsewhere=tuple(dict.fromkeys(RECORD.findall(front))),
        statuses=tuple(status.lower() for part in blocks or [front] for status in STATUS.findall(part)),
        fingerprints=frozenset(FINGERPRINT.findall(front)),
        terms=tuple((name.lower(), value) for part in blocks or [front] for name, value in TERMS.findall(part)),
    )
