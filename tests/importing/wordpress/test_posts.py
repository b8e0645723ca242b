from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing.item import Fate, Html, Item, Kind, TopPicture
from generator.importing.wording import plain_words
from generator.importing.wordpress.labels import labels
from generator.importing.wordpress.posts import body
from generator.importing.wordpress.record import Term
from generator.importing.wordpress.remarks import NamedRemarks
from tests.builders.wordpress import SITE, Export, Post, attachment, brought, known, only

LIBRARY = known()


def html(item: Item) -> str:
    assert isinstance(item.body, Html)
    return item.body.source


def looks(item: Item) -> list[str]:
    return [remark.what for remark in item.remarks if remark.fate is Fate.LOOK]


def test_a_post(tmp_path: Path) -> None:
    """A post is a story with its title, day, author, addresses and paragraphs."""
    item = only(Export((Post("one\n\ntwo", link=f"{SITE}/2019/a-quiet-morning/"),)), tmp_path)
    assert item == Item(
        key=f"{SITE}/?p=12 12",
        title="A quiet morning",
        body=Html("<p>one</p>\n<p>two</p>"),
        slug="a-quiet-morning",
        addresses=(f"{SITE}/2019/a-quiet-morning/", f"{SITE}/?p=12"),
        names=(f"{SITE}/?p=12",),
        is_lasting=True,
        day=date(2019, 3, 4),
        author="Mira",
        language="en",
    )


def test_a_page(tmp_path: Path) -> None:
    """A page is a page."""
    assert only(Export((Post(kind="page"),)), tmp_path).kind is Kind.PAGE


@pytest.mark.parametrize("slug", ["home", "privacy-policy", "datenschutzerklaerung", "contact-us", "impressum", "cart"])
def test_pages_about_the_old_site(tmp_path: Path, slug: str) -> None:
    """A front page, and pages about the old site, are told to a person."""
    assert len(looks(only(Export((Post(kind="page", slug=slug),)), tmp_path))) == 1


@pytest.mark.parametrize("kind", ["testimonial", "jetpack-testimonial", "recovery_story", "stories"])
def test_kinds_of_stories(tmp_path: Path, kind: str) -> None:
    """Stories that a theme or plug-in keeps under a kind of their own come in, and are told."""
    item = only(Export((Post(kind=kind),)), tmp_path)
    assert item.kind is Kind.STORY
    assert looks(item) == ["a kind of text that a plug-in or theme added"]


@pytest.mark.parametrize("status", ["draft", "pending", "future"])
def test_what_was_not_published(tmp_path: Path, status: str) -> None:
    """Drafts, texts that wait for review, and those that were to come out later come in, and are told."""
    assert len(looks(only(Export((Post(status=status),)), tmp_path))) == 1


@pytest.mark.parametrize(
    ("post", "what"),
    [
        (Post(status="private"), "private texts"),
        (Post(status="members-only"), "private texts"),
        (Post(status=""), "private texts"),
        (Post(password="low tide"), "texts behind a password"),
        (Post(password=" ", status="draft"), "texts behind a password"),
        (Post(meta=[("_jetpack_newsletter_access", "paid_subscribers")]), "texts for members or subscribers"),
        (Post(meta=[("_members_access_role", "editor")], kind="page"), "texts for members or subscribers"),
        (Post(meta=[("patreon-level", "5")], status="draft"), "texts for members or subscribers"),
        (Post(status="trash"), "texts that were thrown away, or never saved"),
        (Post(status="auto-draft"), "texts that were thrown away, or never saved"),
        (Post(kind="nav_menu_item"), "menus, styles, revisions and other parts of a site"),
        (Post(kind="revision", status="inherit"), "menus, styles, revisions and other parts of a site"),
        (Post(kind="wp_template"), "menus, styles, revisions and other parts of a site"),
        (Post(kind="shop_order"), "items of plug-ins"),
        (Post(kind="feedback"), "items of plug-ins"),
        (Post(kind="flamingo_inbound"), "items of plug-ins"),
        (Post(kind=""), "items of plug-ins"),
        (Post(" \n", excerpt=""), "texts without a word or a picture"),
        (Post("<div>" * 1_000 + "deep"), "texts that are too long, or nested too deeply"),
    ],
)
def test_what_does_not_come_in(tmp_path: Path, post: Post, what: str) -> None:
    """What was not shown to everybody, or is no text, does not come in, and is counted by its kind."""
    items, left = brought(Export((post,)), tmp_path)
    assert items == []
    assert left == {what: 1, "logins and e-mail addresses of authors": 1}


def test_comments_are_counted(tmp_path: Path) -> None:
    """Comments do not come in, and are counted, also those of texts that do not come in."""
    _, left = brought(Export((Post(comments=2), Post(number=13, status="private", comments=1))), tmp_path)
    assert left["comments"] == 3


@pytest.mark.parametrize(
    ("authors", "author", "shown"),
    [
        ({"mira_login": "Mira &amp; Jo"}, "mira_login", "Mira & Jo"),
        ({"mira_login": "Mira_Login"}, "mira_login", ""),
        ({"mira_login": "mira@mail.example"}, "mira_login", ""),
        ({"mira_login": "Mira"}, "somebody_else", ""),
        ({"mira_login": ""}, "mira_login", ""),
    ],
)
def test_authors(tmp_path: Path, authors: dict[str, str], author: str, shown: str) -> None:
    """The author's name is the one that the site showed, and never a login or an e-mail address."""
    assert only(Export((Post(author=author),), authors=authors), tmp_path).author == shown


@pytest.mark.parametrize(("creator", "shown"), [("Mira", "Mira"), ("mira@mail.example", "")])
def test_authors_of_old_exports(tmp_path: Path, creator: str, shown: str) -> None:
    """An export of before there were lists of authors has their names in each item."""
    assert only(Export((Post(author=creator),), version="1.0", authors={}), tmp_path).author == shown


@pytest.mark.parametrize("zero", ["0000-00-00 00:00:00", "", "2019-13-40 00:00:00", "yesterday"])
def test_days_that_are_none(tmp_path: Path, zero: str) -> None:
    """A day of zeros, or that no calendar has, is none."""
    assert only(Export((Post(day=zero),)), tmp_path).day is None


def test_the_day_of_the_site(tmp_path: Path) -> None:
    """A text's day is that of the site's own time, and the day of its last change is kept."""
    elsewhere = "<wp:post_date_gmt>2019-03-03 23:30:00</wp:post_date_gmt>"
    more = f"{elsewhere}<wp:post_modified>2020-01-02 03:04:05</wp:post_modified>"
    item = only(Export((Post(day="2019-03-04 00:30:00", more=more),)), tmp_path)
    assert (item.day, item.updated) == (date(2019, 3, 4), date(2020, 1, 2))


def test_names_in_other_letters(tmp_path: Path) -> None:
    """Names in addresses that are written with percent signs are read."""
    assert only(Export((Post(slug="%e3%81%93%e3%81%93%e3%82%8d"),)), tmp_path).slug == "こころ"


def test_earlier_addresses(tmp_path: Path) -> None:
    """A text that was renamed has its earlier addresses as well."""
    post = Post(meta=[("_wp_old_slug", "morning"), ("_wp_old_slug", "dawn")])
    assert only(Export((post,)), tmp_path).addresses[1:3] == (f"{SITE}/2019/morning/", f"{SITE}/2019/dawn/")


def test_addresses_of_nothing(tmp_path: Path) -> None:
    """What is no address is none."""
    item = only(Export((Post(link="javascript:x", guid="[http://["),)), tmp_path)
    assert item.addresses == ()


@pytest.mark.parametrize(
    ("title", "plain_title"),
    [
        ("A &amp; B &#8211; C", "A & B – C"),
        ("re<em>cover</em>y<br>again", "recovery again"),
        ("2 < 3 > 1", "2 < 3 > 1"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_titles(tmp_path: Path, title: str, plain_title: str) -> None:
    """A title is plain words."""
    assert only(Export((Post(title=title),)), tmp_path).title == plain_title


@pytest.mark.parametrize(
    ("excerpt", "meta", "summary"),
    [
        ("<p>In <b>short</b>.</p>\n<p>More.</p>", [("rank_math_description", "other")], "In short . More."),
        ("", [("_yoast_wpseo_metadesc", "How it &amp; I went")], "How it & I went"),
        ("", [("_yoast_wpseo_metadesc", "%%excerpt%% %%sep%%"), ("rank_math_description", "Told")], "Told"),
        ("", [("_aioseo_description", "#post_excerpt")], ""),
        ("", [], ""),
    ],
)
def test_summaries(tmp_path: Path, excerpt: str, meta: list[tuple[str, str]], summary: str) -> None:
    """The summary is the excerpt, or what a plug-in for search engines keeps and does not fill in itself."""
    assert only(Export((Post(excerpt=excerpt, meta=meta),)), tmp_path).summary == summary


@pytest.mark.parametrize("name", ["Uncategorized", "Allgemein", "Non classé", "Sin categoría", "Без рубрики", "未分類"])
def test_no_category(name: str) -> None:
    """The category that stands for none is no label, in any language."""
    assert labels([Term("category", "x", name), Term("post_tag", "hope", "Hope")]) == ("Hope",)


def test_labels() -> None:
    """Categories and tags are labels, each once, and formats and menus are none."""
    terms = [Term("", "", "Hope"), Term("category", "hope", "Hope"), Term("tag", "a", "A &amp; E")]
    others = [Term("post_format", "post-format-aside", "Aside"), Term("nav_menu", "main", "Main")]
    assert labels([*terms, *others]) == ("Hope", "A & E")


def test_languages(tmp_path: Path) -> None:
    """A text's language is the one that a plug-in says, or that of the site without its country."""
    polish = Post(number=13, terms=[("language", "pl", "Polski")])
    items, _ = brought(Export((Post(), polish), language="de_DE"), tmp_path)
    assert [item.language for item in items] == ["de", "pl"]


def test_the_picture_above_a_text(tmp_path: Path) -> None:
    """The picture above a text comes with the words that the site kept of it."""
    pier = attachment(7, "pier.jpg", excerpt="The <b>pier</b>", meta=[("_wp_attachment_image_alt", "A pier")])
    item = only(Export((Post(meta=[("_thumbnail_id", "7")]), pier)), tmp_path)
    assert item.picture == TopPicture(f"{SITE}/wp-content/uploads/2019/03/pier.jpg", "A pier", "The pier")


def test_a_picture_that_is_missing(tmp_path: Path) -> None:
    """A picture above a text that the export does not know is told."""
    item = only(Export((Post(meta=[("_thumbnail_id", "99")]),)), tmp_path)
    assert item.picture is None
    assert [remark.what for remark in item.remarks] == ["the picture above the text"]


def test_no_picture(tmp_path: Path) -> None:
    """A text that never had a picture above it has none, and nothing is told."""
    assert only(Export((Post(meta=[("_thumbnail_id", "0")]),)), tmp_path).remarks == ()


def test_addresses_alone(tmp_path: Path) -> None:
    """An address as a paragraph of its own, which WordPress shows as a player, is a link."""
    item = only(Export((Post("one\n\nhttps://video.example/1\n\ntwo https://x.example"),)), tmp_path)
    assert '<p><a href="https://video.example/1">https://video.example/1</a></p>' in html(item)
    assert "two https://x.example" in html(item)


def test_the_soup_of_2009(tmp_path: Path) -> None:
    """A text of before there were blocks comes through with all its words."""
    soup = """<font color="#333333" face="Verdana">It <b>was</b><br /><br />a cold morning</font>
<p class="MsoNormal">and<o:p></o:p> I walked</p>
[caption id="attachment_7" caption="The pier"]<img src="pier.jpg">[/caption]
<center>to the sea.</center>"""
    source = html(only(Export((Post(soup),), version="1.0", authors={}), tmp_path))
    assert plain_words(source) == "It was a cold morning and I walked The pier to the sea."


def test_shortcodes_in_blocks() -> None:
    """Shortcodes in blocks are read like others."""
    source = "<!-- wp:shortcode -->[embed]https://video.example/1[/embed]<!-- /wp:shortcode -->"
    assert '<a href="https://video.example/1">' in body(source, "1", "", LIBRARY, NamedRemarks())


PARTS = (
    *(
        "one",
        "two ",
        "\n",
        "\n\n",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<ul><li>",
        "</li></ul>",
        "[box]",
        "[/box]",
        "three",
    ),
    *("<!-- wp:paragraph --><p>", "</p><!-- /wp:paragraph -->", "<!--more-->", "<figure>", "</figure>", "<img src=a>"),
    *("<table><tr><td>", "</td></tr></table>", "<blockquote>", "</blockquote>", "1 < 2", " & ", "ü"),
)


@pytest.mark.parametrize(
    "words", ["שלום, הים שקט היום.", "البحر هادئ اليوم", "👩🏽‍🚒 ran 🌊", "今日は静かな海だ。", "Ñandú & <b>x</b>"]
)
def test_all_scripts(tmp_path: Path, words: str) -> None:
    """Words in any script, and signs of any plane, come through."""
    item = only(Export((Post(words, title=words),)), tmp_path)
    assert html(item) == f"<p>{words}</p>"


@pytest.mark.parametrize("access", ["everybody", "", "0"])
def test_what_everybody_may_read(tmp_path: Path, access: str) -> None:
    """A text of which a plug-in says that everybody may read it comes in."""
    assert only(Export((Post(meta=[("_jetpack_newsletter_access", access)]),)), tmp_path).title


@given(st.lists(st.sampled_from(PARTS)))
def test_no_word_is_lost(parts: list[str]) -> None:
    """Whatever stands around them, all words of a body are in its HTML."""
    source = " ".join(parts)
    counted = [part.strip() for part in parts if part.strip().isalpha()]
    found = plain_words(body(source, "1", "", LIBRARY, NamedRemarks())).split()
    assert sorted(word for word in found if word.isalpha()) == sorted(counted)


@given(st.text())
def test_any_body(source: str) -> None:
    """A body of whatever characters is read."""
    body(source, "1", source, LIBRARY, NamedRemarks())
