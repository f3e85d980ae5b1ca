"""The component library's stylesheet, cut down."""

from civic.setup.trim import trim

PUBLISHED = (
    '@charset "UTF-8";:root{--govuk-text-colour:#0b0c0c}/*! a notice */'
    "@font-face{font-family:GDS Transport;src:url(/assets/x.woff2)}"
    ".govuk-input{font-family:GDS Transport,arial,sans-serif;border:2px solid}"
    ".govuk-header{color:red}.govuk-header,.govuk-label{color:blue}"
    "@media print{.govuk-input{font-family:sans-serif}.govuk-header{display:none}}"
    "@media (min-width:40em){.govuk-header{margin:0}}"
    ".govuk-button:not(.govuk-header,.x):hover{top:2px}"
    ".govuk-input-other{color:red}.govuk-button--warning{color:white}"
)


def test_only_the_rules_of_kept_components_stay_in_their_order_and_in_a_layer() -> None:
    _, css = trim(PUBLISHED).split("\n", 1)
    assert css == (
        "@layer govuk{:root{--govuk-text-colour:#0b0c0c}"
        ".govuk-input{font-family:inherit;border:2px solid}"
        ".govuk-label{color:blue}"
        "@media print{.govuk-input{font-family:sans-serif}}"
        ".govuk-button:not(.govuk-header,.x):hover{top:2px}"
        ".govuk-button--warning{color:white}}\n"
    )


def test_no_foreign_typeface_nor_address_is_left_and_the_licence_is_named() -> None:
    css = trim(PUBLISHED)
    assert "GDS" not in css
    assert "url(" not in css
    assert "MIT licence" in css.splitlines()[0]
