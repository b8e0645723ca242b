"""What a withdrawal does, before it is done, and what it could not do, in lines to be read."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterator

from generator.consent.withdrawal_plan import WithdrawalPlan
from generator.content.sources import SITE_FILE
from generator.ground.places import CHECK_INS
from generator.words import sentences

EMBEDDED = re.compile(r"!data-(\d+)")


def what_goes(plan: WithdrawalPlan) -> list[str]:
    """What a withdrawal will remove and empty, and what it leaves."""
    again = [f"{plan.path} was withdrawn on {plan.again}."] if plan.again else []
    if plan.another:
        again = [
            f"{plan.path} has nothing of the story that was withdrawn from there on {plan.another}: it is another one."
        ]
    removed = ["This will be removed for good:", *(f"  {path}" for path in plan.files)] if plan.files else []
    shared = [(path, SITE_FILE if path in plan.of_site else "another text") for path in plan.shared if plan.files]
    removed += [f"  (stays, since {other} shows it: {path})" for path, other in shared]
    if plan.there.emptied:
        folders = Counter(path.partition("/")[0] for path in plan.there.emptied)
        removed += ["This will be emptied now, and comes back without the story when it is made anew:"]
        removed += [f"  {folder}/: {_counted(files)}" for folder, files in sorted(folders.items())]
        removed += [f"  (what {path} quotes of it comes back, as long as that is published)" for path in plan.quoting]
    if plan.there.counted:
        removed += ["What “hearten check” counted of it is taken out of this baseline:"]
        removed += [f"  {path}" for path in plan.there.counted]
    if plan.retellings:
        removed += ["With it go its translations and Easy Read texts, each withdrawn by itself with all its own:"]
        removed += [f"  {path}" for path in plan.retellings]
    return [
        *again,
        *_in_doubt(plan),
        *removed,
        *_remaining(plan, "This holds something of it and is not removed unless you say so:"),
    ]


def _in_doubt(plan: WithdrawalPlan) -> Iterator[str]:
    """What nobody can tell of a story that is there, and what it is withdrawn by instead."""
    if plan.path not in plan.files:
        return
    if plan.is_unread and not plan.records:
        yield "Its front matter cannot be read, nor a record in it: the story is withdrawn by its words and address."
    if len(plan.records) > 1:
        yield "Its front matter cannot be read, so each record that it may have is withdrawn: " + ", ".join(
            plan.records
        )
    if not sentences.tell(plan.words):
        yield "Its file holds too few words that can be read: no copy can be known by them."


def _remaining(plan: WithdrawalPlan, heading: str) -> Iterator[str]:
    """What stays in the folder although it has to do with the story, under a heading."""
    if plan.remains:
        yield heading
        yield from (f"  {path}: {what}" for path, what in plan.remains.items())
    if plan.left_retellings:
        yield "This says that it is a translation or an Easy Read text of it. Each has to be withdrawn, too:"
        yield from (f"  {path}" for path in plan.left_retellings)
        yield "  Use “hearten consent withdraw” for each. Remove by hand what that does not know, such as a file in a"
        yield "  folder whose name begins with an underscore."
    if kept := [path for path in plan.there.kept if path != CHECK_INS]:  # of which the lines about the story go
        yield "The number of its form, or who acted, has a name in it. It stays in what proves the consent and its end:"
        yield from (f"  {path}" for path in kept)
        yield "  Leave these as they are, since they keep the story from coming back. Give them to nobody who must not"
        yield "  read the name, and tell the storyteller. Give other forms numbers without one."
    if plan.of_site:
        yield f"{SITE_FILE} names this, which is a picture of the story, for the whole site, such as a logo:"
        yield from (f"  {path}" for path in plan.of_site)
        yield "  Name another picture there, or none, and remove the file."
    if plan.there.linking:
        yield "This holds its address; pages show a link that leads nowhere as plain words:"
        yield from (f"  {path}" for path in plan.there.linking)
        if SITE_FILE in plan.there.linking:
            yield "  Where a shelf or the front page names the story's file there, take the name out."
    if plan.unopened:
        yield "This could not be looked into, so look yourself:"
        yield from (f"  {_plainly(place)}: {why}" for place, why in plan.unopened)


def _plainly(place: str) -> str:
    """A place inside a file in words: what is written within a page itself has a number and no name."""
    return EMBEDDED.sub(r" (number \1 of what is written within it as data)", place)


def _counted(files: int) -> str:
    return f"{files} file{'' if files == 1 else 's'}"


def _where_it_stands(plan: WithdrawalPlan) -> str:
    if plan.remains or plan.of_site or plan.left_retellings:
        return "The story is withdrawn and stays withheld, but it is not out of the site's folder yet."
    if plan.unopened:
        return "The story is withdrawn and stays withheld, and gone as far as the site's folder could be opened."
    if plan.path not in plan.files:
        return "The story is out of the site's folder, as far as that can be told without its words and pictures."
    return "The story is out of the site's folder."


def what_is_left(plan: WithdrawalPlan, *, at_desk: bool = False) -> list[str]:
    """What withdrawing did not reach, with what a person can do about it, in lines to be read, ``at_desk`` or not."""
    steps = [_at_desk() if at_desk else _in_terminal()]
    if not at_desk or _in_git(plan):
        steps.append(_history(plan))
    steps += _elsewhere(plan)
    return [
        f"{_where_it_stands(plan)} What remains for you to do:",
        *_remaining(plan, "This still holds something of it. Look at each, and remove what is the story's:"),
        *(line for n, (first, *more) in enumerate(steps, start=1) for line in (f"{n}. {first}", *more)),
    ]


def _at_desk() -> list[str]:
    return [
        "Put the site online now, so that the old page goes: “What will change online” does it, and proves that the",
        "   page is gone. Make the offline copy anew as well, and ask whoever was handed one to exchange it.",
    ]


def _in_terminal() -> list[str]:
    return [
        "Build, and put the site online as usual, so that the old page goes:",
        "     hearten build",
        "   Where site.yaml says under “publish:” where that is, this does both, and proves that the page is gone:",
        "     hearten publish",
        "   Make the offline copy anew as well, and ask whoever was handed one to exchange it.",
    ]


def _in_git(plan: WithdrawalPlan) -> bool:
    """Whether the site's folder is one of git's, or lies in one."""
    root = plan.root.resolve()
    return any((folder / ".git").exists() for folder in (root, *root.parents))


def _history(plan: WithdrawalPlan) -> list[str]:
    files = [
        p for p in (plan.path, *plan.files, *plan.retellings, *plan.left_retellings) if not p.startswith("consent/")
    ]
    purge = " ".join(f"--path {shlex.quote(p)}" for p in dict.fromkeys(files))
    return [
        "If the folder is kept in git, its history still holds the story. Commit and push, then purge it everywhere",
        "   from a fresh clone, with https://github.com/newren/git-filter-repo and these commands:",
        "     git clone THE-ADDRESS fresh && cd fresh",
        f"     git filter-repo --sensitive-data-removal --invert-paths {purge}",
        "     git push --force --mirror origin",
        "   Earlier names of the files are listed by: git log --follow --name-only --format= -- "
        + shlex.quote(plan.path),
        "   Every other copy of the repository has to be cloned anew. A host may keep old commits: ask its support.",
    ]


def _elsewhere(plan: WithdrawalPlan) -> list[list[str]]:
    film = [
        "Its film is on another site, where nothing can be deleted from here. Have whoever shows it take it down:",
        f"     {plan.film}",
    ]
    return [
        *([film] if plan.film else []),
        [
            "Ask search engines to forget these addresses:",
            *(f"  {address}" for address in plan.addresses),
            "     Google: https://search.google.com/search-console/remove-outdated-content",
            "     Bing: https://www.bing.com/webmasters/tools/contentremoval",
        ],
        [
            "Ask web archives; see whether they have it at:",
            *(f"  https://web.archive.org/web/*/{address}" for address in plan.addresses),
            "     and write to info@archive.org if they do.",
        ],
        ["Nobody can call back what others copied, printed, or keep in a feed reader. Tell the storyteller so."],
        ["Backups of this folder and of the website hold the story until they are overwritten."],
    ]
