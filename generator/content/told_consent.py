"""What a story's file tells of its consent where its front matter cannot be read, and in whatever encoding it is.

Only the lines of the block `consent:` say whose a story is. Words such as “For the record: …” may stand in any title,
and are asked only where there is no such block, and then only for what somebody else knows (`gate.records`).
"""

from __future__ import annotations

import codecs
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
FINGERPRINT = lazy(r"\b[1-9]\d{0,3}-[0-9a-f]{64}\b")
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LOOKED_AT, MANY = 4_096, 0.3  # bytes by which UTF-16 without a mark is told, and the part of its signs that are ASCII


@dataclass(frozen=True, slots=True)
class ToldConsent:
    """What may be a story's records and its status by its consent block; without one, ``elsewhere`` are its records.

    ``fingerprints`` are all that stand in the front matter: of a line of the log, of seals.
    """

    records: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    fingerprints: frozenset[str] = frozenset()


def told_consent(front: str) -> ToldConsent:
    """What the lines of a front matter tell, be they YAML or not."""
    blocks = [found[2] for found in BLOCK.finditer(front)]
    return ToldConsent(
        records=tuple(dict.fromkeys(record for block in blocks for record in RECORD.findall(block))),
        elsewhere=tuple(dict.fromkeys(RECORD.findall(front))),
        statuses=tuple(status.lower() for part in blocks or [front] for status in STATUS.findall(part)),
        fingerprints=frozenset(FINGERPRINT.findall(front)),
    )


def as_written(data: bytes) -> str:
    """The text of a file: of UTF-8, of UTF-16 with or without a mark, and else of what Windows took for text."""
    encoding = next((encoding for mark, encoding in MARKS if data.startswith(mark)), None) or _without_mark(data)
    return data.decode(encoding, "replace") if encoding else data.removeprefix(codecs.BOM_UTF8).decode("utf-8", WESTERN)


def _without_mark(data: bytes) -> str | None:
    """Which UTF-16 a text is that does not say so: in most scripts it has a zero beside many of its signs."""
    head = data[:LOOKED_AT]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros and zeros.count(0) > MANY * len(zeros) and head.count(0) == zeros.count(0):
            return encoding
    return None


def _western(problem: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 as Windows-1252, one by one, so that what is UTF-8 around them stays so."""
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    return problem.object[problem.start : problem.end].decode("cp1252", "replace"), problem.end


WESTERN = "hearten-western"
codecs.register_error(WESTERN, _western)
