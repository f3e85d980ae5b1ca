"""Remarks (uwagi): numbered, on a paragraph or the whole, sent one by one or as one opinion, from every channel."""
