"""What stands around every page: the shell with name, menu and help, and the head that speaks to machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.content.named_files import logo_file
from generator.content.page_kinds import PageKind
from generator.content.routes import MENU, note_path
from generator.content.settings import MenuEntry, Settings
from generator.content.theme import Theme
from generator.gate.admission import StandalonePage
from generator.plan import json_ld
from generator.plan.built import last_day
from generator.plan.cards import picture_view
from generator.plan.frames import origin, origin_of
from generator.plan.site import Site
from generator.views.view_models import (
    Destination,
    Head,
    LogoView,
    Note,
    PictureView,
    PreviewPicture,
    Shell,
    Withdrawal,
)

# Nothing may run, load, embed or submit but what the site itself serves (W3C Content Security Policy Level 3); a page
# with a film of another site may take that in once somebody presses play, if site.yaml allows it (`frames`).
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
# On the web, a page may also ask its own site. None of ours does; but checkers that run within a page read robots.txt
# from there, and nothing goes to anybody who did not serve the page itself. From a disk there is nobody to ask.
WEB_POLICY = f"{POLICY}; connect-src 'self'"


def make_shell(site: Site, theme: Theme) -> Shell:
    """The shell of all pages of a site."""
    settings = site.settings
    by_file = {page.source.removeprefix("pages/"): page for page in site.standalone_pages}
    menu = tuple(_destination(entry, by_file) for entry in settings.menu if entry.page is None or entry.page in by_file)
    help_page = by_file.get(settings.help_page or "")
    withdraw_page = by_file.get(settings.withdraw.page or "")
    return Shell(
        name=settings.name,
        tagline=settings.tagline,
        language=settings.language,
        url=settings.address,
        organisation=settings.organisation,
        menu=menu,
        help=Destination(help_page.title, help_page.path) if help_page else None,
        withdraw=Withdrawal(
            settings.withdraw.text,
            settings.withdraw.email,
            settings.withdraw.phone,
            withdraw_page.path if withdraw_page else None,
        ),
        leave=settings.leave.url,
        notes=tuple(Note(n.id, n.label, note_path(n.id)) for n in settings.content_notes),
        assets=tuple((asset.name, asset.path) for asset in theme.assets),
        offline=not site.web,
        policy=_policy(site),
        bundle=site.bundle,
        until=last_day(site.stories) if site.web and settings.age_notice else None,
        logo=_logo(site),
        social=tuple(Destination(link.label, link.url, external=True) for link in settings.social),
        podcast=Destination(settings.podcast.title, PageKind.PODCAST.path()) if site.web and settings.podcast else None,
    )


def _logo(site: Site) -> LogoView | None:
    chosen = site.settings.logo
    if chosen is None:
        return None

    def view(path: str) -> PictureView:
        return picture_view(replace(site.photos[logo_file(path).key], ground=None), site.settings.name)

    return LogoView(view(chosen.file), view(chosen.dark) if chosen.dark is not None else None)


def _destination(entry: MenuEntry, by_file: Mapping[str, StandalonePage]) -> Destination:
    if entry.url is not None:
        return Destination(entry.label, entry.url, external=True)
    path = by_file[entry.page].path if entry.page else MENU[entry.to or "home"]
    return Destination(entry.label, path)


def _policy(site: Site) -> str:
    """The policy; a bundle that asks for recalled stories may load that one script more, and nothing else."""
    if site.web:
        return WEB_POLICY
    if site.bundle is None or site.bundle.recall is None:
        return POLICY
    return POLICY.replace("script-src 'self'", f"script-src 'self' {site.bundle.recall}")


def web_policy(settings: Settings) -> str:
    """What a server says of every page of a site, beside what each page says of itself; both hold.

    So it lets through every place that site.yaml allows, and a page's own policy none, or one.
    """
    sources = [origin(place) for place in settings.recordings.frames]
    return f"{WEB_POLICY}; frame-src {' '.join(sources)}" if sources else WEB_POLICY


def make_head(
    shell: Shell,
    title: str,
    description: str | None,
    crumbs: Sequence[Destination] = (),
    *,
    indexed: bool = True,
    social: bool = True,
    kind: str = "website",
    image: PreviewPicture | None = None,
    data: tuple[str, ...] = (),
    feed: str | None = None,
    frame: str | None = None,
    alternates: tuple[tuple[str, str], ...] = (),
    easy_read: str | None = None,
) -> Head:
    """The head of a page; ``crumbs`` lead to it from below the front page, itself last.

    ``frame`` is the address of a frame that the page may take in; its policy lets that site through, and no other.
    """
    trail = (Destination(shell.name, PageKind.HOME.path()), *crumbs) if crumbs else ()
    if trail and indexed and not shell.offline:
        data = (*data, json_ld.breadcrumbs(trail, shell.url))
    return Head(
        title=title,
        description=description or shell.tagline or shell.name,
        indexed=indexed,
        social=social,
        kind=kind,
        image=image,
        structured=data,
        feed=feed,
        crumbs=trail,
        policy=f"{shell.policy}; frame-src {origin_of(frame)}" if frame else None,
        alternates=alternates,
        easy_read=easy_read,
    )
