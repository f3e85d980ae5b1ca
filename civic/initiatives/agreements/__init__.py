"""Agreements (umowy) about local initiatives: schedule and cost estimate made jointly, the agreement they are annexed to.

The plan (harmonogram and kosztorys together) goes back and forth in versions, each written by one side and kept for
ever. When both sides have confirmed the same newest version, the agreement can be signed. It is not a grant: the city
does its share and residents do theirs; no text here hands over money (act on public benefit, art. 19d-19h).
"""
