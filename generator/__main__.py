"""``python -m generator`` is the same as ``hearten``."""

from generator.cli.main import main

main()
