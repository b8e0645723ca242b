"""A site's front matter as a configuration for Sveltia CMS, in which teams write in a browser what lies in Git.

The fields are those of the one schema, so that a field that is new is asked for there, too. What Sveltia CMS does was
read in its source, and `tests/browser/test_sveltia.py` asks it: it keeps what its configuration does not name; gives a
field that a text does not have its default, in old texts as in new ones; drops what is empty and need not be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from generator.content import samples
from generator.content.field_labels import LABELS, NOTES, TOPICS
from generator.content.field_types import ID
from generator.content.front_matter import ContentNote, PageHeader, StoryHeader, Topic
from generator.content.schema import node_at
from generator.content.settings import Settings
from generator.content.stance import FieldPath
from generator.ground.consent_status import Status

ConfigPart = dict[str, Any]  # of the configuration, as YAML knows mappings
CONSENT, DRAFT, PICTURE, RECORDING = ("consent",), ("draft",), ("image", "src"), ("recording",)
KEPT = ("kept",)
FILE = """\
# Sveltia CMS for the stories of this site, by “hearten schema --sveltia”. Write it anew when site.yaml has other topics
# or content notes, or hearten is a newer one.
#
# Consent cannot be changed there: “hearten consent” and the desk do that, and write down who asked for it and when.
# The text is plain Markdown, since an editor that shows it as it will look writes words anew that somebody approved.
# When it saves a text, it writes the fields above it anew: comments there go, and 0012 without quotes becomes 12.

# TO DO: where your repository lies; its name is github, gitlab or gitea. To try without one: “name: test-repo” alone.
backend:
  name: github
  repo: your-organisation/your-repository
  branch: main

{rest}"""
OPTIONS: ConfigPart = {
    # Pictures lie beside the texts that show them.
    "media_folder": "stories/images",
    "public_folder": "/stories/images",
    "show_preview_links": False,
    "editor": {"preview": False},  # it shows a text in another way than the site does
    # As files can be called everywhere.
    "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 70},
    # Without this, a field that is left empty would be written as one that says nothing, which is an error.
    "output": {"omit_empty_optional_fields": True},
}
BODY: ConfigPart = {
    "name": "body",
    "label": "Text, in Markdown",
    "hint": "It is kept as you write it; an empty line makes a new paragraph.",
    "widget": "text",
    "use_emoji_autocomplete": False,
}
REQUESTED: Status = "requested"
TO_BE_GIVEN: ConfigPart = {"record": samples.NEW_RECORD, "status": REQUESTED, "scope": []}


def configuration(settings: Settings) -> str:
    """The text of config.yml for a site: its stories, those that are still drafts, and its pages."""
    story = tuple(_fields(StoryHeader, settings))
    drafts = _collection("stories", "drafts", "New stories and drafts", story) | {
        "label_singular": "Story",
        "description": "Every new story begins here, as a draft whose consent is still to be given.",
        "filter": {"field": "draft", "value": True},
        "duplicate": False,  # a copy would have another story's consent
    }
    # A default would be given to every story that says nothing, and publish or hold back what nobody meant to.
    ready = _collection("stories", "stories", "Stories", tuple(map(_left_alone, story))) | {
        "description": "Stories that are no drafts. A storyteller who wants out: hearten consent withdraw.",
        "filter": {"field": "draft", "value": [None, False]},
        "create": False,
        "delete": False,  # what is withdrawn goes from everywhere, and not from here alone
        "duplicate": False,
    }
    pages = _collection("pages", "pages", "Pages", tuple(_fields(PageHeader, settings))) | {"label_singular": "Page"}
    address = {"site_url": settings.address, "app_title": settings.name}
    whole = address | OPTIONS | {"collections": [drafts, ready, pages]}
    return FILE.format(rest=yaml.dump(whole, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120))


class _Plain(yaml.SafeDumper):
    """Writes out what is there twice, for people to read."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # as yaml calls it
        """Nothing is named and pointed at."""
        return True


def _as_words(dumper: yaml.SafeDumper, words: str) -> yaml.ScalarNode:
    """A text; in quotes if it might be read as a number, of which YAML 1.2 knows others than 1.1."""
    style = '"' if words[:1] in tuple("0123456789+-.") else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style)


_Plain.add_representer(str, _as_words)


def _collection(folder: str, name: str, label: str, fields: tuple[ConfigPart, ...]) -> ConfigPart:
    pattern = [ID, "small letters a to z, digits and single hyphens"]
    needed = max(n for n, field in enumerate(fields, start=1) if field.get("required"))
    return {
        "name": name,
        "label": label,
        "folder": folder,
        # The file keeps its name when the title changes; “hearten rename” gives it another, everywhere it is named.
        "slug": {"template": "{{title}}", "editable": ["create"], "pattern": pattern},
        "aliases_field": False,
        "media_folder": "images",
        "public_folder": "./images",
        # The text below what every file needs; where it stands here says nothing of where it stands in a file.
        "fields": [*fields[:needed], BODY, *fields[needed:]],
    }


def _fields(header: type, settings: Settings, above: FieldPath = ()) -> Iterator[ConfigPart]:
    """Every field of a header, or of one that holds fields. Raises KeyError for a field that has no name for people."""
    node = node_at(header, above)
    for name, described in node["properties"].items():
        path = (*above, name)
        if path == CONSENT:
            yield {"name": name, "widget": "hidden", "default": TO_BE_GIVEN}
            continue
        # A recording comes with files that no form there takes, and words are kept by who read advice on them; what a
        # file says of either stays.
        if path in (RECORDING, KEPT):
            yield {"name": name, "widget": "hidden"}
            continue
        asked = {"name": name, "label": LABELS.get(path) or _group(path), "hint": described["description"]}
        yield asked | {"required": name in node.get("required", ())} | _widget(header, path, described, settings)


def _group(path: FieldPath) -> str:
    """The name of a field that holds fields."""
    if not any(inner[: len(path)] == path for inner in LABELS):
        raise KeyError(path)
    return path[-1].capitalize()


def _widget(header: type, path: FieldPath, described: ConfigPart, settings: Settings) -> ConfigPart:
    """How a field is filled in: some in a way of their own, all others by what the schema says of them."""
    node = node_at(header, path)
    if path == TOPICS:
        return _terms(settings.topics) | {"min": 1, "max": node["maxItems"]}
    if path == NOTES and settings.content_notes:
        return _terms(settings.content_notes)
    if path == PICTURE:
        return {"widget": "image", "choose_url": False}
    if "properties" in node:
        return {"widget": "object", "fields": list(_fields(header, settings, path))}
    if path == DRAFT:
        return {"widget": "boolean", "default": True}
    return _by_schema(node, described.get("examples", ()))


def _by_schema(node: ConfigPart, examples: Sequence[str]) -> ConfigPart:
    match node:
        case {"enum": words}:
            return {"widget": "select", "options": [{"label": w.replace("-", " "), "value": w} for w in words]}
        case {"format": "date"}:
            return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
        case {"type": "boolean"}:
            return {"widget": "boolean"}
        case {"type": "integer"}:
            return {"widget": "number", "min": node["minimum"], "max": node["maximum"]}
        case {"type": "array"}:
            return {"widget": "list"}
        case {"pattern": pattern}:
            how = "; ".join(f"write it like {example}" for example in examples)
            return {"widget": "string", "pattern": [pattern, how or "this is not written as it has to be"]}
        case _:
            return {"widget": "string"}


def _terms(terms: tuple[Topic, ...] | tuple[ContentNote, ...]) -> ConfigPart:
    """To be chosen from the site's own, in the order in which they are written down."""
    return {
        "widget": "select",
        "multiple": True,
        "options": [{"label": term.label, "value": term.id} for term in terms],
    }


def _left_alone(field: ConfigPart) -> ConfigPart:
    """A field of a story that is no draft: what decides whether it is published is kept as it is."""
    return {"name": field["name"], "widget": "hidden"} if (field["name"],) in (CONSENT, DRAFT) else field
