"""Elections in the Pabulib format (``.pb``): read, write, and repeat a published result.

Plain Python: no database, no request. Format: pabulib.org/format. Start at ``reader.read`` and ``verify.verify``.
"""
