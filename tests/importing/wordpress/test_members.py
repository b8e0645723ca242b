from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.item import Fate, Html
from generator.importing.wording import plain_words
from generator.importing.wordpress import members
from generator.importing.wordpress.members import is_for_few
from generator.importing.wordpress.remarks import NamedRemarks
from tests.builders.wordpress import SITE, Export, Post, attachment, known, only

NAMED = f"{members.WHAT}, in “A quiet morning”"
BLOCK = "<!-- wp:shortcode -->{}<!-- /wp:shortcode -->"


def come_in(folder: Path, body: str, **fields: str) -> tuple[str, list[str]]:
    """The words of a text that come in, and what is to be looked at."""
    item = only(Export((Post(body, **fields),)), folder)  # type: ignore[arg-type]  # told by name
    assert isinstance(item.body, Html)
    return plain_words(item.body.source), [remark.what for remark in item.remarks if remark.fate is Fate.LOOK]


@pytest.mark.parametrize(
    "body",
    [
        "one [members_only]two[/members_only]",
        "one [private]two [private]three[/private] four[/private]",
        "one [private]two [private]three[/private]",
        'one [restrict userlevel="subscriber"]two[/restrict]',
        "one [hide]\n\ntwo\n\n[gallery]\n\nthree[/hide]",
        "one [swpm_protected for='2']two[/swpm_protected]",
        "one [membership level='1']<p>two</p>[/membership]",
        f"{BLOCK.format('[private]')}{BLOCK.format('<p>two</p>')}{BLOCK.format('[/private]')}<p>one</p>",
        "[private]two<!-- wp:paragraph --><p>three</p><!-- /wp:paragraph -->four[/private]<p>one</p>",
        '<p>one</p><!-- wp:group {"blockVisibility":{"controlSets":[{"id":1}]}} --><p>two</p><!-- /wp:group -->',
        '<p>one</p><!-- wp:group {"metadata":{"blockVisibility":false}} --><p>two</p><!-- /wp:group -->',
        "<p>one</p><!-- wp:jetpack/premium-content/container -->two<!-- /wp:jetpack/premium-content/container -->",
        "<p>one</p><!-- wp:jetpack/paywall /--><!-- wp:paragraph --><p>two</p><!-- /wp:paragraph -->",
    ],
)
def test_words_for_members(tmp_path: Path, body: str) -> None:
    """What a plug-in showed to members alone does not come in, and a person is told in which text it stood."""
    assert come_in(tmp_path, body) == ("one", [NAMED])


@pytest.mark.parametrize(
    ("name", "few"),
    [
        ("content-protector", True),
        ("is_user_logged_in", True),
        ("sociallocker", True),
        ("not_logged_in", False),
        ("visitor", False),
        ("login_form", False),
        ("quote", False),
        ("privately", False),
        ("core/group", False),
    ],
)
def test_names(name: str, few: bool) -> None:
    """The words in a mark's name say for whom it is; those for guests, and forms, are for everybody."""
    assert is_for_few(name) is few


@pytest.mark.parametrize(
    "body",
    [
        "one [laughs] [private] two [hidden from me]",
        '<!-- wp:group {"blockVisibility":{}} --><p>one two</p><!-- /wp:group -->',
        '<!-- wp:group {"visibility":"visible","layout":{"type":"flex"}} --><p>one two</p><!-- /wp:group -->',
        "[[private]]one two[[/private]]",
        "[not_logged_in]one two[/not_logged_in]",
    ],
)
def test_words_for_everybody(tmp_path: Path, body: str) -> None:
    """Words in brackets, and blocks that everybody saw, stay."""
    words, told = come_in(tmp_path, body)
    assert "one" in words
    assert "two" in words
    assert NAMED not in told


def test_a_mark_without_an_end() -> None:
    """A mark that nothing ends is told, and the words stay, since everybody saw them."""
    remarks = NamedRemarks("Low tide")
    assert members.without("one [members_only] two", remarks) == "one [members_only] two"
    assert [remark.what for remark in remarks.all()] == [f"{members.UNENDED}, in “Low tide”"]


def test_excerpts_for_members(tmp_path: Path) -> None:
    """What an excerpt shows to members alone is no part of a summary."""
    item = only(Export((Post(excerpt="A walk. [private]To her house.[/private]"),)), tmp_path)
    assert item.summary == "A walk."


def test_private_files(tmp_path: Path) -> None:
    """A file that was kept private comes in neither through a gallery, nor from above or within a text."""
    private = attachment(20, "letter.jpg", status="private", excerpt="Her letter")
    at = f"{SITE}/wp-content/uploads/2019/03/letter-300x200.jpg"
    post = Post(f'one [gallery ids="20"] <img src="{at}" alt="A letter">', meta=[("_thumbnail_id", "20")])
    item = only(Export((post, private)), tmp_path)
    assert item.picture is None
    assert isinstance(item.body, Html)
    assert "letter" not in item.body.source.lower()
    assert "a picture that the old site kept private" in [remark.what for remark in item.remarks]


def test_private_files_in_several_exports() -> None:
    """Of several exports the one that comes first says whether a file is private."""
    private, public = attachment(20, "letter.jpg", status="private"), attachment(20, "letter.jpg")
    assert "20" not in known(private, public).attachments
    assert not known(public, private).private
