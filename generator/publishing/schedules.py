"""Jobs that publish every night by themselves: their files, written for this site, and what is to be done with them."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator import __version__
from generator.authoring.scaffold import slug
from generator.consent.refused import RefusedError, cannot_write
from generator.content.settings import PublishDestination, Settings
from generator.gate import deny_list
from generator.publishing.account import variable_of
from generator.publishing.destinations import FOLDER, LIBRARIES, address_of, chosen
from generator.store.atomic_write import ChangedMeanwhileError, replace
from generator.store.resources import JOBS

# What only this computer can reach, or has what is needed for.
HERE_ALONE = ("folder", "rsync+ssh", "rclone", "git+ssh")
PAGES = "pages"
# How long a job waits until what it took away is proven to be gone: longer than most caches keep a page.
PATIENCE = "30m"
# The file that hearten is installed from where nobody installs it by hand.
WHEELS = "wheels"


@dataclass(frozen=True, slots=True)
class Scheduler:
    """What starts a job every night: its name for people, and its files by the templates that they are made of.

    ``hosted``: it works from the repository, on a computer that reaches no other than servers. ``reaches``: it lets a
    job publish to these. ``serves``: it can itself show a folder of the site as a website.
    """

    title: str
    files: Mapping[str, str]
    hosted: bool = False
    reaches: bool = True
    serves: bool = False


SCHEDULERS = {
    "github": Scheduler("GitHub", {"github.yaml": ".github/workflows/hearten.yaml"}, hosted=True, serves=True),
    "gitlab": Scheduler("GitLab", {"gitlab.yaml": ".gitlab-ci.yml"}, hosted=True, serves=True),
    "codeberg": Scheduler("Codeberg", {"codeberg.yaml": ".forgejo/workflows/hearten.yaml"}, hosted=True),
    "netlify": Scheduler(
        "Netlify",
        {"netlify.toml": "netlify.toml", "netlify-daily.mjs": "netlify/functions/hearten-daily.mjs"},
        hosted=True,
        reaches=False,
        serves=True,
    ),
    "systemd": Scheduler(
        "systemd",
        {
            "systemd.service": "schedule/{job}.service",
            "systemd.timer": "schedule/{job}.timer",
            "systemd-failed.service": "schedule/{job}-failed.service",
        },
    ),
    "cron": Scheduler("cron", {"crontab": "schedule/{job}.crontab"}),
    "launchd": Scheduler("launchd", {"launchd.plist": "schedule/org.hearten.{job}.plist"}),
    "windows": Scheduler("Windows", {"windows.xml": "schedule/{job}.xml"}),
}


@dataclass(frozen=True, slots=True)
class Job:
    """The files of a job by their paths below a folder, and what somebody does with them, step by step."""

    folder: Path
    files: Mapping[str, bytes]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reached:
    """A place that a hosted job publishes to, and what its secret is called there."""

    name: str
    secret: str


@dataclass(frozen=True, slots=True)
class _Served:
    """A place that the job's host shows as a website: a folder below the site's own, and its address."""

    name: str
    folder: str
    address: str


@dataclass(frozen=True, slots=True)
class _Places:
    """The places that a job publishes to, with the libraries for them, and the folders among them."""

    reached: tuple[_Reached, ...] = ()
    served: _Served | None = None
    libraries: frozenset[str] = frozenset()
    folders: tuple[str, ...] = ()


def job_of(scheduler: str, name: str | None, settings: Settings, root: Path) -> Job:
    """The job by which a scheduler publishes the site in ``root`` to the place with a name, or to all it can reach.

    Raises RefusedError if it can reach none, or not this one, or if the site's path cannot stand in a job's file.
    """
    kind = SCHEDULERS[scheduler]
    root = root.resolve()
    if not str(root).isprintable():
        raise RefusedError(f"the path {str(root)!a} has a character that no job's file can hold; rename the folder")
    destinations = chosen(settings.publish, name)
    places = _hosted(kind, destinations, settings, named=name is not None) if kind.hosted else _local(destinations)
    folder = _repository(root) if kind.hosted else root
    facts = _facts(places, settings, root, folder, name)
    paths = {template: path.format(job=facts["job"]) for template, path in kind.files.items()}
    told = _environment().get_template(f"steps/{scheduler}.txt").render(facts, files=list(paths.values()))
    return Job(folder, {path: _written(template, facts) for template, path in paths.items()}, tuple(told.splitlines()))


def write(job: Job, *, force: bool) -> tuple[str, ...]:
    """Write the files of a job that are not there yet as they are to be; their paths.

    Raises RefusedError, with nothing written, if one is there that says something else, unless by ``force``; and if
    one cannot be written.
    """
    try:
        there = {path: place.read_bytes() if (place := job.folder / path).exists() else None for path in job.files}
        changed = {path: content for path, content in job.files.items() if there[path] != content}
        others = [path for path in changed if there[path] is not None]
        if others and not force:
            raise RefusedError(
                f"{others[0]} is there already and says something else. Nothing was written; move it away, or write "
                "over it with --force"
            )
        for path, content in changed.items():
            replace(job.folder / path, there[path], content)
    except ChangedMeanwhileError as e:
        raise RefusedError(f"{e} was changed at this moment; try again") from None
    except OSError as e:
        raise RefusedError(f"{cannot_write(e, job.folder)}") from None
    return tuple(changed)


def _hosted(kind: Scheduler, destinations: Sequence[PublishDestination], settings: Settings, *, named: bool) -> _Places:
    """Those of these places that a job at a host can publish to. Raises RefusedError if there are none."""
    away = [d for d in destinations if kind.reaches and _scheme(d) not in (*HERE_ALONE, PAGES)]
    shown = [d for d in destinations if kind.serves and _scheme(d) == PAGES]
    if len(shown) > 1:
        raise RefusedError(f"{kind.title} shows one folder, and site.yaml names two for that; name one of them")
    if not away and not shown:
        which = f"“{destinations[0].name}” cannot" if named else "No place in site.yaml can"
        ways = [
            "{name: live, to: sftp://USER@HOST/PATH}, or another server" if kind.reaches else "",
            f"for a website at {kind.title} itself, {{name: pages, to: pages:online}}" if kind.serves else "",
        ]
        raise RefusedError(
            f"{which} be reached by a job at {kind.title}, which has a copy of the site's folder and no more. Write "
            f"under publish: {'; or, '.join(filter(None, ways))}"
        )
    return _Places(
        tuple(_Reached(d.name, variable_of(d.name)) for d in away),
        _served(shown[0], settings) if shown else None,
        frozenset(_scheme(d).partition("+")[0] for d in away) & LIBRARIES.keys(),
    )


def _served(destination: PublishDestination, settings: Settings) -> _Served:
    address = str(address_of(destination, settings))
    return _Served(destination.name, destination.to.removeprefix(f"{PAGES}:"), address)


def _local(destinations: Sequence[PublishDestination]) -> _Places:
    """The same of a job on this computer. Raises RefusedError for a place that only a job at a host can fill."""
    for destination in destinations:
        if _scheme(destination) == PAGES:
            hint = "name another place, or let “hearten schedule github”, “gitlab” or “netlify” write a job there"
            raise RefusedError(f"“{destination.name}” is filled by a job at the host that shows it; {hint}")
    servers = tuple(_Reached(d.name, variable_of(d.name)) for d in destinations if _scheme(d) != "folder")
    folders = tuple(d.to.removeprefix(FOLDER) for d in destinations if _scheme(d) == "folder")
    return _Places(servers, folders=folders)


def _facts(places: _Places, settings: Settings, root: Path, folder: Path, name: str | None) -> dict[str, Any]:
    """What templates know."""
    job = f"hearten-{slug(settings.name)}"
    words = ("publish", *((name,) if name else ()), "--until-gone", PATIENCE, "--source", str(root))
    source = root.relative_to(folder).as_posix()
    extras = f"[{','.join(sorted(places.libraries))}]" if places.libraries else ""
    return {
        "job": job,
        "name": "".join(filter(str.isprintable, settings.name)),
        "email": settings.organisation.email,
        "source": source,
        "package": f"./{WHEELS}/hearten-{__version__}-py3-none-any.whl{extras}",
        "wheels": root / WHEELS,
        "settings": f"~/.config/hearten/{job}.env",
        "folders": places.folders,
        "secrets": [place.secret for place in places.reached],
        "guard": f"test -e {deny_list.PATH} && " if (root / deny_list.PATH).exists() else "",
        "reached": places.reached,
        "served": places.served,
        "command": (sys.executable, "-m", "generator", *words),
        "patience": PATIENCE,
    }


def _written(template: str, facts: Mapping[str, Any]) -> bytes:
    text = _environment().get_template(template).render(facts)
    if template == "windows.xml":  # as Windows wants it, with its byte order mark
        return text.replace("\n", "\r\n").encode("utf-16")
    return text.encode()


def _environment() -> Environment:
    """Templates whose own marks are none of what they write."""
    made = Environment(  # noqa: S701  # no HTML is made; each template names the way of quoting
        loader=FileSystemLoader(JOBS),
        undefined=StrictUndefined,
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "json": lambda text: json.dumps(text, ensure_ascii=False),
        "shell": lambda text: shlex.quote(str(text)),
        "words": shlex.join,
        "windows": subprocess.list2cmdline,
        "systemd": lambda text: text.replace("%", "%%"),
        "systemd_word": _systemd_word,
        "cron": lambda text: text.replace("%", r"\%"),
    }
    return made


def _systemd_word(word: str) -> str:
    """A word of a command in a unit (systemd.service(5), “Command lines”; systemd.unit(5), “Specifiers”)."""
    escaped = re.sub(r'(["\\])', r"\\\1", word).replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _repository(root: Path) -> Path:
    """The folder of the repository that a folder lies in; itself if it lies in none."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)


def _scheme(destination: PublishDestination) -> str:
    return destination.to.partition(":")[0]
