"""Public consultations (konsultacje społeczne): from the notice to the published report.

A chain of small features, each importing only what stands before it: ``notices`` (what is consulted, when and under
which law), ``texts`` (the consulted document), ``remarks`` and ``discussion`` (what people say), ``answers``, ``reports``.
"""
