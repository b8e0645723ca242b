"""Ways to reach somebody: e-mail, telephone, accounts elsewhere, and the profiles and places to which links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.advice.around import SiteAround
from generator.advice.finding import Finding, Level
from generator.advice.passages import Passage
from generator.advice.privacy_places import LINKED_POINT, POINTS
from generator.advice.privacy_sought import (
    KEEP,
    Sought,
    Stretches,
    beginning,
    below_alone,
    private,
    span_in,
)
from generator.advice.texts import AdvisedText
from generator.ground.patterns import lazy

E_MAIL = lazy(r"(?<![\w.+-])[\w.+-]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?![\w-])")
# As people write one so that programs do not find it, and readers do.
VEILED = lazy(
    r"(?<![\w.+-])[\w.+-]+ ?[\[(](?:at|@)[\])] ?[\w-]+(?:(?:\.| ?[\[(](?:dot|punkt)[\])] ?)[\w-]+)+", re.IGNORECASE
)
# The same without any sign. What ends it is as hosts end, or “look at this dot” would be one.
VEILS = ("(at)", "[at]", "(@)", "[@]", "(at]", "[at)", "(@]", "[@)")
SPOKEN = lazy(
    r"(?<![\w.+-])[\w.+-]+(?: (?:dot|punkt|punto) [\w.+-]+){0,3} (?:at|arroba|ät|@) [\w-]+"
    r"(?: (?:dot|punkt|punto) [\w-]+){0,3}? (?:dot|punkt|punto) "
    r"(?:com|org|net|edu|gov|info|biz|name|eu|uk|co|ie|de|at|ch|es|mx|ar|us|ca|au|nz|fr|it|nl|io|me|test|example)\b",
    re.IGNORECASE,
)
DOTS = (" dot ", " punkt ", " punto ")
# As many digits as the shortest number of a person has; the library that decides takes longer to look.
MAY_BE_PHONE = lazy(r"(?:\d[^\w\n]{0,3}){6}\d")
# What the library takes for numbers of some countries.
DAY = lazy(r"\d{1,2}([./-])\d{1,2}\1\d{4}")
# An account of the Fediverse has its host behind it.
HANDLE = lazy(r"(?<![\w@./+-])@[A-Za-z0-9_](?:[\w.]{1,28})[A-Za-z0-9_](?:@[\w-]+(?:\.[\w-]+)+)?(?![\w@])")
# Where only what is no word can be told from one.
HOSTS = "Instagram Insta TikTok Facebook Twitter Snapchat Discord Telegram Threads Bluesky Mastodon Reddit"
SMALL_HOSTS = HOSTS.lower().split()
_HOSTS = rf"\b(?i:{HOSTS.replace(' ', '|')})\b"
_NAME = r"(?=[\w.]*(?:[\d_]|\.\w))(?=[\w.]*[^\W\d_])[\w.]{3,30}\w"
NAMED_ACCOUNT = lazy(
    rf"{_HOSTS}(?:[ \t]*:|(?:,?[ \t]+(?i:as|under|is|was|account|profile|page|name|handle|user(?:name)?|called|named"
    r"|als|unter|ist|war|lautet|heißt|Konto|Profil|Seite|como|es|era|cuenta|perfil|se llama)){1,4}:?)"
    rf"[ \t]*[“\"„«]?(?P<name>{_NAME})"
    rf"|(?<![\w@./-])(?P<before>(?=[^\W\d_]){_NAME})[ \t]+(?:on|bei|auf|en)[ \t]+{_HOSTS}"
)
# Hosts on which people have pages are known without the beginning of an address, too.
KNOWN_HOSTS = (
    r"(?:instagram|threads|facebook|twitter|x|tiktok|youtube|snapchat|linkedin|reddit|bsky|t|wa)\.(?:com|net|app|me)/"
)
ADDRESS = lazy(rf"(?:https?://|\bwww\.|mailto:|tel:|(?<![\w@./-]){KNOWN_HOSTS})[^\s<>()\[\]\"'“”]+", re.IGNORECASE)
MAY_BE_ADDRESS = ("://", "www.", "mailto:", "tel:", ".com/", ".net/", ".app/", ".me/")
# Pages of a person on hosts where people have such; what else is there (posts, groups, help) names nobody.
PROFILE = (
    r"(?:https?://)?(?:www\.|m\.|[a-z]{2}-[a-z]{2}\.)?(?:"
    r"(?:instagram|threads)\.(?:com|net)/(?!(?:p|reel|reels|explore|stories|accounts|about)/)@?[\w.]+/?"
    r"|facebook\.com/(?!(?:groups|events|watch|share|sharer|pages|help|policies|hashtag|photo|story)\b)[\w.]+/?"
    r"|facebook\.com/profile\.php\?id=\d+"
    r"|(?:twitter|x)\.com/(?!(?:i|home|search|hashtag|intent|share|explore|settings)\b)\w{1,15}/?"
    r"|tiktok\.com/@[\w.]+/?|youtube\.com/(?:@[\w.-]+|user/\w+)/?|snapchat\.com/add/[\w.-]+/?"
    r"|linkedin\.com/in/[\w%-]+/?|reddit\.com/u(?:ser)?/[\w-]+/?|bsky\.app/profile/[\w.:-]+/?"
    r"|(?:t\.me|wa\.me)/\+?\w+/?|[\w-]+(?:\.[\w-]+)+/@[\w.]+(?:@[\w.-]+)?/?"
    r")(?:[?#].*)?"
)
WRITTEN_TO = "whoever it belongs to can be written to, and looked up, for as long as the page is online"


def _e_mails(passage: Passage, _around: SiteAround) -> Stretches:
    if "@" in passage.text:
        yield from (match.span() for match in E_MAIL.finditer(passage.text))
    if ("[" in passage.text or "(" in passage.text) and any(sign in passage.text.lower() for sign in VEILS):
        yield from (match.span() for match in VEILED.finditer(passage.text))
    small = passage.text.lower()
    if any(dot in small for dot in DOTS):
        yield from (match.span() for match in SPOKEN.finditer(passage.text))


def _phones(passage: Passage, around: SiteAround) -> Stretches:
    return _numbers(passage.text, passage.language, around)


def _numbers(words: str, language: str, around: SiteAround) -> Stretches:
    """Numbers that are valid in a country which the site or the text's language speaks for.

    Numbers that are free or dear to call belong to services, never to a person.
    """
    if not MAY_BE_PHONE.search(words):
        return
    import phonenumbers
    from phonenumbers import PhoneNumberMatcher, PhoneNumberType, number_type

    services = {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
    }
    stretches: dict[tuple[int, int], None] = {}
    for country in around.countries(language) or (None,):
        for match in PhoneNumberMatcher(words.replace("\n", " "), country):
            digits = phonenumbers.national_significant_number(match.number)
            is_own = any(own.endswith(digits) for own in around.own_digits)
            if not (is_own or number_type(match.number) in services or DAY.fullmatch(match.raw_string)):
                stretches.setdefault((match.start, match.end))
    yield from stretches


def _accounts(passage: Passage, _around: SiteAround) -> Stretches:
    if "@" in passage.text:
        yield from (match.span() for match in HANDLE.finditer(passage.text))
    small = passage.text.lower()
    if any(host in small for host in SMALL_HOSTS):
        yield from (match.span(match.lastgroup or 0) for match in NAMED_ACCOUNT.finditer(passage.text))


E_MAILS = Sought(
    private("email", "An e-mail address", f"An address is one person's or one house's: {WRITTEN_TO}."),
    _e_mails,
    "an e-mail address stands here",
    f"leave it out, or name the place to write to in other words; {KEEP}",
    usual_on_pages=True,
    begun=beginning("dot punkt punto"),
    signs=("@", "[", "("),
)
PHONES = Sought(
    private("phone", "A telephone number", "A number leads to one telephone, and often to a name and a street."),
    _phones,
    "a telephone number stands here",
    f"leave it out; {KEEP}",
    usual_on_pages=True,
    digits=7,
)
ACCOUNTS = Sought(
    private(
        "account", "The name of an account", "Who knows an account knows its pictures, its friends, and its places."
    ),
    _accounts,
    "the name of an account somewhere else stands here",
    f"leave it out, or say only where the account is; {KEEP}",
    usual_on_pages=True,
    begun=beginning(HOSTS),
    signs=("@",),
)
PROFILES = private(
    "profile",
    "A link to somebody's own page",
    "A page of one's own on another site says who somebody is, in one press.",
)
SOUGHT = (E_MAILS, PHONES, ACCOUNTS)
RULES = (*(one.rule for one in SOUGHT), PROFILES)
# What links lead to, by the beginning of their addresses or by all of it.
LINKED = (
    (lazy(rf"mailto:{E_MAIL.pattern}", re.IGNORECASE), E_MAILS.rule, "this link writes to an e-mail address"),
    (lazy(r"tel:[+\d(]", re.IGNORECASE), PHONES.rule, "this link rings a telephone"),
    (lazy(PROFILE + "$", re.IGNORECASE), PROFILES, "this link leads to one person's page on another site"),
    (LINKED_POINT, POINTS.rule, "this link leads to a point on a map"),
)
UNLINK = f"take the link out, and leave the words; {KEEP}"


def in_links(text: AdvisedText, around: SiteAround) -> Iterator[Finding]:
    """Ways to reach somebody to which links lead, whatever their words say."""
    small = text.source.lower()
    if text.header is None or not any(sign in small for sign in MAY_BE_ADDRESS):
        return
    level = Level.WARNING if text.is_story else Level.NOTE
    source = below_alone(text.source)
    for match in _addresses(source):
        address = match[0].rstrip(".,;:!?*_")
        led = address if "/" in address else address.partition(":")[2]
        if around.is_own(led.partition("?")[0]):
            continue
        for form, rule, message in LINKED:
            if form.match(address) and (rule is not PHONES.rule or any(_numbers(led, text.language, around))):
                end = match.start() + len(address)
                span = span_in(source, end - len(led)), span_in(source, end)
                yield Finding(text.path, *span, rule, led, message, UNLINK, level)


def _addresses(source: str) -> Iterator[re.Match[str]]:
    """Addresses in a text, looked for only in lines that hold what all of them have."""
    small = source.lower()
    if len(small) != len(source):  # as one letter of a few languages becomes two
        yield from ADDRESS.finditer(source)
        return
    found = (place.start() for sign in MAY_BE_ADDRESS if sign in small for place in re.finditer(re.escape(sign), small))
    behind = 0
    for at in sorted(found):
        if at >= behind:
            begin, end = source.rfind("\n", 0, at) + 1, source.find("\n", at)
            behind = end if end >= 0 else len(source)
            yield from ADDRESS.finditer(source, begin, behind)
