"""The types of single fields in front matter and settings: how text is read into them, and their JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from functools import partial
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, GetPydanticSchema
from pydantic_core import PydanticCustomError, core_schema

from generator.content import language_codes
from generator.content.stance import FORMS
from generator.content.web_address import outside
from generator.ground.patterns import lazy
from generator.ground.unseen import ANNOTATING, IGNORABLE, named

# A mapping of these fields and no others.
CLOSED = ConfigDict(extra="forbid")
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# RFC 5646 without private use: a language, then script, region or variants.
# Places whose films may be taken into a page, by their names; others are hosts, as addresses have them.
YOUTUBE, VIMEO = "youtube", "vimeo"
# The hosts where pages of their films are, without “www.”.
FILM_HOSTS = {
    **dict.fromkeys(("youtube.com", "m.youtube.com", "youtube-nocookie.com", "youtu.be"), YOUTUBE),
    **dict.fromkeys(("vimeo.com", "player.vimeo.com"), VIMEO),
}
FRAME_HOST = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[a-z\d]{5,8})*")
# Characters of one field.
LONGEST = 1_000
# Embeddings, overrides and isolates (Unicode Annex 9): left open, they turn what stands behind them on the page.
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Words of which readers see nothing: what is not drawn, and the blank of braille.
UNSEEN = lazy(f"[\\s{IGNORABLE}{ANNOTATING}\u2800]*")
# SHA-256 in hexadecimal, behind the number of the form in which the content was written down before it was digested.
# Of a seal, of terms, and of a line of the log, each in the forms that there are.
SEALS, TERMS, LOGS = FORMS, (1,), (1, 2)
OF_SOME_FORM = re.compile(r"([1-9]\d{0,3})-[0-9a-f]{64}")
# Without what would have to be escaped where the address is linked.
EMAIL = re.compile(r"[^\s@<>\"'?#%\[\]\\]+@[^\s@<>\"'?#%\[\]\\]+\.[^\s@<>\"'?#%\[\]\\]+")
HOST_ADDRESS = re.compile(
    r"folder:.*[^\s].*|pages:\w[\w.-]*(/\w[\w.-]*)*|netlify:[^\s/@:]+|rclone:[\w.+-]+:\S*"
    r"|(sftp|ftps|s3|git\+https|git\+ssh|rsync\+ssh)://([^\s/@:]+(?P<secret>:[^\s/@]*)?@)?[^\s/@:]+(:\d{1,5})?(/\S*)?"
)
# The code of a review copy (`gate.seal.code`), in Crockford's base 32.
COPY_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _complain(rule: str, message: str, hint: str) -> PydanticCustomError:
    return PydanticCustomError("field", "{message}", {"rule": rule, "message": message, "hint": hint})


def _day(value: Any) -> Any:
    """An ISO 8601 calendar date, written out: YYYY-MM-DD."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise _complain(
                "date", "this day is not in the calendar", "write it as year-month-day: 2026-03-14"
            ) from None
    if isinstance(value, date):
        return value
    raise _complain("date", "this is not a date", "write it as year-month-day: 2026-03-14")


def _flag(value: Any) -> Any:
    """A YAML 1.2 boolean: true or false, and no other word."""
    if value in ("true", "True", "TRUE"):
        return True
    if value in ("false", "False", "FALSE"):
        return False
    if isinstance(value, bool):
        return value
    raise _complain("boolean", "this must be true or false", "write true or false")


def _straight(value: Any) -> Any:
    """A value in which nothing turns the direction of writing."""
    if isinstance(value, str) and (found := TURNS.search(value)):
        hint = "delete the invisible character; retyping the line does it"
        what = f"an invisible character ({named(found[0])}) turns the direction of writing"
        raise _complain("direction", what, hint)
    return value


def _text(value: Any) -> Any:
    """Text of sensible length with white space folded; empty text is no text."""
    if isinstance(value, str) and len(value) > LONGEST:
        raise _complain("too-long", f"this is longer than {LONGEST} characters", "cut it to a sentence or two")
    _straight(value)
    if isinstance(value, str) and value.strip():
        if not value.isascii() and UNSEEN.fullmatch(value):
            raise _complain("empty", "readers see nothing of what is written here", "write it anew, or delete the line")
        return " ".join(value.split())
    if value is None or isinstance(value, str):
        raise _complain("empty", "nothing is written here", "write a value, or delete the line")
    raise _complain("text", "this must be text", "write words after the colon; put them in quotes if they hold : or #")


def _fields(value: Any) -> Any:
    """Fields, where these may be left out: a name with nothing behind it is a slip, and no way to leave them out."""
    if value is None:
        raise PydanticCustomError("dataclass_type", "nothing is written here")
    return value


def _language(value: Any) -> Any:
    if isinstance(value, str) and LANGUAGE.fullmatch(value):
        meant = language_codes.meant(value)
        if meant is None:
            return value
        raise _complain("language", f"“{value}” is not the code of a language", f"write {meant}")
    raise _complain("language", "this is not a language code", "write a BCP 47 code such as en, de, es or pt-BR")


def _slug(value: Any) -> Any:
    if isinstance(value, str) and SLUG.fullmatch(value) and len(value) <= 80:
        return value
    hint = "use small letters a to z, digits and single hyphens, at most 80 of them: the-key-to-plot-nineteen"
    raise _complain("slug", "this cannot be part of an address", hint)


def _alias(value: Any) -> Any:
    """An old address on this site, as the output path that answers it: a folder's index.html, or an .html page."""
    if isinstance(value, str) and len(value) <= 200:
        *folders, last = value.removesuffix("index.html").strip("/").split("/")
        page = last.removesuffix(".html")
        if all(re.fullmatch(r"[A-Za-z0-9_~-]+", part) for part in (*folders, page)):
            return "/".join((*folders, last)) + ("" if page != last else "/index.html")
    hint = "write an old address within this site, without domain: /blog/my-story/ or /2019/my-story.html"
    raise _complain("alias", "this is not an address on this site", hint)


def _host_address(value: Any) -> Any:
    """Where a site is put online: a folder, or an address of a server, which never holds a password."""
    if isinstance(value, str) and (found := HOST_ADDRESS.fullmatch(value)) and value.isprintable():
        if found["secret"] is None:
            return value
        hint = "delete it here, change it at the host, and keep it as docs/publishing.md says"
        raise _complain("password", "a password does not belong in a file", hint)
    hint = "write folder:PATH, sftp://USER@HOST/PATH, or another form that docs/publishing.md shows"
    raise _complain("host", "this is no place to put a site", hint)


def _frame_place(value: Any) -> Any:
    """Where films may be taken into a page from: a known name, or the host of a PeerTube."""
    if isinstance(value, str) and (known := FILM_HOSTS.get(value.removeprefix("www."))):
        raise _complain("host", "films of this place are taken in by its name", f"write {known}")
    if isinstance(value, str) and (value in (YOUTUBE, VIMEO) or FRAME_HOST.fullmatch(value)):
        return value
    hint = f"write {YOUTUBE}, {VIMEO}, or the host of a PeerTube in small letters, such as video.example.org"
    raise _complain("host", "this is no place that films are taken in from", hint)


def _http(value: Any) -> Any:
    """An address of the web, as it can be published."""
    if isinstance(value, str) and not re.search(r"[\s<>\"']", value):
        found = outside(_straight(value))
        if isinstance(found, str) and found.lower().startswith(("http:", "https:")):
            return found
    raise _complain("url", "this is not a web address", _how_to_write(value))


def _how_to_write(value: Any) -> str:
    from generator.content import link_remedies

    remedy = link_remedies.of_link(value) if isinstance(value, str) else None
    return remedy.hint if remedy and "https://" in remedy.hint else "write it whole: https://example.org/"


def _site_address(value: Any) -> Any:
    """As it is written: ids of stories are made of it."""
    if {*"?#"} & {*_http(value)}:
        raise _complain("url", "this address has a query or fragment", "write only scheme, host and folder")
    return str(value).rstrip("/") + "/"


def _phone(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\+?[0-9][0-9 ()/-]{1,24}", value):
        return value
    raise _complain("phone", "this is not a telephone number", 'write digits and spaces, in quotes: "116 123"')


def _email(value: Any) -> Any:
    if isinstance(value, str) and EMAIL.fullmatch(_straight(value)) and isinstance(outside(f"mailto:{value}"), str):
        return value
    raise _complain("email", "this is not an e-mail address", "write it like hello@example.org")


def _reference(value: Any) -> Any:
    """An opaque reference: one word that holds a digit or a hyphen, so that it cannot be a person's name."""
    if isinstance(value, str) and re.fullmatch(r"(?=.*[\d])[A-Za-z0-9][A-Za-z0-9._/-]{1,63}", value):
        return value
    hint = "write the number under which the signed form is filed, such as CF-2026-014; never a name"
    raise _complain("record", "this is not an opaque reference", hint)


def _copy_code(value: Any) -> Any:
    if isinstance(value, str) and COPY_CODE.fullmatch(value.upper()):
        return value.upper()
    raise _complain("code", "this is not the code of a review copy", "write its eight signs, such as 7KQM-2XFA")


def _fingerprint(forms: Collection[int], value: Any) -> Any:
    some = OF_SOME_FORM.fullmatch(value) if isinstance(value, str) else None
    if some and int(some[1]) in forms:
        return value
    if some:
        hint = "install the newest hearten; what was approved with it, this one cannot check"
        raise _complain("seal", "a newer hearten than this one has made this fingerprint", hint)
    hint = "this line is written by “hearten consent”; put it back as it was, or have the story approved again"
    raise _complain("seal", "this is not one of hearten's fingerprints", hint)


def _pattern(forms: Collection[int]) -> str:
    return "|".join(rf"^{form}-[0-9a-f]{{64}}$" for form in forms)


def _as(kind: str, **more: Any) -> GetPydanticSchema:
    """Give a custom-read field its place in JSON Schema."""
    return GetPydanticSchema(
        get_pydantic_core_schema=lambda _source, _handler: core_schema.any_schema(),
        get_pydantic_json_schema=lambda _core, _handler: {"type": kind, **more},
    )


WRITTEN = BeforeValidator(_fields)
Straight = Annotated[str, BeforeValidator(_straight)]
Text = Annotated[str, _as("string", minLength=1), BeforeValidator(_text)]
Day = Annotated[date, _as("string", format="date"), BeforeValidator(_day)]
Flag = Annotated[bool, _as("boolean"), BeforeValidator(_flag)]
Slug = Annotated[str, _as("string", pattern=ID, maxLength=80), BeforeValidator(_slug)]
Id = Slug
Alias = Annotated[str, _as("string"), BeforeValidator(_alias)]
LanguageCode = Annotated[str, _as("string", pattern=f"^{LANGUAGE.pattern}$"), BeforeValidator(_language)]
Url = Annotated[str, _as("string", format="uri"), BeforeValidator(_http)]
FramePlace = Annotated[str, _as("string"), BeforeValidator(_frame_place)]
HostAddress = Annotated[str, _as("string"), BeforeValidator(_host_address)]
SiteUrl = Annotated[str, _as("string", format="uri"), BeforeValidator(_site_address)]
Phone = Annotated[str, _as("string"), BeforeValidator(_phone)]
Email = Annotated[str, _as("string", format="email"), BeforeValidator(_email)]
Reference = Annotated[str, _as("string"), BeforeValidator(_reference)]
Fingerprint = Annotated[str, _as("string", pattern=_pattern(SEALS)), BeforeValidator(partial(_fingerprint, SEALS))]
TermsFingerprint = Annotated[str, _as("string", pattern=_pattern(TERMS)), BeforeValidator(partial(_fingerprint, TERMS))]
LogFingerprint = Annotated[str, _as("string", pattern=_pattern(LOGS)), BeforeValidator(partial(_fingerprint, LOGS))]
CopyCode = Annotated[str, _as("string", pattern=f"^{COPY_CODE.pattern}$"), BeforeValidator(_copy_code)]
Count = Annotated[int, Field(ge=1, le=1000)]
Percent = Annotated[int, Field(ge=0, le=100)]
# Of a picture: from the left, from the top, width and height, each in percent.
AREA = r"^(100|\d\d?) +(100|\d\d?) +(100|[1-9]\d?) +(100|[1-9]\d?)$"
Area = Annotated[str, Field(pattern=AREA)]
# A random value of a site, in hexadecimal, so that what is hashed with it can be compared nowhere else.
Salt = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
