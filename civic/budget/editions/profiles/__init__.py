"""Ready ways of doing a participatory budget, one readable file per city.

Each says how that city votes, counts, breaks ties and uses what is left. What was not seen in the city's own
sources is marked "not seen: default" and takes the value a new edition would have anyway.
"""

from functools import cache
from importlib.resources import files

from civic.budget.editions.document import read_yaml
from civic.budget.editions.rules.profile import Profile


@cache
def profile_names() -> tuple[str, ...]:
    """Names of the files without their ending, e.g. "krakow-2024"."""
    own = files(__package__)
    return tuple(sorted(each.name[: -len(".yaml")] for each in own.iterdir() if each.name.endswith(".yaml")))


@cache
def load_profile(name: str) -> Profile:
    """The profile; KeyError when there is none of that name."""
    return read_yaml(profile_text(name), Profile)


def profile_text(name: str) -> str:
    """The file itself, comments included; KeyError when there is none of that name."""
    if name not in profile_names():
        raise KeyError(name)
    return (files(__package__) / f"{name}.yaml").read_text(encoding="utf-8")
