"""A stand-in for rsync that does to a folder of this computer what rsync itself was seen to do to a server.

There is no package of rsync that tests could install. It knows the calls that are made, and no others.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

FOLDER = "RSYNC_STAND_IN_FOLDER"


def installed(bin_folder: Path, server: Path) -> dict[str, str]:
    """Install it, for a server whose home is a folder; what is to be in the environment."""
    bin_folder.mkdir()
    program = bin_folder / "rsync"
    run = f"import runpy\nrunpy.run_path({__file__!r}, run_name='__main__')\n"
    program.write_text(f"#!{sys.executable} -IS\n{run}", encoding="utf-8")
    program.chmod(0o755)
    return {"PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}", FOLDER: str(server)}


def main() -> int:
    """Do what the arguments say; gives the exit code."""
    options, places = sys.argv[1 : sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1 :]
    (shell,) = (option for option in options if option.startswith("--rsh=ssh "))
    if "StrictHostKeyChecking=yes" not in shell or "BatchMode=yes" not in shell:
        return fail(1, "it would have asked")
    if "--list-only" in options:
        return listed(there(places[0]))
    if "--delete" in options:
        includes = [option.removeprefix("--include=") for option in options if option.startswith("--include=")]
        return deleted(there(places[1]), includes)
    if "--relative" in options:
        return sent(places[0], there(places[1]))
    return got(there(places[0]), Path(places[1]))


def there(place: str) -> Path:
    """Where the server has a place."""
    host, _, path = place.partition(":")
    if host.endswith("changed.example.org"):
        sys.exit(fail(255, f"{'@' * 59}\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n{'@' * 59}"))
    if not host.endswith("host.example.org"):
        sys.exit(fail(255, "Host key verification failed."))
    return Path(os.environ[FOLDER]) / path


def fail(code: int, said: str) -> int:
    sys.stderr.write(f"{said}\nrsync error: some files/attrs were not transferred\n")
    return code


def listed(folder: Path) -> int:
    if not folder.is_dir():
        return fail(23, f'rsync: [sender] change_dir "{folder}" failed: No such file or directory (2)')
    for path in (folder, *sorted(folder.rglob("*"))):
        looks = path.lstat()
        size = f"{looks.st_size:>11}"
        when, name = "2026/11/28 09:23:40", path.relative_to(folder).as_posix()
        sys.stdout.write(f"{stat.filemode(looks.st_mode)} {size} {when} {name}\n")
    return 0


def deleted(folder: Path, includes: list[str]) -> int:
    for place in sorted(includes, key=len, reverse=True):
        path = folder / place.strip("/")
        if path.is_dir() and [*path.iterdir()]:
            sys.stdout.write(f"cannot delete non-empty directory: {place.strip('/')}\n")
        elif path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
    return 0


def sent(source: str, folder: Path) -> int:
    place = folder / source.partition("/./")[2]
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, place)
    return 0


def got(source: Path, place: Path) -> int:
    if not source.is_file():
        return fail(23, f'rsync: [sender] link_stat "{source}" failed: No such file or directory (2)')
    shutil.copyfile(source, place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
