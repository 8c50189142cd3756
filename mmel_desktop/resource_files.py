"""Where the files that ship with the program lie: the demo model, sample images, icons, fonts.

In a checkout (and an editable installation) ``resources/`` stands beside the package; in an installed wheel
it stands inside it.
"""

from __future__ import annotations

from pathlib import Path

from mmel_desktop.errors import MissingResourceError

_PACKAGE_DIRECTORY = Path(__file__).resolve().parent


def resource_directory(package_directory: Path = _PACKAGE_DIRECTORY) -> Path:
    """Directory that holds everything shipped with the program.

    Args:
        package_directory: where the ``mmel_desktop`` package lies; tests pass their own.

    Raises:
        MissingResourceError: neither place exists.
    """
    inside_wheel = package_directory / "resources"
    beside_package = package_directory.parent / "resources"
    # A directory named `resources` next to an *installed* package would be site-packages/resources, somebody
    # else's: it counts only where our own project file stands with it.
    in_checkout = (package_directory.parent / "pyproject.toml").is_file()
    if inside_wheel.is_dir():
        return inside_wheel
    if in_checkout and beside_package.is_dir():
        return beside_package
    raise MissingResourceError(
        "the files that ship with the program are not there",
        found=f"no directory {inside_wheel}" + (f" and no directory {beside_package}" if in_checkout else ""),
        expected="the directory 'resources' of the distribution",
        action="reinstall MMEL Desktop, or restore 'resources' in the checkout",
    )


def resource_path(*parts: str, package_directory: Path = _PACKAGE_DIRECTORY) -> Path:
    """Path of one shipped file or directory, e.g. ``resource_path("samples", "street.png")``.

    Args:
        parts: path components below ``resources/``; none of them may lead out of it.
        package_directory: where the ``mmel_desktop`` package lies; tests pass their own.

    Raises:
        MissingResourceError: it is not there.
        ValueError: the path leads out of ``resources/``.
    """
    root = resource_directory(package_directory)
    path = root.joinpath(*parts)
    if not path.resolve().is_relative_to(root.resolve()):
        raise ValueError(f"resource path {'/'.join(parts)!r} leads out of the resource directory")
    if not path.exists():
        raise MissingResourceError(
            f"a file that ships with the program is not there: {'/'.join(parts)}",
            found=f"nothing at {path}",
            action="reinstall MMEL Desktop, or restore 'resources' in the checkout",
        )
    return path
