"""New sites, new stories, and changes to front matter."""
