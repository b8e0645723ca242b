"""What tests build and look with: sites, stories, pictures, previews, a failing disk, a reader of the search index."""
