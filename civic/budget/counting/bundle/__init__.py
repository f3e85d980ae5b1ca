"""The public bundle of an edition: a folder from which anybody repeats the count.

``rules.json`` (what was counted by, projects, draws), ``ballots/*.pb`` and ``*.csv`` (the same ballots twice),
``results.json``, ``protocol.json``, ``BLOCKS`` and ``SHA256SUMS``. No names, no times, no order of casting in it. Two
exports of the same edition are the same bytes. Write with ``write.write``, repeat with ``recount.recount``.
"""
