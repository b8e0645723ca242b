"""What was logged of consents on this machine, remembered outside the site's folder.

A folder that is put back to an older state (a checkout, a backup) has its log, its stories and its withdrawals put back
together, and within it nothing shows that. So the last line about each record is kept in the user's own folder: no
name, no title and no path of a story stands in it. A site is known again by its log's first line, wherever its folder
is, and by where its folder is, whatever became of its log. For a copy of the folder that has no log and lies elsewhere,
what was taken away is kept once more, by the site's address.

What was taken away online, and of which nobody has proven yet that it is gone, is kept in the same way, by the place
where it was. These are addresses, since they have to be asked for; they go as soon as they are proven. Where a host was
too full to say what is online, that is kept until it can: the manifest, which tells of no story that was taken away.

Beside these lies, once for all sites, which withdrawals this computer has seen, as digests.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.store.user_folder import NoUserFolderError, user_folder

LOGS, ENDINGS, PROOFS, ONLINE, PLACES = "logs", "endings", "proofs", "online", "places"
WITHDRAWALS = "withdrawals"
LARGEST = 50_000_000
OWN = os.O_NOFOLLOW | os.O_NONBLOCK if os.name == "posix" else 0


class NoMemoryError(Exception):
    """What is remembered cannot be read or kept; the message says why."""


class DamagedMemoryError(NoMemoryError):
    """Something is kept and cannot be read whole, so that nobody knows any more what was remembered."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What could be read of what is remembered, by its files; ``damage`` is why some of it could not be, if so."""

    files: Mapping[Path, bytes]
    damage: str | None

    @property
    def lines(self) -> tuple[bytes, ...]:
        """All lines, each once, with their ends."""
        return tuple(dict.fromkeys(line for data in self.files.values() for line in data.splitlines(keepends=True)))


def recall(root: Path, log: bytes) -> Recalled:
    """The lines that are remembered of the site in ``root`` with this ``log``, oldest first. Raises NoMemoryError."""
    return _recalled(_places(root, log))


def stands_at(root: Path, log: bytes, line: bytes) -> bool:
    """Whether a line is the last one that is remembered. Raises NoMemoryError."""
    return all(_read(place).endswith(line) for place in _places(root, log))


def remember(root: Path, log: bytes, lines: Iterable[bytes]) -> None:
    """Keep lines instead of those that are remembered. Raises NoMemoryError."""
    content = b"".join(lines)
    for place in _places(root, log):
        try:
            if _read(place) != content:
                _put(place, content)
        except OSError as e:
            raise NoMemoryError(_why(e)) from None


def all_ended(root: Path) -> Recalled:
    """What is remembered of endings of every site. Raises NoMemoryError."""
    folder = _folder(root)
    if folder is None:
        return Recalled({}, None)
    try:
        places = sorted(place for place in (folder / ENDINGS).iterdir() if place.suffix == ".jsonl")
    except FileNotFoundError:
        places = [folder / ENDINGS / "none.jsonl"]  # which is absent, unless a link leads nowhere
    except OSError as e:
        return Recalled({}, _why(e))
    return _recalled(places)


def ended_at(root: Path, address: str) -> Recalled:
    """What is remembered of endings of the site with this address. Raises NoMemoryError."""
    return _recalled(_named(root, ENDINGS, [address.encode()]))


def remember_ended(root: Path, address: str, content: bytes) -> None:
    """Keep this instead; nothing where it is empty. Raises NoMemoryError."""
    for place in _named(root, ENDINGS, [address.encode()]):
        try:
            if _read(place) != content:
                _put(place, content)
        except OSError as e:
            raise NoMemoryError(_why(e)) from None


def of_place(root: Path, kind: str, place: str) -> bytes:
    """What is remembered of a place: what to prove (PROOFS), or what is ONLINE; or of all PLACES of a site.

    Or which WITHDRAWALS were seen, of all sites (`consent.kept_texts`).

    Raises DamagedMemoryError where that is there and cannot be read, and NoMemoryError.
    """
    return b"".join(_read(file) for file in _named(root, kind, [place.encode()]))


def file_of(root: Path, kind: str, place: str) -> str:
    """Where that is kept, for whoever has to mend it; empty where nothing is. Raises NoMemoryError."""
    return ", ".join(map(str, _named(root, kind, [place.encode()])))


def remember_of_place(root: Path, kind: str, place: str, content: bytes) -> None:
    """Keep this instead; nothing where it is empty. Raises NoMemoryError, also where nothing is to be kept."""
    files = _named(root, kind, [place.encode()])
    if not files:
        raise NoMemoryError("the environment says that nothing is to be remembered")
    for file in files:
        try:
            _put(file, content)
        except OSError as e:
            raise NoMemoryError(_why(e)) from None


def _places(root: Path, log: bytes) -> tuple[Path, ...]:
    """Where it is kept: by the log's first line, where there is one, and by the folder; none where nothing is to be."""
    first = log.partition(b"\n")[0].strip()
    known_by = [b"log\n" + first] if first else []
    return _named(root, LOGS, [*known_by, b"folder\n" + os.fsencode(root.resolve())])


def _named(root: Path, kind: str, names: Iterable[bytes]) -> tuple[Path, ...]:
    """The files in which something is kept under these names; none where nothing is to be."""
    folder = _folder(root)
    return tuple(folder / kind / f"{hashlib.sha256(name).hexdigest()[:32]}.jsonl" for name in names) if folder else ()


def _folder(root: Path) -> Path | None:
    """The user's own folder; None where nothing is to be kept. Raises NoMemoryError."""
    try:
        return user_folder(root)
    except NoUserFolderError as e:
        raise NoMemoryError(str(e)) from None


def _recalled(places: Iterable[Path]) -> Recalled:
    """What is in files, whatever became of others of them."""
    files, damage = dict[Path, bytes](), None
    for place in places:
        try:
            files[place] = _read(place)
        except DamagedMemoryError as e:
            damage = damage or str(e)
    return Recalled(files, damage)


def _read(place: Path) -> bytes:
    """What is in a file; nothing where there is none. None of ours was ever empty. Raises DamagedMemoryError."""
    try:
        if not stat.S_ISREG(os.lstat(place).st_mode):
            raise DamagedMemoryError(f"{place} cannot be used (it is not a file)")
        with os.fdopen(os.open(place, os.O_RDONLY | OWN), "rb") as file:
            data = file.read(LARGEST)
    except FileNotFoundError as e:
        lost = [at for at in (place.parent, place.parent.parent) if at.is_symlink() and not at.exists()]
        if lost:
            raise DamagedMemoryError(f"{lost[0]} cannot be used (it is a link that leads nowhere)") from e
        return b""
    except OSError as e:
        raise DamagedMemoryError(_why(e)) from None
    if not data:
        raise DamagedMemoryError(f"{place} cannot be used (it is empty)")
    return data


def _put(place: Path, content: bytes) -> None:
    """Keep this there; no file where it is empty. Raises OSError."""
    if content:
        _write(place, content)
    else:
        place.unlink(missing_ok=True)


def _write(place: Path, content: bytes) -> None:
    """Put it in place by rename, for the user alone."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = place.with_name(f"{place.name}-{os.urandom(8).hex()}")
    opened = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(content)
        new.replace(place)
    finally:
        with suppress(FileNotFoundError):
            new.unlink()


def _why(e: OSError) -> str:
    return f"{e.filename} cannot be used ({e.strerror})" if e.filename else str(e.strerror)
