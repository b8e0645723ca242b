"""A number of a form that has a name in it: no act writes one into what stays when the story is withdrawn."""

from __future__ import annotations

from generator.consent.case import Case
from generator.consent.refused import RefusedError
from generator.gate import deny_list
from generator.gate.own_words import has_words_of, is_denied, words_of_site
from generator.store.guards import guard

INSTEAD = (
    "it would stay in the log when the story is withdrawn. Write the number under which the signed form is filed, such "
    "as CF-2026-014. It is not repeated here, and nothing was changed."
)


def stop_if_named(case: Case, record: str, about: str | None = None) -> None:
    """Raise RefusedError where a record has words of its story, a name in it, or what the deny list forbids.

    ``about`` is the name of the field in which it was given, where it was. Raises CannotBuildError where nobody can
    read the list.
    """
    if is_denied(record, deny_list.read(guard(case.root, deny_list.PATH)).everywhere()):
        raise RefusedError(f"The number of the form has words that {deny_list.PATH} forbids, and {INSTEAD}", about)
    if has_words_of(record, case.text, case.data, words_of_site(case.settings)):
        raise RefusedError(f"The number of the form has words of the story, or a name in it, and {INSTEAD}", about)
