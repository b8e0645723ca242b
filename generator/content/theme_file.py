"""What theme.yaml says: settings with their defaults, scripts, and pairs of colours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from generator.content.field_types import CLOSED, Id, Text

MOST = 200  # settings of a theme, and pairs of colours
ScriptName = Annotated[str, Field(pattern=r"^[a-z0-9-]+\.js$")]
SettingName = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two colours that are seen together, and how much they must differ."""

    __pydantic_config__ = CLOSED

    of: Annotated[Text, Field(description="The setting whose colour is on top.", examples=["ink"])]
    on: Annotated[Text, Field(description="The setting whose colour is the ground.", examples=["paper"])]
    least: Annotated[float, Field(ge=1, le=21, description="The least contrast ratio.", examples=["7"])]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFile:
    """theme.yaml."""

    __pydantic_config__ = CLOSED

    description: Annotated[Text, Field(description="One sentence on the theme.", examples=["Quiet and wide."])]
    extends: Annotated[Id | None, Field(description="The theme whose files stand in for those not here.")] = None
    settings: Annotated[
        dict[SettingName, Text],
        Field(
            max_length=MOST,
            description="Names and default values of the theme's settings; a site's own values are of their kind.",
        ),
    ] = field(default_factory=dict)
    sizes: Annotated[
        dict[Id, Text],
        Field(
            max_length=MOST,
            description="How wide pictures are shown, by their place, as in the attribute “sizes” of HTML.",
        ),
    ] = field(default_factory=dict)
    scripts: Annotated[
        dict[ScriptName, tuple[Text, ...]],
        Field(description="Scripts of several files in assets/, which are sent as one; the files' names in order."),
    ] = field(default_factory=dict)
    contrast: Annotated[
        tuple[Pair, ...], Field(max_length=MOST, description="Pairs of colours that every build checks.")
    ] = ()
