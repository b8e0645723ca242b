"""The output to a host, and away from there what may not be online any more."""
