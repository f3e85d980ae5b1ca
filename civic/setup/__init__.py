"""Set-up: everything between a fresh clone and a served site or a finished test run.

Runs before any dependency is installed, so it is plain Python 3.11: it imports the standard library and itself, nothing else
of civic. The Makefile calls `python3 -m civic.setup COMMAND`.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever calls it has read nothing yet
    raise SystemExit("Civic needs Python 3.11 or newer: say which one, like `make run PYTHON=python3.11`.")
