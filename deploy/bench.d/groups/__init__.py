"""One module for each group of measures; `measure` takes them. The first line of its text is what --help says."""
from . import check, claims, growth, http, library, lifecycle, sql, start, streams

ALL = {"http": http, "sql": sql, "claims": claims, "lifecycle": lifecycle, "start": start, "streams": streams,
       "library": library, "check": check, "growth": growth}


def explained():
    return "\n".join(f"  {name:<10} {module.__doc__.strip().splitlines()[0]}" for name, module in ALL.items())
