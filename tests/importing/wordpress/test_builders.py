from __future__ import annotations

import base64
import json
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing.bodies import text_of
from generator.importing.item import Fate, Html
from generator.importing.wordpress import builders, shortcodes
from generator.importing.wordpress.builders import is_block, is_words, of_values
from generator.importing.wordpress.remarks import NamedRemarks
from generator.importing.wordpress.shortcodes import AROUND
from tests.builders.wordpress import SITE, Export, Post, attachment, brought, known, only

PACKED = base64.b64encode(quote("<p>Packed words.</p><script>x()</script>").encode()).decode()
GROUP = quote(json.dumps([{"label": "First step", "value": "90"}, {"label": "Second step"}]))
UNREAD = f"{shortcodes.UNREAD}, in “A quiet morning”"
PIER = attachment(7, "pier.jpg", meta=[("_wp_attachment_image_alt", "A pier")])
NAMES = ("vc_column", "et_pb_text", "one_half", "one_half_last", "tab", "toggle", "my_box", "su_quote", "button")


def markdown(folder: Path, body: str) -> tuple[str, list[str]]:
    """What readers will see of a text, and what is to be looked at in it."""
    item = only(Export((Post(body), PIER)), folder)
    assert isinstance(item.body, Html)
    text, remarks = text_of(item.body, lambda address: address, lambda reference: reference.rpartition("/")[2])
    return text, [remark.what for remark in (*item.remarks, *remarks) if remark.fate is Fate.LOOK]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('[vc_custom_heading text="Low tide"]One.', "## Low tide\n\nOne.\n"),
        ('[vc_btn title="Walk on" link="url:https%3A%2F%2Fx.example%2Fa|title:y"]', "[Walk on](https://x.example/a)\n"),
        ('[vc_cta h2="A gate" h4="And a bench"]One.[/vc_cta]', "## A gate\n\nAnd a bench\n\nOne.\n"),
        ('[vc_toggle title="Why ``here``?"]One.[/vc_toggle]', '## Why "here"?\n\nOne.\n'),
        ('[vc_tta_section title="Then" tab_id="x-1"]One.[/vc_tta_section]', "## Then\n\nOne.\n"),
        ('[vc_single_image image="7"]', "![A pier](pier.jpg)\n"),
        (f'[vc_progress_bar values="{GROUP}"]', "First step\n\nSecond step\n"),
        ('[et_pb_blurb title="%22Sea%22" image="/a.jpg"]One.[/et_pb_blurb]', '![](a.jpg)\n\n## "Sea"\n\nOne.\n'),
        (
            '[et_pb_testimonial author="Mira" job_title="Baker"]<p>One.</p>[/et_pb_testimonial]',
            "One.\n\n— Mira, Baker\n",
        ),
        ('[et_pb_button button_text="Read on" button_url="/on/"][/et_pb_button]', "[Read on](/on/)\n"),
        ('[et_pb_image src="/b.jpg" alt="A boat" title_text="b.jpg"][/et_pb_image]', "![A boat](b.jpg)\n"),
        ('[et_pb_video src="https://video.example/1"]', "<https://video.example/1>\n"),
        ('[su_quote cite="Maria K."]One.[/su_quote]', "One.\n\n— Maria K.\n"),
        ('[testimonial author="Maria K."]', "— Maria K.\n"),
        (
            '[tabs][tab title="Day"]One.[/tab][tab title="Night"]Two.[/tab][/tabs]',
            "## Day\n\nOne.\n\n## Night\n\nTwo.\n",
        ),
        ("[one_half]left[/one_half][one_half_last]right[/one_half_last]", "left\n\nright\n"),
        ("[aaa]left[/aaa][bbb]right[/bbb] on", "left\n\nright on\n"),
        ("one[vc_separator]two", "one\n\ntwo\n"),
        ("[dropcap]I[/dropcap]t was [highlight]a[/highlight][highlight]b[/highlight].", "It was ab.\n"),
        ('[contact-form-7 id="3" title="Write to us"]One.', "One.\n"),
        ('[rev_slider title="Front page"]One.', "One.\n"),
        ('[my_row class="wide dark blue" icon="fa fa-check" title="none" text="12px"]One.[/my_row]', "One.\n"),
    ],
)
def test_words_in_attributes(tmp_path: Path, body: str, text: str) -> None:
    """What a builder's attributes showed to readers stands where they saw it, set as it was."""
    made, told = markdown(tmp_path, body)
    assert made == text
    assert [one for one in told if not one.startswith(AROUND)] == (["1 picture without words"] if "![]" in text else [])


@pytest.mark.parametrize(
    "body",
    [
        f"[vc_raw_html]{PACKED}[/vc_raw_html]",
        f"[unknown_code]<p>{PACKED}</p>[/unknown_code]",
        "[et_pb_code]&lt;p&gt;Packed&lt;/p&gt; [et_pb_line_break_holder]words.[/et_pb_code]",
    ],
)
def test_packed_code(tmp_path: Path, body: str) -> None:
    """HTML that a builder packed comes in as what it showed."""
    text, _ = markdown(tmp_path, body)
    assert text.split() == ["Packed", "words."]


@pytest.mark.parametrize(
    "body",
    ["[vc_raw_html]gIGBgoGCgYKBgoGCgYKBgoGC[/vc_raw_html]One.", '[my_card back_side="She came home at last."]One.'],
)
def test_words_that_cannot_be_read(tmp_path: Path, body: str) -> None:
    """Words in a form that nobody knows are told, with the text's name, and never printed as they are."""
    assert markdown(tmp_path, body) == ("One.\n", [UNREAD])


def test_long_words_are_not_taken_for_code(tmp_path: Path) -> None:
    """A long word between marks is a word."""
    word = "Donaudampfschifffahrtsgesellschaften"
    assert len(word) % 4 == 0
    assert markdown(tmp_path, f"[box]{word}[/box]") == (f"{word}\n", [])


def test_blocks_with_words_in_attributes(tmp_path: Path) -> None:
    """A block of a plug-in whose words are among its attributes comes in with them, under whatever names."""
    data = {"quote_text": "It was enough.", "_quote_text": "field_5f1 a b", "author": "Mira", "columns": "3"}
    text, looks = markdown(tmp_path, f"<!-- wp:acf/testimonial {json.dumps({'data': data, 'mode': 'edit mode'})} /-->")
    assert (text, looks) == ("It was enough.\n\n— Mira\n", [])


def test_blocks_with_words_that_nobody_knows(tmp_path: Path) -> None:
    """A block of a plug-in with a sentence under an unknown name is told, and one of WordPress itself is not."""
    body = '<p>One.</p><!-- wp:my/card {"backSide":"She came home at last."} /-->'
    assert markdown(tmp_path, body) == ("One.\n", [UNREAD])
    body = '<p>One.</p><!-- wp:read-more {"content":"Read on about her"} /-->'
    assert markdown(tmp_path, body) == ("One.\n", [])


def test_a_text_of_elementor(tmp_path: Path) -> None:
    """A text that only Elementor has comes in from what that keeps, without what only some could see."""
    widgets = [
        {"settings": {"title": "Low tide", "title_color": "#fff"}},
        {"settings": {"editor": "<p>One <b>two</b>.</p>", "image": {"url": f"{SITE}/wp-content/pier.jpg", "id": 7}}},
        {"settings": {"tabs": [{"tab_title": "Then", "tab_content": "Three."}]}},
        {"settings": {"text": "Not for all", "e_display_conditions": '[{"role":"editor"}]'}},
    ]
    data = json.dumps([{"elements": [{"elements": widgets, "settings": []}]}])
    item = only(Export((Post("", meta=[("_elementor_data", data)]),)), tmp_path)
    assert isinstance(item.body, Html)
    text, _ = text_of(item.body, str, lambda reference: reference.rpartition("/")[2])
    assert text == "## Low tide\n\nOne **two**.\n\n![](pier.jpg)\n\n## Then\n\nThree.\n"
    assert "words that a page builder kept beside the text" in [remark.what for remark in item.remarks]


@pytest.mark.parametrize("data", ["[", '{"elements": 1}', "a:1:{s:1}", "[" * 9_000])
def test_a_text_that_no_builder_gives_away(tmp_path: Path, data: str) -> None:
    """A text whose words are in a form that cannot be read is left out, and told with its name."""
    items, left = brought(Export((Post("", meta=[("_elementor_data", data)]),)), tmp_path)
    assert items == []
    assert left["texts whose words are in a form that cannot be read"] == 1


@pytest.mark.parametrize("value", ["Low tide", "self-care", "Hope", "<b>Hope</b>", "#1 of us", "<img src=a.jpg>"])
def test_values_that_are_words(value: str) -> None:
    """What readers saw is words, in small letters or with hyphens, too."""
    assert is_words(value)


@pytest.mark.parametrize("value", ["", "yes", "12px", "fa fa-check", "field_5f1", "https://x.example/a", "#top", "50%"])
def test_values_that_are_none(value: str) -> None:
    """Switches, measures, names of signs, and addresses are no words."""
    assert not is_words(value)


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6))
def test_nothing_is_glued(names: list[str]) -> None:
    """Whatever blocks of builders stand one after the other, the words in them stay apart."""
    source = "".join(f"[{name}]word{n}[/{name}]" for n, name in enumerate(names))
    found = shortcodes.Shortcodes(known(), "1", NamedRemarks()).expanded(source)
    assert found.split() == [f"word{n}" for n in range(len(names))]


VALUES = st.recursive(
    st.none() | st.text(max_size=20) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "text", "image", "x"]), inner, max_size=3)
    ),
)


@given(VALUES)
def test_any_values(values: object) -> None:
    """Whatever a builder keeps is read."""
    of_values(values)


def test_values_without_an_end() -> None:
    """Values beyond measure end somewhere."""
    deep: object = "words"
    for _ in range(5_000):
        deep = [deep]
    assert of_values(deep) == ""
    assert of_values({"text": ["one two"] * 9_000}).count("one two") < builders.MOST


def test_blocks_are_told_by_their_names() -> None:
    """The words of a shortcode's name say whether it stands beside paragraphs."""
    assert [is_block(name) for name in ("su_column", "vc_row", "two_thirds_last", "dropcap", "laughs")] == [
        *(True, True, True, False, False),
    ]
