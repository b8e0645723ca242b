"""What is still to be written in a story before its storyteller can be shown it, or agree to it."""

from __future__ import annotations

from generator.consent.case import Case
from generator.consent.refused import RefusedError
from generator.content import read
from generator.content.field_labels import labelled


def stop_if_unwritten(case: Case) -> None:
    """Raise RefusedError where samples stand in a story, or something says that it is still to come."""
    left = read.unwritten(case.data, case.path, case.settings.language)
    if left:
        each = "; ".join(f"{labelled(d.message)}: {d.hint}" for d in left)
        raise RefusedError(
            f"Something in {case.path} is still to be written, which its storyteller has to see as readers will. "
            f"{each[0].upper()}{each[1:]}. Then make a review copy."
        )
