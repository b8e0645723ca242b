"""Names of hosts that stand for others in examples and tests: they tell no site, and lead nowhere."""

from __future__ import annotations

import re

from generator.ground.patterns import lazy

RESERVED = lazy(r"(.+\.)?(example(\.(com|net|org))?|test|invalid|localhost)\.?", re.IGNORECASE)

STAND_IN = lazy(
    r"(?:your|my)-?(?:own-?)?(?:web)?-?(?:site|domain|organi[sz]ation|org|charity|company|name)(?:-?name)?(?:\.[a-z]+){1,2}",
    re.IGNORECASE,
)
# Addresses of one's own computer (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3), and of none.
LOOPBACK = lazy(r"127(?:\.\d+){3}|0\.0\.0\.0|\[?::1?\]?")
YOU = lazy(r"(?:you|your|your[._-]?name)@", re.IGNORECASE)


def is_example(host: str) -> bool:
    """Whether a host's name is kept for examples or tests (RFC 2606, sections 2 and 3; RFC 6761, section 6)."""
    return RESERVED.fullmatch(host) is not None


def is_stand_in(address: str, host: str) -> bool:
    """Whether an address is one that people write where their own is to be."""
    return STAND_IN.fullmatch(host.rstrip(".").removeprefix("www.")) is not None or bool(YOU.match(address))


def is_own_computer(host: str) -> bool:
    """Whether a name leads everybody to the computer that they sit at."""
    return LOOPBACK.fullmatch(host.rstrip(".")) is not None
