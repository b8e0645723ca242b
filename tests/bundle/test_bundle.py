"""Copies to give away: what may be in them, until when, and what is said of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from zlib import crc32

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.bundle.archive import unpack, unsafe_names
from generator.bundle.bundle import Checkup, Format, Made, check, make
from generator.cli.main import main
from generator.gate.tombstones import entry_id
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import opaque_id
from generator.ground.places import MANIFEST
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.plan.bundle_terms import BundleTerms, Duration, span
from generator.plan.layout import POLICY
from generator.prepare import prepare
from generator.render.renderer import renderer_of
from tests.builders.example import ROOT, copy_of_example
from tests.builders.examples import few
from tests.builders.outputs import faults_of_html, leads_nowhere, weight
from tests.builders.sites import SITE, TODAY, built, make_site, story, tree
from tests.builders.sketches import Policy, Sketch, consent_covers, policies, sites, todays, write_site

YEAR = date(2027, 6, 15)


def consent(until: str | None = None, more: str = "", status: str = "given") -> str:
    end = f", valid_until: {until}" if until else ""
    record = f"R-{crc32(repr((until, more, status)).encode())}"
    return f"{{record: {record}, status: {status}, given_on: 2026-01-01, scope: [web, offline]{end}{more}}}"


def bundled(root: Path, terms: BundleTerms | None = None, today: date = TODAY) -> Made:
    """A zip archive of the site in ``root``, beside it."""
    return make(root, root / "copy.zip", "zip", terms or BundleTerms(), today, today, Stages())


def opened(made: Made) -> dict[str, bytes]:
    files = unpack(made.out.read_bytes())
    assert files is not None
    return files


def stories(files: Mapping[str, bytes]) -> set[str]:
    return {m[1] for path in files if (m := re.fullmatch(r"site/stories/([^/]+)/index\.html", path))}


def withheld(made: Made) -> dict[str, tuple[str, str]]:
    return {w.source.removeprefix("stories/"): (w.rule, w.reason) for w in made.withheld}


# What may be in it


def test_consent_lasts_through_the_last_day(tmp_path: Path) -> None:
    """A story whose consent ends on the copy's last day is in it, and one whose consent ends the day before is not."""
    make_site(tmp_path, {"a.md": story(consent=consent("2026-12-15")), "b.md": story(consent=consent("2026-12-14"))})
    made = bundled(tmp_path, BundleTerms(Duration(6, "m")))
    assert stories(opened(made)) == {"a"}
    reason = "it would not last: on 2026-12-15, the copy's last day, the consent ran out on 2026-12-14"
    assert withheld(made) == {"b.md": ("too-short", reason)}


def test_consent_covers_offline(tmp_path: Path) -> None:
    """Stories whose consent leaves out “offline”, has ended, or has not begun are left out, each with its reason."""
    make_site(
        tmp_path,
        {
            "in.md": story(),
            "web.md": story(scope="[web]"),
            "gone.md": story(consent=consent(status="withdrawn")),
            "later.md": story(consent=consent().replace("2026-01-01", "2026-07-01")),
        },
    )
    made = bundled(tmp_path, BundleTerms(Duration(1, "y")))
    assert stories(opened(made)) == {"in"}
    assert {name: rule for name, (rule, _) in withheld(made).items()} == {
        "web.md": "scope",
        "gone.md": "withdrawn",
        "later.md": "not-begun",
    }


def test_left_out_is_the_same_as_absent(tmp_path: Path) -> None:
    """A story that is left out changes no byte, not even where it would have an address that another one wants."""
    texts = {
        "a.md": story("One", consent=consent("2026-07-01"), more="slug: shared"),
        "b.md": story("Two", more="slug: shared"),
    }
    with_it = bundled(make_site(tmp_path / "with", texts), BundleTerms(Duration(6, "m")))
    without = bundled(make_site(tmp_path / "without", {"b.md": texts["b.md"]}), BundleTerms(Duration(6, "m")))
    assert stories(opened(with_it)) == {"shared"}
    assert with_it.out.read_bytes() == without.out.read_bytes()


@settings(max_examples=few(8, fresh=300))
@given(drawn=sites, policy=policies, today=todays)
def test_any_site(drawn: list[Sketch], policy: Policy, today: date) -> None:
    """A copy of any site is one without what consent does not cover today and on the copy's last day."""
    terms = BundleTerms(Duration(6, "m"))
    last = Duration(6, "m").after(today)
    with tempfile.TemporaryDirectory() as folder:
        files = write_site(Path(folder), drawn, policy)
        with_them = pages_of(Path(folder), terms, today)
        held = {int(n) for n in re.findall(rb"Titlexq(\d)", b"".join(with_them.values()))}
        for n in held:
            assert consent_covers(drawn[n], policy, "offline", today)
            assert consent_covers(drawn[n], policy, "offline", last)
        for n in set(files) - held:
            files[n].unlink()
        assert pages_of(Path(folder), terms, today) == with_them


def pages_of(root: Path, terms: BundleTerms, today: date) -> dict[str, bytes]:
    """Every page of a copy; none where no story may be in it."""
    try:
        planned = prepare(Target(root, "offline", today), Run(), terms)
    except CannotBuildError as e:
        if {d.rule for d in e.diagnostics} != {"empty"}:
            raise
        return {}
    renderer = renderer_of(planned.theme)
    return {page.path: renderer.render(page).content for page in planned.pages}


def test_one_topic(tmp_path: Path) -> None:
    """A copy about a topic, named in any of its words, holds the stories of that topic alone."""
    make_site(tmp_path, {"a.md": story(), "b.md": story(topics="[work]"), "c.md": story(topics="[work, hope]")})
    assert stories(opened(bundled(tmp_path, BundleTerms(topic="Optimism")))) == {"a", "c"}


@pytest.mark.parametrize(("topic", "rule"), [("hopp", "topic"), ("support", "empty")])
def test_no_topic_or_no_story(next_door: Path, topic: str, rule: str) -> None:
    """A topic that is not there, or has no story for offline use, is refused, and nothing is written."""
    before = tree(next_door)
    with pytest.raises(CannotBuildError) as e:
        bundled(next_door, BundleTerms(topic=topic))
    assert [d.rule for d in e.value.diagnostics] == [rule]
    assert tree(next_door) == before


# Until when


@pytest.mark.parametrize(
    ("text", "end"),
    [("30d", "2026-07-15"), ("8w", "2026-08-10"), ("6m", "2026-12-15"), ("1y", "2027-06-15"), ("9999y", "9999-12-31")],
)
def test_lengths_of_time(text: str, end: str) -> None:
    """Days, weeks, months and years are counted as people do, and end with the calendar."""
    length = span(text)
    assert length is not None
    assert length.after(TODAY) == date.fromisoformat(end)


@given(st.text(max_size=6) | st.from_regex(r"[0-9.-]{1,5}[dwmyDM]?", fullmatch=True))
def test_what_is_no_length_of_time(text: str) -> None:
    """Whatever else is written is no length of time."""
    assert (span(text) is not None) == bool(re.fullmatch(r"[1-9][0-9]{0,3}[dwmy]", text))


def test_the_earliest_end_decides(tmp_path: Path) -> None:
    """Without a length of its own a copy is good until the first consent in it ends, and tells whose that is."""
    make_site(tmp_path, {"a.md": story(consent=consent("2026-09-01")), "b.md": story(consent=consent("2026-08-01"))})
    made = bundled(tmp_path)
    assert (made.about.until, made.first_to_end) == (date(2026, 8, 1), ("stories/b.md",))


@pytest.mark.parametrize("end", [None, "2029-01-01"])
def test_a_year_at_most(tmp_path: Path, end: str | None) -> None:
    """Without a length of its own no copy is good for more than a year."""
    assert bundled(make_site(tmp_path, {"a.md": story(consent=consent(end))})).about.until == YEAR


@pytest.mark.parametrize(
    ("more", "last"),
    [
        (", valid_until: 2028-03-01", date(2028, 3, 1)),
        (", given_by: guardian, review_by: 2027-02-28", date(2027, 2, 28)),
        (", given_by: guardian, review_by: 2027-02-28, valid_until: 2027-01-01", date(2027, 1, 1)),
        ("", date(2031, 1, 1)),
        (", basis: fictional", None),
    ],
)
def test_the_last_day_is_the_gates(tmp_path: Path, more: str, last: date | None) -> None:
    """The last day that a story names is the last on which the gate lets it through."""
    make_site(tmp_path, {"a.md": story(consent=consent(more=more))})
    [found] = prepare(Target(tmp_path, "offline", TODAY), Run()).site.stories
    assert found.lasts == last
    after = [last, last + timedelta(days=1)] if last else [date.max]
    through = [len(prepare(Target(tmp_path, "offline", day), Run()).site.stories) for day in after]
    assert through == ([1, 0] if last else [1])


# What is said of it


@pytest.fixture(scope="module")
def example_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site as a copy in a folder."""
    out = tmp_path_factory.mktemp("example-copy") / "copy"
    make(ROOT, out, "folder", BundleTerms(Duration(6, "m")), date(2026, 11, 22), date(2026, 11, 22), Stages())
    return out


def test_a_person_sees_what_to_open(example_copy: Path) -> None:
    """At the top there is nothing but the page to open, a letter, the manifest, and one folder."""
    names = {p.name for p in example_copy.iterdir() if not p.name.startswith(".")}
    assert names == {"index.html", "READ-ME.txt", MANIFEST, "site"}


def test_every_page_tells_its_last_day(example_copy: Path) -> None:
    """Every page but redirects says in its foot when the copy was made and how long it is good."""
    words = "This copy was made on 22 November 2026. It is good until 22 May 2027."
    pages = [p.read_text(encoding="utf-8") for p in (example_copy / "site").rglob("*.html")]
    pages = [p for p in pages if 'http-equiv="refresh"' not in p]
    assert len(pages) > 100
    assert all(words in p for p in pages)


def test_links_to_other_websites(example_copy: Path) -> None:
    """Every link to another website says that it needs a connection."""
    pages = [p.read_text(encoding="utf-8") for p in (example_copy / "site").rglob("*.html")]
    outside = [
        m for p in pages for m in re.findall(r'<a href="https?:[^>]*>.*?</a>', p) if "noreferrer nofollow" not in m
    ]
    assert len(outside) > 100
    assert [m for m in outside if "(another website, needs a connection)" not in m] == []


def test_links_inside(example_copy: Path) -> None:
    """Every link inside names a file that is there, never a folder."""
    assert leads_nowhere(tree(example_copy / "site"), explicit=True) == []


def test_names_are_safe(example_copy: Path) -> None:
    """Every name in the copy of the example site is one that FAT32, exFAT and NTFS take."""
    assert list(unsafe_names(tree(example_copy))) == []


def test_the_manifest_is_for_sha256sum(example_copy: Path) -> None:
    """The manifest is one that sha256sum checks without complaint."""
    command = ["sha256sum", "--check", "--strict", "--quiet", MANIFEST]
    done = subprocess.run(command, cwd=example_copy, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_its_pages_are_valid(example_copy: Path) -> None:
    """Every page of a copy passes the Nu HTML checker."""
    found = [m for m in faults_of_html(example_copy) if "recall.js" not in m]
    assert found == []


def test_its_script_is_small(example_copy: Path, site: Path) -> None:
    """What copies have more than the website is a script of under 1,500 bytes, compressed, and websites have none."""
    assert 0 < weight(*example_copy.rglob("bundle.*.js")) < 1_500
    assert not list(site.rglob("bundle.*.js"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "It is good until 15 June 2027."),
        ("de", "Sie gilt bis 15. Juni 2027."),
        ("es", "Vale hasta el 15 de junio"),
    ],
)
def test_the_letter_speaks_the_sites_language(tmp_path: Path, language: str, words: str) -> None:
    """The letter to whoever opens a copy is in the site's language, with line ends that every editor knows."""
    make_site(tmp_path, {"a.md": story()}, site=f"language: {language}\n{SITE}")
    letter = opened(bundled(tmp_path))["READ-ME.txt"]
    assert words in " ".join(letter.decode().split())
    assert letter.count(b"\r\n") == letter.count(b"\n")


def test_the_policy_allows_one_script_more(next_door: Path) -> None:
    """A copy's policy allows its own files and the address of the website's recall script, and nothing else."""
    page = opened(bundled(next_door))["site/index.html"].decode()
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    [address] = re.findall(r'data-recall="([^"]*)"', page)
    assert address.endswith("/recall.js")
    assert policy.replace("&#39;", "'") == POLICY.replace("script-src 'self'", f"script-src 'self' {address}")


def test_a_copy_knows_the_ids_of_its_stories(tmp_path: Path) -> None:
    """A copy that asks holds the opaque id of each of its stories, by the address of its page, and of no other."""
    make_site(tmp_path, {"a.md": story(more="slug: gate"), "b.md": story(scope="[web]")})
    text = opened(bundled(tmp_path))["site/known.js"].decode()
    own = opaque_id(entry_id("https://quiet.harbour.internal/base/", "stories/a.md"))
    assert text == f'hearten.known={{"stories/gate/index.html":"{own}"}};\n'


def test_recall_can_be_off(tmp_path: Path) -> None:
    """A site whose settings say so makes copies that ask nobody, and whose letter says nothing of it."""
    make_site(tmp_path, {"a.md": story()}, site=f"{SITE}bundle: {{recall: false}}\n")
    files = opened(bundled(tmp_path))
    assert not [path for path, content in files.items() if b"recall.js" in content]
    assert "site/known.js" not in files
    assert b"taken back" not in files["site/index.html"].replace(b"may have been taken back", b"").split(b"<body>")[1]
    assert b"asks the website" not in files["READ-ME.txt"].replace(b"\r\n", b" ")


# Bytes and names


def run_elsewhere(root: Path, umask: int, environment: Mapping[str, str], form: str) -> bytes:
    """The copy that another process makes in another environment."""
    code = (
        "import os, sys; from datetime import date; os.umask(int(sys.argv.pop(1))); "
        "from generator.content import sources; sources.today = lambda: date(2026, 11, 22); "
        "from generator.cli.main import main; main()"
    )
    arguments = ["bundle", "--out", "copy", "--format", form]
    inherited = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "TEMP", "TMP")}
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", code, str(umask), *arguments],
        cwd=root,
        env={**inherited, "PYTHONPATH": str(ROOT), **environment},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    return (root / "copy").read_bytes()


@pytest.mark.parametrize("form", ["zip", "epub"])
def test_the_same_input_gives_the_same_bytes(tmp_path: Path, form: str) -> None:
    """Other folders, umask, time zone, locale, hash seed and order of files give a copy of the same bytes."""
    one = run_elsewhere(
        copy_of_example(tmp_path / "one", lambda files: files),
        0o022,
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        form,
    )
    two = run_elsewhere(
        copy_of_example(tmp_path / "some where" / "else", lambda files: files[::-1]),
        0o077,
        {"TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "4711"},
        form,
    )
    assert one == two


def test_a_folder_holds_what_an_archive_holds(next_door: Path) -> None:
    """A copy in a folder has the same files as one in an archive."""
    make(next_door, next_door / "copy", "folder", BundleTerms(), TODAY, TODAY, Stages())
    folder = tree(next_door / "copy")
    del folder[".hearten"]
    assert folder == opened(bundled(next_door))


def test_names_that_not_every_machine_takes(tmp_path: Path) -> None:
    """A story at an address that Windows keeps for a device is refused with the place, and nothing is written."""
    make_site(tmp_path, {"gate.md": story(more="slug: con")})
    with pytest.raises(CannotBuildError) as e:
        bundled(tmp_path)
    assert [(d.rule, d.path) for d in e.value.diagnostics] == [("file-name", "site/stories/con/index.html")]
    assert not (tmp_path / "copy.zip").exists()


def test_old_copies_are_replaced_and_nothing_else(next_door: Path) -> None:
    """A copy takes an older one's place, but a file or an archive of anybody else's is refused and stays as it is."""
    first = bundled(next_door).out.read_bytes()
    assert bundled(next_door, today=TODAY + timedelta(days=1)).out.read_bytes() != first
    for content in (b"mine", b""):
        (next_door / "copy.zip").write_bytes(content)
        with pytest.raises(CannotBuildError, match="is not a bundle"):
            bundled(next_door)
        assert (next_door / "copy.zip").read_bytes() == content


def test_where_nothing_can_be_written(next_door: Path) -> None:
    """A place where no file can be is answered with the reason and what to do."""
    out = next_door / "site.yaml" / "copy.zip"
    with pytest.raises(CannotBuildError) as e:
        make(next_door, out, "zip", BundleTerms(), TODAY, TODAY, Stages())
    assert [(d.rule, d.path) for d in e.value.diagnostics] == [("write", str(out))]


# A look into an older one


@pytest.fixture
def given_away(tmp_path: Path) -> Path:
    """A site with three stories, of which a copy was made."""
    root = tmp_path / "site"
    make_site(root, {f"{n}.md": story(consent=consent("2026-12-31")) for n in "abc"})
    bundled(root)
    return root


def look(root: Path, today: date = TODAY) -> Checkup:
    return check(root / "copy.zip", root, today, today)


def test_all_is_well(given_away: Path) -> None:
    """A copy that is as it was made, and whose stories may all be read offline today, has nothing to tell."""
    found = look(given_away)
    assert (found.faults, found.stories, found.until) == ((), (), date(2026, 12, 31))


@pytest.mark.parametrize("form", ["folder", "epub", "pdf"])
def test_every_kind_of_copy_can_be_looked_into(given_away: Path, form: Format) -> None:
    """In a folder and in books, too, a story that was withdrawn is named, and all files are as they were made."""
    out = given_away / "copy"
    make(given_away, out, form, BundleTerms(), TODAY, TODAY, Stages())
    make_site(given_away, {"a.md": story(consent=consent(status="withdrawn"))})
    found = check(out, given_away, TODAY, TODAY)
    assert (found.faults, found.until) == ((), date(2026, 12, 31))
    assert [address for address, _ in found.stories] == ["stories/a/index.html"]


def test_what_should_not_be_there_today(given_away: Path) -> None:
    """Stories that were withdrawn, have expired, were narrowed, or are gone are each told with the reason."""
    make_site(
        given_away,
        {
            "a.md": story(consent=consent(status="withdrawn")),
            "b.md": story(consent=consent("2026-07-01")),
            "c.md": story(scope="[web]"),
        },
    )
    assert dict(look(given_away, date(2026, 7, 2)).stories) == {
        "stories/a/index.html": "the storyteller has withdrawn the consent",
        "stories/b/index.html": "the consent ran out on 2026-07-01",
        "stories/c/index.html": "the consent does not cover “offline”",
    }
    (given_away / "stories" / "c.md").unlink()
    gone = dict(look(given_away, date(2026, 7, 2)).stories)["stories/c/index.html"]
    assert gone == "the site has no such story for offline use; it was taken out, or its address has changed"


def test_a_new_address_is_fine(given_away: Path) -> None:
    """A story that has moved and keeps its old address as an alias is not told of."""
    make_site(given_away, {"a.md": story(more="slug: new\naliases: [/stories/a/]")})
    assert look(given_away).stories == ()


def test_damage_is_found(given_away: Path) -> None:
    """A file of a copy that was changed is told of."""
    with zipfile.ZipFile(given_away / "copy.zip", "a") as archive:
        archive.writestr("site/new.html", "new")
    assert look(given_away).faults == (("site/new.html", "the manifest does not know it"),)


def test_what_is_no_copy(next_door: Path) -> None:
    """A file that is not there, a folder of somebody's, and a plain website are no copies."""
    built(next_door)
    for path in ("missing.zip", "stories", "public"):
        with pytest.raises(CannotBuildError, match="this is not a bundle"):
            check(next_door / path, None, TODAY, TODAY)


# The command


@pytest.fixture(autouse=True)
def _is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of these tests."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["bundle", *arguments])


def test_the_command_tells_what_it_did(given_away: Path) -> None:
    """The command lists what is left out and why, the size and time, the last day, and whose consent sets it."""
    make_site(given_away, {"d.md": story(scope="[web]")})
    done = run("--source", str(given_away), "--today", "2026-06-15")
    assert done.exit_code == 0
    assert "stories/d.md: the consent does not cover “offline”" in done.stdout
    assert re.search(r"bundle\.zip: 3 stories on \d+ files, 0\.\d\d MB, in \d+\.\d\d s\.", done.stdout)
    assert "It is good until 2026-12-31.\n  The consent for stories/a.md ends then." in done.stdout


def test_the_command_looks(given_away: Path) -> None:
    """Looking into a copy ends with 0 if all is well, with 1 if there is something to tell, with 2 if it is none."""
    copy, site = str(given_away / "copy.zip"), ("--source", str(given_away))
    fine = run("--check", copy, *site, "--today", "2026-06-15")
    over = run("--check", copy, *site, "--today", "2027-01-01")
    alone = run("--check", copy, "--source", str(given_away / "stories"), "--today", "2026-06-15")
    none = run("--check", str(given_away / "site.yaml"), *site)
    assert [r.exit_code for r in (fine, over, alone, none)] == [0, 1, 0, 2]
    assert "Every story in it may be read offline today." in fine.stdout
    assert "stories/a/index.html: the consent ran out on 2026-12-31" in over.stdout
    assert "It was good until 2026-12-31." in over.stdout
    assert "Its stories were not held against a site" in alone.stdout


def test_errors_count(given_away: Path) -> None:
    """The command ends with 1 if a story was left out for errors in it."""
    make_site(given_away, {"d.md": story(topics="[unknown]")})
    assert run("--source", str(given_away), "--today", "2026-06-15").exit_code == 1


def test_a_length_that_is_none(given_away: Path) -> None:
    """A length of time that cannot be read is answered with how to write one."""
    done = run("--source", str(given_away), "--valid-for", "half a year")
    assert done.exit_code == 2
    assert "write it like 30d, 8w, 6m or 1y" in done.stderr


def test_another_theme_has_it_too(given_away: Path, tmp_path: Path) -> None:
    """A copy in the plain theme says how long it is good, too."""
    shutil.copytree(given_away, tmp_path / "plain")
    (tmp_path / "plain" / "site.yaml").write_text(f"{SITE}theme: {{name: plain}}\n", encoding="utf-8")
    assert b'data-until="2026-12-31"' in opened(bundled(tmp_path / "plain"))["site/index.html"]
