"""Views on their way to other processes."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import prepare
from generator.views.lists import ListView
from generator.views.pages import StoryView
from tests.builders.example import TODAY, source_of_example


@pytest.mark.parametrize("kind", [StoryView, ListView])
def test_a_view_arrives_as_it_was(kind: type, tmp_path: Path) -> None:
    """A view that another process is to render is there what it is here."""
    target = Target(source_of_example(tmp_path), "web", TODAY)
    views = [page.view for page in prepare(target, Run()).pages]
    sent = [view for view in views if isinstance(view, kind)]
    assert sent
    assert pickle.loads(pickle.dumps(sent)) == sent
