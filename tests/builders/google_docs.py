"""Files of the shapes that Google Docs exports, with a made-up story."""

from __future__ import annotations

import base64
import zipfile
from pathlib import Path

from tests.builders.pictures import picture, saved

PNG = saved(picture(), "PNG")

SHEET = (
    "@import url(https://themes.googleusercontent.com/fonts/css?kit=made-up);"
    '.lst-kix_a1-0 > li:before{content:"\\0025cf  "}'
    '.lst-kix_b2-0 > li:before{content:"" counter(lst-ctn-kix_b2-0,decimal) ". "}'
    '.lst-kix_c3-0 > li:before{content:"" counter(lst-ctn-kix_c3-0,lower-latin) ". "}'
    "ol.lst-kix_b2-0{list-style-type:none}.c0{color:#000000;font-weight:400;text-decoration:none;vertical-align:baseline;"
    'font-size:11pt;font-family:"Arial";font-style:normal}.c1{font-weight:700}.c2{font-style:italic}'
    ".c3{color:#1155cc;text-decoration:underline}.c4{color:inherit;text-decoration:inherit}"
    ".c5{text-decoration:line-through}.c6{vertical-align:super;font-size:7pt}.c7{margin-left:36pt;padding-left:0pt}"
    ".title{padding-top:0pt;font-size:26pt}.subtitle{font-size:15pt}"
)
LINK = "https://www.google.com/url?q=https://example.org/gate?a%3D1%26b%3D2&amp;sa=D&amp;source=editors&amp;ust=1700&amp;usg=AOv"
BODY = (
    '<p class="c8 title" id="h.a1"><span class="c0">The gate</span></p>'
    '<p class="c8 subtitle" id="h.a2"><span class="c0">A made-up story, for tests</span></p>'
    '<p class="c9"><span class="c0"></span></p>'
    '<p class="c9"><span class="c0">I came to the gate every day</span>'
    '<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>'
    '<span class="c0">.</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span class="c0"> It was </span>'
    '<span class="c1">heavy</span><span class="c0">, and I was </span>'
    '<span class="c0 c2">not</span><span class="c0">.</span></p>'
    '<h1 class="c10" id="h.b1"><span class="c0">What I took along</span></h1>'
    '<ul class="c11 lst-kix_a1-0 start"><li class="c7"><span class="c0">a coat</span></li><li class="c7">'
    '<span class="c0">bread'
    '</span></li></ul><ul class="c11 lst-kix_a1-1 start"><li class="c7"><span class="c0">with salt</span></li></ul>'
    '<p class="c9"><span class="c0">Then I counted.</span></p>'
    '<ol class="c11 lst-kix_b2-0" start="3"><li class="c7"><span class="c0">a third</span></li></ol>'
    '<ol class="c11 lst-kix_c3-0 start" start="1"><li class="c7"><span class="c0">a letter</span></li></ol>'
    '<p class="c9"><span style="overflow: hidden; display: inline-block; width: 96.00px; height: 64.00px;">'
    '<img alt="A gate in a low wall." src="images/image1.png" style="width: 96.00px;" title=""></span></p>'
    f'<p class="c9"><span class="c0">More is on </span>'
    f'<span class="c3"><a class="c4" href="{LINK}">the page of the town</a></span>'
    '<span class="c5">, in a street</span><span class="c0">.</span></p>'
    '<hr style="page-break-before:always;display:none;"><p class="c9"><span class="c0">Today it is open.</span></p>'
    '<hr class="c12"><div><p class="c9"><a href="#ftnt_ref1" id="ftnt1">[1]</a><span class="c0">&nbsp;'
    "It was painted green."
    '</span></p></div><div class="c13"><p class="c9"><a href="#cmnt_ref1" id="cmnt1">[a]</a>'
    '<span class="c0">Is her sister fine '
    "with this?</span></p></div>"
)


def page(body: str = BODY) -> str:
    """A web page."""
    meta = '<meta content="text/html; charset=UTF-8" http-equiv="content-type">'
    head = f'<head>{meta}<style type="text/css">{SHEET}</style></head>'
    return f'<html>{head}<body class="c14 doc-content">{body}</body></html>'


def zipped(path: Path, body: str = BODY) -> Path:
    """An archive with a web page and its picture."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("TheGate.html", page(body))
        archive.writestr("images/image1.png", PNG)
    return path


MARKDOWN = f"""\
# **The gate**

I came to the gate every day.[^1] It was **heavy**, and I was *not*\\! 1986\\. What a year \\- and no list.
A line\x20\x20
and another.

# **What I took along**

* a coat
* bread
  * with salt

3. a third

![][image1]

More is on [the page of the town](https://example.org/gate).

| Day | What I did |
| :---- | :---- |
| Monday | I walked \\| once around. |

[^1]:  It was painted green.

[image1]: <data:image/png;base64,{base64.b64encode(PNG).decode()}>
"""
