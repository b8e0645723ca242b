"""Tables whose words have no room beside each other on paper."""

from __future__ import annotations

LONG = "Gardenfriendlyneighbourhoodpainting" * 6
ARABIC = "وبالاستقلاليتهمالمتكررة" * 8
TABLES = {
    "en": f"| One | Two | Three |\n|---|---|---|\n| Monday | {LONG} | QQQ |",
    "ar": f"| متى | ماذا | أين |\n|---|---|---|\n| الاثنين | {ARABIC} | QQQ |",
}
