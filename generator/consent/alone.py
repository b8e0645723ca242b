"""Acts on the consents of one site, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from generator.consent.case import Case
from generator.consent.refused import RefusedError
from generator.content import sources
from generator.ground import limits
from generator.store.site_lock import BusyError, at_work

P = ParamSpec("P")
T = TypeVar("T")


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold up whoever else changes consents of the site in ``root``. Raises RefusedError where they take long."""
    try:
        with at_work(root):
            yield
    except BusyError as e:
        raise RefusedError(f"{e}, so nothing was changed. Wait until it has ended, and do the same once more.") from e


@contextmanager
def as_it_is(case: Case) -> Iterator[None]:
    """Hold up whoever would change or withdraw the story of a case. Raises RefusedError where it is another already."""
    with alone(case.root):
        if sources.read_inside(case.root, case.file.relative_to(case.root).as_posix(), limits.TEXT) != case.data:
            raise RefusedError(f"{case.path} was changed by somebody else just now. Look at it, and try again.")
        yield


def one_by_one(act: Callable[Concatenate[Path, P], T]) -> Callable[Concatenate[Path, P], T]:
    """Let an act on the site in its first argument be the only one there, from its first look at the story on."""

    @wraps(act)
    def wrapped(root: Path, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with alone(root):
            return act(root, *args, **kwargs)

    return wrapped
