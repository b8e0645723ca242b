from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.importing.wording import plain_words
from generator.importing.wordpress.marks import attributes
from generator.importing.wordpress.remarks import NamedRemarks
from generator.importing.wordpress.shortcodes import Shortcodes
from tests.builders.wordpress import SITE, attachment, known

UPLOADS = f"{SITE}/wp-content/uploads/2019/03"
PIER = attachment(
    7, "pier.jpg", parent=12, order=2, excerpt="The <em>old</em> pier", meta=[("_wp_attachment_image_alt", "A pier")]
)
BOAT = attachment(8, "boat.jpg", parent=12, order=1)
TIDE = attachment(9, "tide.mp3", parent=12, title="Tide")
LIBRARY = known(PIER, BOAT, TIDE)
PIER_FIGURE = (
    f'<figure><img src="{UPLOADS}/pier.jpg" alt="A pier"><figcaption>The <em>old</em> pier</figcaption></figure>'
)
BOAT_FIGURE = f'<figure><img src="{UPLOADS}/boat.jpg"></figure>'
PICTURE = '<img class="wp-image-7" src="pier.jpg" alt="x > y">'
MARKS = (
    "[box]",
    "[/box]",
    '[btn to="x"]',
    "[laughs]",
    "[[box]]",
    "[",
    "]",
    "[/btn]",
    "[caption]",
    "[/caption]",
    "[gallery",
)


def expanded(source: str) -> tuple[str, list[str]]:
    remarks = NamedRemarks()
    html = Shortcodes(LIBRARY, "12", remarks).expanded(source)
    return "".join(html.split("\n")), [remark.what for remark in remarks.all()]


@pytest.mark.parametrize(
    "source",
    [
        f'[caption id="attachment_7" align="alignleft" width="300"]{PICTURE} The old pier[/caption]',
        f'[caption id="attachment_7" width="300" caption="The old pier"]{PICTURE}[/caption]',
        f"[caption width='300' caption='The old pier']\n{PICTURE}\n[/caption]",
        f"[wp_caption caption=&#8220;The old pier&#8221;]{PICTURE}[/wp_caption]",
    ],
)
def test_captions(source: str) -> None:
    """A picture with a caption is a figure, whichever way its version of WordPress wrote it."""
    assert expanded(source) == (f"<figure>{PICTURE}<figcaption>The old pier</figcaption></figure>", [])


def test_captions_with_links() -> None:
    """A caption keeps the link around its picture, and its own."""
    html, _ = expanded(f'[caption id="x"]<a href="y">{PICTURE}</a> By <a href="z">Mira</a>[/caption]')
    assert html == f'<figure><a href="y">{PICTURE}</a><figcaption>By <a href="z">Mira</a></figcaption></figure>'


def test_captions_without_a_picture() -> None:
    """A caption without a picture is words."""
    assert expanded("one [caption]two[/caption] three")[0] == "one two three"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[gallery]", BOAT_FIGURE + PIER_FIGURE),
        ('[gallery ids="7,8" columns="2"]', PIER_FIGURE + BOAT_FIGURE),
        ('[gallery include="8"]', BOAT_FIGURE),
        ('[gallery exclude="8" /]', PIER_FIGURE),
        ('[gallery id="12" link="file"]', BOAT_FIGURE + PIER_FIGURE),
    ],
)
def test_galleries(source: str, html: str) -> None:
    """A gallery is the pictures that it names, or those of its text in their order."""
    assert expanded(source) == (html, [])


def test_galleries_with_pictures_that_are_missing() -> None:
    """A picture of a gallery that the export does not know is told, and the others come in."""
    assert expanded('[gallery ids="7,99"]') == (PIER_FIGURE, ["files of the shortcode “gallery”"])


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (f'[audio src="{UPLOADS}/tide.mp3"]', f'<figure><audio controls src="{UPLOADS}/tide.mp3"></audio></figure>'),
        (
            f'[audio mp3="{UPLOADS}/a.mp3" ogg="x"][/audio]',
            f'<figure><audio controls src="{UPLOADS}/a.mp3"></audio></figure>',
        ),
        (f"[audio {UPLOADS}/a.mp3|titles=Tide]", f'<figure><audio controls src="{UPLOADS}/a.mp3"></audio></figure>'),
        (
            f'[video width="640" mp4="{UPLOADS}/sea.mp4"][/video]',
            f'<figure><video controls src="{UPLOADS}/sea.mp4"></video></figure>',
        ),
        (
            '[playlist ids="9"]',
            f'<figure><audio controls src="{UPLOADS}/tide.mp3"></audio><figcaption>Tide</figcaption></figure>',
        ),
    ],
)
def test_recordings(source: str, html: str) -> None:
    """Recordings are elements of HTML."""
    assert expanded(source) == (html, [])


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("[embed]https://video.example/1?a=b[/embed]", "https://video.example/1?a=b"),
        ('[embed width="300"]https://video.example/1[/embed]', "https://video.example/1"),
        ('[embed src="https://video.example/1"]', "https://video.example/1"),
        ("[youtube https://youtu.be/abc]", "https://youtu.be/abc"),
        ("[youtube=https://youtu.be/abc]", "https://youtu.be/abc"),
        ("[youtube]dQw_4-w9[/youtube]", "https://www.youtube.com/watch?v=dQw_4-w9"),
        ("[vimeo 123456]", "https://vimeo.com/123456"),
    ],
)
def test_what_is_embedded(source: str, address: str) -> None:
    """What other sites show within a text is a link."""
    assert expanded(source)[0] == f'<p><a href="{address}">{address}</a></p>'


@pytest.mark.parametrize("source", ["one [more] two", "one [nextpage] two"])
def test_parts_of_a_text(source: str) -> None:
    """A text on several pages is one."""
    assert expanded(source) == ("one  two", [])


@pytest.mark.parametrize(
    ("source", "html", "name"),
    [
        ("[box]one [b]two[/b][/box]", "one two", "box"),
        ('one [button link="https://x.example"] two', "one  two", "button"),
        ('[vc_row][vc_column width="1/2"]one[/vc_column][/vc_row]', "one", "vc_row"),
        ('[contact-form-7 id="3" title="x"]', "", "contact-form-7"),
        ("one [contact-form-7] two", "one  two", "contact-form-7"),
    ],
)
def test_shortcodes_of_plug_ins(source: str, html: str, name: str) -> None:
    """Of a shortcode that only its site knows, the words stay, and the marks go and are named."""
    found, told = expanded(source)
    assert found == html
    assert [what for what in told if what.startswith("shortcodes: ") and name in what]


@pytest.mark.parametrize(
    "source",
    [
        "She said [laughs] that it was [sic] fine [1].",
        "[He pauses] I don't know [name changed].",
        "[It's been a hard year]",
        "so much fun [/sarcasm]",
        '<a href="[x y=1]" title="[box]">one</a>',
        "array[i=0] and [a, b]",
    ],
)
def test_words_in_brackets(source: str) -> None:
    """What people write in square brackets stays, and so does what is in a tag."""
    assert expanded(source) == (source, [])


def test_escaped() -> None:
    """A shortcode in two pairs of brackets is shown in one."""
    assert expanded('write [[gallery ids="1"]] or [[/box]]') == ('write [gallery ids="1"] or [/box]', [])


@pytest.mark.parametrize("name", ["caption", "box", "vc_raw_html", "my_tab"])
def test_within_each_other(name: str) -> None:
    """Shortcodes within each other beyond measure end somewhere."""
    html, _ = expanded(f"[{name}]" * 2_000 + "one" + f"[/{name}]" * 2_000)
    assert "one" in html


def test_attributes() -> None:
    """Attributes are read in all ways of writing them, and those without a name by their place."""
    assert attributes(""" a="1 2" b='3' C=4 five "s i x" """) == {
        "a": "1 2", "b": "3", "c": "4", "0": "five", "1": "s i x",
    }  # fmt: skip


@given(st.lists(st.sampled_from((*MARKS, "one", "two", "\n", "<b>", "</b>", "three"))))
def test_no_word_is_lost(parts: list[str]) -> None:
    """Whatever shortcodes stand around words, the words stay in their order."""
    assume(not ("[gallery" in parts and "]" in parts))  # what stands between them is no word, but says which pictures
    kept = [part for part in parts if part.isalpha()]
    found = plain_words(expanded(" ".join(parts))[0].replace("[", " ").replace("]", " ")).split()
    assert [word for word in found if word in {"one", "two", "three"}] == kept


@given(st.text(st.sampled_from("[]/ab=\"' <>\n")))
def test_any_text(source: str) -> None:
    """Text of whatever signs is read."""
    expanded(source)
