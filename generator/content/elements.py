"""What Markdown's tokens become where that is the same each time, and which of them hold others or end words."""

from __future__ import annotations

CONTAINERS = ("quote", "aside", "question", "poem")
CONTAINER = ":::"
SIMPLE = {
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "em_open": "<em>",
    "em_close": "</em>",
    "hardbreak": "<br>\n",
    "hr": "<hr>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n",
    "table_close": "</table></div>\n",
    "thead_open": "<thead>\n",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>\n",
    "tbody_close": "</tbody>\n",
    "tr_open": "<tr>\n",
    "tr_close": "</tr>\n",
    "th_close": "</th>\n",
    "td_close": "</td>\n",
    "dl_open": "<dl>\n",
    "dl_close": "</dl>\n",
    "dt_open": "<dt>",
    "dt_close": "</dt>\n",
    "dd_open": "<dd>",
    "dd_close": "</dd>\n",
    "container_quote_open": '<blockquote class="pull-quote">\n',
    "container_quote_close": "</blockquote>\n",
    "container_aside_open": '<div class="aside" role="note">\n',
    "container_aside_close": "</div>\n",
    "container_question_open": '<div class="question">\n',
    "container_poem_open": '<div class="poem">\n',
    "container_poem_close": "</div>\n",
    "footnote_block_close": "</ol>\n</section>\n",
    "footnote_close": "</li>\n",
}
# Tokens after which the next words are not part of the words before.
BREAKS = frozenset(
    {
        "paragraph_close",
        "heading_close",
        "td_close",
        "th_close",
        "dt_close",
        "softbreak",
        "hardbreak",
        "list_item_close",
    }
)
# What holds other blocks.
NESTS = frozenset({"blockquote_open", "list_item_open", "dd_open", *(f"container_{name}_open" for name in CONTAINERS)})
# What begins with signs that may have been meant otherwise, and draws lines below into it.
DRAWS_IN = frozenset({"bullet_list_open", "blockquote_open", "table_open"})
ALIGNED = {"text-align:left": "start", "text-align:center": "center", "text-align:right": "end"}
