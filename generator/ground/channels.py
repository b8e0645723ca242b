"""Where a story may appear, and the two things that a build makes."""

from __future__ import annotations

from typing import Literal

Channel = Literal["web", "feed", "search-engines", "social", "offline"]
Medium = Literal["web", "offline"]
