"""Reads a built search index as docs/search.md describes it, without the program that wrote it."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

HERE = "search/"
NAME = 4  # digits of which each name of a pack has as many in Base64


@dataclass(frozen=True)
class Index:
    """A search index: its manifest, and every file by its path."""

    manifest: Mapping[str, Any]
    files: Mapping[str, bytes]

    def load(self, name: str) -> Any:
        """What a file gives to the page, without the key under which it does."""
        text = self.files[f"{HERE}{name}.js"].decode()
        assert text.startswith("hearten.put(")
        assert text.endswith(");\n")
        key, value = json.loads(f"[{text[len('hearten.put(') : -3]}]")
        assert isinstance(key, str)
        return value

    def home(self, form: str) -> str | None:
        """The prefix of the shard in which a form is looked for."""
        return form + "$" if form + "$" in self.manifest["index"] else self.longest(form)

    def longest(self, form: str) -> str | None:
        """The longest prefix of a form that names a shard."""
        return next((form[:n] for n in range(len(form), 0, -1) if form[:n] in self.manifest["index"]), None)

    def beginning(self, form: str) -> list[str]:
        """The prefixes of all shards with words that begin like a form that is not finished."""
        around = {self.home(form), self.longest(form)}
        return [prefix for prefix in self.manifest["index"] if prefix in around or prefix.startswith(form)]

    def shard(self, prefix: str) -> tuple[list[str], list[str]]:
        """A shard's words and postings."""
        words, postings, *_ = self.load(self.manifest["index"][prefix])
        return words, postings

    def compounds(self, stem: str) -> dict[str, set[int]]:
        """The compounds of which a stem is a part, each with its stories."""
        prefix = self.home(stem)
        assert prefix is not None
        words, _, *within = self.load(self.manifest["index"][prefix])
        at = next(n for n, entry in enumerate(words) if entry.split(" ")[0] == stem)
        forms, postings = within[0].get(str(at), ("", "")) if within else ("", "")
        return {f: set(stories(of)) for f, of in zip(forms.split(), postings.split(), strict=True)}

    def stems(self, form: str) -> Iterator[tuple[str, dict[str, dict[int, int]]]]:
        """The stems that a form leads to, each with its forms, their stories, and codes for how often."""
        prefix = self.home(form)
        if prefix is None:
            return
        words, postings = self.shard(prefix)
        for n, entry in enumerate(words):
            pointer, _, target = entry.partition(">")
            if target and pointer == form:
                yield from self.stem(target)
            elif not target and form in entry.split(" "):
                yield _by_form(entry, postings[n])

    def stem(self, stem: str) -> Iterator[tuple[str, dict[str, dict[int, int]]]]:
        """A stem with its forms, their stories, and codes for how often."""
        prefix = self.home(stem)
        assert prefix is not None
        words, postings = self.shard(prefix)
        yield from (_by_form(entry, postings[n]) for n, entry in enumerate(words) if entry.split(" ")[0] == stem)

    def find(self, form: str) -> set[int]:
        """The numbers of the stories that hold a word, in any of its forms."""
        return {story for _, forms in self.stems(form) for stories in forms.values() for story in stories}

    def texts(self) -> list[dict[str, Any]]:
        """What results show of each story, by the stories' numbers."""
        return [text for name in self.packs() for text in self.load(f"t{name}")[1]]

    def packs(self) -> dict[str, int]:
        """The names of all packs of texts, in order, each with how many stories it has."""
        sizes, begun, rest, _ = self.load(self.manifest["packs"])
        digits = b64decode(begun).hex()
        names = [digits[n * NAME : (n + 1) * NAME] + more for n, more in enumerate(rest.split(" "))]
        return dict(zip(names, map(int, sizes), strict=True)) if sizes else {}

    def pack_of(self, story: int) -> str:
        """The path of the file in which the text of the story with this number stands."""
        return [f"{HERE}t{name}.js" for name, size in self.packs().items() for _ in range(size)][story]


def read_index(files: Mapping[str, bytes]) -> Index:
    """The index among the files of a site."""
    found = {path: data for path, data in files.items() if path.startswith(HERE) and path.endswith(".js")}
    start = b"hearten.manifest="
    [manifest] = [data for data in found.values() if data.startswith(start)]
    assert manifest.endswith(b";\n")
    return Index(json.loads(manifest[len(start) : -2]), found)


def codes(text: str) -> Iterator[int]:
    """The numbers that a string stands for, a character each, or two for large ones."""
    characters = iter(text)
    for character in characters:
        code = ord(character)
        yield (code - 0xC000) * 4096 + ord(next(characters)) - 93 if code >= 0xC000 else code - 93


def _by_form(entry: str, postings: str) -> tuple[str, dict[str, dict[int, int]]]:
    forms = entry.split(" ")
    found = zip(forms, postings.split(" "), strict=True)
    return forms[0], {form: stories(text) for form, text in found if text}


def stories(postings: str) -> dict[int, int]:
    """Stories that hold a form, each with a code for how often."""
    found, story = {}, -1
    for code in codes(postings):
        story += code // 16 + 1
        found[story] = code % 16
    return found


def counts(lengths: str) -> list[float]:
    """Numbers of words, each known by its three highest bits."""
    found = []
    for code in codes(lengths):
        bits = max(0, code // 4 - 1)
        found.append((code - 4 * bits + (0.5 if bits else 0)) * 2**bits)
    return found


def places(text: str) -> list[int]:
    """Increasing numbers that were written as gaps."""
    found, place = [], -1
    for gap in codes(text):
        place += gap + 1
        found.append(place)
    return found
