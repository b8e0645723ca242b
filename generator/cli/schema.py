"""The command ``hearten schema``: the fields of files, for text editors and for Sveltia CMS."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import OneOf, source_option, told


@click.command()
@click.argument("kind", required=False, type=OneOf(["story", "page", "site", "theme"]))
@click.option("--sveltia", is_flag=True, help="Print a config.yml for Sveltia CMS instead, with the site's own topics.")
@source_option
@told
def schema(kind: str | None, sveltia: bool, source: Path) -> None:
    """Print the JSON Schema of a story's or page's front matter, of site.yaml, or of theme.yaml.

    \b
    Editors that know YAML complete and check a file whose first line names its schema.

    \b
    Example:
      hearten schema story > schema/story.json
      hearten schema --sveltia > config.yml
    """  # noqa: D301  # click keeps the lines of a paragraph that begins with this character
    from generator.authoring.scaffold import schema_text
    from generator.authoring.sveltia import configuration
    from generator.publishing.destinations import settings_of

    if (kind is None) != sveltia:
        raise click.UsageError("Name one of story, page, site and theme, or --sveltia alone.")
    text = configuration(settings_of(source)) if kind is None else schema_text(kind)
    click.echo(text.encode(), nl=False)
