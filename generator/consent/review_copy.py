"""The review copy: a story as its storyteller should read it before saying yes, in one file that needs nothing else.

It shows everything that the seal covers, and carries what the seal was made of. So a copy that was kept can be told
from any other by its seal, and later changes can be shown against it: `approved` finds the one that was agreed to.
Copies lie in consent/copies/, which keeps itself out of git.
"""

from __future__ import annotations

import base64
import re
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.consent.alone import as_it_is
from generator.consent.case import Case
from generator.consent.documents import UNSENT, document, source_digest, words
from generator.consent.refused import RefusedError, cannot_write
from generator.consent.text_diff import changes
from generator.consent.unwritten import stop_if_unwritten
from generator.content import captions, sources
from generator.content.body import Hole, HoleKind
from generator.content.captions import Cue
from generator.content.consent_fields import Seal
from generator.content.front_matter import StoryHeader
from generator.content.links import local_path
from generator.content.named_files import files_of
from generator.content.recording_fields import RecordingKind
from generator.content.settings import Settings
from generator.content.shown_header import story_as_shown
from generator.content.stance import FORMS
from generator.gate.seal import UncoveredError, code, form_of, seal
from generator.gate.seen import FIELDS, WRITERS, Seen, as_json, from_json, in_form
from generator.ground import limits
from generator.ground.channels import CHANNELS
from generator.ground.languages import direction
from generator.ground.places import COMMENTED, COPIES
from generator.media.clip import Clip, clip_in
from generator.media.photo import Photo, Unusable
from generator.media.pictures import develop
from generator.store.atomic_write import ChangedMeanwhileError, replace
from generator.store.resources import PAPERS

# What a browser may safely be asked to open from a paper; all else is shown as words.
ADDRESS = re.compile(r"(https?|mailto|tel):")
CARRIED = re.compile(r'<script type="application/json" id="hearten-seen">(.*?)</script>', re.DOTALL)
# Bytes of a recording that is put into a copy; a larger one is handed over beside it.
LARGEST_INSIDE = 10_000_000


def review_copy(case: Case, since: Seen | None) -> str:
    """The HTML of a story's review copy; with ``since``, what has changed from that version comes first."""
    header, settings = case.header, case.settings
    own = header.language or settings.language
    t = words(settings.language)
    script = (PAPERS / "review-copy.js").read_text(encoding="utf-8")
    different = None if since is None else [(_key(n), blocks) for n, blocks in changes(*_alike(since, case))]
    return document(
        "review-copy.html",
        settings.language,
        direction(settings.language),
        settings=settings,
        code=code(case.seal),
        facts=_facts(story_as_shown(header, settings.language), settings),
        # What is written down as a line of text is the storyteller's, in their language.
        own_words=[_key(part) for part in FIELDS if part not in WRITERS],
        story_language=own,
        story_direction=direction(own),
        changes=different,
        picture=_above(case, t),
        recording=_recording(case, t),
        body=_body(case, t),
        channels=tuple(CHANNELS),
        asked=header.consent.scope if header.consent else (),
        comments_file=f"{code(case.seal)}{COMMENTED}",
        longest=limits.COMMENT,
        largest=limits.COMMENTS // 2,  # which somebody's program may save in UTF-16
        unsent=UNSENT,
        script=Markup(script),  # noqa: S704  # our own file
        script_digest=source_digest(script),
        copy_css=Markup((PAPERS / "review-copy.css").read_text(encoding="utf-8")),  # noqa: S704  # the same
        asked_uses=header.consent.uses if header.consent else (),
        # Within a script element, only “<” could end it.
        seen=Markup(as_json(case.seen).replace("<", "\\u003c")),  # noqa: S704  # JSON, escaped
    )


def _facts(header: StoryHeader, settings: Settings) -> list[tuple[str, str]]:
    """Every part of the front matter that a storyteller approves; but the picture, which stands above the text."""
    own = header.language or settings.language
    topics = (settings.topic_ids.get(topic.casefold()) for topic in header.topics)
    notes = (settings.note_by_id.get(note) for note in header.content_notes)
    shown: dict[str, str | None] = {part: getattr(header, field) for part, field in FIELDS.items()}
    shown |= {
        "topics": ", ".join(settings.topic_by_id[topic].label for topic in topics if topic),
        "content notes": ", ".join(note.label for note in notes if note),
        "language": own,
        "series": header.series.name if header.series else None,
        "picture above the story": None,
        "recording": None,
        "read by the storyteller": "✓" if header.read_by_storyteller else None,
    }
    facts = ((part, shown.get(part)) for part in FORMS[max(FORMS)])
    return [(_key(part), words) for part, words in facts if words is not None]


def _alike(since: Seen, case: Case) -> tuple[Seen, Seen]:
    """What was seen then and now, both written down in the form of then."""
    sealed = case.consent.seal
    return since, in_form(case.seen, form_of(sealed)) if sealed else case.seen


def _key(part: str) -> str:
    return part.replace(" ", "_")


def make(case: Case, *, since: bool, out: Path | None = None) -> tuple[Path, Path]:
    """Make the review copy and keep it, and once more at ``out``; its file, and the one for the storyteller.

    With ``since`` it marks what has changed since the storyteller last approved. Raises RefusedError, also where
    something is still to be written: what a storyteller approves is what readers see.
    """
    stop_if_unwritten(case)
    content = review_copy(case, approved(case) if since else None)
    file = file_of_copy(case, case.seal)
    with as_it_is(case):
        keep(file, content, hidden=True)
        if out is not None:
            keep(out, content, hidden=False)
    return file, out or file


def outcome(case: Case, kept: Path, file: Path) -> tuple[str, ...]:
    """What making a copy has come to; ``file`` is for the storyteller, ``kept`` stays in the site's folder."""
    return (
        f"Made {file}. Its code is {code(case.seal)}.",
        f"A copy stays in {kept.parent}: it is needed to show later changes.",
    )


def approved(case: Case) -> Seen:
    """What the storyteller saw when they last agreed, out of the copy that was kept.

    Where punctuation was corrected since, that is the copy with the same words. Raises RefusedError without one.
    """
    sealed = case.consent.seal
    if sealed is None:
        raise RefusedError(
            f"{case.path} was never approved with “hearten consent approve”, so there is nothing to compare."
        )
    for path in copies_of(case.root, case.path):
        try:
            carried = CARRIED.search(path.read_text(encoding="utf-8", errors="replace"))
            kept = from_json(carried[1]) if carried else ()
            if seal(kept, form_of(sealed)).words == sealed.words:
                return kept
        except (OSError, ValueError, UncoveredError):
            continue
    raise RefusedError(
        f"The copy that was approved is not in {COPIES}. Put it there under the name that it had, "
        f"{file_of_copy(case, sealed).name}; without it, the changes cannot be shown."
    )


def file_of_copy(case: Case, of: Seal) -> Path:
    """Where the copy with this seal belongs."""
    below = Path(case.path).relative_to("stories")
    return case.root / COPIES / below.with_name(f"{below.stem}.{code(of)}.html")


def copies_of(root: Path, story: str) -> list[Path]:
    """Every copy that was kept of the story at the path ``story``."""
    below = Path(story).relative_to("stories")
    folder = root / COPIES / below.parent
    name = re.compile(re.escape(below.stem) + r"\.\w{4}-\w{4}\.html")
    return sorted(p for p in folder.iterdir() if name.fullmatch(p.name)) if folder.is_dir() else []


def keep(file: Path, content: str, hidden: bool) -> None:
    """Write a paper; where it is ``hidden``, git is told to leave its folder alone. Raises RefusedError."""
    try:
        if hidden:
            hide(file.parent)
        _put(file, content)
    except (OSError, ChangedMeanwhileError) as e:
        why = cannot_write(e) if isinstance(e, OSError) else f"{e} was changed by somebody else just now"
        raise RefusedError(f"{why}. Mend that, or name another place with --out; nothing is there yet.") from e


def _put(file: Path, content: str) -> None:
    """Write a paper whole or not at all, since one that is cut off has a code and not the words that it stands for."""
    before, after = file.read_bytes() if file.is_file() else None, content.encode()
    if before != after:
        replace(file, before, after)


def hide(folder: Path) -> None:
    """Tell git to leave a folder alone. Raises OSError."""
    _put(folder / ".gitignore", "# Words of storytellers, and numbers of their forms.\n*\n")


def copies_under(root: Path, story: str, name: str) -> list[tuple[Path, Path]]:
    """Every copy that was kept of the story at the path ``story``, and its place if that were at the path ``name``."""
    was, now = (Path(path).relative_to("stories") for path in (story, name))
    folder = root / COPIES / now.parent
    return [(copy, folder / f"{now.stem}{copy.name.removeprefix(was.stem)}") for copy in copies_of(root, story)]


def _above(case: Case, t: dict[str, str]) -> dict[str, object] | None:
    image = story_as_shown(case.header, case.settings.language).image
    if image is None:
        return None
    alt = "" if image.decorative else image.alt or ""
    return {**_picture(case, image.src, alt, t), "alt": alt, "credit": image.credit}


def _recording(case: Case, t: dict[str, str]) -> dict[str, object] | None:
    """Every file of the recording with the bytes that would be published, and all its words, whatever is wrong."""
    written = case.header.recording
    if written is None:
        return None
    poster = written.poster
    described, sign = written.described, written.sign
    clips = [_played(case, written.src, written.kind, None)] if written.src else []
    clips += [_played(case, described, "video", t["recording_described"])] if described else []
    clips += [_played(case, sign.src, "video", t["recording_sign"].format(language=sign.language))] if sign else []
    return {
        "written": written,
        "clips": clips,
        "captions": {code: _cues(case, name) for code, name in written.captions.items()},
        "chapters": _cues(case, written.chapters) if written.chapters else (),
        "host": urlsplit(written.external or "").hostname,
        "poster": {**_picture(case, poster.src, poster.alt, t), "alt": poster.alt} if poster else None,
    }


def _played(case: Case, src: str, kind: RecordingKind, label: str | None) -> dict[str, object]:
    """One file of sound or picture, to be played in the copy or beside it; ``label`` is what it is beside the first."""
    clip = _clip(case.root, local_path(src, case.path))
    return {
        "label": label,
        "kind": kind,
        "data": _address(clip) if isinstance(clip, Clip) and clip.of.size <= LARGEST_INSIDE else None,
        "name": Path(src).name if isinstance(clip, Clip) else None,
    }


def _address(file: Clip | Photo) -> str:
    kind = file.of.type if isinstance(file, Clip) else file.type
    return f"data:{kind};base64,{base64.b64encode(file.content).decode()}"


def _clip(root: Path, path: str) -> Clip | Unusable | None:
    place = sources.inside(root, path)
    return None if place is None else clip_in(place)


def _cues(case: Case, src: str) -> tuple[Cue, ...]:
    """What captions or chapters say, as far as they can be read: with errors, they are not published as they are."""
    path = local_path(src, case.path)
    data = sources.read_inside(case.root, path, limits.TEXT)
    return () if data is None else captions.read(data, path).value or ()


def _picture(case: Case, src: str, alt: str, t: dict[str, str]) -> dict[str, object]:
    """A picture with the bytes that would be published, and what stands below it."""
    data = sources.read_inside(case.root, local_path(src, case.path), limits.PICTURE)
    named = next(file for file in files_of(case.text) if file.path == local_path(src, case.path))
    photo = develop(data, named.covered, moves=named.moves) if data is not None else None
    if not isinstance(photo, Photo):
        return {"data": None, "moving": None, "width": 0, "height": 0, "caption": t["no_picture"]}
    data_of, moving_of = (None if one is None else _address(one) for one in (photo, photo.moving))
    caption = t["alt"].format(alt=alt) if alt else t["decorative"]
    return {"data": data_of, "moving": moving_of, "width": photo.width, "height": photo.height, "caption": caption}


def _body(case: Case, t: dict[str, str]) -> Markup:
    """The text as a page would hold it; links into the site are underlined words, since there is no site around it."""
    body = case.text.body
    out: list[str] = []
    for part in body.parts:
        match part:
            case str():
                out.append(part)
            case Hole(HoleKind.PHRASE, which):
                out.append(escape(t[str(which)]))
            case Hole(HoleKind.PICTURE, which):
                picture = body.pictures[int(which)]
                shown = _picture(case, picture.src, "" if picture.decorative else picture.alt, t)
                out.append(_image(shown, "" if picture.decorative else picture.alt))
            case Hole(kind, which):
                target = body.links[int(which)].target
                opens, closes = (f'<a href="{escape(target)}">', "</a>") if ADDRESS.match(target) else ("<u>", "</u>")
                out.append(opens if kind is HoleKind.LINK else closes)
    return Markup("".join(out))  # noqa: S704  # generator.content.body_builder escapes every word, and the lines above the rest


def _image(shown: dict[str, object], alt: str) -> str:
    size = f'width="{shown["width"]}" height="{shown["height"]}"'
    image = f'<img src="{shown["data"]}" alt="{escape(alt)}" {size}>' if shown["data"] else ""
    return f'{image}<br><span class="label">{escape(str(shown["caption"]))}</span>'
