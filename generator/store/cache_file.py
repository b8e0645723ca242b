"""The file of the cache: opened only where it is ours alone, and begun anew where anything in it is not as we make it.

A site's folder may come from anybody, with a cache in it that was made to do harm. So a link is never followed, nor
anything written into a file that has another name elsewhere. Of a database, its list of tables is compared with ours,
word by word, before anything else is asked of it: reading that list runs nothing of what it describes, and where it is
equal there is no trigger, view, virtual table or computed column that could run later. What is left to a forged file
is to be endless, so a question may take no more steps, nor give more bytes, than the file could hold. Settings for
files of unknown origin are those of https://sqlite.org/security.html.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Literal

from generator.ground.patterns import lazy
from generator.ground.places import CACHE
from generator.store.database import Database

# Of what the tables hold and how it is proven. Whoever changes that counts on, and keeps a file of the former form in
# tests/data/caches.
FORM = 2
FOLDER, FILE, MEMORY = CACHE, f"cache-{FORM}.sqlite", ":memory:"
OTHER_FORMS = lazy(r"(shelf|cache-[0-9]+)\.sqlite(-journal|-wal|-shm)?")
# https://bford.info/cachedir: programs for backups leave a folder out that holds this.
TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# What builds by hearten have found out; it holds drafts. It may be deleted at any time.\n"
    "# What this file is for: https://bford.info/cachedir/\n"
)
BESIDE = {"CACHEDIR.TAG": TAG, ".gitignore": "*\n"}
TABLES = {
    "texts": """(path text primary key, size int, modified int, changed int, inode int,
  digest blob, about blob, proof blob) without rowid""",
    "contents": "(path text primary key, digest blob, data blob, proof blob)",
    "terms": "(path text primary key, digest blob, data blob, proof blob)",
    "outputs": """(target text, path text, size int, modified int, changed int, inode int,
  key blob, digest blob, source text, texts blob, proof blob, primary key (target, path)) without rowid""",
    "states": "(target text, name text, data blob, proof blob, primary key (target, name))",
}
SCHEMA = {("table", name, name, f"CREATE TABLE {name} {columns}") for name, columns in TABLES.items()} | {
    ("index", f"sqlite_autoindex_{name}_1", name, None) for name in ("contents", "terms", "states")
}
LARGEST = 2**31  # bytes of a file: a hundred times what the cache of a thousand stories takes
# The last bytes of a rollback journal that names a second one, which SQLite would remove (https://sqlite.org/fileformat,
# section 3). Ours never does.
NAMES_ANOTHER = bytes.fromhex("d9d505f920a163d7")
# Where one of these is wrong, it is the place and not what is in the file.
PLACE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
JUNCTION = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT: a link between folders, on Windows
NO_LINK = os.O_NOFOLLOW | os.O_NONBLOCK if os.name == "posix" else 0
Identity = tuple[int, int]


class NotOursError(Exception):
    """What stands where the cache is to be is no folder or file of its own; the message is its name."""


class _Forgotten(sqlite3.Connection):
    """A database in memory, which goes with the last that knows it. One in a file is closed by its build."""

    def __del__(self) -> None:
        self.close()


def in_memory(path: Path | None = None) -> Database:
    """A database in memory, ours until it is closed: new, or as the file ``path`` is, if that can be read just now."""
    base = sqlite3.connect(MEMORY, isolation_level=None, check_same_thread=False, factory=_Forgotten)
    kept = glanced(path) if path is not None else None
    if kept is not None:
        with suppress(sqlite3.DatabaseError):
            kept.base.backup(base)
        kept.close()
    database = Database(base, kept.budget.room if kept else 0)
    database.run("begin exclusive")
    if not kept or not _is_as_made(database):
        _make(database)
    return database


def glanced(path: Path) -> Database | None:
    """The database in a file, to look at alone; None where there is none of ours, or a build holds it."""
    try:
        _check_folder(path.parent)
        looks = _identity(path)
        if looks is None:
            return None
        _check_beside(path)
        base = _connected(path, "ro")
    except (NotOursError, OSError, sqlite3.DatabaseError):
        return None
    try:
        database = _checked(base, path, looks)
        database.run("begin")
        if _is_as_made(database):
            return database
    except (NotOursError, OSError, sqlite3.DatabaseError, UnicodeDecodeError):
        pass
    base.close()
    return None


def held(path: Path, busy: Callable[[], None]) -> Database:
    """The database in a file, ours until it is closed.

    Waits as long as another build holds it, after a call of ``busy``. Raises NotOursError where something else stands
    in its place, and OSError where no file can be had.
    """
    folder = _make_folder(path.parent)
    for _ in range(2):
        with suppress(FileExistsError):
            path.touch(mode=0o600, exist_ok=False)
        looks = _identity(path)
        if looks is None:
            raise NotOursError(path.name)
        _check_beside(path)
        _forget_foreign_journal(path)
        try:
            base = _connected(path, "rw")
        except sqlite3.DatabaseError as e:
            raise OSError(str(e)) from e
        kept = False
        try:
            database = _checked(base, path, looks)
            _hold(base, busy)
            if _check_folder(path.parent) != folder or _identity(path) != looks:
                raise NotOursError(path.name)  # they were exchanged meanwhile
            new = path.lstat().st_size == 0
            if new:
                _make(database)
            kept = new or _is_as_made(database)
            if kept:
                return database
        except (sqlite3.DatabaseError, UnicodeDecodeError) as e:
            if getattr(e, "sqlite_errorcode", 0) & 0xFF in PLACE:
                raise OSError(str(e)) from e
        finally:
            if not kept:
                base.close()
        empty(path, looks)
    raise OSError("the cache cannot be begun anew")


def empty(path: Path, looks: Identity | None = None) -> None:
    """Empty the file of a database that is good for nothing. It stays the same file, so that others wait for it."""
    opened = os.open(path, os.O_RDWR | NO_LINK)
    try:
        now = os.fstat(opened)
        if stat.S_ISREG(now.st_mode) and now.st_nlink == 1 and looks in (None, (now.st_dev, now.st_ino)):
            os.ftruncate(opened, 0)
    finally:
        os.close(opened)


def remove(folder: Path) -> None:
    """Remove the cache's folder with all that is in it; a link is left as it is. Raises OSError."""
    with suppress(FileNotFoundError, NotOursError):
        _check_folder(folder)
        shutil.rmtree(folder)


def _check_folder(folder: Path) -> Identity:
    looks = folder.lstat()
    if not stat.S_ISDIR(looks.st_mode) or getattr(looks, "st_reparse_tag", 0) == JUNCTION:
        raise NotOursError(folder.name)
    return looks.st_dev, looks.st_ino


def _make_folder(folder: Path) -> Identity:
    """Make the folder for the user alone, with what tells others to leave it alone, and without former caches."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    looks = _check_folder(folder)
    if os.name == "posix" and folder.lstat().st_mode & 0o077:
        with suppress(OSError):  # such as where it is another user's
            opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | NO_LINK)
            try:
                os.fchmod(opened, 0o700)
            finally:
                os.close(opened)
    for name, text in BESIDE.items():
        with suppress(FileExistsError), (folder / name).open("x", encoding="ascii", newline="\n") as file:
            file.write(text)
    for beside in folder.iterdir():
        if OTHER_FORMS.fullmatch(beside.name) and beside.name not in (FILE, f"{FILE}-journal"):
            with suppress(OSError):  # such as a folder, which holds nothing of ours
                beside.unlink()
    return looks


def _identity(path: Path) -> Identity | None:
    """What tells a file from all others; None if there is none. Raises NotOursError if it is not one file, once."""
    try:
        looks = path.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(looks.st_mode) or looks.st_nlink > 1:
        raise NotOursError(path.name)
    return looks.st_dev, looks.st_ino


def _check_beside(path: Path) -> None:
    """Make sure that SQLite finds only what is ours beside its file, whose journal it plays back. Raises NotOursError.

    Ours never has a write-ahead log, whose index SQLite would cut off whatever file it is.
    """
    _identity(path.with_name(f"{path.name}-journal"))
    for name in (f"{path.name}-wal", f"{path.name}-shm"):
        if os.path.lexists(path.with_name(name)):
            raise NotOursError(name)


def _forget_foreign_journal(path: Path) -> None:
    """Remove a journal that no build of ours has left, since playing it back would remove another file."""
    journal = path.with_name(f"{path.name}-journal")
    with suppress(FileNotFoundError):  # there is none, or the build that wrote it has ended
        if _tail(journal) == NAMES_ANOTHER:
            journal.unlink()


def _tail(path: Path) -> bytes:
    opened = os.open(path, os.O_RDONLY | NO_LINK)
    with os.fdopen(opened, "rb") as file:
        file.seek(max(0, os.fstat(opened).st_size - len(NAMES_ANOTHER)))
        return file.read(len(NAMES_ANOTHER))


def _connected(path: Path, mode: Literal["ro", "rw"]) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=0, isolation_level=None, check_same_thread=False)


def _checked(base: sqlite3.Connection, path: Path, looks: Identity) -> Database:
    """A database that was just opened, with nothing read yet.

    Raises NotOursError if it is not what was looked at, and DatabaseError if it is too large.
    """
    if looks not in _open_files(looks):
        raise NotOursError(path.name)
    size = path.lstat().st_size
    if size > LARGEST:
        raise sqlite3.DatabaseError("larger than any of ours")
    database = Database(base, size)
    for setting in ("trusted_schema = off", "cell_size_check = on", "mmap_size = 0"):
        base.execute(f"pragma {setting}")
    return database


def _open_files(unless: Identity) -> Iterable[Identity]:
    """What this process has open; where the system does not tell, what it should have."""
    try:
        names = [entry.name for entry in Path("/dev/fd").iterdir()]
    except OSError:
        return (unless,)
    found = []
    for name in names:
        with suppress(OSError):  # the folder that was just listed
            looks = os.fstat(int(name))
            found.append((looks.st_dev, looks.st_ino))
    return found


def _hold(base: sqlite3.Connection, busy: Callable[[], None]) -> None:
    try:
        _begin(base)
    except sqlite3.OperationalError as e:
        if e.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        busy()
        base.execute("pragma busy_timeout = 3600000")
        _begin(base)
    base.execute("pragma secure_delete = on")


def _begin(base: sqlite3.Connection) -> None:
    base.execute("pragma synchronous = off")  # what a power cut spoils, the proofs find
    base.execute("begin exclusive")


def _is_as_made(database: Database) -> bool:
    """Whether a database has the form that we make, and nothing beside."""
    ask = database.base.execute("select type, name, tbl_name, sql from sqlite_master")
    found = ask.fetchmany(len(SCHEMA) + 1)
    ask.close()
    if len(found) != len(SCHEMA) or set(found) != SCHEMA or database.run("pragma user_version") != [(FORM,)]:
        return False
    return database.run("pragma journal_mode") in ([("delete",)], [("memory",)])


def _make(database: Database) -> None:
    for name, columns in TABLES.items():
        database.run(f"create table {name} {columns}")
    database.run(f"pragma user_version = {FORM}")
