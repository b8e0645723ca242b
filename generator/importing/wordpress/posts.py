"""An item of an export as a text: its words as HTML, and its fields."""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from urllib.parse import unquote, urlsplit

from generator.ground.patterns import lazy
from generator.importing.item import Fate, Html, Item, Kind, Remark, TopPicture
from generator.importing.wording import day, is_no_name, plain_words, tight, without_e_mails
from generator.importing.wordpress import builder_data, members, statuses
from generator.importing.wordpress.block_html import in_order
from generator.importing.wordpress.blocks import Blocks, has_blocks, without_comments
from generator.importing.wordpress.labels import labels, language
from generator.importing.wordpress.library import Library, is_shown
from generator.importing.wordpress.paragraphs import paragraphs
from generator.importing.wordpress.record import SUMMARIES, ExportRecord
from generator.importing.wordpress.remarks import NamedRemarks
from generator.importing.wordpress.shortcodes import ADDRESS, Shortcodes

# What plug-ins fill in by themselves, within signs such as %%excerpt%%.
FILLED_IN = lazy(r"%\w+%|#\w+_\w+")
# An address as a paragraph of its own: WordPress shows a player or a card there.
ADDRESS_ALONE = lazy(rf"<p>({ADDRESS.pattern})</p>")
QUERY = lazy(r"(p|page_id)=\d+")
HOME = frozenset(("home", "start", "startseite", "front-page", "homepage", "accueil", "inicio", "home-page", "blog"))
OF_THE_SITE = lazy(
    r".*(privacy|datenschutz|impressum|imprint|legal|cookie|contact|kontakt|contacto|confidentialite|privacidad"
    r"|cart|checkout|my-account|donat|spende).*"
)
SHOWN = lazy(r"<(?:img|audio|video|iframe|object|embed)\b", re.IGNORECASE)


def item(record: ExportRecord, library: Library, key: str) -> Item | None:
    """An item of an export as a text that is called ``key``; None where there is not a word or picture in it."""
    title = tight(record.fields.get("title", ""))
    remarks = NamedRemarks(without_e_mails(title))
    number = _field(record, "wp:post_id")
    source = body(record.fields.get("content:encoded", ""), number, record.meta.get("footnotes", ""), library, remarks)
    if not (SHOWN.search(source) or plain_words(source)):
        source = body(builder_data.words(record, remarks), number, "", library, remarks)
    picture = _picture(record, library, remarks)
    summary = _summary(record, remarks)
    if not (picture or summary or SHOWN.search(source) or plain_words(source)):
        return None
    guid, link = _field(record, "guid"), _field(record, "link")
    slug = unicodedata.normalize("NFC", unquote(_field(record, "wp:post_name")))
    kind = statuses.becomes(record)
    return Item(
        key=key,
        title=title,
        body=Html(source),
        kind=kind,
        slug=slug,
        addresses=_addresses(record, link, guid, slug),
        names=(guid,),
        is_shown=is_shown(record),
        day=day(_field(record, "wp:post_date")),
        updated=day(_field(record, "wp:post_modified")),
        author=_author(record, library, remarks),
        summary=summary,
        labels=labels(record.terms),
        language=_code(language(record.terms) or library.language),
        picture=picture,
        remarks=(*statuses.remarks(record), *_of_the_site(kind, slug), *remarks.all()),
    )


def title_of(record: ExportRecord) -> str:
    """A title as people know it, or else the address."""
    return without_e_mails(tight(record.fields.get("title", "")) or _field(record, "link"))


def body(source: str, number: str, notes: str, library: Library, remarks: NamedRemarks) -> str:
    """The words of a text as HTML with every paragraph marked; ``notes`` are its footnotes, which lie beside it."""
    shortcodes = Shortcodes(library, number, remarks)
    source = members.without(source, remarks)
    if has_blocks(source):
        source = Blocks(library, notes, remarks, partial(_classic, shortcodes)).written_out(source)
        source = shortcodes.expanded(source)
    else:
        source = _classic(shortcodes, without_comments(source))
    alone = ADDRESS_ALONE.subn(r'<p><a href="\1">\1</a></p>', source)
    for _ in range(alone[1]):
        remarks.add(Fate.CHANGED, "something embedded from another site", "it is a link now")
    return in_order(alone[0], library, remarks)


def _classic(shortcodes: Shortcodes, source: str) -> str:
    return paragraphs(shortcodes.expanded(source)) if source.strip() else source


def _field(record: ExportRecord, name: str) -> str:
    return record.fields.get(name, "").strip()


def _addresses(record: ExportRecord, link: str, guid: str, slug: str) -> tuple[str, ...]:
    """Where a text was: its address, its short one, and those it had before it was renamed."""
    found = [link]
    if slug and unquote(link).rstrip("/").endswith(f"/{slug}"):
        before = link.rstrip("/").rpartition("/")[0]
        old = record.meta.get("_wp_old_slug", "").split("\n")
        found += [f"{before}/{name.strip()}/" for name in old if name.strip()]
    try:
        if QUERY.search(urlsplit(guid).query):
            found.append(guid)
    except ValueError:
        pass  # no address, then
    return tuple(dict.fromkeys(address for address in found if address.startswith(("http://", "https://", "/"))))


def _author(record: ExportRecord, library: Library, remarks: NamedRemarks) -> str:
    """The name that the site showed; a login, an address or a number is none."""
    login = _field(record, "dc:creator")
    name = plain_words(login) if library.names is None else library.names.get(login, "")
    if not name:
        return ""
    if is_no_name(name) or (library.names is not None and name.casefold() == login.casefold()):
        remarks.add(Fate.DROPPED, "the author's name", "the site showed a login, an address or a number for one")
        return ""
    return name


def _summary(record: ExportRecord, remarks: NamedRemarks) -> str:
    """The excerpt, or what plug-ins for search engines keep, unless they fill it in themselves."""
    if words := plain_words(members.without(record.fields.get("excerpt:encoded", ""), remarks)):
        return words
    found = (plain_words(record.meta.get(key, "")) for key in SUMMARIES)
    return next((words for words in found if words and not FILLED_IN.search(words)), "")


def _picture(record: ExportRecord, library: Library, remarks: NamedRemarks) -> TopPicture | None:
    number = record.meta.get("_thumbnail_id", "").strip()
    if number in {"", "0", "-1"}:
        return None
    found = library.attachments.get(number)
    if found is None:
        remarks.add(Fate.DROPPED, "the picture above the text", "the export does not say where it is")
        return None
    return TopPicture(found.address, found.alt, plain_words(found.caption))


def _of_the_site(kind: Kind, slug: str) -> tuple[Remark, ...]:
    """What is told of pages that every site has, and that rarely fit another."""
    if kind is Kind.PAGE and slug in HOME:
        return (Remark(Fate.LOOK, "the old site's front page", "the new one has its own; take over what is missing"),)
    if kind is Kind.PAGE and OF_THE_SITE.fullmatch(slug):
        return (Remark(Fate.LOOK, "a page about the old site itself", "it may say what is not true of the new one"),)
    return ()


def _code(language: str) -> str:
    """A language without the country in which the site stands, which says little of a text; Chinese needs it."""
    return language if language.casefold().startswith("zh") else language.partition("-")[0]
