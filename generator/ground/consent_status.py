"""Where a consent may stand."""

from __future__ import annotations

from typing import Literal, get_args

Status = Literal["requested", "given", "paused", "withdrawn", "revoked", "expired", "refused"]
STATUSES: tuple[Status, ...] = get_args(Status)
