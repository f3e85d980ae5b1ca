"""Works (praca): what happens between the agreement and the settlement, and the register of all initiatives.

Things lent with their protocols (act on public benefit, art. 19f), the log of hours of community work, photos, the
settlement report (planned against actual, line by line), termination; the public list, map and yearly register.
"""
