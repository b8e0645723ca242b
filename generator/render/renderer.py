"""Page and theme to bytes, purely: the same page and theme give the same output, whatever machine, clock or order."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

import jinja2
from markupsafe import Markup

from generator.content.body import Hole, HoleKind
from generator.content.links import LinkTarget
from generator.content.page_kinds import Maker, PageKind, PlainFile, Template
from generator.content.strings import Strings
from generator.content.theme import Theme
from generator.ground.diagnostics import CannotBuildError, Diagnostic, Span, error
from generator.ground.languages import direction
from generator.ground.outcome import Output
from generator.ground.patterns import lazy
from generator.render import allowance, feed_files
from generator.render.allowance import TooMuchError
from generator.render.covers import cover, lot
from generator.render.phrases import bdi, beside, forms, language_mark, phone_address, phrase, told
from generator.render.picture_html import EVERYWHERE, picture_html
from generator.render.podcast_file import podcast
from generator.render.qr_code import qr_code
from generator.render.sandbox import Sandbox
from generator.render.social_cards import social_card
from generator.render.templating import LeanEnvironment
from generator.views.pages import Page, View
from generator.views.view_models import BodyView, PictureView, Shell

# What a template that calls for the wrong thing can raise.
FAULTS_OF_TEMPLATES = (
    *(jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError),
)
MOST_FRAGMENTS, LONGEST_FRAGMENT = 16_384, 50_000  # characters, where templates are the site's own
MOST_PLACED = 2_048  # fragments; to place one anew takes little time
LARGEST_PAGE = 10_000_000  # bytes, the same
LONGEST_MESSAGE = 300
QR_CODE = 40_000  # what one takes of the allowance, the same
MAKERS: Mapping[str, Callable[[Any], bytes]] = {
    "atom": feed_files.atom,
    "json-feed": feed_files.json_feed,
    "podcast": podcast,
    "sitemap": feed_files.sitemap,
    "lines": feed_files.lines,
    "social-card": social_card,
}

ELSEWHERE = "://"  # in an address, and in no path of a site
UP = "../"
ANYWHERE = "\0"  # stands for the way up to the site's top in what is made for several pages, and is in no text

NEXT_FIGURE = "</figure>\n<figure>"  # with no word between them, in a body: a gallery
TAGS = lazy(r"<[^>]*>")
# How Jinja2 names a value in a message: as Python does, with the module that it comes from.
OBJECT = lazy(r"'generator\.[\w.]+\.(\w+) object'")


class Renderer:
    """A theme's templates, compiled when they are needed; of those that the site itself brings, all at once.

    With a template of the site's own among them, all of them run in a `Sandbox`: it may hand anything to the others.
    Raises CannotBuildError with every one that does not compile.
    """

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        options: dict[str, Any] = {
            "loader": jinja2.FunctionLoader(self._source),
            "autoescape": True,
            "undefined": jinja2.StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "keep_trailing_newline": True,
            "auto_reload": False,
            "cache_size": -1,
        }
        self.environment = Sandbox(theme.templates, **options) if theme.own else LeanEnvironment(**options)
        self.shell: Shell | None = None
        self.seen: dict[str, dict[str, object]] = {}  # by the way from a page up to the site's top
        self.fragments: dict[tuple[Hashable, ...], tuple[Markup, int]] = {}  # with what they take
        self.placed: dict[tuple[Hashable, ...], Markup] = {}  # the same with the way up in them
        problems: list[Diagnostic] = []
        for name in sorted(theme.own):
            try:
                with allowance.granted():
                    self.environment.get_template(name)
            except jinja2.TemplateSyntaxError as e:
                problems.append(self._uncompiled(e.name or name, e.lineno, str(e.message)))
            except Exception as e:  # such as loops in loops that Python holds to be too many
                problems.append(self._uncompiled(name, 1, _why(e)))
        if problems:
            raise CannotBuildError(*problems)

    def _uncompiled(self, name: str, line: int, why: str) -> Diagnostic:
        hint = "mend this line of the template, or delete the file to use the built-in one"
        return error("template", self._path(name), Span(line), f"the template does not compile: {why}", hint)

    def render(self, page: Page) -> Output:
        """The page as a file. Raises CannotBuildError where the template fails on this page."""
        view = page.view
        match page.kind.made_by:
            case Template(name):
                content = self.fill(name, page.path, view)
            case Maker(name):
                content = MAKERS[name](view)
            case PlainFile():
                content = view.content  # type: ignore[union-attr]  # every file has a FileView
        return Output(page.path, content, page.kind.turn)

    def fill(self, template: str, path: str, view: View) -> bytes:
        """A page that will stand at ``path``. Raises CannotBuildError where the template fails on it."""
        shell = view.shell  # type: ignore[union-attr]  # every view of a template is an HTML view
        own = bool(self.theme.own)
        try:
            with allowance.granted() if own else nullcontext():
                made = self._made(template, self._around(path, shell) | {"view": view})
            content = made.encode()
            if own and len(content) > LARGEST_PAGE:
                raise TooMuchError(f"a page is larger than {LARGEST_PAGE // 1_000_000} MB")
        except Exception as e:
            if not own and not isinstance(e, FAULTS_OF_TEMPLATES):
                raise  # a mistake of ours; somebody else's template can raise anything
            raise CannotBuildError(self._problem(e, template, path)) from e
        return content

    def _made(self, name: str, values: dict[str, object]) -> str:
        """What a template makes of values; as Jinja2's own `render`, which copies them beside its globals first."""
        template = self.environment.get_template(name)
        try:
            return "".join(template.root_render_func(template.new_context(values, shared=True)))
        except Exception:
            self.environment.handle_exception()

    def _around(self, path: str, shell: Shell) -> dict[str, object]:
        """What a page's template sees beside its view."""
        if shell is not self.shell:
            if shell != self.shell:
                self.seen.clear()
                self.fragments.clear()
                self.placed.clear()
            self.shell = shell
        link = _absolute(shell) if path == PageKind.NOT_FOUND.path() else partial(relative, path, shell.offline)
        up = link("a").removesuffix("a")
        if up not in self.seen:
            self.seen[ANYWHERE] = self._seen(shell, partial(_from_anywhere, shell.offline), ANYWHERE)
            self.seen[up] = self._seen(shell, link, up)
        return self.seen[up] | {"page_path": path}

    def _seen(self, shell: Shell, link: Callable[[str], str], up: str) -> dict[str, object]:
        strings, assets = self.theme.strings_for(shell.language), dict(shell.assets)
        return {
            **self.environment.globals,
            "shell": shell,
            "link": link,
            "t": partial(phrase, strings),
            "beside": partial(beside, self.theme.beside(shell.language)),
            "told": partial(told, strings, self.theme.beside(shell.language)),
            "forms": partial(forms, strings, shell.language),
            "day": strings.day,
            "direction": direction,
            "lang": partial(language_mark, shell.language),
            "asset": lambda name: link(assets[name]),
            "cover": cover,
            "lot": lot,
            "bdi": bdi,
            "body": partial(self._body, link, shell),
            "picture": partial(self._picture, link),
            "language_name": strings.name_of,
            "phone_address": phone_address,
            "qr_code": self._qr_code,
            "fragment": partial(self._fragment, up),
        }

    def _fragment(self, up: str, name: str, **values: Hashable) -> Markup:
        """A part of pages that sees neither view nor page, made once for all pages that are as deep in the site.

        Our own templates make it once for all pages below the top; its links get their way up afterwards.
        """
        if self.theme.own or not up.startswith(UP):
            return self._made_once(up, name, values)
        key = (up, name, *values.values())
        placed = self.placed.get(key)
        if placed is None:
            if len(self.placed) >= MOST_PLACED:
                self.placed.clear()
            html = str.replace(self._made_once(ANYWHERE, name, values), ANYWHERE, up)
            self.placed[key] = placed = Markup(html)  # noqa: S704  # a template escaped every word in it
        return placed

    def _made_once(self, up: str, name: str, values: dict[str, Hashable]) -> Markup:
        key = (up, name, *values.values())
        made, cost = self.fragments.get(key, (None, 0))
        if made is None:
            if len(self.fragments) >= MOST_FRAGMENTS:
                self.fragments.clear()
            before = allowance.left() if self.theme.own else 0
            html = self._made(name, self.seen[up] | values).strip("\n")
            made = Markup(html)  # noqa: S704  # the same
            cost = before - allowance.left() if self.theme.own else 0
            if not self.theme.own or len(html) <= LONGEST_FRAGMENT:
                self.fragments[key] = made, cost
        elif self.theme.own:
            allowance.spend(cost)  # as if it were made here, so that a page takes the same whatever was made before
        return made

    def _qr_code(self, address: str, words: str) -> Markup:
        """The HTML of an address as a code for cameras; ``words`` say what it is."""
        if self.theme.own:
            allowance.spend(QR_CODE)
        return qr_code(address, words)

    def _source(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        source = self.theme.templates.get(name)
        return None if source is None else (source, self._path(name), lambda: True)

    def _path(self, name: str) -> str:
        return self.theme.own.get(name, f"themes/{self.theme.name}/templates/{name}")

    def _problem(self, e: Exception, template: str, page: str) -> Diagnostic:
        """The place in a template where rendering failed; Jinja2 maps frames of templates to their lines."""
        frames = [f for f in traceback.extract_tb(e.__traceback__) if f.filename.startswith("themes/")]
        path, line = (frames[-1].filename, frames[-1].lineno or 1) if frames else (self._path(template), 1)
        hint = "docs/themes.md lists what each template sees; delete the file to use the built-in one"
        if isinstance(e, jinja2.exceptions.SecurityError | TooMuchError):
            hint = "docs/themes.md says what templates can do, and what not; delete the file to use the built-in one"
        return error("template", path, Span(line), f"the template fails on {page}: {_why(e)}", hint)

    def _picture(
        self, link: Callable[[str], str], view: PictureView, place: str, *, first: bool = False, more: str = ""
    ) -> Markup:
        """The HTML of a picture, as wide as the theme says for such a ``place``."""
        return picture_html(link, view, self.theme.sizes.get(place, EVERYWHERE), first=first, more=more)

    def _body(self, link: Callable[[str], str], shell: Shell, view: BodyView, *, first: bool = False) -> Markup:
        """The HTML of a body with its holes filled. Its phrases are in its own language, if the theme speaks it.

        With ``first``, a picture with which it begins is the page's first.
        """
        strings = self.theme.strings_for(view.language, shell.language)
        begins = first and bool(view.parts) and not TAGS.sub("", str(view.parts[0])).strip()
        html: list[str] = []
        for n, part in enumerate(view.parts):
            if isinstance(part, str):
                html.append(part)
            elif part.kind is HoleKind.PICTURE:
                beside = (near for near in view.parts[max(0, n - 1) : n + 2] if isinstance(near, str))
                place = "gallery" if any(NEXT_FIGURE in near for near in beside) else "text"
                picture = view.pictures[int(part.which)]
                html.append(self._picture(link, picture, place, first=begins and n < 2))
            else:
                html.append(_fill(part, view, strings, link))
        return Markup("".join(html))  # noqa: S704  # generator.content.body_builder and _fill escape every word of an author's


def _why(e: Exception) -> str:
    """What was raised, in a line to be read; a template can put anything into it."""
    why = OBJECT.sub(r"\1", str(e) or type(e).__name__)[:LONGEST_MESSAGE]
    return "".join(c if c.isprintable() else "\ufffd" for c in why)


def render_all(theme: Theme, pages: Sequence[Page]) -> list[Output]:
    """The pages as files."""
    renderer = renderer_of(theme)
    return [renderer.render(page) for page in pages]


_kept: list[Renderer] = []


def renderer_of(theme: Theme) -> Renderer:
    """A renderer, which is kept for the next pages in the same theme. Raises as `Renderer` does."""
    if not _kept or _kept[0].theme.digest != theme.digest:
        _kept[:] = [Renderer(theme)]
    return _kept[0]


def _fill(mark: Hole, view: BodyView, strings: Strings, link: Callable[[str], str]) -> str:
    """A phrase, or one end of a link."""
    if mark.kind is HoleKind.PHRASE:
        return escape(strings[str(mark.which)])
    which = int(mark.which)
    target = view.links[which]
    if target is None:
        return ""
    if mark.kind is HoleKind.LINK_END:
        hidden = f'<span class="visually-hidden"> ({escape(strings["external"])})</span>' if target.external else ""
        return f"{hidden}</a>"
    title = f' title="{escape(view.titles[which])}"' if view.titles[which] else ""
    more = ' class="external" rel="noopener noreferrer"' if target.external else ""
    return f'<a href="{escape(_address(target, link))}"{title}{more}>'


def _address(target: LinkTarget, link: Callable[[str], str]) -> str:
    if target.url is not None:
        return target.url
    fragment = f"#{quote(target.fragment)}" if target.fragment else ""
    return (link(target.path) if target.path is not None else "") + fragment or "#"


def relative(source: str, explicit: bool, path: str) -> str:
    """The address of ``path`` as seen from the page ``source``.

    Web servers serve index.html for a folder; where there is no server, file names are ``explicit``. The address of
    another site, to which a menu may lead, stays as it is.
    """
    if ELSEWHERE in path:
        return path
    address = UP * source.count("/") + path
    return address if explicit else address.removesuffix("index.html") or "./"


def _from_anywhere(explicit: bool, path: str) -> str:  # the same
    """The address of ``path`` from pages below the site's top, with `ANYWHERE` for the way up."""
    if ELSEWHERE in path:
        return path
    return ANYWHERE + (path if explicit else path.removesuffix("index.html"))


def _absolute(shell: Shell) -> Callable[[str], str]:
    """Addresses from the host's root, for a page that is shown at whatever address was not found."""
    root = urlsplit(shell.url).path
    return lambda path: path if ELSEWHERE in path else root + path.removesuffix("index.html")
