"""What is said where something cannot be done."""

from __future__ import annotations


class RefusedError(Exception):
    """Something cannot be done; the message says what, why, and what to do instead. Nothing was changed.

    ``about`` is the name of what was given that the message is about (code, scope …), if it is about one.
    """

    def __init__(self, message: str, about: str | None = None) -> None:
        super().__init__(message)
        self.about = about
