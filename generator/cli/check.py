"""The command ``hearten check``: what is to be said of texts before they are public."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.mask import may_mask
from generator.cli.options import (
    BUILT,
    NOTHING_WRITTEN,
    WITH_ERRORS,
    DayParam,
    OneOf,
    complain,
    day_of,
    source_option,
    told,
)

if TYPE_CHECKING:
    from generator.advice.finding import Finding
    from generator.advice.kept import KeptFinding, PartedFindings
    from generator.advice.review import OpenedSite
    from generator.advice.told import Baseline, ToldFinding
    from generator.advice.unsaid import Unsaid

FORMS = ["text", "json", "sarif", "github", "gitlab", "junit", "rdjsonl"]
COLOURS = {"warning": "yellow", "note": None}
SHOWN = 100  # characters of what was found


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@source_option
@click.option("--format", "form", type=OneOf(FORMS), default="text", show_default=True, help="How to tell it.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Do not tell again what stands in this file.",
)
@click.option("--write-baseline", is_flag=True, help="Write all that is found into the file of --baseline.")
@click.option(
    "--fail-on",
    type=OneOf(["never", "note", "warning"]),
    help="End with 1 from this kind on; otherwise as site.yaml says, which is never unless it says so.",
)
@click.option("--links", is_flag=True, help="Ask the web whether links still lead somewhere.")
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Look at the built pages in this folder instead.",
)
@click.option("--today", type=DayParam(), help="Look at what is due as of this day instead of today.")
@told
@may_mask
def check(
    files: tuple[Path, ...],
    source: Path,
    form: str,
    baseline: Path | None,
    write_baseline: bool,
    fail_on: str | None,
    links: bool,
    site: Path | None,
    today: date | None,
) -> None:
    """Say what may hurt, give somebody away, or be hard to read: in FILE, or in all texts. Nothing is changed.

    \b
    Ends with 0 if there is nothing, or nothing that --fail-on or site.yaml lets it stop for; with 1 if
    there is; with 2 if the texts could not be looked at.

    \b
    Example:
      hearten check
      hearten check stories/a-gate.md --format json
      hearten check --site public
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.advice import review
    from generator.advice.told import baseline as as_baseline
    from generator.advice.told import told as as_told
    from generator.advice.unsaid import Unsaid

    if write_baseline and baseline is None:
        raise click.UsageError("Name the file to write with --baseline FILE.")
    if site is not None and (files or links):
        raise click.UsageError("--site looks at built pages, and takes neither files nor --links.")
    opened = review.opened(source)
    found, folder = _found(opened, source, files, day_of(today), links=links, site=site)
    findings = [*found.open, *(one.finding for one in found.kept)]
    unsaid = Unsaid(findings, opened.denied, found.parts, () if site else opened.seen)
    if write_baseline and baseline is not None:
        _write(baseline, as_baseline(found.open, unsaid))
        click.echo(f"Wrote {len(found.open)} findings into {baseline}. They are not told again.", err=True)
        sys.exit(BUILT)
    new = as_told(found.open, folder, _old(baseline, opened if site is None else None), unsaid)
    _print(new, form, len(found.open) - len(new), [unsaid.kept(one) for one in found.kept])
    stops = {"warning": ("warning",), "note": ("warning", "note")}.get(fail_on or opened.settings.check.fail_on, ())
    sys.exit(WITH_ERRORS if any(one.finding.level.value in stops for one in new) else BUILT)


def _found(
    opened: OpenedSite, source: Path, files: tuple[Path, ...], today: date, *, links: bool, site: Path | None
) -> tuple[PartedFindings, str]:
    """What was found, and the folder that its paths are below, as whoever stands here names it."""
    from generator.advice import review
    from generator.advice.kept import PartedFindings

    if site is not None:
        from generator.advice.built_site import look_through

        built = PartedFindings(look_through(site, opened.settings.address), (), review.name_parts(opened))
        return built, _named_from_here(site)
    from generator.advice.finding import in_order
    from generator.advice.kept import parted
    from generator.advice.unsaid import Unsaid
    from generator.ground.workers import called, seldom_collecting
    from generator.store.cache import FILE, FOLDER, Cache

    only = _meant(opened, source, files) if files else None
    cache, done = Cache(source / FOLDER / FILE, _waits), False
    try:
        with called(None, None) as crew, seldom_collecting():
            found = review.review(opened, today, cache, crew, only)
        done = True
    finally:
        cache.close(done=done)
    if links:
        asked = parted(_asked(opened, source, today, only, Unsaid((), opened.denied, found.parts)), opened.texts())
        found = PartedFindings(in_order([*found.open, *asked.open]), (*found.kept, *asked.kept), found.parts)
    return found, _named_from_here(source)


def _asked(
    opened: OpenedSite, source: Path, today: date, only: frozenset[str] | None, unsaid: Unsaid
) -> Iterator[Finding]:
    from generator.advice.asked_links import ask, links_out
    from generator.advice.asking import as_asked
    from generator.advice.texts import texts
    from generator.advice.web_replies import web_asker

    found = texts(opened.found, opened.settings, opened.front)
    listed = links_out(found, opened.settings, opened.front)
    some = [link for link in listed if only is None or link.path in only]
    for link in some:
        if as_asked(link.url) is None:
            place = f"{unsaid.path(link.path)}:{link.start.line}:{link.start.column}"
            complain(f"{place}: This address cannot be read, so it is not asked about. Write it anew.")
    asked = len({link.url for link in some if as_asked(link.url) is not None})
    complain(f"Asking about {asked} {'address' if asked == 1 else 'addresses'}, one a second for each host.")
    return ask(some, web_asker(), source, today)


def _meant(opened: OpenedSite, source: Path, files: tuple[Path, ...]) -> frozenset[str]:
    """The paths below the site's folder of files that were named, from there or from here."""
    meant, root = set(), source.resolve()
    for file in files:
        below = [path.resolve() for path in (file, source / file)]
        names = [path.relative_to(root).as_posix() for path in below if path.is_relative_to(root)]
        path = next((name for name in names if name in opened.seen), None)
        if path is None:
            raise click.UsageError(f"There is no story or page “{file}”. Name its file, such as stories/a-gate.md.")
        meant.add(path)
    return frozenset(meant)


def _named_from_here(folder: Path) -> str:
    """A folder as paths from here begin with it; nothing for the one that somebody stands in."""
    from generator.ground.diagnostics import spelled

    here = Path.cwd()
    real = folder.resolve()
    name = real.relative_to(here).as_posix() if real.is_relative_to(here) else folder.as_posix()
    return "" if name == "." else f"{spelled(name)}/"


def _old(baseline: Path | None, opened: OpenedSite | None) -> Baseline:
    from generator.advice.told import NoBaselineError, read_baseline
    from generator.ground.digest import path_tag

    if baseline is None:
        return {}
    try:
        known = read_baseline(_bytes(baseline))
        gone = len(known.keys() - {path_tag(path) for path in opened.seen}) if opened else 0
        if gone:
            what = "a text that is" if gone == 1 else f"{gone} texts that are"
            complain(f"{baseline} still counts findings of {what} not here any more. Write it with --write-baseline.")
        return known
    except OSError as e:
        hint = "Write it with --write-baseline first."
        complain(f"{baseline} cannot be read ({e.strerror}). {hint}")
    except NoBaselineError as e:
        complain(f"{baseline} is no baseline: {e}. Name another file, and write it with --write-baseline first.")
    sys.exit(NOTHING_WRITTEN)


def _bytes(baseline: Path) -> bytes:
    """The bytes of a file, and of nothing that is a device or a pipe, which may have no end. Raises OSError."""
    if baseline.exists() and not baseline.is_file():
        raise OSError(errno.EINVAL, "it is not a file")
    return baseline.read_bytes()


def _write(baseline: Path, text: str) -> None:
    """Put a baseline where there is none, or an older one."""
    from generator.advice.told import NoBaselineError, read_baseline
    from generator.store import atomic_write
    from generator.store.atomic_write import ChangedMeanwhileError

    try:
        before = _bytes(baseline) if baseline.exists() else None
        if before is not None:
            read_baseline(before)
        if not baseline.parent.is_dir():
            raise OSError(errno.ENOENT, "there is no such folder")
        atomic_write.replace(baseline, before, text.encode())
    except NoBaselineError as e:
        hint = "Name another file with --baseline, or delete this one if nobody needs it."
        complain(f"{baseline} is there and is no baseline: {e}. Nothing was written over it. {hint}")
    except ChangedMeanwhileError:
        complain(f"{baseline} was changed by somebody else just now. Do the same once more.")
    except OSError as e:
        complain(f"{baseline} cannot be written ({e.strerror}). Name another file with --baseline.")
    else:
        return
    sys.exit(NOTHING_WRITTEN)


def _print(new: Sequence[ToldFinding], form: str, old: int, kept: Sequence[KeptFinding]) -> None:
    from generator import __version__
    from generator.advice import report_documents, report_lines
    from generator.advice.report_sarif import sarif

    if form == "text":
        for line in _sentences(new, old, kept):
            click.echo(line)
    elif form == "junit":
        click.echo(report_documents.junit(new).encode(), nl=False)
    elif form in ("github", "rdjsonl"):
        for line in report_lines.github(new) if form == "github" else report_lines.rdjsonl(new):
            click.echo(line.encode())
    else:
        document: object
        match form:
            case "sarif":
                document = sarif(new, __version__)
            case "gitlab":
                document = report_documents.gitlab(new)
            case _:
                document = report_documents.in_json(new, kept)
        click.echo(json.dumps(document, ensure_ascii=True, indent=2))


def _sentences(new: Sequence[ToldFinding], old: int, kept: Sequence[KeptFinding]) -> Iterator[str]:
    """Findings for people: what, where, why, whose advice that is and what to write."""
    from generator.cli.report import harmless

    explained: set[str] = set()
    for one in new:
        finding, rule = one.finding, one.finding.rule
        place = click.style(harmless(f"{one.path}:{finding.start.line}:{finding.start.column}"), bold=True)
        kind = click.style(finding.level.value, fg=COLOURS[finding.level.value])
        yield f"{place}: {kind}: {harmless(finding.message)} {click.style(f'({rule.id})', dim=True)}"
        if one.words and (shown := " ".join(one.words.split())):
            yield f"    “{harmless(shown if len(shown) <= SHOWN else f'{shown[:SHOWN]}…')}”"
        yield f"    {harmless(finding.hint)}"
        if rule.id not in explained:
            explained.add(rule.id)
            whose = "; ".join(f"{g.name}{f' <{g.url}>' if g.url else ''}" for g in rule.guidelines)
            why = "" if finding.message.startswith(rule.why) else f"Why: {rule.why} "
            if why or whose:
                yield click.style(f"    {why}{f'Whose advice: {whose}' if whose else ''}".rstrip(), dim=True)
    for stays in kept:
        place, rule_id = stays.finding.place, stays.finding.rule.id
        yield click.style(f"{harmless(place)}: kept: {harmless(stays.because)} ({rule_id})", dim=True)
    warnings = sum(one.is_warning for one in new)
    known = f" {old} that the baseline knows {'is' if old == 1 else 'are'} not told." if old else ""
    if not new:
        yield f"Nothing to say.{known}"
    else:
        notes = len(new) - warnings
        counted = [f"{n} {name}{'' if n == 1 else 's'}" for n, name in ((warnings, "warning"), (notes, "note")) if n]
        yield f"{' and '.join(counted)}. Nothing was changed, and no build is stopped by it.{known}"


def _waits() -> None:
    complain("A build of this site is running; this begins when it is done.")
