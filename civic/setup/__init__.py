"""Set-up: everything between a fresh clone and a served site or a finished test run.

Runs before any dependency is installed, so it is plain Python 3.11: it imports the standard library and itself, nothing else
of civic. `python3 civic/setup COMMAND` is what the Makefile calls.
"""
