"""Names of hosts that are kept for examples and tests: they tell no site, and lead nowhere."""

from __future__ import annotations

import re

from generator.ground.patterns import lazy

RESERVED = lazy(r"(.+\.)?(example(\.(com|net|org))?|test|invalid|localhost)\.?", re.IGNORECASE)


def is_example(host: str) -> bool:
    """Whether a host's name is kept for examples or tests (RFC 2606, sections 2 and 3; RFC 6761, section 6)."""
    return RESERVED.fullmatch(host) is not None
