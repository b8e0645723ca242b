"""A story's summary as it goes to others: search engines, previews in social media, feeds and podcasts."""

from __future__ import annotations

from generator.content.settings import Settings
from generator.gate.admit import Story


def summary_elsewhere(story: Story, settings: Settings) -> str:
    """The summary of a story, and before it, in brackets, what a reader may wish to know before."""
    notes = [settings.note_by_id[note].label for note in story.notes]
    return f"[{' · '.join(notes)}] {story.summary}" if notes else story.summary
