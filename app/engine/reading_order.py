"""Which file is read next?"""

from __future__ import annotations

LARGE_BYTES = 4_000_000
"""A file above this may take long to read."""

_NS_PER_BYTE = 600_000
"""In the queue a megabyte counts as ten minutes of age: newest and smallest come first."""

PLACE = f"(mtime_ns - size * {_NS_PER_BYTE})"
"""Where a row of `app_files` stands in the queue, the largest first."""

QUEUE, SMALL_QUEUE = "app_files_queue", "app_files_queue_small"
"""The indexes of all pending files and of those that are not large, by their place."""

INDEXES = (
    "DROP INDEX IF EXISTS app_files_pending",  # an older order
    f"CREATE INDEX {QUEUE} ON app_files ({PLACE} DESC, id) WHERE state = 'pending'",
    f"CREATE INDEX {SMALL_QUEUE} ON app_files ({PLACE} DESC, id)"
    f" WHERE state = 'pending' AND size <= {LARGE_BYTES}",
)
