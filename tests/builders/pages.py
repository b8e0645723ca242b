"""Pages of HTML as people have them: saved by a browser, made by a program, or written by hand long ago."""

from __future__ import annotations

FIRST = "We painted the gate in April, and <b>nobody</b> asked whose gate it was before that. It took three weekends."
SECOND = (
    'Then <a href="hill.html">the hill</a> was steeper than it had looked, so we stopped half way and had our tea '
    "there, all of us, and nobody minded."
)
THIRD = "In May the paint was dry. Whoever passes it now slows down a little, and so do I, on most days."
MENU = '<a href="index.html">Home</a> <a href="about.html">About us</a> <a href="contact.html">Contact</a>'

MODERN = f"""<!DOCTYPE html>
<html lang="de-AT"><head><meta charset="utf-8"><title>The gate | Harbour Stories</title>
<meta property="og:site_name" content="Harbour Stories"><meta name="description" content="A gate is painted.">
<meta name="author" content="Maren"><meta property="article:published_time" content="2019-05-03T10:00:00+02:00">
<meta property="article:modified_time" content="2019-06-01"><meta property="article:tag" content="Hope">
<link rel="canonical" href="https://old.example.org/2019/the-gate/">
<script type="application/ld+json">{{"author": "somebody else"}}</script></head>
<body><header><nav>{MENU}</nav></header><main><article><h1>The gate</h1><time datetime="2019-05-03">3 May</time>
<p>{FIRST}</p><p>{SECOND}</p><figure><img src="img/gate.jpg" alt="A gate."><figcaption>In May.</figcaption></figure>
<table><tr><th>Day</th><th>Deed</th></tr><tr><td>Monday</td><td>Paint</td></tr></table>
<ul><li>One bucket</li><li>Two brushes</li></ul><p>{THIRD}</p>
<div class="social-share"><a href="https://social.example.net/">Share this</a></div></article>
<section id="comments"><h2>Two comments</h2>
<p>Lovely! wrote Ines, who knows the gate from her way to school.</p></section>
</main><footer>Harbour, 2019. All rights reserved.</footer></body></html>"""

BY_HAND = f"""<html><head><title>The gate</title></head><body bgcolor="white"><table width="700"><tr>
<td width="100"><font size="2"><a href="index.html">Home</a><br><a href="hill.html">The hill</a></font></td>
<td><font face="arial" size="2"><b>The gate</b><br><br>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</font></td>
</tr></table></body></html>"""

HILL = f"""<html><head><title>The hill</title></head><body><h1>The hill</h1><p>{THIRD}</p>
<p>See <a href="gate.html">the gate</a>, and <a href="index.html">all stories</a>,
or <a href="lost.pdf">a paper</a>.</p>
</body></html>"""

INDEX = """<html><head><title>Stories</title></head><body><h1>Stories</h1><ul>
<li><a href="gate.html">The gate that we painted in April</a></li>
<li><a href="hill.html">The hill that was steeper than it looked</a></li></ul></body></html>"""
