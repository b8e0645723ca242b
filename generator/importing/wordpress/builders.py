"""What page builders keep beside the words of a text: in attributes of shortcodes and blocks, and in code.

A name says what its words were shown as, much the same in all of them: WPBakery, Divi, Elementor, Avada, ACF and kin.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote

from generator.ground.patterns import lazy
from generator.importing.wordpress.library import Library, is_picture

HEADINGS: Final = frozenset(
    {
        *("title", "heading", "headline", "h2", "h3", "header", "main_heading", "section_title", "tab_title"),
        *("title_text", "toggle_title", "accordion_title", "question", "item_title", "name_of_tab"),
    }
)
BELOW_HEADINGS: Final = frozenset({"h4", "subtitle", "sub_title", "subheading", "sub_heading", "subhead", "tagline"})
WORDS: Final = frozenset(
    {
        *("text", "description", "description_text", "desc", "content", "body", "quote", "blockquote_content"),
        *(
            "testimonial_content",
            "testimonial",
            "editor",
            "tab_content",
            "item_description",
            "html",
            "message",
            "answer",
        ),
        *("button_text", "btn_text", "buttontext", "link_text", "label", "caption", "paragraph", "intro", "excerpt"),
    }
)
SAID_BY: Final = frozenset(
    {
        *("author", "cite", "citation", "author_name", "testimonial_name", "person", "name", "job_title", "job"),
        *("testimonial_job", "position", "company", "company_name", "role"),
    }
)
BUTTONS: Final = frozenset({"button_text", "btn_text", "buttontext", "link_text"})
LINKS: Final = ("button_url", "link", "url", "href", "button_link", "btn_link")
PICTURES: Final = frozenset({"image", "src", "image_url", "img", "photo", "picture", "portrait_url", "background"})
FILES: Final = frozenset({"image", "images", "image_id", "img_id", "gallery_ids", "ids", "attachment_id"})
# What a shortcode is, by a word of its name.
BLOCK = lazy(
    r"(?:vc|et_pb|fusion_builder|av|kc|nectar)_.*|(?:.*[-_])?"
    r"(?:rows?|cols?|columns?|section|container|wrapper|box|tabs?|tabgroup|toggles?|accordions?|spoiler|panel|button|btn"
    r"|quote|blockquote|pullquote|testimonials?|cta|callout|blurb|headings?|title|subtitle|divider|separator|hr|spacer?"
    r"|gap|clear|half|thirds?|fourths?|fifths?|sixths?|list|item|table|message|alert|notice|card|image|img|gallery"
    r"|slide|text|textblock|center|grid|steps?|team|faqs?|question|answer|expand|collapse|video|audio|code|html)"
    r"(?:[-_](?:last|first|inner|wrap|group|\d+))*"
)
WITHIN_A_LINE = lazy(
    r"(?:.*[-_])?(?:dropcap|drop_cap|highlight|hl|tooltip|popover|icon|abbr|span|small|font|color|label)"
)
WITHOUT_WORDS = lazy(
    r".*(?:form|slider|slideshow|menu|sidebar|widget|posts|blog|portfolio|product|social|share|search|newsletter|login"
    r"|sitemap|archive|recent|latest|related|subscribe).*|map|.*_map|toc|.*_toc"
)
LIKE_A_BUTTON = lazy(r"(?:.*[-_])?(?:btn|button|link)\d?(?:[-_].*)?")
LIKE_A_HEADING = lazy(r"(?:.*[-_])?heading\d?(?:[-_].*)?")
LIKE_A_PICTURE = lazy(r"(?:.*[-_])?(?:image|img|photo|picture)(?:[-_].*)?")
LIKE_A_RECORDING = lazy(r"(?:.*[-_])?(?:video|audio)(?:[-_].*)?")
CODE = lazy(r"vc_raw_html|fusion_code|(?:.*_)?raw_html|et_pb_(?:fullwidth_)?code")
BASE_64 = lazy(r"[A-Za-z0-9+/\s]{24,}={0,2}\s*")
LINE_END = lazy(r"(?:<!--\s*)?\[et_pb_line_break_holder\](?:\s*-->)?")
TAG = lazy(r"</?[A-Za-z][^<>]*>")
ADDRESS = lazy(r"(?:https?:/|mailto:|tel:|#|/)\S*")
# As in “fa fa-check”, “field_5f1”, “12px”: names of signs, and measures.
NO_WORDS = lazy(r"(?:fa[brs]?|icon|eicon|dashicons|field)[-_ ]\S*(?: \S+)?|\W*[\d.]+(?:px|em|rem|%|vh|vw|s|ms)?")
SWITCHES: Final = frozenset({"true", "false", "yes", "no", "on", "off", "none", "null", "default", "inherit", "left"})
SENTENCE = lazy(r"(?<![^\W\d_])[^\W\d_]{2,}+(?:[,;.!?’']?\s++[^\W\d_]++[,;.!?]?){2}")
OF_STYLE = lazy(r".*(?:font|style|class|css|anim|color|icon|admin_label|query|shadow|border|background|transition).*")
DEEPEST: Final = 60
MOST: Final = 4_000  # values of one text


def is_block(name: str) -> bool:
    """Whether a shortcode with this name stands beside paragraphs, and not within a line."""
    return BLOCK.fullmatch(name.casefold()) is not None and not is_within_a_line(name)


def is_within_a_line(name: str) -> bool:
    """Whether a shortcode with this name only sets words within a line."""
    return WITHIN_A_LINE.fullmatch(name.casefold()) is not None


def around(name: str, told: Mapping[str, str], library: Library) -> tuple[str, str]:
    """HTML for the words in a shortcode's attributes: what stands above and below those between its marks."""
    name = name.casefold()
    if WITHOUT_WORDS.fullmatch(name) or is_within_a_line(name):
        return "", ""
    values = {key: _plain(name, value) for key, value in told.items()}
    above = [*_pictures(name, values, library), *_recordings(name, values)]
    said: list[str] = []
    for key, value in values.items():
        if value.startswith('[{"'):
            above.append(of_values(_parsed(value)))
        elif not is_words(value) or (LIKE_A_PICTURE.fullmatch(name) and not name.startswith("vc_")):
            continue
        elif key in SAID_BY:
            said.append(_as_html(value))
        elif key in BUTTONS or (key in HEADINGS | WORDS and LIKE_A_BUTTON.fullmatch(name)):
            above.append(_linked(value, values))
        elif key in HEADINGS or (key == "text" and LIKE_A_HEADING.fullmatch(name)):
            above.append(f"<h3>{_as_html(value)}</h3>")
        elif key in BELOW_HEADINGS | WORDS:
            above.append(f"<p>{_as_html(value)}</p>")
    return _apart(above), _apart([f"<p>— {', '.join(said)}</p>"] if said else [])


def has_unread_words(told: Mapping[str, Any]) -> bool:
    """Whether a sentence stands in attributes that nobody here knows."""
    known = HEADINGS | BELOW_HEADINGS | WORDS | SAID_BY | {"alt"}
    unread = (value for key, value in told.items() if key not in known and not OF_STYLE.fullmatch(key.casefold()))
    return any(
        isinstance(value, str) and SENTENCE.search(value) is not None and not re.search(r"[{}]|:\s*\w+;", value)
        for value in unread
    )


def holds_code(name: str) -> bool:
    """Whether a shortcode with this name is made to hold HTML."""
    return CODE.fullmatch(name.casefold()) is not None


def is_code(name: str, inside: str) -> bool:
    """Whether what stands between marks is HTML that was packed for its way, and no words."""
    return holds_code(name) or (_is_packed(inside) and "<" in (unpacked(inside) or ""))


def unpacked(inside: str) -> str | None:
    """The HTML that stands packed between marks; None where it cannot be read."""
    if not _is_packed(inside):
        return html.unescape(LINE_END.sub("\n", inside))
    try:
        return unquote(base64.b64decode("".join(TAG.sub("", inside).split()), validate=True).decode("utf-8"))
    except ValueError:
        return None


def of_values(values: object, *, all_words: bool = False) -> str:
    """HTML for the words in values as JSON has them, however deep; ``all_words`` takes them under whatever name."""
    found: list[str] = []
    for key, value in _walked(values):
        name = re.sub(r".*_\d+_", "", key)
        if name in PICTURES and is_picture(value):
            found.append(_picture(value, ""))
        elif key.startswith("_") or OF_STYLE.fullmatch(name) or not is_words(value):
            continue
        elif name in HEADINGS:
            found.append(f"<h3>{_as_html(value)}</h3>")
        elif name in SAID_BY:
            found.append(f"<p>— {_as_html(value)}</p>")
        elif name in BELOW_HEADINGS | WORDS or (all_words and " " in value):
            found.append(f"<div>{value}</div>" if TAG.search(value) else f"<p>{_as_html(value)}</p>")
    return _apart(found)


def _walked(values: object) -> Iterator[tuple[str, str]]:
    """Every string in values as JSON has them, with its name, in order; of pictures, their addresses."""
    waiting: list[tuple[str, object, int]] = [("", values, 0)]
    for _ in range(MOST):
        if not waiting:
            return
        key, value, depth = waiting.pop()
        if isinstance(value, str):
            yield key, value
        elif depth < DEEPEST and isinstance(value, dict):
            inner = [(str(name), one, depth + 1) for name, one in value.items()]
            if key in PICTURES and isinstance(value.get("url"), str):
                inner = [(key, value["url"], depth + 1)]
            waiting += reversed(inner)
        elif depth < DEEPEST and isinstance(value, list):
            waiting += reversed([(key, one, depth + 1) for one in value])


def is_words(value: str) -> bool:
    """Whether a value is what readers saw, and no switch, measure, name of a style or address."""
    plain = TAG.sub("", value).strip()
    if not any(map(str.isalpha, plain)) or plain.casefold() in SWITCHES or NO_WORDS.fullmatch(plain):
        return "<img" in value
    return ADDRESS.fullmatch(plain) is None


def _plain(name: str, value: str) -> str:
    """A value as it was before its builder wrote it into an attribute."""
    if name.startswith("et_"):
        return value.replace("%22", '"').replace("%91", "[").replace("%93", "]").replace("%92", "\\")
    if value.startswith("%5B%7B"):
        return unquote(value)
    return value.replace("`{`", "[").replace("`}`", "]").replace("``", '"')


def _parsed(value: str) -> object:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _is_packed(inside: str) -> bool:
    written = TAG.sub("", inside).strip()
    return BASE_64.fullmatch(written) is not None and " " not in written and len("".join(written.split())) % 4 == 0


def _as_html(value: str) -> str:
    return value if TAG.search(value) else html.escape(html.unescape(value), quote=False)


def _linked(words: str, values: Mapping[str, str]) -> str:
    written = next((values[key] for key in LINKS if values.get(key)), "")
    # WPBakery: “url:https%3A%2F%2F…|title:…”.
    found = re.match(r"url:([^|]*)", written)
    address = unquote(found[1]) if found else written
    if not ADDRESS.fullmatch(address):
        return f"<p>{_as_html(words)}</p>"
    return f'<p><a href="{html.escape(address)}">{_as_html(words)}</a></p>'


def _pictures(name: str, values: Mapping[str, str], library: Library) -> Iterator[str]:
    for key, value in values.items():
        if key in FILES and re.fullmatch(r"[\d,\s]+", value):
            files = (library.attachments.get(number) for number in re.findall(r"\d+", value))
            yield from (
                _picture(file.address, file.alt, file.caption) for file in files if file and is_picture(file.address)
            )
        elif key in PICTURES and is_picture(value):
            yield _picture(value, values.get("alt", ""), values.get("caption", "") if "image" in name else "")


def _picture(address: str, alt: str, caption: str = "") -> str:
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    described = f' alt="{html.escape(alt)}"' if alt else ""
    return f'<figure><img src="{html.escape(address)}"{described}>{below}</figure>'


def _recordings(name: str, values: Mapping[str, str]) -> Iterator[str]:
    if LIKE_A_RECORDING.fullmatch(name):
        addresses = (values[key] for key in ("src", *LINKS) if ADDRESS.fullmatch(values.get(key, "")))
        for address in addresses:
            shown = html.escape(address)
            yield f'<p><a href="{shown}">{shown}</a></p>'


def _apart(parts: list[str]) -> str:
    return "\n\n".join(("", *parts, "")) if any(parts) else ""
