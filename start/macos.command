#!/bin/sh
# The same as on Linux. Nobody has tried this on a Mac yet.
exec "$(dirname "$0")/linux.sh"
