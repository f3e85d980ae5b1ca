"""The whole check of boundaries before they are stored: what would be stored, and everything there is to say."""

from civic.places.rules.cover import Whole, check_cover, check_names
from civic.places.rules.findings import Finding, refusing
from civic.places.rules.geojson import Draft, Reading
from civic.places.rules.repair import repair_cover, repair_shapes
from civic.places.rules.shapes import check_shape


def judge(reading: Reading, whole: Whole, *, repair: bool = False) -> tuple[list[Draft], list[Finding]]:
    """The areas to store and all findings; nothing may be stored when one of them refuses.

    First each area by itself; only when all are sound, how they fit together.
    """
    drafts, findings = list(reading.drafts), list(reading.findings)
    if repair:
        drafts, changes = repair_shapes(drafts)
        findings += changes
    for draft in drafts:
        findings += check_shape(draft, reading.system)
    findings += check_names(drafts)
    if refusing(findings):
        return drafts, findings
    if repair:
        drafts, changes = repair_cover(drafts, whole)
        findings += changes
    return drafts, findings + check_cover(drafts, whole)
