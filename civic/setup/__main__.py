"""The commands behind the Makefile."""

import sys
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# civic/__init__.py needs Flask, which may not be installed yet: an empty stand-in lets `civic.setup` be imported without it.
sys.path[0] = str(ROOT)
sys.modules["civic"] = types.ModuleType("civic")
sys.modules["civic"].__path__ = [str(ROOT / "civic")]

from civic.setup.commands import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(ROOT, sys.argv[1:]))
