from __future__ import annotations

import pytest

from generator.importing.wordpress.block_html import in_order
from generator.importing.wordpress.remarks import NamedRemarks
from tests.builders.wordpress import SITE, attachment, known

UPLOADS = f"{SITE}/wp-content/uploads/2019/03"
LIBRARY = known(
    attachment(7, "pier.jpg", link=f"{SITE}/pier-page/", meta=[("_wp_attachment_image_alt", "A pier at low tide")]),
    attachment(8, "IMG_0042-scaled.jpg"),
)
FIGURE = '<figure><img src="a.png" alt="x"><figcaption>One</figcaption></figure>'
ALL = "<figcaption>All</figcaption>"
ITEM = f'<li class="blocks-gallery-item">{FIGURE}</li>'
DOWNLOAD = '<a href="x.pdf" class="wp-block-file__button">Download</a>'
TABLE = "<table><tbody><tr><td>1</td></tr></tbody></table>"


def ordered(source: str) -> tuple[str, list[str]]:
    remarks = NamedRemarks()
    return in_order(source, LIBRARY, remarks).replace("\n", ""), [remark.what for remark in remarks.all()]


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (f'<figure class="wp-block-gallery">{FIGURE}</figure>', FIGURE),
        (
            f'<figure class="wp-block-gallery"><ul class="blocks-gallery-grid">{ITEM}</ul>{ALL}</figure>',
            f"{FIGURE}<p>All</p>",
        ),
        (f'<figure class="wp-block-table">{TABLE}{ALL}</figure>', f"{TABLE}<p>All</p>"),
        (
            '<figure class="wp-block-pullquote"><blockquote><p>One</p><cite>Mira</cite></blockquote></figure>',
            "<blockquote><p>One</p><cite>Mira</cite></blockquote>",
        ),
        ('<div class="wp-block-button"><a href="x">Go on</a></div>', '<p><a href="x">Go on</a></p>'),
        (
            f'<div class="wp-block-file"><a href="x.pdf">A letter</a>{DOWNLOAD}</div>',
            '<p><a href="x.pdf">A letter</a></p>',
        ),
        (
            '<figure class="wp-block-video"><video src="a.mp4"></video><figcaption>One</figcaption></figure>',
            '<figure class="wp-block-video"><video src="a.mp4"></video><figcaption>One</figcaption></figure>',
        ),
    ],
)  # fmt: skip
def test_blocks(source: str, html: str) -> None:
    """Figures are one picture or recording each, and buttons and files are links in paragraphs."""
    assert ordered(source)[0] == html


def test_buttons_that_download() -> None:
    """The button beside a file goes, since the file's name leads there, and is told."""
    told = ordered(f'<div class="wp-block-file"><a href="x.pdf">A letter</a>{DOWNLOAD}</div>')[1]
    assert told == ["a button that downloads a file"]
    assert ordered(f'<div class="wp-block-file">{DOWNLOAD}</div>')[1] == []


def test_embeds() -> None:
    """An embedded address is a link, with its caption below, and is told."""
    source = (
        '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://video.example/1?a=1&amp;b=2\n</div>'
        "<figcaption>The sea</figcaption></figure>"
    )
    address = "https://video.example/1?a=1&amp;b=2"
    assert ordered(source) == (
        f'<p><a href="{address}">{address}</a></p><p>The sea</p>',
        ["something embedded from another site"],
    )


def test_covers() -> None:
    """A picture behind words stands above them."""
    html, _ = ordered('<div class="wp-block-cover" style="background-image:url(\'a.png\')"><p>One</p></div>')
    assert html.startswith('<p><img src="a.png"></p>')
    assert "<p>One</p>" in html


@pytest.mark.parametrize(
    "picture",
    [
        f'<img class="wp-image-7" src="{UPLOADS}/pier-300x200.jpg" alt="">',
        f'<img src="{UPLOADS}/pier.jpg?w=604">',
        '<img src="http://www.harbour.example/wp-content/uploads/2019/03/pier-1024x768.jpg" alt="pier">',
        f'<img data-id="7" src="data:image/gif;base64,R0" data-src="{UPLOADS}/pier.jpg" alt="">',
    ],
)
def test_pictures_are_whole_and_described(picture: str) -> None:
    """A picture has the address of its whole size, and the description that the site kept, if the text has none."""
    html, told = ordered(picture)
    assert f'src="{UPLOADS}/pier.jpg"' in html
    assert 'alt="A pier at low tide"' in html
    assert told == []


def test_own_descriptions_stay() -> None:
    """A description that the text itself has stays."""
    assert 'alt="Where we met"' in ordered(f'<img class="wp-image-7" src="{UPLOADS}/pier.jpg" alt="Where we met">')[0]


def test_scaled_pictures() -> None:
    """A smaller picture of a very large one leads to the one that WordPress kept of it."""
    assert f'src="{UPLOADS}/IMG_0042-scaled.jpg"' in ordered(f'<img src="{UPLOADS}/IMG_0042-300x200.jpg" alt="x">')[0]


def test_names_of_files_describe_nothing() -> None:
    """A picture that is described by its file's name is not described, and is told."""
    html, told = ordered(f'<img src="{UPLOADS}/IMG_0042-300x200.jpg" alt="img_0042">')
    assert "alt" not in html
    assert told == ["descriptions of pictures that are files' names"]


def test_short_descriptions() -> None:
    """A word that is the file's name, too, describes a picture of which nothing else is known."""
    assert 'alt="Boat"' in ordered('<img src="boat.jpg" alt="Boat">')[0]


@pytest.mark.parametrize(
    "link", [f'href="{UPLOADS}/pier.jpg"', f'href="{SITE}/pier-page/"', f'href="{SITE}/?x=1" rel="attachment wp-att-7"']
)
def test_links_to_the_picture_itself(link: str) -> None:
    """A link around a picture that shows only the picture again goes."""
    assert "<a" not in ordered(f'<a {link}><img class="wp-image-7" src="{UPLOADS}/pier.jpg"></a>')[0]


def test_other_links_around_pictures() -> None:
    """A link around a picture that leads elsewhere stays."""
    assert (
        '<a href="https://other.example/">'
        in ordered('<a href="https://other.example/"><img src="a.png" alt="x"></a>')[0]
    )


def test_smileys() -> None:
    """A smiley that WordPress made a picture of is the sign again."""
    assert ordered('<p>Fine <img class="wp-smiley" src="x.png" alt=":)"> now</p>')[0] == "<p>Fine :) now</p>"


def test_nothing_to_put_in_order() -> None:
    """A text without pictures and blocks stays as it is written."""
    assert ordered("<P>one<br>two & three")[0] == "<P>one<br>two & three"
