"""Local initiatives (inicjatywa lokalna): residents and the city carry out one public task together.

A chain of small features, each importing only what stands before it: ``requests`` (what neighbours ask for and give),
``assessment`` (formal check, scores, decision), ``agreements`` (schedule, estimate, contract), ``works`` (what was done,
lent and settled). Source: act on public benefit and volunteering (UDPPiW) art. 2(4), 19b-19h.
"""
