"""Stories out into other programs' formats."""
