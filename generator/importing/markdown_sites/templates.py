"""Commands of templates in a text (Liquid, Nunjucks, Handlebars, shortcodes of Hugo and Zola, components of MDX).

What shows a picture, a video or a link becomes one; of all others the words between them stay, and their marks go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.ground.patterns import lazy
from generator.importing.html.addresses import destination
from generator.importing.item import Fate
from generator.importing.markdown_sites.tally import Tally
from generator.importing.wording import plain_words

# How a command names a text or a file, to where that lies in the source; None where it is not there.
Find = Callable[[str], str | None]

LIQUID = lazy(r"\{%-?\s*(?P<command>[^%{}]*(?:%(?!\})[^%{}]*)*?)\s*-?%\}|\{\{(?P<value>[^{}<%]*)\}\}")
HUGO = lazy(r"\{\{(?P<open>[<%])-?\s*(?P<command>(?:\"(?:\\.|[^\"\\])*\"|`[^`]*`|[^\"`{}])*?)\s*/?-?[>%]\}\}")
ARGUMENT = lazy(
    r"(?:(?P<name>[\w-]+)\s*[=:]\s*)?(?:\"(?P<double>(?:\\.|[^\"\\])*)\"|'(?P<single>[^']*)'|`(?P<raw>[^`]*)`|(?P<bare>[^\s\"'`,()=|]+))"
)
SITE = lazy(r"\s*(?:site\.(?:baseurl|url)|baseurl|site\.baseUrl)\s*")
PATH = lazy(r"\s*['\"](?P<path>[^'\"]+)['\"]\s*\|\s*(?:relative_url|absolute_url|url|prepend:[^|]*)\s*(?:\|.*)?")
WORDS_WHY = "it was a command of another program; words around it stay"

# By the names of commands, and of their arguments.
PICTURES = frozenset(("figure", "img", "image", "picture", "photo", "resize_image", "responsive_image", "postimage"))
VIDEOS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "youtubeplayer": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
}
LINKS = frozenset(("ref", "relref", "post_url", "link"))


OPENS, CLOSES = r"\{(?:%-?|\{[<%])\s*", r"\s*(?:-?%|[>%]\})\}"
HIGHLIGHT = lazy(
    rf"{OPENS}highlight\s+[\"']?(?P<language>[\w+#-]*)[^{{}}\n]*?{CLOSES}\n?"
    rf"(?P<code>(?:(?!{OPENS}(?:end|/\s*)?highlight\b).)*+){OPENS}(?:end|/\s*)highlight{CLOSES}",
    re.DOTALL,
)
QUOTATION = lazy(
    rf"{OPENS}(?P<name>(?:block|pull)?quote|epigraph)\b(?P<rest>[^{{}}\n]*?){CLOSES}"
    rf"(?P<words>(?:(?!{OPENS}).)*+){OPENS}(?:(?:end|/\s*)(?P=name)|end){CLOSES}",
    re.DOTALL,
)
LOOP = lazy(rf"{OPENS}for\s[^{{}}\n]*?{CLOSES}(?:(?!{OPENS}(?:end)?for\b).)*+{OPENS}endfor{CLOSES}", re.DOTALL)
# What stands between these is no command, whatever it looks like.
RAW = lazy(rf"{OPENS}raw{CLOSES}((?:(?!{OPENS}endraw\b).)*+){OPENS}endraw{CLOSES}", re.DOTALL)
COMMAND = lazy(r"\{(?=[{%])")
BUTTONS = frozenset(("button", "btn", "cta", "linkbutton", "link-button"))
# Boxes that have words of their own above what is in them.
BOXES = frozenset(("details", "tab", "expand", "collapse", "accordion", "accordion-item", "spoiler", "card", "panel",
                   "admonition", "callout", "alert", "notice", "note", "tip", "info", "warning"))  # fmt: skip
HEADS = ("summary", "title", "name", "label", "header", "heading")
TELLERS = ("author", "by", "cite", "source", "attribution")


def with_fences(text: str) -> str:
    """A text whose commands for code are fences."""

    def fenced(found: re.Match[str]) -> str:
        code, fence = found["code"].strip("\n"), "```"
        around = found.string[max(found.start() - 1, 0) : found.start()] + found.string[found.end() : found.end() + 1]
        if "\n" not in found[0] and "`" not in code and around.strip("\n"):
            return f"`{code}`"
        while fence in code:
            fence += "`"
        return f"{fence}{found['language']}\n{code}\n{fence}"

    return HIGHLIGHT.sub(fenced, text) if "highlight" in text else text


def with_quotations(text: str, remarks: Tally) -> str:
    """A text whose commands for quotations are quotations, and without lists that a program makes."""

    def quoted(found: re.Match[str]) -> str:
        _, named = arguments(found["rest"])
        teller = next((plain_words(named[name]) for name in TELLERS if name in named), "")
        lines = [*found["words"].strip().split("\n"), *(["", f"— {teller}"] if teller else [])]
        return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"

    text, loops = LOOP.subn("", text)
    remarks.add(Fate.DROPPED, "list that a program makes", "lists of texts come by themselves here", loops)
    return QUOTATION.sub(quoted, text)


def with_raw_words(text: str) -> str:
    """A text in which nothing that is to be shown as it is written looks like a command."""
    return RAW.sub(lambda found: COMMAND.sub("&#123;", found[1]), text) if "raw" in text else text


def arguments(words: str) -> tuple[list[str], dict[str, str]]:
    """The arguments of a command: those without a name in order, and those with one."""
    plain: list[str] = []
    named: dict[str, str] = {}
    for found in ARGUMENT.finditer(words):
        value = next(v for v in (found["double"], found["single"], found["raw"], found["bare"]) if v is not None)
        value = value.replace('\\"', '"')
        if found["name"]:
            named[found["name"].lower()] = value
        else:
            plain.append(value)
    return plain, named


def of_hugo(text: str, remarks: Tally, find: Find) -> str:
    """A text without shortcodes of Hugo."""
    return HUGO.sub(lambda found: _command(found["command"], remarks, find), text) if "{{" in text else text


def of_liquid(text: str, remarks: Tally, find: Find, base: str) -> str:
    """A text without commands of Liquid, Nunjucks and the like, and without shortcodes of Zola.

    ``base`` is the folder that its site lay in.
    """
    if "{%" not in text and "{{" not in text:
        return text

    def plain(found: re.Match[str]) -> str:
        if found["command"] is not None:
            return _command(found["command"], remarks, find)
        if SITE.fullmatch(found["value"]):
            return base
        if path := PATH.fullmatch(found["value"]):
            return f"{base}/{path['path'].lstrip('/')}"
        if call := re.fullmatch(r"\s*(\w+)\((.*)\)\s*", found["value"], re.DOTALL):
            return _command(f"{call[1]} {call[2]}", remarks, find)
        remarks.add(Fate.DROPPED, f"value “{plain_words(found['value'])[:60]}”", WORDS_WHY)
        return ""

    return LIQUID.sub(plain, text)


def _command(words: str, remarks: Tally, find: Find) -> str:
    name, _, rest = words.strip().partition(" ")
    called = re.match(r"(\w+)\((.*)\)\s*$", words.strip(), re.DOTALL)
    name, rest = (called[1], called[2]) if called else (name, rest)
    plain, named = arguments(rest)
    low = name.lower().strip("/")
    if low == "include" and plain and not name.startswith("/"):
        low = re.split(r"[./]", plain.pop(0).rpartition("/")[2])[0]
    if not name.startswith("/") and (made := _shown(low, plain, named, find)):
        return made
    if not name.startswith(("/", "end")):
        remarks.add(Fate.DROPPED, f"command “{plain_words(low)[:40]}”", WORDS_WHY)
    return ""


def _shown(name: str, plain: list[str], named: Mapping[str, str], find: Find) -> str:
    """What a command shows, in Markdown; nothing if it is not known."""
    if name in LINKS and plain:
        return find(plain[0]) or f"#{plain[0].partition('#')[2]}"
    if name in VIDEOS and (number := named.get("id") or next(iter(plain), "")):
        return f"<{VIDEOS[name].format(destination(number))}>"
    if name in PICTURES or name.endswith(("figure", "image")):
        source = next((named[key] for key in ("src", "path", "url", "image_path", "image", "file") if key in named), "")
        source = source or next(iter(plain), "")
        alt, caption = named.get("alt", ""), named.get("caption") or named.get("title", "")
        return picture(source, alt, caption) if source else ""
    if name in BUTTONS:
        target = next((named[key] for key in ("href", "url", "link", "relref", "ref") if key in named), "")
        words = _escaped(next((named[key] for key in ("text", "label", "title", "name") if key in named), ""))
        return f"[{words}]({destination(find(target) or target)})" if target and words else words
    if name in BOXES and (head := _escaped(next((named[key] for key in HEADS if key in named), ""))):
        return f"\n\n**{head}**\n\n"
    return ""


def _escaped(words: str) -> str:
    return re.sub(r"([\[\]\\`*_<])", r"\\\1", plain_words(words))


def picture(source: str, alt: str, caption: str = "") -> str:
    """A picture in Markdown, in a paragraph of its own if it has a caption."""
    words = _escaped(alt)
    title = plain_words(caption).replace("\\", "\\\\").replace('"', '\\"')
    shown = f"![{words}]({destination(source)}" + (f' "{title}")' if title else ")")
    return f"\n\n{shown}\n\n" if title else shown


MODULE = lazy(
    r"^(?:import\s(?:[^;\n\"'{}]|\{[^{}]*\})*[\"'][^\"'\n]+[\"'];?"
    r"|export\s+(?:const|let|var|default|function|\{)[^\n]*(?:\n(?=\S)[^\n]*)*)[ \t]*$",
    re.MULTILINE,
)
IMPORTED = lazy(r"^import\s+(\w+)\s+from\s*[\"']([^\"'\n]+)[\"']", re.MULTILINE)
COMPONENT = lazy(
    r"</?(?P<name>[A-Z][\w.]*)(?P<rest>(?:\s+[\w:-]+(?:=(?:\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}))?|\s+\{[^{}]*\})*)\s*/?>|</?>"
)
EXPRESSION = lazy(r"(?<![\\{])\{(?P<value>[^{}\n]{0,400})\}")
WORDS = lazy(r"\s*(?:\"([^\"\\]*)\"|'([^'\\]*)'|`([^`$\\]*)`)\s*")
PROPERTY = lazy(r"([\w:-]+)=(?:\"([^\"]*)\"|'([^']*)'|\{\s*([^{}]*?)\s*\})")


def of_mdx(text: str, remarks: Tally) -> str:
    """A text of MDX without what it imports, exports and calculates; of components, the words in them stay."""
    imported = dict(IMPORTED.findall(text))

    def component(found: re.Match[str]) -> str:
        rest = found["rest"] or ""
        values = {name: a or b or imported.get(c, c.strip("\"'`")) for name, a, b, c in PROPERTY.findall(rest)}
        if source := values.get("src", ""):
            return picture(source, values.get("alt", ""), values.get("caption", ""))
        if found["name"] and not found[0].startswith("</"):
            remarks.add(Fate.DROPPED, f"component “{found['name']}”", "the words in it stay")
        return ""

    def expression(found: re.Match[str]) -> str:
        if words := WORDS.fullmatch(found["value"]):
            return next(filter(None, words.groups()), "")
        remarks.add(Fate.DROPPED, f"value “{plain_words(found['value'])[:60]}”", WORDS_WHY)
        return ""

    text, count = MODULE.subn("", text)
    remarks.add(Fate.DROPPED, "line of a program", "it said where components come from", count)
    return EXPRESSION.sub(expression, COMPONENT.sub(component, text))
