"""How is a process kept from taking more memory than it may?"""

from __future__ import annotations

import sys
from pathlib import Path


def limit_memory(allowance: int) -> None:
    """Limit the address space to what is used now plus `allowance` bytes, where the OS can."""
    if sys.platform == "win32":
        return
    import resource

    try:
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        used *= resource.getpagesize()
    except OSError:
        used = 0  # no /proc: what the child holds by now is small against the allowance
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = used + allowance
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    if soft == resource.RLIM_INFINITY or limit < soft:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no core files of private documents
