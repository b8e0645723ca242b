"""What every test shares."""

from __future__ import annotations

from hypothesis import settings

# The same examples on every machine and every run: a red test is red for everybody.
settings.register_profile("hearten", derandomize=True, deadline=None, max_examples=50, database=None)
settings.load_profile("hearten")
