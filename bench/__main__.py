"""`python -m bench [NAME ...]`: all benchmarks, or those named. `make bench` gives them a database of their own."""

import importlib
import sys

NAMES = ("places", "equal_shares", "http", "discussion", "report", "initiatives")


def main(wanted: list[str]) -> int:
    """Run them one after another."""
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"No benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    for name in wanted or NAMES:
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
