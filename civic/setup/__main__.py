"""`python3 -m civic.setup COMMAND`, run from the checkout; the Makefile calls it."""

import sys
from pathlib import Path

from civic.setup.commands import main

if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[2], sys.argv[1:]))
