"""Characters that are drawn as nothing at all, as parts of a class of a regular expression."""

from __future__ import annotations

# Unicode 14.0, property Default_Ignorable_Code_Point. Fingerprints rest on it (`gate.spellings`): it never changes.
IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Format characters of annotations between lines, which programs that know nothing of these draw as nothing.
ANNOTATING = "\ufff9-\ufffb"
