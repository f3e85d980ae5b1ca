"""Assessment (ocena): what the office decides about submitted projects, until the list one votes on is fixed.

Each project gets a formal check (of its papers) and a merit check (of the thing itself), each with an outcome and a
written, public reason. When all are assessed, the results are published; when appeals are over, the list is fixed
and gets its order on the ballot. After that nothing on it changes, except that a leader may still withdraw in time.
"""
