"""The output folder: what may be filled, what is kept, and what goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from generator.ground.diagnostics import Aftermath, CannotBuildError, Diagnostic
from generator.ground.outcome import Output
from generator.ground.places import MARKER
from generator.store import output_folder
from generator.store.output_folder import claim, to_folder
from generator.store.staging import EMPTY_PAGE, STAGED, Kept, keep
from tests.builders.disk import NEED_ROOM, Killed, failing, watched
from tests.builders.sites import built, make_site, story, tree

FULL = OSError(28, "No space left on device")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """The folder of a site that lies beside the output."""
    return tmp_path / "site"


def refused(folder: Path, elsewhere: Path) -> tuple[Diagnostic, ...]:
    with pytest.raises(CannotBuildError) as e:
        claim(folder, elsewhere)
    return e.value.diagnostics


def put(folder: Path, **files: bytes) -> None:
    outputs = [Output(f"{name}.html", content) for name, content in files.items()]
    to_folder(outputs, folder, [o.path for o in outputs], urgent={})


def everything(folder: Path) -> dict[str, bytes | None]:
    """All files and folders below a folder, by their path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


def fill(folder: Path, *paths: str) -> None:
    to_folder([Output(path, path.encode()) for path in paths], folder, paths)


@pytest.mark.parametrize("name", ["thesis.txt", ".hidden", "index.html", "sub/deep.txt"])
def test_a_foreign_folder_is_refused(tmp_path: Path, elsewhere: Path, name: str) -> None:
    """A folder that holds anything and was not made by hearten is refused."""
    file = tmp_path / "out" / name
    file.parent.mkdir(parents=True)
    file.write_text("mine", encoding="utf-8")
    (problem,) = refused(tmp_path / "out", elsewhere)
    assert (problem.rule, problem.is_error) == ("out", True)


def test_a_refused_folder_is_unchanged(tmp_path: Path) -> None:
    """A build into a foreign folder deletes nothing and writes nothing."""
    site = make_site(tmp_path / "site", {"a.md": story()})
    (site / "public").mkdir()
    (site / "public" / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(CannotBuildError):
        built(site)
    assert tree(site / "public") == {"index.html": b"mine"}


def test_new_and_empty_folders_are_claimed(tmp_path: Path, elsewhere: Path) -> None:
    """A folder that is new, empty, or made by hearten may be filled."""
    claim(tmp_path / "new", elsewhere)
    (tmp_path / "empty").mkdir()
    claim(tmp_path / "empty", elsewhere)
    fill(tmp_path / "ours", "index.html")
    claim(tmp_path / "ours", elsewhere)


def test_claiming_makes_nothing(tmp_path: Path, elsewhere: Path) -> None:
    """Claiming a new folder does not make it."""
    claim(tmp_path / "new", elsewhere)
    assert not (tmp_path / "new").exists()


def test_a_file_is_no_folder(tmp_path: Path, elsewhere: Path) -> None:
    """An output folder that is a file is refused."""
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    (problem,) = refused(tmp_path / "out", elsewhere)
    assert "it is a file" in problem.message


def test_a_link_to_nowhere_is_refused(tmp_path: Path, elsewhere: Path) -> None:
    """An output folder that is a broken link is refused."""
    (tmp_path / "out").symlink_to(tmp_path / "nowhere")
    (problem,) = refused(tmp_path / "out", elsewhere)
    assert "leads nowhere" in problem.message


@pytest.mark.parametrize("out", [".", "..", "../.."])
def test_the_sites_own_folder_is_refused(tmp_path: Path, out: str) -> None:
    """No build may fill the site's own folder, or one around it."""
    site = make_site(tmp_path / "a" / "site", {"a.md": story()})
    before = tree(tmp_path)
    with pytest.raises(CannotBuildError):
        built(site, out=out)
    assert tree(tmp_path) == before


def test_the_folder_holds_what_is_planned_and_a_marker(tmp_path: Path) -> None:
    """After a build the folder holds the planned files, the marker, and nothing else."""
    fill(tmp_path / "out", "index.html", "stories/a/index.html")
    assert {*tree(tmp_path / "out")} == {MARKER, "index.html", "stories/a/index.html"}


def test_what_is_no_longer_planned_goes(tmp_path: Path) -> None:
    """Files that are not planned any more are removed with the folders that they leave empty."""
    fill(tmp_path, "index.html", "stories/a/index.html", "stories/b/index.html")
    fill(tmp_path, "index.html", "stories/b/index.html")
    assert {*tree(tmp_path)} == {MARKER, "index.html", "stories/b/index.html"}
    assert not (tmp_path / "stories" / "a").exists()


@pytest.mark.parametrize("name", ["stray.txt", "stories/stray.txt", "stories/.stray", "x/y/z.html"])
def test_strays_go(tmp_path: Path, name: str) -> None:
    """Files that somebody put among the output are removed, hidden ones below the top included."""
    fill(tmp_path, "stories/a/index.html")
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("stray", encoding="utf-8")
    fill(tmp_path, "stories/a/index.html")
    assert {*tree(tmp_path)} == {MARKER, "stories/a/index.html"}


@pytest.mark.parametrize("name", [".git/config", ".nojekyll", ".well-known/security.txt", ".git/a/empty/"])
def test_dotfiles_at_the_top_stay(tmp_path: Path, name: str) -> None:
    """Files and folders at the top whose names begin with a dot are left alone, whatever is in them."""
    fill(tmp_path, "index.html")
    kept = tmp_path / name
    (kept if name.endswith("/") else kept.parent).mkdir(parents=True, exist_ok=True)
    if not name.endswith("/"):
        kept.write_text("mine", encoding="utf-8")
    fill(tmp_path, "index.html")
    assert kept.exists()


def test_a_file_that_is_right_is_left_alone(tmp_path: Path) -> None:
    """A file whose content does not change keeps its time, and a changed one is written."""
    put(tmp_path, same=b"same", other=b"old!")
    for path in tmp_path.iterdir():
        os.utime(path, (1, 1))
    put(tmp_path, same=b"same", other=b"new!")
    assert (tmp_path / "same.html").stat().st_mtime == 1
    assert (tmp_path / MARKER).stat().st_mtime == 1
    assert (tmp_path / "other.html").stat().st_mtime != 1


def test_a_damaged_file_is_mended(tmp_path: Path) -> None:
    """A file that was changed in place, even to the same length, is put right by the next build."""
    fill(tmp_path, "index.html")
    (tmp_path / "index.html").write_bytes(b"INDEX.HTML")
    fill(tmp_path, "index.html")
    assert (tmp_path / "index.html").read_bytes() == b"index.html"


def test_a_file_makes_room_for_a_folder(tmp_path: Path) -> None:
    """Where a file stood and a folder is to be, the folder comes in its place."""
    fill(tmp_path, "old", "stories")
    fill(tmp_path, "old/index.html", "stories/a/index.html")
    assert {*tree(tmp_path)} == {MARKER, "old/index.html", "stories/a/index.html"}


def test_a_folder_makes_room_for_a_file(tmp_path: Path) -> None:
    """Where a folder stood and a file is to be, the file comes in its place."""
    fill(tmp_path, "old/deep/index.html", "index.html")
    (tmp_path / "old" / "empty").mkdir()
    fill(tmp_path, "old", "index.html")
    assert {*tree(tmp_path)} == {MARKER, "old", "index.html"}


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    """A link to a folder elsewhere is removed, and what it leads to is neither written nor removed."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("mine", encoding="utf-8")
    fill(tmp_path / "out", "index.html")
    (tmp_path / "out" / "stories").symlink_to(tmp_path / "mine", target_is_directory=True)
    fill(tmp_path / "out", "index.html", "stories/index.html")
    assert tree(tmp_path / "mine") == {"index.html": b"mine"}
    assert tree(tmp_path / "out")["stories/index.html"] == b"stories/index.html"
    assert not (tmp_path / "out" / "stories").is_symlink()


def test_a_linked_file_is_replaced_not_written_through(tmp_path: Path) -> None:
    """A link in place of a planned file is replaced, and the file that it leads to is not touched."""
    (tmp_path / "mine.html").write_text("mine", encoding="utf-8")
    fill(tmp_path / "out", "index.html")
    (tmp_path / "out" / "index.html").unlink()
    (tmp_path / "out" / "index.html").symlink_to(tmp_path / "mine.html")
    fill(tmp_path / "out", "index.html")
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "out" / "index.html").is_symlink()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Where a folder cannot be made, the diagnostic names the place."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CannotBuildError) as e:
        fill(tmp_path / "file" / "out", "index.html")
    (problem,) = e.value.diagnostics
    assert problem.rule == "write"
    assert str(tmp_path / "file") in problem.path


def test_half_a_file_is_never_seen(tmp_path: Path) -> None:
    """If writing stops before a file is whole, the old file is there as it was."""
    put(tmp_path, index=b"old")
    with failing(1, FULL, tmp_path, {"open"}), pytest.raises(CannotBuildError):
        put(tmp_path, index=b"new")
    assert (tmp_path / "index.html").read_bytes() == b"old"


def test_what_is_withdrawn_goes_first(tmp_path: Path) -> None:
    """If putting files in place stops, the words of a page that must go are gone already."""
    out = tmp_path / "out"
    fill(out, "index.html", "stories/gone/index.html")
    index = Output("index.html", b"new")
    with failing(2, FULL, out, {"os.rename"}), pytest.raises(CannotBuildError) as e:
        to_folder([index], out, ["index.html"], urgent={"stories/gone/index.html": ("stories/gone.md",)})
    assert (out / "stories" / "gone" / "index.html").read_bytes() == EMPTY_PAGE
    assert (out / "index.html").read_bytes() == b"index.html"
    assert e.value.aftermath == Aftermath(begun=True)


def test_words_that_cannot_be_replaced_are_cut_away(tmp_path: Path) -> None:
    """Where no file can be renamed any more, files with words that must go are emptied where they stand."""
    out = tmp_path / "out"
    fill(out, "index.html", "stories/gone/index.html")
    urgent = dict.fromkeys(("index.html", "stories/gone/index.html"), ("stories/gone.md",))
    with failing(1, FULL, out, {"os.rename"}), pytest.raises(CannotBuildError) as e:
        to_folder([Output("index.html", b"new")], out, ["index.html"], urgent=urgent)
    assert {path: tree(out)[path] for path in urgent} == dict.fromkeys(urgent, b"")
    assert e.value.aftermath == Aftermath(begun=True)


def test_cutting_a_file_spares_its_other_names(tmp_path: Path) -> None:
    """A file that has another name elsewhere, as in a backup, goes from the folder and keeps its words there."""
    out = tmp_path / "out"
    fill(out, "index.html")
    (tmp_path / "backup").hardlink_to(out / "index.html")
    with failing(1, FULL, out, {"os.rename"}), pytest.raises(CannotBuildError):
        to_folder([Output("index.html", b"new")], out, ["index.html"])
    assert not (out / "index.html").exists()
    assert (tmp_path / "backup").read_bytes() == b"index.html"


def test_words_that_stay_are_told(tmp_path: Path) -> None:
    """Where nothing in the folder can be changed any more, the texts whose words are still in it are named."""
    out = tmp_path / "out"
    fill(out, "index.html", "feed.xml")

    def stop(_change: int) -> None:
        if (out / STAGED / "0").exists():  # what takes the feed's place, and with it all that is kept aside
            raise FULL

    with watched(out, stop), pytest.raises(CannotBuildError) as e:
        to_folder([Output("index.html", b"new")], out, ["index.html"], urgent={"feed.xml": ("a.md",)})
    assert e.value.aftermath == Aftermath(begun=True, still_there=("a.md",))
    assert (out / "feed.xml").read_bytes() == b"feed.xml"


@pytest.mark.parametrize("at", range(1, 12))
def test_a_full_disk_leaves_the_folder_as_it_was(tmp_path: Path, at: int) -> None:
    """Where the disk has no room for what is new, not a byte of the folder is another, and nothing is left behind."""
    out = tmp_path / "out"
    fill(out, "index.html", "stories/gone/index.html", "feed.xml")
    before = everything(out)
    new = ["index.html", "stories/new/index.html", "stories/new/picture.jpg", "search/index.html"]
    with failing(at, FULL, out, NEED_ROOM), pytest.raises(CannotBuildError) as e:
        to_folder([Output(path, b"new") for path in new], out, new)
    assert everything(out) == before
    assert e.value.aftermath == Aftermath()


def test_a_full_disk_leaves_no_new_folder(tmp_path: Path) -> None:
    """Where a first build fails, neither its folder nor one around it stays."""
    with failing(5, FULL, tmp_path, NEED_ROOM), pytest.raises(CannotBuildError):
        fill(tmp_path / "srv" / "www", "index.html", "feed.xml")
    assert everything(tmp_path) == {}


def test_nobody_else_reads_what_is_kept_aside(tmp_path: Path) -> None:
    """What is kept aside lies in a folder that only its owner may open, below a name that nobody can guess."""
    names = set()

    def outputs(aside: Path) -> Iterator[Kept]:
        names.add(aside.name)
        assert aside.parent.stat().st_mode & 0o777 == 0o700
        yield keep(tmp_path / "out", aside, Output(f"{len(names)}.html", b"words"))

    for n in (1, 2):
        output_folder.fill(outputs, tmp_path / "out", [f"{n}.html"])
    assert len(names) == 2
    assert {len(name) for name in names} == {32}


def test_a_first_build_that_was_killed_can_be_gone_on_with(tmp_path: Path) -> None:
    """Wherever a build into a new folder is killed, the folder is known as hearten's, or empty."""
    for at in range(1, 12):
        out = tmp_path / str(at)
        with suppress(Killed), failing(at, Killed(), out):
            fill(out, "index.html", "feed.xml")
        claim(out, tmp_path / "site")
        fill(out, "index.html", "feed.xml")
        assert {*tree(out)} == {MARKER, "index.html", "feed.xml"}
