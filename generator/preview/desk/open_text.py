"""A text as a form shows it, and its file with what the form holds."""

from __future__ import annotations

from dataclasses import dataclass

from generator.authoring.field_edit import fields_of
from generator.authoring.front_matter_edit import CannotEditError
from generator.authoring.story_edit import edited, parts
from generator.ground.digest import content_name
from generator.preview.desk.conflict import Version, changed
from generator.preview.desk.consent_forms import Values
from generator.preview.desk.edit_fields import ORDER, Filled, as_written_in_file, given, header_of, shown


@dataclass(frozen=True, slots=True)
class OpenText:
    """A text as a form shows it: its file's fingerprint, its fields, its words, and what cannot be changed there.

    ``broken`` says why the fields cannot be changed; ``above`` is the number of lines above the words.
    """

    digest: str
    version: Version
    broken: str
    unusual: tuple[str, ...]
    above: int


def opened(data: bytes, path: str) -> OpenText:
    """A text's file, which lies at ``path``, as a form shows it. Raises UnicodeDecodeError."""
    file = parts(data)
    fields: Filled = {}
    unusual: tuple[str, ...] = ()
    broken = ""
    try:
        fields, unusual = shown(fields_of(file.front), header_of(path))
    except CannotEditError:
        broken = "The fields above the text have errors and cannot be changed here before they are mended."
    empty = len(file.below) - len(file.below.lstrip("\r\n"))
    above = (file.opens + file.front + file.closes + file.below[:empty]).replace("\r\n", "\n").count("\n")
    return OpenText(content_name(data), Version(fields, file.words), broken, unusual, above)


def written(data: bytes, sent: Values, text: OpenText) -> bytes:
    """A text's file with what a form holds. Raises CannotEditError."""
    before = text.version.fields
    fields = changed(before, given(sent, before)) if "fields" in sent else {}
    return edited(data, as_written_in_file(before, fields), next(iter(sent.get("words", ())), ""), ORDER)
