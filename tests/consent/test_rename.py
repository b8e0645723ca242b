"""Renaming a story: what moves with it, what is refused, and that it can be stopped anywhere."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring import site_edit
from generator.cli.main import main
from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.log_audit import verify
from generator.consent.refused import RefusedError
from generator.consent.register import rows
from generator.consent.rename import is_nothing, plan_rename, rename, what_changes
from generator.consent.review_copy import make
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.content.stance import FORMS
from generator.explain import explain
from generator.gate.seal import code
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import prepare
from generator.store import atomic_write
from tests.builders.examples import few
from tests.builders.retold import retold, site_with
from tests.builders.sites import DATA, TODAY, built, leads_to, make_site, story, tree

OWN = "https://quiet.harbour.internal/base/"
ASKED = "{{record: {record}, status: requested, scope: []{more}}}"


def asked(record: str, text: str, more: str = "", fields: str = "") -> str:
    """A story that nobody has approved yet."""
    return story("A story", consent=ASKED.format(record=record, more=more), text=text, more=fields)


def approve(root: Path, path: str) -> None:
    """Approve a story as it is, for web and feed, with a copy kept."""
    case = open_case(root, path)
    record = case.consent.record
    make(case, since=False)
    form = Approval(code=code(case.seal), record=record, scope=("web", "feed"), until=date(2028, 1, 1))
    acts.approve(root, path, form, today=TODAY)


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose sealed stories link to one another in every way that there is."""
    ways = f"""\
[a](gate.md#later) [b](/stories/gate/ "The gate") [c]({OWN}stories/gate/?x#later) [d][1] `gate.md`

[1]: ./gate.md
"""
    pair = ", texts: [stories/gate.md, stories/das-tor.md]"
    texts = {
        "gate.md": asked("CF-1", "## Later\n\nBehind the gate. See [hill](hill.md) and [me](gate.md).\n", pair),
        "das-tor.md": asked("CF-1", "Siehe [the gate](gate.md).", pair),
        "hill.md": asked("CF-2", ways),
        "more/sea.md": asked("CF-3", "See [the gate](../gate.md) and [gone](gone.md)."),
    }
    about = "---\ntitle: About\n---\nSee [a story](../stories/gate.md).\n"
    root = make_site(tmp_path_factory.mktemp("approved"), texts, pages={"about.md": about})
    for path in ("gate.md", "das-tor.md", "hill.md", "more/sea.md"):
        approve(root, f"stories/{path}")
    return root


@pytest.fixture
def site(approved: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return shutil.copytree(approved, tmp_path, dirs_exist_ok=True)


def do(root: Path, old: str, new: str) -> None:
    rename(plan_rename(root, old, new))


def broken(root: Path) -> list[str]:
    """Every link that leads nowhere, every story that is withheld, and whatever does not fit the log."""
    report = built(root)
    told = [f"{d.path}: {d.rule}" for d in report.diagnostics if d.rule.startswith("link-") and "gone" not in d.hint]
    return [*told, *(f"{w.source}: {w.reason}" for w in report.withheld), *map(str, verify(root))]


def test_everything_follows(site: Path) -> None:
    """A renamed story keeps its old address, links to it are mended, and all that was sealed stays sealed."""
    before = broken(site)
    do(site, "stories/gate.md", "stories/2026/the-green-gate.md")
    assert (before, broken(site)) == (["stories/more/sea.md: link-missing"], ["stories/more/sea.md: link-missing"])
    pages = tree(site / "public")
    assert b"the-green-gate" in pages["stories/gate/index.html"]
    for page in ("stories/hill/index.html", "stories/sea/index.html", "stories/das-tor/index.html", "about/index.html"):
        assert "stories/the-green-gate/index.html" in leads_to(page, pages[page])
    text = (site / "stories/hill.md").read_text(encoding="utf-8")
    assert "`gate.md`" in text
    assert "[a](2026/the-green-gate.md#later)" in text
    assert f"[c]({OWN}stories/the-green-gate/?x#later)" in text
    assert "[1]: ./2026/the-green-gate.md" in text


def test_shelves_follow(site: Path) -> None:
    """Shelves and the front page name a renamed story anew, as it was written, and the rest of site.yaml stays."""
    shelf = "# By hand.\nshelves:\n  - label: Short\n    stories: [{}, hill.md] # two\n"
    file = site / "site.yaml"
    written = file.read_text(encoding="utf-8")
    file.write_text(f"{written}front: {{story: ./stories/gate.md}}\n{shelf.format('gate.md')}", encoding="utf-8")
    plan = plan_rename(site, "stories/gate.md", "stories/2026/green.md")
    assert "  site.yaml: names it anew" in what_changes(plan)
    rename(plan)
    now = file.read_text(encoding="utf-8")
    assert now == f"{written}front: {{story: stories/2026/green.md}}\n{shelf.format('2026/green.md')}"
    assert is_nothing(plan_rename(site, "stories/gate.md", "stories/2026/green.md"))


def test_shelves_that_are_written_in_an_unusual_way(site: Path) -> None:
    """Where site.yaml cannot be changed without touching anything else, nothing is renamed, and the reason is told."""
    values = site_edit.values_of((site / "site.yaml").read_text(encoding="utf-8"))
    shelves = [{"label": "Short", "stories": ["gate.md", "hill.md"]}]
    (site / "site.yaml").write_text(json.dumps(values | {"shelves": shelves}), encoding="utf-8")
    before = tree(site)
    with pytest.raises(RefusedError, match=r"names stories/gate\.md on a shelf"):
        plan_rename(site, "stories/gate.md", "stories/green.md")
    assert tree(site) == before


def test_the_feed_knows_it(site: Path) -> None:
    """A renamed story keeps the id under which feed readers know it."""
    built(site)
    before = (site / "public/feed.xml").read_bytes().split(b"<id>")
    do(site, "stories/gate.md", "stories/the-green-gate.md")
    built(site)
    after = (site / "public/feed.xml").read_bytes().split(b"<id>")
    assert sorted(row.partition(b"<")[0] for row in before) == sorted(row.partition(b"<")[0] for row in after)


def test_pointing_elsewhere_breaks_a_seal(site: Path) -> None:
    """A link to another story than the one that was approved withholds the text, also to one with the old name."""
    do(site, "stories/gate.md", "stories/the-green-gate.md")
    path = site / "stories/more/sea.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("the-green-gate.md", "hill.md"), encoding="utf-8")
    assert [w.rule for w in built(site).withheld] == ["seal"]
    (site / "stories/gate.md").write_text(story("Another gate"), encoding="utf-8")
    path.write_text(text.replace("the-green-gate.md", "gate.md"), encoding="utf-8")
    assert "seal" in [w.rule for w in built(site).withheld]


def test_a_missing_target_breaks_no_seal(site: Path) -> None:
    """A sealed story stays sealed when the story that it links to is withdrawn or its file is gone."""
    (site / "stories/hill.md").unlink()
    withdraw(plan_withdrawal(site, "stories/gate.md"), TODAY)
    assert [(w.source, w.rule) for w in built(site).withheld if w.rule == "seal"] == []


def test_a_withdrawal_leaves_no_former_name(site: Path) -> None:
    """When a renamed story is withdrawn, its names are nowhere in consent/, and what links to it stays sealed."""
    do(site, "stories/gate.md", "stories/the-green-gate.md")
    do(site, "stories/the-green-gate.md", "stories/a-blue-gate.md")
    withdraw(plan_withdrawal(site, "stories/a-blue-gate.md"), TODAY)
    kept = {path: data for path, data in tree(site / "consent").items() if b"-gate" in data or "gate" in path}
    assert kept == {}
    assert [w.rule for w in built(site).withheld if w.rule == "seal"] == []
    assert plan_withdrawal(site, "stories/a-blue-gate.md").again == TODAY


def test_back_again(site: Path) -> None:
    """A story that is renamed and gets its old name back has no alias of its own address, and all holds."""
    do(site, "stories/gate.md", "stories/the-green-gate.md")
    do(site, "stories/the-green-gate.md", "gate")
    assert broken(site) == ["stories/more/sea.md: link-missing"]
    assert "aliases: [/stories/the-green-gate/]" in (site / "stories/gate.md").read_text(encoding="utf-8")


def test_old_names_are_understood(site: Path) -> None:
    """Commands and explain find a story by a name that it had."""
    do(site, "stories/gate.md", "stories/the-green-gate.md")
    assert open_case(site, "stories/gate.md").path == "stories/the-green-gate.md"
    planned = prepare(Target(site, "web", TODAY), Run())
    assert explain("stories/gate.md", planned).page == "stories/the-green-gate/index.html"


def test_consent_goes_on(site: Path) -> None:
    """Acts and a withdrawal after a renaming are about the same story, and the kept copies went with it."""
    do(site, "stories/gate.md", "stories/the-green-gate.md")
    acts.pause(site, "stories/the-green-gate.md", today=TODAY)
    acts.resume(site, "stories/the-green-gate.md", today=TODAY)
    assert verify(site) == ()
    assert open_case(site, "stories/the-green-gate.md").whole
    files = plan_withdrawal(site, "stories/the-green-gate.md").files
    assert [file for file in files if file.startswith("consent/copies/the-green-gate.")]


def test_denied_names_follow(site: Path) -> None:
    """A phrase that is denied in one story is denied in it under its new name."""
    deny = site / "consent/deny.txt"
    deny.write_text("# names\nstories/gate.md: Anna\nBerta\n", encoding="utf-8")
    do(site, "stories/gate.md", "stories/the-green-gate.md")
    assert deny.read_text(encoding="utf-8") == "# names\nstories/the-green-gate.md: Anna\nBerta\n"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("stories/none.md", "a.md", "There is no story"),
        ("stories/gate.md", "hill.md", "is there already"),
        ("stories/gate.md", "HILL.md", "is there already"),
        ("stories/gate.md", "Gate.md", "one file on many disks"),
        ("stories/gate.md", "stories/gate.md", "has this name already"),
        ("stories/gate.md", "pages/gate.md", "outside stories/"),
        ("stories/gate.md", "../gate.md", "outside stories/"),
        ("stories/gate.md", "_gate.md", "not a name that is read"),
        ("stories/gate.md", ".md", "not a name that is read"),
        ("stories/gate.md", "more/gate/x\n.md", "outside stories/"),
        ("stories/gate.md", "stories/sub/hill.md", "belongs to stories/hill.md"),
        ("pages/about.md", "stories/about.md", "by hand"),
    ],
)
def test_what_is_refused(site: Path, old: str, new: str, why: str) -> None:
    """A name that is taken, outside, never read, or of a story that is not there is refused, and nothing is changed."""
    before = tree(site)
    with pytest.raises(RefusedError, match=why):
        plan_rename(site, old, new)
    assert tree(site) == before


@pytest.fixture
def first_form(tmp_path: Path) -> Path:
    """A site that was approved in the day of the first form of the seal."""
    return shutil.copytree(DATA / "seals" / "form-1", tmp_path / "site")


def test_seals_of_the_first_form_hold(first_form: Path) -> None:
    """Where links are written in the usual way, mending them leaves seals of the first form whole, in any folder."""
    do(first_form, "stories/sea.md", "stories/2026/am-meer.md")
    do(first_form, "stories/gate.md", "stories/2026/das-tor.md")
    assert {row.sealed for row in rows(first_form, TODAY)} == {"yes"}
    assert "(am-meer.md " in (first_form / "stories/2026/das-tor.md").read_text(encoding="utf-8")
    assert "src: ../../images/hill.png" in (first_form / "stories/2026/das-tor.md").read_text(encoding="utf-8")
    assert built(first_form, today=date(2026, 6, 20)).withheld == ()


def test_an_unusual_link_of_the_first_form_stays(first_form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link whose mending would break a seal of the first form is left, named, and its story stays online."""
    path = first_form / "stories/plain.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Only", "[Only](../stories/sea.md)"), encoding="utf-8")
    with monkeypatch.context() as day:
        for later in [form for form in FORMS if form > 1]:
            day.delitem(FORMS, later)
        approve(first_form, "stories/plain.md")
    plan = plan_rename(first_form, "stories/sea.md", "am-meer")
    rename(plan)
    assert plan.left == ("stories/plain.md",)
    assert any("stays as it is" in line for line in what_changes(plan))
    assert {row.sealed for row in rows(first_form, TODAY)} == {"yes"}


def test_a_withdrawn_story_keeps_its_name(site: Path) -> None:
    """A story that was withdrawn, and whose file came back, is not renamed."""
    data = (site / "stories/gate.md").read_bytes()
    withdraw(plan_withdrawal(site, "stories/gate.md"), TODAY)
    (site / "stories/gate.md").write_bytes(data)
    with pytest.raises(RefusedError, match="was withdrawn"):
        plan_rename(site, "stories/gate.md", "other.md")


@pytest.mark.parametrize("stop", range(8))
def test_it_can_be_stopped_anywhere(site: Path, monkeypatch: pytest.MonkeyPatch, stop: int) -> None:
    """Stopped before any file that it writes, a renaming publishes no story twice, and the same command finishes it."""
    whole, left = atomic_write.replace, [stop]

    def limited(path: Path, before: bytes | None, after: bytes) -> None:
        if not left[0]:
            raise OSError(28, "No space left on device", str(path))
        left[0] -= 1
        whole(path, before, after)

    with monkeypatch.context() as full:
        full.setattr(atomic_write, "replace", limited)
        with pytest.raises(RefusedError, match="do the same once more") if stop < 7 else nullcontext():
            do(site, "stories/gate.md", "stories/more/the-green-gate.md")
    made = tree(built(site).out)
    assert [b"Behind the gate." in content for path, content in made.items() if path.endswith(".html")].count(True) <= 1
    if stop < 7:
        do(site, "stories/gate.md", "stories/more/the-green-gate.md")
    assert broken(site) == ["stories/more/sea.md: link-missing"]
    assert is_nothing(plan_rename(site, "stories/gate.md", "stories/more/the-green-gate.md"))


@pytest.mark.parametrize("stop", ["stories/gate.md", "copies"])
def test_a_kill_between_two_files(site: Path, monkeypatch: pytest.MonkeyPatch, stop: str) -> None:
    """Killed before the old file is removed, or before copies are moved, the same command goes on."""
    unlink = Path.unlink

    def killed(path: Path, missing_ok: bool = False) -> None:
        if path == site / stop:
            raise KeyboardInterrupt
        unlink(path, missing_ok)

    def dead(_folder: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", killed)
        if stop == "copies":
            patched.setattr("generator.consent.rename.hide", dead)
        with pytest.raises(KeyboardInterrupt):
            do(site, "stories/gate.md", "stories/the-green-gate.md")
    made = tree(built(site).out)
    assert [b"Behind the gate." in content for path, content in made.items() if path.endswith(".html")].count(True) <= 1
    do(site, "stories/gate.md", "stories/the-green-gate.md")
    assert broken(site) == ["stories/more/sea.md: link-missing"]
    assert [p.name[:8] for p in (site / "consent/copies").glob("*gate*")] == ["the-gree"]


def test_the_command(site: Path) -> None:
    """The command says what it would do, does it, and says when nothing is left to do."""
    call = ["rename", "stories/gate.md", "the-green-gate", "--source", str(site)]
    dry = CliRunner().invoke(main, [*call, "--dry-run"])
    assert "Nothing was changed yet." in dry.output
    assert (site / "stories/gate.md").exists()
    done = CliRunner().invoke(main, call)
    assert (done.exit_code, "Done." in done.output) == (0, True)
    assert "stories/gate.md becomes stories/the-green-gate.md." in done.output
    assert "nothing is left to do" in CliRunner().invoke(main, call).output
    assert CliRunner().invoke(main, ["rename", "none", "a", "--source", str(site)]).exit_code == 2


NAMES = ("a", "b", "c", "d")
LINKS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["{}.md", "./{}.md", "/stories/{}/", OWN + "stories/{}/"])),
    max_size=3,
)


@settings(max_examples=few(4, fresh=100), deadline=None)
@given(
    links=st.tuples(LINKS, LINKS, LINKS, LINKS),
    moves=st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(["e", "f", "sub/g", "h"])), min_size=1, max_size=4
    ),
)
def test_random_renamings_keep_all_seals(
    links: tuple[list[tuple[str, str]], ...], moves: list[tuple[str, str]]
) -> None:
    """After any row of renamings every story is published and sealed, and no link is broken."""
    with tempfile.TemporaryDirectory() as folder:
        texts = {
            f"{name}.md": asked(f"CF-{n}", " ".join(["Words.", *(f"[x]({way.format(to)})" for to, way in row)]))
            for n, (name, row) in enumerate(zip(NAMES, links, strict=True))
        }
        root = make_site(Path(folder), texts)
        for name in NAMES:
            approve(root, f"stories/{name}.md")
        for old, new in moves:
            try:
                plan = plan_rename(root, f"stories/{old}.md", f"stories/{new}.md")
            except RefusedError:
                continue
            rename(plan)
            assert plan.left == ()
        assert broken(root) == []


def test_translations_follow_their_original(tmp_path: Path) -> None:
    """When a story is renamed, what retells it names the new file, and a seal over that holds."""
    root = make_site(
        tmp_path, site_with({"tetera.md": retold(status="requested").replace("given_on: 2026-01-01, ", "")})
    )
    case = open_case(root, "stories/tetera.md")
    form = Approval(code=code(case.seal), record="R-200", scope=("web",))
    acts.approve(root, "stories/tetera.md", form, today=TODAY)
    rename(plan_rename(root, "stories/kettle.md", "stories/pot.md"))
    assert b"translation_of: pot.md" in (root / "stories/tetera.md").read_bytes()
    assert b"easy_read_of: pot.md" in (root / "stories/easy.md").read_bytes()
    assert not [one for one in built(root).withheld if one.rule == "seal"]
