"""The count itself: ballots and frozen rules in, a decision with its reason for every project out.

Plain Python with numpy, no database, no clock, no request. Start at ``pool.count_pool`` (one pool) and
``edition.count_edition`` (all pools, then leftovers and turnout bonus). Money is grosz as ``int``; a share of
money is a ``Fraction``. Nothing is ever decided by a float. Rules: polish-rules 2.8 and 2.9.
"""
