"""What people call the fields above a story or a page, wherever a form asks for them.

The consent's have other words: it is changed by acts alone, which write down who asked for it and when.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.content.stance import FieldPath

TOPICS, NOTES = ("topics",), ("content_notes",)
CAPTIONS = ("recording", "captions")
LABELS: Mapping[FieldPath, str] = {
    ("title",): "Title",
    ("date",): "Day of publication",
    ("author",): "Name to show",
    ("summary",): "Summary",
    TOPICS: "Topics",
    ("updated",): "Day of the last change",
    NOTES: "Content notes",
    ("language",): "Language",
    ("draft",): "Draft: it stays away from readers",
    ("slug",): "Last part of the address",
    ("aliases",): "Old addresses, one on each line",
    ("image", "src"): "Picture above the story: its file",
    ("image", "alt"): "Picture: what it shows",
    ("image", "decorative"): "Picture: says nothing that the text does not",
    ("image", "credit"): "Picture: who made it",
    ("image", "focus"): "Picture: what to keep in sight in lists",
    ("image", "obscure"): "Picture: areas to cover up, one on each line",
    ("image", "animated"): "Picture: it moves, and readers may start it",
    ("recording", "kind"): "Sound or film",
    ("recording", "shows", "voice"): "Whose voice is heard",
    ("recording", "shows", "face"): "Whose face is seen",
    ("recording", "src"): "Recording: its file",
    ("recording", "external"): "Film elsewhere: its address",
    ("recording", "source"): "Film elsewhere: who shows it there",
    CAPTIONS: "Captions, one language on each line",
    ("recording", "transcript"): "What is said, in words",
    ("recording", "chapters"): "Chapters: their file",
    ("recording", "description"): "What is seen, in words",
    ("recording", "described"): "Film that tells what is seen: its file",
    ("recording", "decided_by"): "Who decided that nothing needs to be described",
    ("recording", "sign", "src"): "Film in a sign language: its file",
    ("recording", "sign", "language"): "Sign language",
    ("recording", "poster", "src"): "Still picture of a film: its file",
    ("recording", "poster", "alt"): "Still picture: what it shows",
    ("series", "name"): "Series",
    ("series", "part"): "Place in the series",
    ("shape",): "The story's course, as the storyteller sees it",
    ("translation_of",): "A translation of this story: its file",
    ("easy_read_of",): "An Easy Read text of this story: its file",
    ("translated_by",): "Who translated it, or wrote it in Easy Read",
    ("read_by_storyteller",): "The storyteller has read it",
    ("made_from",): "The code of the original as it was then",
    ("helplines",): "List the helplines below the text",
}
NAMED = re.compile(r"“([a-z_.]+)”")


def labelled(message: str) -> str:
    """What is told of a field, which it names first, with what forms call that field."""
    named = NAMED.match(message)
    label = LABELS.get(tuple(named[1].split("."))) if named else None
    return message if named is None or label is None else f"“{label}”{message[named.end() :]}"
