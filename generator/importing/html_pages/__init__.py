"""Pages of HTML: saved ones, and those of a site that was written by hand."""
