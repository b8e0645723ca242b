"""What is said where something cannot be done."""

from __future__ import annotations


class RefusedError(Exception):
    """Something cannot be done; the message says what, why, and what to do instead. Nothing was changed.

    ``about`` is the name of what was given that the message is about (code, scope …), if it is about one.
    """

    def __init__(self, message: str, about: str | None = None) -> None:
        super().__init__(message)
        self.about = about


def cannot_write(e: OSError, place: object = None) -> str:
    """What could not be written, and why; ``place`` is what was to be written where the system does not name it."""
    why = e.strerror or str(e) or type(e).__name__
    named = e.filename if e.filename is not None else place
    return f"{named} cannot be written ({why})" if named is not None else f"it cannot be written ({why})"
