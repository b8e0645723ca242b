from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.container import contained
from generator.importing.wordpress.uploads import Uploads

SITE = "https://harbour.example/wp-content/uploads"


def uploads(folder: Path, *names: str) -> Uploads:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return Uploads(contained(folder))


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (f"{SITE}/2019/03/pier.jpg", "2019/03/pier.jpg"),
        (f"{SITE}/2019/03/pier.jpg?w=604#x", "2019/03/pier.jpg"),
        (f"{SITE}/2019/03/pier-300x200.jpg", "2019/03/pier.jpg"),
        (f"{SITE}/2019/03/PIER.JPG", "2019/03/pier.jpg"),
        (f"{SITE}/2020/01/pier.jpg", "2020/01/pier.jpg"),
        (f"{SITE}/2019/03/large-1024x768.jpg", "2019/03/large-scaled.jpg"),
        (f"{SITE}/2019/03/large.jpg", "2019/03/large-scaled.jpg"),
        (f"{SITE}/2019/03/pier-150x150@2x.jpg", "2019/03/pier.jpg"),
        (f"{SITE}/2019/03/only-150x150.jpg", "2019/03/only-150x150.jpg"),
        (f"{SITE}/2019/03/H%C3%A4fen%20am%20Meer.jpg", "2019/03/Häfen am Meer.jpg"),
        ("https://harbour.files.example/2019/03/pier.jpg", "2019/03/pier.jpg"),
        ("/wp-content/uploads/2019/03/pier.jpg", "2019/03/pier.jpg"),
        (f"{SITE}/logo.png", "logo.png"),
    ],
)
def test_where_a_file_lies(tmp_path: Path, address: str, found: str) -> None:
    """A file is found by its address, in its whole size where that is there."""
    names = ("2019/03/pier.jpg", "2019/03/pier-300x200.jpg", "2020/01/pier.jpg", "2019/03/large-scaled.jpg")
    others = ("2019/03/only-150x150.jpg", "2019/03/Häfen am Meer.jpg", "logo.png")
    assert uploads(tmp_path, *names, *others).read(address) == found.encode()


def test_files_of_a_whole_site(tmp_path: Path) -> None:
    """In a copy of a whole site, files are found where WordPress keeps them."""
    found = uploads(tmp_path, "html/wp-content/uploads/2019/03/pier.jpg", "html/wp-content/themes/x/pier.jpg")
    assert found.find(f"{SITE}/2019/03/pier.jpg") == "html/wp-content/uploads/2019/03/pier.jpg"


def test_files_in_one_folder(tmp_path: Path) -> None:
    """Files without the folders of their months are found only where the site kept them without these."""
    found = uploads(tmp_path, "pier.jpg")
    assert (found.find(f"{SITE}/2019/03/pier.jpg"), found.find(f"{SITE}/pier.jpg")) == (None, "pier.jpg")


@pytest.mark.parametrize(
    "address",
    [
        f"{SITE}/2021/05/pier.jpg",
        f"{SITE}/2019/03/other.jpg",
        f"{SITE}/twice.jpg",
        f"{SITE}/",
        "",
        "https://[broken",
        f"{SITE}/2019/03/../../../etc/passwd",
    ],
)
def test_no_sure_file(tmp_path: Path, address: str) -> None:
    """A file of another month with the same name is another picture, and where two could be meant, none is taken."""
    found = uploads(tmp_path, "2019/03/pier.jpg", "2020/01/pier.jpg", "a/twice.jpg", "b/twice.jpg")
    assert found.read(address) is None
