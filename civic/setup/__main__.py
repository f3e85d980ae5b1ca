"""`python3 -m civic.setup COMMAND`, run from the checkout; the Makefile calls it."""

import os
import sys
from pathlib import Path

from civic.setup.commands import main
from civic.setup.python_env import outside

ROOT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    other = outside(ROOT)
    if other is not None:
        os.execv(other, [str(other), "-m", "civic.setup", *sys.argv[1:]])  # noqa: S606 - Python itself
    sys.exit(main(ROOT, sys.argv[1:]))
