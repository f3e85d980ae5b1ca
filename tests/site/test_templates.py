"""Every template compiles, has a title, and leaves style, behaviour and foreign hosts out of the page."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta, nodes

from tests.site.source import ROOT

TEMPLATES = ROOT / "templates"
STATIC = ROOT / "civic" / "static"
PARTS = {"site_header", "site_footer", "flashes"}  # included whole by the base page, not called as macros


def names(pattern: str = "**/*.html") -> list[str]:
    """The templates' names as Jinja knows them."""
    return sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.glob(pattern))


def pages() -> list[str]:
    """Templates that are whole pages."""
    return [
        name
        for name in names()
        if re.search(r'{%-? *extends "(base|office)\.html"', (TEMPLATES / name).read_text())
    ]


def parse(app: Flask, name: str) -> nodes.Template:
    """A template's tree."""
    return app.jinja_env.parse((TEMPLATES / name).read_text(), name)


def without_comments(text: str) -> str:
    """A template without {# ... #}."""
    return re.sub(r"{#.*?#}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", names("**/*.*"))
def test_compiles(app: Flask, name: str) -> None:
    app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", names())
def test_what_it_refers_to_exists(app: Flask, name: str) -> None:
    tree = parse(app, name)
    missing = [
        other for other in meta.find_referenced_templates(tree) if other and not (TEMPLATES / other).is_file()
    ]
    assert missing == []
    for line in tree.find_all(nodes.FromImport):
        source = line.template.as_const()
        there = {macro.name for macro in parse(app, source).find_all(nodes.Macro)}
        wanted = {each if isinstance(each, str) else each[0] for each in line.names}
        assert wanted <= there, f"{source} has no {wanted - there}"


@pytest.mark.parametrize("name", pages())
def test_page_has_a_title(app: Flask, name: str) -> None:
    blocks = {block.name: block for block in parse(app, name).find_all(nodes.Block)}
    layout = name == "office.html" or name.rpartition("/")[2].startswith("_")
    assert layout or "title" in blocks
    if "title" in blocks:
        assert blocks["title"].body, "an empty title"
        assert not re.search(r"<\w", "".join(_data(blocks["title"]))), "a title is plain text"


def _data(block: nodes.Block) -> list[str]:
    return [data.data for data in block.find_all(nodes.TemplateData)]


@pytest.mark.parametrize("name", names())
def test_no_inline_style_handler_or_script(name: str) -> None:
    text = without_comments((TEMPLATES / name).read_text())
    assert not re.search(r"<[^>{]*\sstyle\s*=", text), "an inline style"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), "an inline handler"
    assert "<style" not in text
    assert "javascript:" not in text
    for tag in re.findall(r"<script\b(?:[^>{]|{{.*?}})*>", text):
        assert 'type="application/json"' in tag or ("src=" in tag and "csp_nonce()" in tag), tag


@pytest.mark.parametrize("name", names())
def test_nothing_is_fetched_from_a_foreign_host(name: str) -> None:
    text = without_comments((TEMPLATES / name).read_text())
    fetched = re.findall(r"<(?:link|script|img|iframe|source|use|image|object|embed)\b[^>]*", text)
    assert [tag for tag in fetched if re.search(r"(?:https?:)?//[\w.]", tag)] == []


@pytest.mark.parametrize(
    "path", [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js")], ids=lambda path: path.name
)
def test_styles_and_scripts_stay_at_home(path: Path) -> None:
    assert re.findall(r"https?://[^\s\"')]+", path.read_text()) == []


@pytest.mark.parametrize(
    "name", [path.stem for path in (TEMPLATES / "components").glob("*.html") if path.stem not in PARTS]
)
def test_component_is_one_macro_of_its_own_name_and_on_the_pattern_page(app: Flask, name: str) -> None:
    macros = [macro.name for macro in parse(app, f"components/{name}.html").find_all(nodes.Macro)]
    assert macros[0] == name
    shown = "".join(path.read_text() for path in (TEMPLATES / "design").glob("*.html"))
    assert f'"components/{name}.html"' in shown


def palette(at: str) -> dict[str, str]:
    """The colours of one kind of screen: those of :root, then those of the media queries named in ``at``."""
    css = (STATIC / "css" / "civic.css").read_text()
    found: dict[str, str] = {}
    for head, body in re.findall(r"(?:@media ([^{]+) {\s*)?:root {([^}]*)}", css):
        if all(condition in at for condition in re.findall(r"\([^)]*\)", head)):
            found |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", body))
    return found


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ("paper", "sheet", "sunk")
READ = [(ink, ground, 4.5) for ink in ("ink-soft", "link", "link-visited", "error") for ground in GROUNDS]
BODY = [
    ("ink", ground, 7)
    for ground in (*GROUNDS, "accent-soft", "success-soft", "warning-soft", "error-soft", "info-soft")
]
OTHER = [
    ("on-action", "action", 4.5), ("on-accent", "accent", 4.5), ("error", "error-soft", 4.5), ("on-focus", "focus", 4.5),
    ("line-strong", "paper", 3), ("line-strong", "sheet", 3), ("focus", "paper", 3), ("focus", "sheet", 3),
    ("accent-line", "paper", 3), ("action", "paper", 3), ("on-action", "action-hover", 4.5),
]  # fmt: skip


@pytest.mark.parametrize(
    "at",
    [
        "",
        "(prefers-color-scheme: dark)",
        "(prefers-contrast: more)",
        "(prefers-contrast: more) (prefers-color-scheme: dark)",
    ],
    ids=["light", "dark", "contrast", "dark contrast"],
)
def test_colours_are_told_apart(at: str) -> None:
    colours = palette(at)
    weak = [
        f"{ink} on {ground}: {contrast(colours[ink], colours[ground]):.2f}, needs {least}"
        for ink, ground, least in READ + BODY + OTHER
        if contrast(colours[ink], colours[ground]) < least
    ]
    assert weak == []
