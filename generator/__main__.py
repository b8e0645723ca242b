"""``python -m generator`` is the same as ``hearten``."""

from generator.cli import main

main()
