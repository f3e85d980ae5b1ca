"""Projects (projekty): what residents propose for an edition, from a draft to the list one votes on.

A leader (projektodawca) writes a draft step by step, submits it, and may withdraw it. What the city decides about it
is in ``assessment``; both move the project along the edges of ``rules.EDGES``.
"""
