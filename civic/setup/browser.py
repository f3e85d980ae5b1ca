"""Chromium for the browser tests."""

import shlex
import shutil
from pathlib import Path
from xml.sax.saxutils import escape

from civic.setup.debian import Route, choose_route, install, library_path, unpack
from civic.setup.machine import Machine
from civic.setup.progress import SetupError, answer

PACKAGES = ["chromium", "fonts-dejavu-core"]


def prepare(root: Path, machine: Machine, log: Path) -> tuple[Path, Route]:
    """The program that starts Chromium, and how it came to be there."""
    wrapper = root / "var/debian/chromium-wrapper"
    if starts(wrapper):
        return wrapper, Route.UNPACK
    found = None if "chromium" in machine.ignored else shutil.which("chromium")
    route = choose_route(machine, found=found is not None)
    match route:
        case Route.INSTALL:
            install(machine, PACKAGES, log)
            found = shutil.which("chromium") or "/usr/bin/chromium"
        case Route.UNPACK:
            folder = root / "var/debian/chromium"
            unpack(PACKAGES, folder, log)
            write_wrapper(folder, wrapper)
            found = str(wrapper)
        case Route.NONE:
            raise SetupError(
                "There is no Chromium: install Debian's package chromium and run the command again."
            )
    if not found or not starts(Path(found)):
        raise SetupError(f"Chromium does not start: run `{found} --version` to see why.", log)
    return Path(found), route


def starts(program: Path) -> bool:
    """Whether it is there and finds its libraries."""
    return answer([program, "--version"]) is not None


def write_wrapper(folder: Path, wrapper: Path) -> None:
    """A script that starts the Chromium unpacked in `folder` with the libraries and fonts unpacked there."""
    fonts, name = folder / "fonts.conf", escape(str(folder))
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig><dir>{name}/usr/share/fonts</dir><dir>/usr/share/fonts</dir><cachedir>{name}/fontcache</cachedir>"
        f'<include ignore_missing="yes">{name}/etc/fonts/conf.d</include></fontconfig>\n'
    )
    settings = {"LD_LIBRARY_PATH": library_path(folder), "FONTCONFIG_FILE": str(fonts)}
    wrapper.write_text(
        "#!/bin/sh\n"
        + "".join(f"export {key}={shlex.quote(value)}\n" for key, value in settings.items())
        + f'exec {shlex.quote(str(folder / "usr/lib/chromium/chromium"))} "$@"\n'
    )
    wrapper.chmod(0o755)
