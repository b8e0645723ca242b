"""What Google Docs exports as web pages and as Markdown, as a source of texts."""
