"""The consulted document: imported into paragraphs with stable anchors, in versions that are kept and compared."""
