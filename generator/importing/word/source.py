"""Documents of Word, one or many, as a source of texts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.consent.refused import RefusedError
from generator.importing.container import Container
from generator.importing.item import Html, Item, LeftOut
from generator.importing.titles import titled
from generator.importing.word.converted import converted
from generator.importing.word.others import left_out, refusal, word_documents
from generator.importing.word.package import opened


class Word:
    """The texts of documents of Word. Raises RefusedError if there are none."""

    name = "documents of Word"

    def __init__(self, container: Container) -> None:
        self._container = container
        self._documents = word_documents(container)
        if not self._documents:
            raise refusal(container)

    def items(self) -> Iterator[Item | LeftOut]:
        """The text of every document, and at the end what is left out.

        Raises RefusedError if the only document cannot be read.
        """
        broken: list[LeftOut] = []
        for name in self._documents:
            try:
                yield self._item(name)
            except RefusedError as e:
                if self._container.names() == (name,):
                    raise RefusedError(f"{name}: {e}") from e
                broken.append(LeftOut("documents that do not come in", str(e), titles=(name,)))
        yield from broken
        yield from left_out(self._container)

    def _item(self, name: str) -> Item:
        with self._container.open(name) as stream:
            found = converted(opened(stream), f"{name}/")
        title, of_title = titled(found.title, found.known.title, name)
        remarks = (*of_title, *found.remarks)
        return Item(name, title, Html(found.html), place=f"/{name}", language=found.language, remarks=remarks)

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture in a document, by the document's name and that of the picture's part."""
        for name in self._documents:
            if reference.startswith(f"{name}/"):
                with self._container.open(name) as stream:
                    return opened(stream).data(reference[len(name) + 1 :])
        return None
