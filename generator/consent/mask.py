"""Masking a name in one text's file: what will change, and doing it.

The line of the deny list is written first. Whatever stops the rest, no build publishes the text with the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.advice.masking import CannotMaskError, Masked, denied_in, masked
from generator.consent.alone import alone
from generator.consent.case import file_of, settings_of
from generator.consent.find_story import files_meant
from generator.consent.mentions import FileEdit
from generator.consent.refused import RefusedError, cannot_write
from generator.content import sources
from generator.gate import deny_list
from generator.ground import limits
from generator.store import atomic_write
from generator.store.atomic_write import ChangedMeanwhileError
from generator.store.guards import guard

FOLDERS = ("stories/", "pages/")


@dataclass(frozen=True, slots=True)
class MaskPlan:
    """What masking a name will do: to a text at a path, and to the deny list, where that does not say it yet."""

    root: Path
    path: str
    masked: Masked
    denied: FileEdit | None


def plan_mask(root: Path, text: str, name: str, instead: str) -> MaskPlan:
    """What it takes to write another name in a text.

    Raises RefusedError, also where the name stands in no words that masking changes; and CannotBuildError where the
    deny list or the settings cannot be read.
    """
    path = _meant(root, text)
    data = sources.read_inside(root, path, limits.TEXT)
    if data is None or len(data) > limits.TEXT:
        raise RefusedError(f"{path} cannot be read. Check that you may, and do the same once more.")
    list_ = guard(root, deny_list.PATH)
    try:
        made = masked(data, path, name, instead, settings_of(sources.gather(root)).language)
        with_line = denied_in(list_, path, name)
    except CannotMaskError as e:
        raise RefusedError(str(e)) from e
    if not made.count and not made.left and not made.is_named:
        raise RefusedError(f"This name does not stand in {path}. Write it as it stands there, with its capitals.")
    if not made.count:
        raise RefusedError(_out_of_reach(path, made))
    return MaskPlan(root, path, made, FileEdit(deny_list.PATH, list_, with_line) if with_line != list_ else None)


def what_changes(plan: MaskPlan) -> Iterator[str]:
    """What masking does, in lines for the person who asked for it: these show the words of the text."""
    made = plan.masked
    yield from made.as_diff(plan.path)
    yield f"In {plan.path}, the name is replaced in {made.count} place{'' if made.count == 1 else 's'}."
    if plan.denied:
        yield f"{deny_list.PATH} gets a line for this text, so that no build publishes it with the old name."
        if plan.denied.before is None:
            yield f"{deny_list.PATH} is new. Write its name into .gitignore, if it does not stand there already."
    if made.left:
        yield (
            f"It still stands in {_lines(made)}: in an address, the name of a file, a note for editors, or written "
            "otherwise. Look there yourself."
        )
    if made.is_named:
        yield "The file’s own name has it, too, and so the address of its page. “hearten rename” gives it another one."
    if made.ends_approval:
        yield (
            "The storyteller has approved this text as it is, and with these changes that approval ends: the story is "
            f"withheld until they have seen it anew. Ask them, and then: hearten consent approve {plan.path}"
        )
    yield "Earlier versions of the file, which Git or the desk may keep, still have the name."


def mask(plan: MaskPlan) -> None:
    """Do what a plan says. Raises RefusedError where a file cannot be written; doing it again goes on from there."""
    made = plan.masked
    edits = (*((plan.denied,) if plan.denied else ()), FileEdit(plan.path, made.before, made.after))
    with alone(plan.root):
        try:
            for edit in edits:
                atomic_write.replace(file_of(plan.root, edit.path), edit.before, edit.after)
        except ChangedMeanwhileError as e:
            raise RefusedError(
                f"{e} was changed by somebody else just now. Look at it, and do the same once more."
            ) from e
        except OSError as e:
            raise RefusedError(f"{cannot_write(e)}. Check that you may do that, and do the same once more.") from e


def _out_of_reach(path: str, made: Masked) -> str:
    """Why a name is not masked that stands where nothing is ever replaced, and what to do."""
    if not made.left:
        return f"In {path}, only the file’s own name has this name. “hearten rename” gives it another one."
    return (
        f"In {path}, this name stands only in {_lines(made)}, in no words that masking changes: in a technical field, "
        "an address, the name of a file, a note for editors, or written otherwise. Change it there yourself."
    )


def _lines(made: Masked) -> str:
    return f"line{'' if len(made.left) == 1 else 's'} {', '.join(map(str, made.left))}"


def _meant(root: Path, words: str) -> str:
    for path in files_meant(root, words):
        if path.startswith(FOLDERS) and path.endswith(".md") and sources.inside(root, path) is not None:
            return path
    raise RefusedError(f"There is no story or page “{words}” here. Name its file, such as stories/a-gate.md.")
