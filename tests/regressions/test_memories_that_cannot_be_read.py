"""A damaged memory outside the site's folder was taken for nothing to prove, and for nothing that was taken away."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent import acts
from generator.content.settings import Settings
from generator.ground.diagnostics import CannotBuildError
from generator.publishing.left_online import LeftOnline
from generator.publishing.open_proofs import OpenProofs, ToProve
from generator.publishing.remote_manifest import RemoteManifest
from generator.store.log_memory import ENDINGS, LOGS, ONLINE, PLACES, PROOFS
from tests.builders.approved import GATE, approved_site
from tests.builders.previews import running
from tests.builders.sites import SITE, TODAY, built
from tests.builders.values import SiteValue

PLACE = "publish: [{name: live, to: 'folder:../live'}]\n"
OPEN = ToProve({"stories/gate/index.html": None})


def as_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def as_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


def whole_folder(file: Path) -> None:
    shutil.rmtree(file.parent)
    file.parent.symlink_to("nowhere")


HARMS: dict[str, Callable[[Path], object]] = {
    "truncated": lambda file: file.write_bytes(file.read_bytes()[:-9]),
    "emptied": lambda file: file.write_bytes(b""),
    "binary": lambda file: file.write_bytes(bytes(range(256))),
    "a folder": as_folder,
    "a broken link": as_link,
    "below a broken link": whole_folder,
}
harmed = pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def settings() -> Settings:
    """Those of a site with one place."""
    return SiteValue({}, site=SITE + PLACE).value.settings


@pytest.fixture
def site(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose story may go online in a folder."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    root = approved_site(tmp_path)
    (root / "site.yaml").write_text(SITE + PLACE)
    (tmp_path / "live").mkdir()
    return root


def the_file(home: Path, kind: str) -> Path:
    return next(iter((home / kind).iterdir()))


def hearten(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--source", str(root)])


@harmed
def test_open_proofs_are_lost_and_not_done(
    tmp_path: Path, home: Path, settings: Settings, harm: Callable[[Path], object]
) -> None:
    """What is to be proven and cannot be read is known to be lost, with the file's place."""
    (place,) = settings.publish
    OpenProofs(tmp_path / "site", settings).add(place, OPEN)
    file = the_file(home, PROOFS)
    harm(file)
    (told,) = OpenProofs(tmp_path / "site", settings).lost
    assert str(file.parent) in told
    assert "cannot be used" in told


@harmed
def test_known_places_are_lost_and_not_none(
    tmp_path: Path, home: Path, settings: Settings, harm: Callable[[Path], object]
) -> None:
    """So is at which places the site was."""
    (place,) = settings.publish
    OpenProofs(tmp_path / "site", settings).met(place, reached=True)
    harm(the_file(home, PLACES))
    assert len(OpenProofs(tmp_path / "site", settings).lost) == 1


@pytest.mark.parametrize("harm", ["truncated", "emptied", "binary"])
def test_a_loss_lasts_until_a_person_has_looked(tmp_path: Path, home: Path, settings: Settings, harm: str) -> None:
    """A run that writes over what was damaged remembers that, until a person says that all is gone."""
    (place,) = settings.publish
    OpenProofs(tmp_path / "site", settings).add(place, OPEN)
    HARMS[harm](the_file(home, PROOFS))
    OpenProofs(tmp_path / "site", settings).add(place, OPEN)
    later = OpenProofs(tmp_path / "site", settings)
    assert (later.of(place), len(later.lost)) == (OPEN, 1)
    later.let_go({})
    assert OpenProofs(tmp_path / "site", settings).lost == ()


def test_saying_so_mends_what_was_damaged(tmp_path: Path, home: Path, settings: Settings) -> None:
    """After a person has said that all is gone, no damaged file is left."""
    (place,) = settings.publish
    OpenProofs(tmp_path / "site", settings).add(place, OPEN)
    the_file(home, PROOFS).write_bytes(b"")
    lost = OpenProofs(tmp_path / "site", settings)
    assert lost.lost
    lost.let_go({})
    assert OpenProofs(tmp_path / "site", settings).lost == ()
    assert [*(home / PROOFS).iterdir()] == []


@harmed
def test_publishing_says_so_until_a_person_has_looked(site: Path, home: Path, harm: Callable[[Path], object]) -> None:
    """Publishing puts the site online all the same, ends with 3, and says which file it is and what to do."""
    assert hearten(site, "publish").exit_code == 0
    file = the_file(home, PLACES)
    harm(file)
    for words in (("publish",), ("publish", "--prove")):
        done = hearten(site, *words)
        assert (done.exit_code, str(file.parent) in done.output, "--prove --yes" in done.output) == (3, True, True)
    if file.is_dir():
        file.rmdir()
    elif file.parent.is_symlink():
        file.parent.unlink()
    assert hearten(site, "publish", "--prove", "--yes").exit_code == 0
    assert hearten(site, "publish").exit_code == 0


def test_the_desk_says_so(site: Path, home: Path) -> None:
    """The desk names the damaged file among what needs a person, and where the site is put online, with what to do."""
    assert hearten(site, "publish").exit_code == 0
    file = the_file(home, PLACES)
    file.write_bytes(b"")
    with running(site, today=TODAY) as desk:
        assert f"what has to be gone online is not known any more: {file}" in desk.get("/_desk/").text
        page = desk.get("/_desk/online").text
    assert f"{file} cannot be used (it is empty). So this computer does not know any more" in page
    assert "Say that it is gone" in page


@harmed
@pytest.mark.parametrize("kind", [LOGS, ENDINGS])
def test_no_damage_stands_in_the_way_of_a_withdrawal(
    site: Path, home: Path, kind: str, harm: Callable[[Path], object]
) -> None:
    """Whatever became of what was remembered of the log, a story is withdrawn."""
    acts.pause(site, GATE, today=TODAY)
    harm(the_file(home, kind))
    assert hearten(site, "consent", "withdraw", GATE, "--yes").exit_code == 0
    assert not (site / GATE).exists()


@harmed
@pytest.mark.parametrize("kind", [LOGS, ENDINGS])
def test_a_build_says_that_it_does_not_remember(
    site: Path, home: Path, kind: str, harm: Callable[[Path], object]
) -> None:
    """A build warns of it with the place and the remedy."""
    acts.pause(site, GATE, today=TODAY)
    file = the_file(home, kind)
    harm(file)
    told = built(site).diagnostics
    assert str(file.parent) in str(told)
    assert [d.rule for d in told if d.rule == "older-log"]


def test_verifying_finds_it(site: Path, home: Path) -> None:
    """Verifying the log counts a damaged memory as a fault, and names the file."""
    acts.pause(site, GATE, today=TODAY)
    file = the_file(home, ENDINGS)
    file.write_bytes(b"{}\n" + file.read_bytes())
    done = hearten(site, "consent", "verify")
    assert (done.exit_code, f"{file} cannot be used (1 of its lines are damaged)" in done.output) == (1, True)


def test_one_damaged_file_hides_no_other(site: Path, home: Path) -> None:
    """What is remembered in other files counts, whatever became of one."""
    backup = shutil.copytree(site, site.parent / "backup")
    acts.pause(site, GATE, today=TODAY)
    the_file(home, ENDINGS).write_bytes(b"")
    the_file(home, LOGS).write_bytes(b"")
    shutil.rmtree(site)
    backup.rename(site)
    with pytest.raises(CannotBuildError, match="older than the one that was here"):
        built(site)


@harmed
def test_what_was_left_online_is_not_believed(site: Path, home: Path, harm: Callable[[Path], object]) -> None:
    """A manifest that was kept for a host and is damaged is none, so that the host or a person is asked."""
    settings = SiteValue({}, site=SITE + PLACE).value.settings
    kept = LeftOnline(site, settings, settings.publish[0])
    assert kept.keep(RemoteManifest(settings.url, TODAY, None, {}))
    harm(the_file(home, ONLINE))
    assert kept.left_online() is None
