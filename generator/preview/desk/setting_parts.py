"""The parts that the settings of a site come in at the desk, and what their fields are called there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.content.field_types import LONGEST
from generator.content.stance import FieldPath
from generator.content.strict_yaml import Loc

LOG_EDITORS: FieldPath = ("consent", "log_editors")
# Where an entry of the menu leads is one choice, and two settings.
LEADS, TO, PAGE = ("leads",), ("to",), ("page",)
TICKED = (("avif",),)
# Days, of which there may be none; where nothing is written, they are the usual ones.
CHECK_IN_DAYS = ("check_in",)
FRAMES: FieldPath = ("frames",)
# Ids of other entries, each of which is ticked or not.
CHOSEN = (("related",), ("for",))
LISTED = (("synonyms",), *CHOSEN, ("languages",), ("add",), ("take_away",), FRAMES, CHECK_IN_DAYS)
COUNTRY: FieldPath = ("helplines", "country")
ONE_A_LINE = (("synonyms",), ("add",), ("take_away",), FRAMES)
# What directories of podcasts put a podcast under, and whether it is for children.
CATEGORY, EXPLICIT = ("podcast", "category"), ("podcast", "explicit")
LONG = (
    ("description",),
    ("podcast", "description"),
    ("note",),
    ("withdraw", "text"),
    ("tagline",),
    ("why",),
    ("organisation", "address"),
)
# Hints of fields, by part and field, where what the schema says is not enough, or is about the file.
OWN_HINTS: Mapping[tuple[str, FieldPath], str] = {
    ("organisation", ("url",)): "With https://. Feeds and readers' bookmarks go by it.",
    ("organisation", ("organisation", "phone")): "A number for readers.",
    ("organisation", ("withdraw", "phone")): "A number to ring.",
    (
        "organisation",
        ("leave", "url"),
    ): "A harmless page that anybody could be reading; Wikipedia, if you leave it empty.",
    (
        "topics",
        ("id",),
    ): "Small letters, digits, hyphens. Made of the name, if left empty; later it should stay as it is.",
    ("words", ("synonyms",)): "One on each line. Each finds stories with any of its forms.",
    ("topics", ("synonyms",)): "One on each line. Authors may write them, and search knows them.",
    ("topics", ("related",)): "Topics that readers are offered next.",
    (
        "content-notes",
        ("id",),
    ): "Small letters, digits, hyphens. Made of the words, if left empty; later it should stay.",
    (
        "uses",
        ("id",),
    ): "Small letters, digits, hyphens. Made of the name, if left empty; later it should stay, since consents name it.",
    ("check-in", CHECK_IN_DAYS): "With commas between them, such as 14, 183. Empty for never.",
    (
        "logo",
        ("logo", "file"),
    ): "Such as media/logo.svg in the site's folder. Below, one of this computer can be put there.",
    (
        "logo",
        ("logo", "dark"),
    ): "In light colours. Without one, a light ground stays behind the logo on dark screens.",
    ("menu", LEADS): "For an address elsewhere, write that below.",
    ("menu", ("url",)): "A page of another website, such as one where readers can donate.",
    ("front", ("front", "story")): "Leave it to the newest, or choose one. It counts as long as it is published.",
    (
        "shelves",
        ("id",),
    ): "Small letters, digits, hyphens. Made of the name, if left empty; later it should stay, since links lead there.",
    ("helplines", ("languages",)): "Languages spoken there, as codes with commas between them: en, es",
    ("films", FRAMES): "One on each line: youtube, vimeo, or the host of a PeerTube, such as video.example.org.",
    ("podcast", ("podcast", "description")): f"For directories of podcasts, at most {LONGEST} characters.",
    ("podcast", ("podcast", "language")): "Its code, such as en, if it is not that of the site.",
    ("podcast", EXPLICIT): "Directories ask everybody for this.",
    ("helplines", ("phone",)): "The number to ring.",
    ("helplines", ("region",)): "With commas between several countries; empty for every country.",
    (
        "helplines",
        ("for",),
    ): "It comes first after stories that carry one of these, and behind the others after all others.",
    (
        "organisation",
        COUNTRY,
    ): "Its helplines come first after stories. What can be chosen are the regions of your helplines.",
    ("help-phrases", ("built_in",)): "The guide for editors lists them, in English, German and Spanish.",
    ("help-phrases", ("add",)): "One on each line, of two words or more. They are never shown to readers.",
    ("help-phrases", ("take_away",)): "One on each line, as the guide writes them.",
    (
        "log",
        LOG_EDITORS,
    ): "Every act then asks for a name, which stays in the log for good. Decide it together, and tell everybody.",
}


@dataclass(frozen=True, slots=True)
class SettingsPart:
    """A part of site.yaml with a form of its own, or a list of entries that have one each.

    ``loc`` is where it stands, ``labels`` are its fields, ``one`` is what an entry is called, ``page`` is where it is
    seen. A site may be without one that ``is_optional``: then nothing is written in any of its fields.
    """

    key: str
    title: str
    lead: str
    loc: Loc
    labels: Mapping[FieldPath, str]
    one: str = ""
    page: str = "index.html"
    is_optional: bool = False


ORGANISATION = SettingsPart(
    "organisation",
    "Name and organisation",
    "Who publishes the site, and how readers and storytellers reach you.",
    (),
    {
        ("name",): "Name of the site",
        ("tagline",): "One line under the name",
        ("url",): "Address of the site",
        ("language",): "Language of menus and pages",
        ("organisation", "name"): "Your organisation",
        ("organisation", "email"): "E-mail address for readers",
        ("organisation", "phone"): "Telephone number for readers",
        ("organisation", "address"): "Postal address",
        ("withdraw", "text"): "How a storyteller takes consent back",
        ("withdraw", "email"): "E-mail address for taking consent back",
        ("withdraw", "phone"): "Telephone number for taking consent back",
        ("withdraw", "page"): "Page that says more about consent",
        COUNTRY: "Country that most readers are in",
        ("help_page",): "Page with help",
        ("leave", "url"): "Where “Leave this page” leads",
    },
)
TOPICS = SettingsPart(
    "topics",
    "Topics",
    "The words that stories are found by.",
    ("topics",),
    {
        ("label",): "Name that readers see",
        ("id",): "Word that stories write, and address",
        ("description",): "What it holds",
        ("synonyms",): "Other words",
        ("related",): "Related topics",
        ("group",): "Heading that it stands under",
    },
    "topic",
    "topics/index.html",
)
NOTES = SettingsPart(
    "content-notes",
    "Content notes",
    "What a reader may wish to know before reading. Notes say that something comes up, never how.",
    ("content_notes",),
    {
        ("label",): "Words that readers see",
        ("id",): "Word that stories write, and address",
        ("description",): "What it covers",
    },
    "content note",
    "content-notes/index.html",
)
WORDS = SettingsPart(
    "words",
    "Other words in search",
    "Words that find others, too. What readers see says which were added.",
    ("words",),
    {("word",): "Word that readers look for", ("synonyms",): "Words that it finds, too"},
    "word",
    "search/index.html",
)
MENU = SettingsPart(
    "menu",
    "Menu",
    "The links at the top of every page. The page with help is always linked, and needs no entry.",
    ("menu",),
    {("label",): "Words of the link", LEADS: "Leads to", ("url",): "Address elsewhere"},
    "menu entry",
)
SOCIAL = SettingsPart(
    "social",
    "Places elsewhere",
    "Where else your organisation is found, such as on Mastodon. They are plain links at the foot of every page: "
    "nothing of these places is taken in, and they are not told where a reader comes from.",
    ("social",),
    {("label",): "Words of the link", ("url",): "Address"},
    "place elsewhere",
)
FRONT = SettingsPart(
    "front",
    "Front page",
    "It begins with your own words; below them one story stands large.",
    (),
    {("front", "story"): "The story that is shown large"},
)
SHELVES = SettingsPart(
    "shelves",
    "Shelves",
    "A few stories that somebody put together by hand. Each shelf has a page, and a place on the front page as long as "
    "two of its stories are published.",
    ("shelves",),
    {
        ("label",): "Name that readers see",
        ("id",): "Last part of its address",
        ("why",): "Why these stand together",
        ("by",): "Who chose them",
    },
    "shelf",
)
HELPLINES = SettingsPart(
    "helplines",
    "Helplines",
    "Services that readers can turn to, the most important first. After a story stands the nearest to it in the open, "
    "and the others one press away. Check each one where it says so itself.",
    ("helplines", "lines"),
    {
        ("name",): "Name of the service",
        ("phone",): "Telephone",
        ("text",): "Text message",
        ("chat",): "Address of a chat",
        ("url",): "Website",
        ("email",): "E-mail address",
        ("hours",): "When it is open",
        ("languages",): "Languages",
        ("region",): "Where it can be reached from",
        ("for",): "Content notes that it is there for",
        ("note",): "Anything else",
        ("source",): "Page where you checked",
        ("checked",): "Day when you checked",
    },
    "helpline",
)
HELP_PHRASES = SettingsPart(
    "help-phrases",
    "Help first in search",
    "Where a search holds one of these phrases, the nearest helpline and the page with help stand above the stories.",
    ("help_phrases",),
    {
        ("built_in",): "Phrases that are built in",
        ("add",): "More phrases",
        ("take_away",): "Built-in phrases that are not to count",
    },
    page="search/index.html",
)
USES = SettingsPart(
    "uses",
    "Uses elsewhere",
    "What stories may be used for beside the site. Storytellers are asked about each by itself.",
    ("uses",),
    {
        ("label",): "Name that storytellers read",
        ("id",): "Word that consents write",
        ("description",): "What saying yes to it means, and who gets it",
        ("tell",): "Whom to tell when a story may not be used any more",
    },
    "use",
)
CHECK_IN = SettingsPart(
    "check-in",
    "Checking in",
    "Some time after a story was published, the desk says that its storyteller is to be asked how it is for them.",
    (),
    {CHECK_IN_DAYS: "Days after publication"},
)
LOG = SettingsPart(
    "log",
    "The log of consent",
    "Whether it says who did each act.",
    (),
    {LOG_EDITORS: "The log names"},
)
LOOK = SettingsPart(
    "look",
    "Look",
    "Colours, fonts and width of the theme. What readers have chosen for themselves goes before it.",
    ("theme", "settings"),
    {},
)
LOGO = SettingsPart(
    "logo",
    "Logo",
    "A picture in place of the name at the top of every page. Who does not see it hears or reads the site's name. Of a "
    "drawing (SVG) only what draws is published; if something in it cannot be, the reason stands here. Leave both "
    "fields empty for the name in words.",
    (),
    {("logo", "file"): "The picture’s file", ("logo", "dark"): "Another for dark screens"},
    is_optional=True,
)
PICTURES = SettingsPart(
    "pictures",
    "Pictures",
    "A page offers pictures in several sizes, and a browser takes what fits its screen. AVIF is smaller than other "
    "formats and takes longer to write; a new version of what writes it makes these files anew.",
    ("pictures",),
    {("avif",): "Offer AVIF to telephones, too"},
    page="stories/index.html",
)
FILMS = SettingsPart(
    "films",
    "Films on other sites",
    "A story with such a film has a link to it. Where its place stands here, readers can see it in the page, too, once "
    "they press play. The place then learns their internet address, and that they come from your website.",
    ("recordings",),
    {FRAMES: "Places whose films a page may take in"},
    page="stories/index.html",
)
PODCAST = SettingsPart(
    "podcast",
    "Podcast",
    "A feed for podcast apps, with the recordings whose storytellers agreed to that by name. What people have "
    "downloaded cannot be called back. Leave every field empty for none.",
    (),
    {
        ("podcast", "title"): "Name of the podcast",
        ("podcast", "description"): "What it is about",
        ("podcast", "image"): "Its picture: the file",
        CATEGORY: "Where directories put it",
        EXPLICIT: "For children",
        ("podcast", "language"): "Its language",
    },
    is_optional=True,
)
NEW = "new"
PARTS = {
    part.key: part
    for part in (
        ORGANISATION,
        LOGO,
        LOOK,
        PICTURES,
        FILMS,
        PODCAST,
        FRONT,
        SHELVES,
        MENU,
        SOCIAL,
        TOPICS,
        NOTES,
        WORDS,
        HELPLINES,
        HELP_PHRASES,
        USES,
        CHECK_IN,
        LOG,
    )
}
LOOK_LABELS = {
    "paper": "Paper",
    "panel": "Panels",
    "ink": "Text",
    "quiet": "Quiet text",
    "accent": "Links and marks",
    "edge": "Edges of fields and buttons",
    "focus": "Ring around what the keyboard is on",
    "text-font": "Fonts of stories",
    "label-font": "Fonts of menus and buttons",
    "measure": "Width of the text",
}


def look_label(name: str) -> str:
    """What a setting of a theme is called; one that only the theme knows keeps its name."""
    by_day = LOOK_LABELS.get(name.removesuffix("-dark"))
    return name if by_day is None else f"{by_day}, by night" if name.endswith("-dark") else by_day


@dataclass(frozen=True, slots=True)
class SettingPlace:
    """A form for settings: its part, and the number of the entry, if it is one of a list; that of a new one is None."""

    part: SettingsPart
    number: int | None = None
    is_new: bool = False

    @property
    def loc(self) -> Loc:
        """Where in site.yaml its fields stand."""
        return self.part.loc if self.number is None else (*self.part.loc, self.number)

    @property
    def is_list(self) -> bool:
        """Whether it is a list's own page, with a form for each of its entries elsewhere."""
        return bool(self.part.one) and self.number is None and not self.is_new


def place_of(path: str) -> SettingPlace | None:
    """The form at an address below that of all settings; None where there is none."""
    key, _, number = path.partition("/")
    part = PARTS.get(key)
    if part is None or (number and not part.one):
        return None
    if number in ("", NEW):
        return SettingPlace(part, is_new=bool(number))
    return SettingPlace(part, int(number)) if number.isdecimal() and len(number) < 5 else None
