"""``mmel-desktop signing-key``: make the key with which an analyst signs sessions off."""

from __future__ import annotations

import argparse
from getpass import getpass

from mmel_desktop.cli.exit_codes import ExitCode
from mmel_desktop.cli.request_options import check_suffix, given_path
from mmel_desktop.cli.terminal import Terminal, shown
from mmel_desktop.errors import BadInputError


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "signing-key",
        help="make a key that signs your sign-offs",
        description="Make an Ed25519 key in a file that only your account may read, encrypted with a "
        "passphrase that is asked for. The workbench takes the file when a session is signed off. Give the "
        "printed fingerprint to your readers by another way: it tells them whose signature it is.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--out", type=given_path, required=True, metavar="FILE.mmelkey", help="a file that does not exist yet"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Ask for the passphrase, make the key and print its fingerprint."""
    from mmel_desktop.workflow.signing_key import KEY_SUFFIX, create_signing_key, signing_available

    check_suffix(arguments.out, KEY_SUFFIX, "--out")
    if not signing_available():
        raise BadInputError(
            "digital signatures need the package 'cryptography'",
            found="it is not installed",
            action="install it (pip install cryptography) and try again",
        )
    key = create_signing_key(arguments.out, asked_passphrase())
    terminal.result(f"key {shown(arguments.out)}: {key.algorithm}, fingerprint {key.fingerprint}")
    terminal.note("Nobody can recover the passphrase: keep it, and a copy of the file.")
    return ExitCode.DONE


def asked_passphrase() -> str:
    """A new passphrase, typed twice and not shown.

    Raises:
        BadInputError: the two differ, or nobody can be asked.
    """
    try:
        first, second = getpass("Passphrase of the new key: "), getpass("The same once more: ")
    except EOFError as error:
        raise BadInputError(
            "no passphrase was given", found="nobody to ask", action="start the command in a terminal"
        ) from error
    if first != second:
        raise BadInputError("the two passphrases differ", action="start again and type the same one twice")
    return first
