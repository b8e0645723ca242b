"""An export of Ghost: one JSON document with everything, perhaps beside a folder of pictures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from generator.consent.refused import RefusedError
from generator.ground.patterns import lazy
from generator.importing.about_people import without_logins
from generator.importing.blog_exports.ghost_parts import without_parts
from generator.importing.container import Container
from generator.importing.item import Fate, Html, Item, Kind, LeftOut, Remark, TopPicture, counted
from generator.importing.local_day import day, zone
from generator.importing.markdown_sites.fields import A_DRAFT, FOR_MEMBERS
from generator.importing.markdown_sites.files import SiteFiles
from generator.importing.wording import is_e_mail, plain_words

MAKE_ONE = "Export it in Ghost once more, under Settings, Advanced, Export."
LARGEST = 500_000_000
BEGINNING = 64_000  # bytes in which an export says what it is
SIGN = lazy(rb'"db"\s*:\s*\[|"meta"\s*:\s*\{[^{}]*"exported_on"')
# What Ghost writes for its own address.
OWN = lazy(r"__GHOST_URL__|%%GHOST_URL%%")
LATER = Remark(Fate.LOOK, "a text that was to come out later", "nothing comes out by itself here")
SENT = Remark(
    Fate.LOOK, "a text that was only sent by e-mail", "it was never on the web; ask whether everybody may read it"
)
NO_HTML = LeftOut("texts that only the editor of Ghost can read", "open each there, save it, and export once more")
PEOPLE = ("users", "members", "subscribers")
LOGINS = "only the names that the site showed come in"

GhostRow = Mapping[str, Any]


class Ghost:
    """The texts of an export of Ghost. Raises RefusedError if it is none, or is broken."""

    name = "an export of Ghost"

    def __init__(self, container: Container, uploads: Container | None = None) -> None:
        self._files = SiteFiles(container, more=uploads)
        self._data = _data(container)
        settings = {str(row.get("key")): row.get("value") for row in self._rows("settings")}
        self._zone = zone(_text(settings.get("timezone") or settings.get("active_timezone")))
        self._language = _text(settings.get("locale") or settings.get("lang")).partition("-")[0]

    def items(self) -> Iterator[Item | LeftOut]:
        """Every text, and at the end what is left out."""
        tags = self._joined("posts_tags", "tag_id", "tags")
        authors = self._joined("posts_authors", "author_id", "users")
        users = {_id(row, "id"): row for row in self._rows("users")}
        more = {_id(row, "post_id"): row for row in self._rows("posts_meta")}
        left: Counter[LeftOut] = Counter()
        for row in self._rows("posts"):
            number = _id(row, "id")
            named = authors.get(number) or [users[one] for one in (_id(row, "author_id"),) if one in users]
            # Of a text that is out, everybody could read the title.
            titles = (plain_words(_text(row.get("title"))),) if row.get("status") == "published" else ()
            if row.get("visibility", "public") not in ("public", None):
                left[replace(FOR_MEMBERS, keys=(_key(row),), titles=titles)] += 1
            elif not _text(row.get("html")).strip() and (row.get("lexical") or row.get("mobiledoc")):
                left[replace(NO_HTML, titles=titles)] += 1
            else:
                yield self._item(row, more.get(number, {}), tags.get(number, ()), named)
        people = sum(len(self._rows(name)) for name in PEOPLE)
        left[LeftOut("logins and e-mail addresses", LOGINS)] += people
        yield from counted(left)

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture that lies with the export."""
        return self._files.read(reference)

    def _rows(self, table: str) -> Sequence[GhostRow]:
        rows = self._data.get(table)
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    def _joined(self, table: str, key: str, other: str) -> dict[str, list[GhostRow]]:
        """The rows of another table for each post, in their order."""
        rows = {_id(row, "id"): row for row in self._rows(other)}
        found: dict[str, list[GhostRow]] = {}
        for row in sorted(self._rows(table), key=lambda row: _id(row, "sort_order").zfill(9)):
            if _id(row, key) in rows:
                found.setdefault(_id(row, "post_id"), []).append(rows[_id(row, key)])
        return found

    def _item(self, row: GhostRow, more: GhostRow, tags: Sequence[GhostRow], authors: Sequence[GhostRow]) -> Item:
        slug = _text(row.get("slug"))
        shown = (without_logins(plain_words(_text(one.get("name")))) for one in authors)
        names = [name for name in shown if name and not is_e_mail(name)]
        labels = [plain_words(_text(tag.get("name"))) for tag in tags]
        html, of_parts = without_parts(_text(row.get("html")))
        return Item(
            key=_key(row),
            is_lasting=bool(_text(row.get("uuid"))),
            title=plain_words(_text(row.get("title"))),
            body=Html(OWN.sub("", html)),
            kind=Kind.PAGE if row.get("type") == "page" or row.get("page") in (True, 1) else Kind.STORY,
            slug=slug,
            addresses=(f"/{slug}/",) if slug else (),
            is_shown=_text(row.get("status")) not in ("draft", "scheduled"),
            day=self._day(row, "published_at", "created_at"),
            updated=self._day(row, "updated_at") if row.get("published_at") else None,
            author=", ".join(dict.fromkeys(names)),
            summary=plain_words(
                _text(row.get("custom_excerpt") or more.get("meta_description") or row.get("meta_description"))
            ),
            # Ghost hides tags that begin so from readers.
            labels=tuple(label for label in labels if label and not label.startswith("#") and not is_e_mail(label)),
            language=_text(row.get("locale")).partition("-")[0] or self._language,
            picture=_picture(row, more),
            remarks=(*_of_status(row, more), *of_parts),
        )

    def _day(self, row: GhostRow, *names: str) -> date | None:
        for name in names:
            value = row.get(name)
            words = _text(value)
            # Ghost has moments in Greenwich, whether it says so or not.
            if words and (found := day(words if words.endswith("Z") else f"{words}Z", self._zone) or day(words, None)):
                return found
        return None


def _key(row: GhostRow) -> str:
    """What Ghost calls a text."""
    return _text(row.get("uuid")) or _text(row.get("slug")) or _id(row, "id")


def _data(container: Container) -> Mapping[str, Any]:
    name = next(iter(exports(container)), None) or next(iter(container.names()))
    if container.sizes[name] > LARGEST:
        raise RefusedError(f"{container.label}: the export is larger than 500 MB. Export fewer texts at once.")
    try:
        whole = json.loads((container.read(name, LARGEST) or b"").decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise RefusedError(f"{container.label}: this export is damaged or cut short. {MAKE_ONE}") from None
    database = whole.get("db") if isinstance(whole, dict) else None
    found = database[0] if isinstance(database, list) and database else whole
    data = found.get("data") if isinstance(found, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get("posts"), list):
        raise RefusedError(f"{container.label}: there are no texts of Ghost in this file. {MAKE_ONE}")
    return data


def exports(container: Container) -> tuple[str, ...]:
    """The names of the files that are exports of Ghost."""
    return tuple(
        name
        for name in container.names()
        if name.lower().endswith(".json")
        and name.count("/") <= 2
        and SIGN.search(container.read(name, BEGINNING) or b"")
    )


def _id(row: GhostRow, name: str) -> str:
    """A number or name that rows of tables have in common."""
    value = row.get(name)
    return str(value) if isinstance(value, str | int) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _picture(row: GhostRow, more: GhostRow) -> TopPicture | None:
    source = OWN.sub("", _text(row.get("feature_image")))
    words = (plain_words(_text(more.get(name))) for name in ("feature_image_alt", "feature_image_caption"))
    return TopPicture(source, *words) if source else None


def _of_status(row: GhostRow, more: GhostRow) -> tuple[Remark, ...]:
    status = _text(row.get("status"))
    if status == "sent" or any(one.get("email_only") in (True, 1) for one in (row, more)):
        return (SENT,)
    return {"draft": (A_DRAFT,), "scheduled": (LATER,)}.get(status, ())
