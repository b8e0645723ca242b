"""How many bytes of a file are read at most: more is never what an author meant, and could exhaust the machine."""

TEXT = 500_000
PICTURE = 40_000_000
# Of a recording; read in pieces, never as a whole. What is larger few readers could load, and few hosts take.
RECORDING = 500_000_000
COMMENT = 20_000  # characters of a comment on a story that are kept as one
COMMENTS = 2_000_000  # a file of them, also in UTF-16, which has twice the bytes
