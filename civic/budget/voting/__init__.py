"""Voting: who may vote, the ballot paper and what counts on it, sealed envelopes, receipts, keys and their opening.

A *paper* (karta) is what an edition offers; a *choice* is what a voter put on it; an *envelope* (koperta) holds the
sealed choice and says, under a key, who cast it; a *tracker* is the envelope's public number; a *ballot* is an opened,
shuffled choice that nobody can tie to an envelope. Designed in docs/voting.md.
"""
