"""Regular expressions that are compiled when they are first used.

Compiling one takes Python as long as reading a story, and most runs need few of them: those for signs that hardly any
text holds, for files that hardly any site has.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any, AnyStr, cast


class _Lazy:
    def __init__(self, compiled: partial[re.Pattern[Any]]) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> Any:
        """What the pattern has of this name, kept, so that it is found without this detour from now on."""
        value = getattr(self._compiled(), name)
        setattr(self, name, value)
        return value


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern with the methods that `re.compile` gives it. A mistake in it is raised when it is first used."""
    return cast("re.Pattern[AnyStr]", _Lazy(partial(re.compile, pattern, flags)))
