"""The process in which a large document is made: JSON in, PDF out. What Typst keeps in memory goes when it ends."""

import sys

import msgspec

from civic.core.pdf.typesetting import Work, typeset


def main() -> None:
    """Read the work from standard input, write the document to standard output."""
    sys.stdout.buffer.write(typeset(msgspec.json.decode(sys.stdin.buffer.read(), type=Work)))


if __name__ == "__main__":
    main()
