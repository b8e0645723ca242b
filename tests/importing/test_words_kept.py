"""The guard over conversions."""

from __future__ import annotations

import pytest

from generator.importing.words_kept import differences


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Two <b>k</b>ettles</p>", "Two **k**ettles"),
        ("<p>a</p><script>x</script><!-- y -->", "a"),
        ("<table><tr><td>a<td>b</table>", "a\n\nb"),
        ("<p>a<sup><a href='#fn1' id=r>1</a></sup></p><p id=fn1>b <a href='#r'>back</a></p>", "a[^1]\n\n[^1]: b"),
        ("<p>x<sup>2</sup> It&rsquo;s 1&nbsp;a</p>", "x² It's 1 a"),
        ("<figure><img src=a.jpg alt=Gate><figcaption>Old</figcaption></figure>", '![Gate](a.jpg "Old")'),
        ("<iframe src='https://player.vimeo.com/video/1' title='A walk'></iframe>", "[A walk](https://vimeo.com/1)"),
        ("<p>see https://example.org/a_b</p>", "see <https://example.org/a_b>"),
        ("<p>a <del>b</del></p>", "a"),
    ],
)
def test_all_is_well(html: str, markdown: str) -> None:
    """What moves, is set otherwise, or is left out on purpose is no difference."""
    assert differences(html, markdown) == ()


@pytest.mark.parametrize(
    ("html", "markdown", "told"),
    [
        ("<p>Two kettles</p>", "Two", ["1 word is missing"]),
        ("<p>Two old kettles</p>", "Two", ["2 words are missing"]),
        ("<p>Two</p>", "Two kettles", ["1 word is not in the source"]),
        ("<p>old</p>", "new", ["1 word is missing", "1 word is not in the source"]),
        ("<p>[Anna]: yes.it.was</p>", "[Anna]: yes.it.was", ["4 words are missing"]),
    ],
)
def test_differences(html: str, markdown: str, told: list[str]) -> None:
    """A word too few and a word too many are told, by their number alone."""
    found = differences(html, markdown)
    assert [remark.what for remark in found] == told
    assert "kettle" not in str(found)


@pytest.mark.parametrize(
    ("html", "markdown", "told"),
    [
        ("<p>One</p><p>two</p>", "Onetwo", "2 words are run together"),
        ("<p>One<br>two</p><p>three</p><p>four five</p>", "Onetwothree fourfive", "words are 2 times run together"),
    ],
)
def test_words_that_are_run_together(html: str, markdown: str, told: str) -> None:
    """Words with nothing between them that stood apart are told."""
    assert [remark.what for remark in differences(html, markdown)] == [told]


@pytest.mark.parametrize("markdown", ["k ettles", f"kettles {'a' * 9_000}"])
def test_words_that_are_cut_elsewhere(markdown: str) -> None:
    """A word that is cut in two, or goes on and on, is not run together."""
    assert differences(f"<p>kettles{' a' * 9_000 * ('a' in markdown)}</p>", markdown) == ()
