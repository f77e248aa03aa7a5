from __future__ import annotations

from hypothesis import settings

# A busy machine is no failure, so examples have no deadline.
settings.register_profile("sparkbert", deadline=None)
settings.load_profile("sparkbert")
