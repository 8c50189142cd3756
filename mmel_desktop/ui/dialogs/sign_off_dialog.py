"""Signing a session off: what stands, what the signature means, and the key if there is one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from mmel_desktop.core.identity import Actor
from mmel_desktop.core.sign_off import SIGN_OFF_MEANINGS
from mmel_desktop.ui.dialogs.form_dialog import FormDialog
from mmel_desktop.ui.dialogs.new_key_dialog import CreateKey, NewKeyDialog
from mmel_desktop.ui.taxonomy_texts import term_label, term_meaning
from mmel_desktop.ui.theme import SPACE_PX
from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP, tr

if TYPE_CHECKING:
    from mmel_desktop.workflow.sign_off import SignOffReadiness

NO_KEYS = QT_TRANSLATE_NOOP(
    "",
    "Signing with a key needs the package “cryptography”: install it (pip install cryptography) and start "
    "MMEL Desktop again.",
)
KEY_MADE = QT_TRANSLATE_NOOP(
    "",
    "The key was made; its fingerprint is {fingerprint}. Keep the passphrase and a copy of the file: nobody "
    "can recover them. Give the fingerprint to your readers by another way; it tells them whose signature "
    "it is.",
)


@dataclass(frozen=True)
class SignOffChoice:
    """What the analyst decided.

    Attributes:
        meaning: code of ``SIGN_OFF_MEANINGS``.
        reason: free text.
        key_path: file of the signing key; None signs with the declared name only.
        passphrase: of the key; never kept.
    """

    meaning: str
    reason: str
    key_path: Path | None
    passphrase: str


class SignOffDialog(FormDialog):
    """SignOffReadiness, meaning, reason, key.

    Args:
        readiness: how far the review is.
        actor: whose name goes under it.
        create_key: makes a key; None where keys cannot be used on this installation.
        key_suffix: ending of key files.
        parent: over which window.
        kept_back: how many images a blind reviewer has not judged yet; ``readiness`` leaves them out.
    """

    def __init__(
        self,
        readiness: SignOffReadiness,
        actor: Actor,
        *,
        create_key: CreateKey | None,
        key_suffix: str,
        parent: QWidget,
        kept_back: int = 0,
    ) -> None:
        super().__init__(tr("Sign off"), tr("Sign off"), parent)
        self._key_suffix, self._create_key = key_suffix, create_key
        self.summary = self.add_note(readiness_text(readiness), "title")
        if kept_back:
            self.add_note(
                tr("Blind review: %n image(s) are not counted until you have judged them.", "", kept_back)
            )
        if cautions := caution_texts(readiness):
            self.add_note("\n".join(cautions), "warning")
        self.meaning = QComboBox()
        for term in SIGN_OFF_MEANINGS:
            self.meaning.addItem(term_label(term.label), term.code)
        self.meaning.currentIndexChanged.connect(self._explain_meaning)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("optional"))
        name = QLineEdit(f"{actor.full_name}, {tr(actor.role)}")
        name.setReadOnly(True)
        self.key_path = QLineEdit()
        self.key_path.setPlaceholderText(tr("none: the name is declared, not proven"))
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setEnabled(False)
        self.passphrase.setPlaceholderText(tr("of the key"))
        self.key_path.textChanged.connect(lambda text: self.passphrase.setEnabled(bool(text.strip())))
        keys: tuple[tuple[str, QWidget], ...] = ()
        if create_key is not None:  # a row that stands nowhere would take its fields along when it goes
            keys = ((tr("Signing key"), self._key_row()), (tr("Passphrase"), self.passphrase))
        self.add_form(
            (tr("Signed by"), name),
            (tr("Meaning"), self.meaning),
            (tr("Remark"), self.reason),
            *keys,
        )
        self.key_note = self.add_note("" if create_key is not None else tr(NO_KEYS))
        self.key_note.setVisible(create_key is None)
        self.key_note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # the fingerprint
        self._meaning_note = self.add_note("", "")
        self.add_note(
            tr("After the sign-off nobody can edit the session until it is reopened, which is recorded too.")
        )
        self._explain_meaning()
        self.setMinimumWidth(620)

    def _key_row(self) -> QWidget:
        choose = QPushButton(tr("Choose…"))
        choose.clicked.connect(self._choose_key)
        self.new_key = QPushButton(tr("New key…"))
        self.new_key.clicked.connect(self._make_key)
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_PX)
        across.addWidget(self.key_path, 1)
        across.addWidget(choose)
        across.addWidget(self.new_key)
        self.key_path.setAccessibleName(tr("Signing key"))
        return row

    @property
    def choice(self) -> SignOffChoice:
        """What was decided."""
        key = self.key_path.text().strip()
        return SignOffChoice(
            str(self.meaning.currentData()),
            self.reason.text().strip(),
            Path(key) if key else None,
            self.passphrase.text(),
        )

    @Slot()
    def _explain_meaning(self) -> None:
        self._meaning_note.setText(term_meaning(SIGN_OFF_MEANINGS[self.meaning.currentIndex()]))

    @Slot()
    def _choose_key(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose a signing key"), "", self._key_pattern)
        if name:
            self.key_path.setText(name)

    @Slot()
    def _make_key(self) -> None:
        """Ask where and for a passphrase, make the key and take it."""
        assert self._create_key is not None
        name, _ = QFileDialog.getSaveFileName(
            self,
            tr("New signing key"),
            str(Path("signing").with_suffix(self._key_suffix)),
            self._key_pattern,
            options=QFileDialog.Option.DontConfirmOverwrite,  # a key is never overwritten
        )
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() != self._key_suffix:
            path = path.with_name(path.name + self._key_suffix)
        dialog = NewKeyDialog(path, self._create_key, self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        self.key_path.setText(str(path))
        self.passphrase.setText(dialog.passphrase.text())
        self.key_note.setText(tr(KEY_MADE).format(fingerprint=dialog.fingerprint))
        self.key_note.show()
        self.make_room()

    @property
    def _key_pattern(self) -> str:
        return tr("Signing keys ({pattern})").format(pattern=f"*{self._key_suffix}")


def readiness_text(readiness: SignOffReadiness) -> str:
    """How much of the session was judged, in a line or two."""
    oversight = readiness.oversight
    lines = [
        tr("Images with a verdict: {judged} of {images}").format(
            judged=oversight.judged, images=oversight.images
        )
    ]
    if oversight.judged_blind:
        lines.append(
            tr("%n of them was/were given before the explanation was shown", "", oversight.judged_blind)
        )
    return "\n".join(lines)


def caution_texts(readiness: SignOffReadiness) -> list[str]:
    """What is unfinished, one line each; the signature is possible all the same."""
    oversight = readiness.oversight
    unjudged, unexplained = oversight.images - oversight.judged, readiness.unexplained
    opened, disputed = readiness.open_annotations, readiness.disputed_annotations
    undescribed, contested = readiness.undescribed_annotations, readiness.contested
    texts = (
        (unjudged, tr("%n image(s) without a verdict", "", unjudged)),
        (unexplained, tr("%n image(s) without an explanation", "", unexplained)),
        (contested, tr("%n image(s) on which reviewers disagree", "", contested)),
        (opened, tr("%n annotation(s) still open", "", opened)),
        (disputed, tr("%n annotation(s) disputed", "", disputed)),
        (undescribed, tr("%n annotation(s) of the kind “other” without a description", "", undescribed)),
    )
    return [text for count, text in texts if count]
