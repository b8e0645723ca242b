"""What of HTML does not come in, and how it is told."""

from __future__ import annotations

import pytest

from generator.importing.html.convert import to_markdown
from generator.importing.item import Fate


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<script>alert(1)</script>So.", "dropped 1 script"),
        ("<script></script><script>x</script>So.", "dropped 2 scripts"),
        ("<style>p{}</style>So.", "dropped 1 style sheet"),
        ("<svg><text>x</text></svg>So.", "dropped 1 drawing"),
        ("<form><p>Your name</p><input></form>So.", "dropped 1 form field, dropped 1 form"),
        ('<img src="t.gif" width="1" height="1">So.', "dropped 1 tracking picture"),
        ('<p style="display: none">hidden</p>So.', "dropped 1 part that was hidden"),
        ("<p hidden>hidden</p>So.", "dropped 1 part that was hidden"),
        ("<p hidden></p>So.", ""),
        ('<p style="opacity:0" data-aos="fade-up">x</p>So.', "look at 1 part that a script showed, perhaps"),
        (
            '<div class="wow fadeIn" style="visibility:hidden"><p>x</p></div>So.',
            "look at 1 part that a script showed, perhaps",
        ),
        ('<iframe src="https://maps.example/x"></iframe>So.', "dropped 1 embedded part of maps.example"),
        ("<embed src='http://a.example/'>So.<embed src='http://a.example/b'>", "dropped 2 embedded parts of a.example"),
        ('<audio src="a.mp3"></audio>So.', "dropped 1 recording"),
        ('<a href="javascript:x">So.</a>', "dropped 1 link"),
        ("So.<del> Not.</del>", "look at 1 passage that was struck through"),
        ('So.<span style="text-decoration:line-through"> Not.</span>', "look at 1 passage that was struck through"),
        ("So.<template>x</template><noscript><img src=a.jpg></noscript><xml>z</xml>", ""),
        ("So.<noscript>Run scripts.</noscript>", "dropped 1 part for browsers that run no scripts"),
        ("<!-- ask Ines -->So.", ""),
    ],
)
def test_left_out(html: str, told: str) -> None:
    """What is no text for readers is left out, and named unless it is nothing to anybody."""
    converted = to_markdown(html)
    assert converted.markdown == "So.\n"
    assert ", ".join(f"{remark.fate} {remark.what}" for remark in converted.remarks) == told


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk?rel=0" title="Our walk"></iframe>',
            "[Our walk](https://www.youtube.com/watch?v=abcdefghijk)",
        ),
        ('<iframe src="//player.vimeo.com/video/123"></iframe>', "<https://vimeo.com/123>"),
        (
            '<object><param name="movie" value="http://www.youtube.com/v/abcdefghijk"><embed src="x"></object>',
            "<https://www.youtube.com/watch?v=abcdefghijk>",
        ),
        ('<video><source src="https://example.org/a.mp4"></video>', "<https://example.org/a.mp4>"),
        ("<p>https://youtu.be/abcdefghijk</p>", "<https://youtu.be/abcdefghijk>"),
    ],
)
def test_recordings(html: str, markdown: str) -> None:
    """A video that was embedded becomes a link to it, with its title if it has one."""
    assert to_markdown(html).markdown.rstrip("\n") == markdown


def test_a_page_in_a_form() -> None:
    """A form that holds a whole page, as some programs write it, is no reason to leave out its words."""
    html = f"<form><input><p>{'So it was. ' * 200}</p></form>"
    assert to_markdown(html).markdown.count("So it was.") == 200


def test_remarks_name_fates() -> None:
    """Headings on other levels are told as changed, and pictures without words as something to look at."""
    remarks = to_markdown("<h1>A</h1><h4>B</h4><img src=a.jpg>").remarks
    assert [(remark.fate, remark.what) for remark in remarks] == [
        (Fate.LOOK, "1 picture without words"),
        (Fate.CHANGED, "2 headings on other levels"),
    ]
