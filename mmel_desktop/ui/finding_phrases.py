"""The fixed words of a verification's findings and facts, as the rooms below the window write them.

``{0}``, ``{1}`` … stand for names and figures. Findings themselves stay English: they must read the same for
everybody. A test compares these tables with the source.
"""

from __future__ import annotations

from mmel_desktop.ui.translation import QT_TRANSLATE_NOOP

PLACES: tuple[str, ...] = (
    QT_TRANSLATE_NOOP("", "database"),
    QT_TRANSLATE_NOOP("", "session"),
    QT_TRANSLATE_NOOP("", "session {0}"),
    QT_TRANSLATE_NOOP("", "table {0}"),
    QT_TRANSLATE_NOOP("", "index {0}"),
    QT_TRANSLATE_NOOP("", "trigger {0}"),
    QT_TRANSLATE_NOOP("", "view {0}"),
    QT_TRANSLATE_NOOP("", "tables"),
    QT_TRANSLATE_NOOP("", "display settings"),
    QT_TRANSLATE_NOOP("", "undo history"),
    QT_TRANSLATE_NOOP("", "undo history, edit of entry {0}"),
    QT_TRANSLATE_NOOP("", "stored content"),
    QT_TRANSLATE_NOOP("", "stored content {0}…"),
    QT_TRANSLATE_NOOP("", "audit trail"),
    QT_TRANSLATE_NOOP("", "audit trail, entry {0}"),
    QT_TRANSLATE_NOOP("", "audit trail, entry {0}: {1}"),
    QT_TRANSLATE_NOOP("", "sign-off"),
    QT_TRANSLATE_NOOP("", "sign-off, audit trail entry {0}"),
    QT_TRANSLATE_NOOP("", "anchors"),
    QT_TRANSLATE_NOOP("", "anchors in {0}"),
    QT_TRANSLATE_NOOP("", "images"),
    QT_TRANSLATE_NOOP("", "image files"),
    QT_TRANSLATE_NOOP("", "image {0}"),
    QT_TRANSLATE_NOOP("", "an unknown image"),
    QT_TRANSLATE_NOOP("", "models"),
    QT_TRANSLATE_NOOP("", "model {0}"),
    QT_TRANSLATE_NOOP("", "annotation {0}"),
    QT_TRANSLATE_NOOP("", "annotation {0} on {1}"),
    QT_TRANSLATE_NOOP("", "run {0}"),
    QT_TRANSLATE_NOOP("", "run {0}: array {1}"),
    QT_TRANSLATE_NOOP("", "run {0}: document"),
    QT_TRANSLATE_NOOP("", "explanation run {0} of {1}"),
    QT_TRANSLATE_NOOP("", "explanation run {0} of {1}: array {2}"),
    QT_TRANSLATE_NOOP("", "explanation run {0} of {1}: document"),
    QT_TRANSLATE_NOOP("", "review of {0}"),
    QT_TRANSLATE_NOOP("", "review of image {0}"),
    QT_TRANSLATE_NOOP("", "file structure"),
    QT_TRANSLATE_NOOP("", "document"),
    QT_TRANSLATE_NOOP("", "pages"),
    QT_TRANSLATE_NOOP("", "page {0}"),
    QT_TRANSLATE_NOOP("", "page {0} (image {1})"),
    QT_TRANSLATE_NOOP("", "pages {0} to {1} (image {2})"),
    QT_TRANSLATE_NOOP("", "attachment {0}"),
    QT_TRANSLATE_NOOP("", "attachment {0}, array {1}"),
    QT_TRANSLATE_NOOP("", "totals: {0}"),
    QT_TRANSLATE_NOOP("", "report, {0}"),
    QT_TRANSLATE_NOOP("", "list of the bundle"),
)
"""Where something was found."""

MESSAGES: tuple[str, ...] = (
    # another record than the one that is meant
    QT_TRANSLATE_NOOP(
        "",
        "another session belongs at this place: {0}, with {1} entries on {2}; this one was put there outside "
        "the program (if by yourself, give it another name)",
    ),
    QT_TRANSLATE_NOOP("", "the report's session belongs at this place; another one lies there, {0}"),
    QT_TRANSLATE_NOOP("", "it is another session, {0}; the report was made from {1}"),
    QT_TRANSLATE_NOOP("", "it is not intact itself, so that it proves nothing about the report; verify it"),
    QT_TRANSLATE_NOOP("", "it is not intact itself, so that it proves nothing about the file; verify it"),
    QT_TRANSLATE_NOOP(
        "",
        "none of its {0} recorded export(s) holds a file with this SHA-256: it was changed, or "
        "exported from another session or a read-only copy",
    ),
    # the session's audit trail
    QT_TRANSLATE_NOOP("", "it is empty"),
    QT_TRANSLATE_NOOP("", "{0} missing before it"),
    QT_TRANSLATE_NOOP("", "it is not chained to this session"),
    QT_TRANSLATE_NOOP("", "it does not continue the entry before it: one of the two was changed or replaced"),
    QT_TRANSLATE_NOOP("", "its text does not match its hash: it was changed"),
    QT_TRANSLATE_NOOP("", "it cannot be read ({0})"),
    QT_TRANSLATE_NOOP("", "it says of itself that it is entry {0}"),
    QT_TRANSLATE_NOOP("", "field {0}: the entry says it was {1}, the entries before say {2}"),
    QT_TRANSLATE_NOOP("", "the clock had gone back when it was written"),
    QT_TRANSLATE_NOOP(
        "", "it is not in the one form that the program writes: readers could understand it differently"
    ),
    QT_TRANSLATE_NOOP("", "its time {0} is none"),
    QT_TRANSLATE_NOOP(
        "",
        "its time {0} lies before that of the entry before it, {1}, and it does not say that the clock had "
        "gone back",
    ),
    QT_TRANSLATE_NOOP("", "it says that the clock had gone back, which its time does not show"),
    QT_TRANSLATE_NOOP("", "its time {0} lies in the future (it is {1}): a clock was or is wrong"),
    QT_TRANSLATE_NOOP("", "names that may be taken for others: {0}"),
    QT_TRANSLATE_NOOP(
        "", "it is in the name of {0} ({1}, {2}), but it was {3} ({4}, {5}) who had opened the session"
    ),
    QT_TRANSLATE_NOOP("", "a session begins with its creation, and only once"),
    QT_TRANSLATE_NOOP("", "{0} {1} is there already: nothing is created twice"),
    QT_TRANSLATE_NOOP(
        "", "an entry {0} of this program never changes {1} of {2}: it was made outside the program"
    ),
    QT_TRANSLATE_NOOP(
        "",
        "the record was changed after the sign-off of entry {0}, without reopening it: the sign-off does not "
        "cover this, and the program refuses it",
    ),
    QT_TRANSLATE_NOOP(
        "", "it signs off what entry {0} had signed off, without reopening it: the program refuses that"
    ),
    QT_TRANSLATE_NOOP("", "it reopens a session that was not signed off"),
    QT_TRANSLATE_NOOP("", "it reopens the session without a reason, which the program asks for"),
    QT_TRANSLATE_NOOP("", "an entry {0} of this program is not about {1}"),
    QT_TRANSLATE_NOOP("", "the failure terms it sets cannot be read ({0}: {1})"),
    QT_TRANSLATE_NOOP(
        "", "the failure terms it says were in force are not those that the entries before set"
    ),
    QT_TRANSLATE_NOOP("", "it sets failure terms that the program refuses: {0}"),
    QT_TRANSLATE_NOOP("", "it sets failure terms that the program refuses: {0}, {1}"),
    # sign-offs and signatures
    QT_TRANSLATE_NOOP("", "it vouches for another audit trail: entry {0} is not the one it names"),
    QT_TRANSLATE_NOOP("", "it vouches for another record than the audit trail gives at that point"),
    QT_TRANSLATE_NOOP("", "it says {0}; the audit trail gives {1} at that point"),
    QT_TRANSLATE_NOOP("", "the audit trail holds one that cannot be read: {0}"),
    QT_TRANSLATE_NOOP("", "signed with {0}, which this version cannot check"),
    QT_TRANSLATE_NOOP("", "its digital signature does not fit: what was signed with key {0} differs"),
    QT_TRANSLATE_NOOP(
        "",
        "signed, but it cannot be checked without the package 'cryptography': pip install cryptography",
    ),
    # tables against the trail
    QT_TRANSLATE_NOOP("", "column {0}, row {1}: it is stored as {2}; the program stores {3}"),
    QT_TRANSLATE_NOOP("", "the audit trail has it, the table does not"),
    QT_TRANSLATE_NOOP("", "the table {0} has it, the audit trail does not"),
    QT_TRANSLATE_NOOP("", "field {0}: the audit trail says {1}, the table says {2}"),
    QT_TRANSLATE_NOOP("", "the audit trail says {0}, the table says {1}"),
    QT_TRANSLATE_NOOP("", "what was seen when judging differs from the audit trail"),
    QT_TRANSLATE_NOOP("", "there are some of another session"),
    QT_TRANSLATE_NOOP("", "no explanation refers to it"),
    QT_TRANSLATE_NOOP("", "its content was changed: found {0}"),
    QT_TRANSLATE_NOOP("", "its content {0}… is missing"),
    QT_TRANSLATE_NOOP("", "its description was changed ({0})"),
    # the file itself, its images and models
    QT_TRANSLATE_NOOP("", "a part of it cannot be read: {0}"),
    QT_TRANSLATE_NOOP("", "a definition in it is damaged: no valid text"),
    QT_TRANSLATE_NOOP(
        "",
        "it was switched to a write-ahead log, which this program never uses: the file alone and the file "
        "with the -wal beside it may say different things",
    ),
    QT_TRANSLATE_NOOP("", "its texts are stored as {0}, not UTF-8: another program wrote it anew"),
    QT_TRANSLATE_NOOP(
        "",
        "an edit was cut off when the program or the machine stopped; this check undid it in a copy, opening "
        "the session undoes it in the file",
    ),
    QT_TRANSLATE_NOOP(
        "",
        "it is of an older form (schema {0}), was read through an upgraded copy and itself left unchanged",
    ),
    QT_TRANSLATE_NOOP("", "its tables are not those of its form (schema {0}): {1}"),
    QT_TRANSLATE_NOOP("", "its row was removed: nothing can be told about the rest"),
    QT_TRANSLATE_NOOP("", "it is not as this program writes it ({0}: {1})"),
    QT_TRANSLATE_NOOP("", "it is not as this program writes it: {0}"),
    QT_TRANSLATE_NOOP("", "it was removed"),
    QT_TRANSLATE_NOOP("", "it was added"),
    QT_TRANSLATE_NOOP("", "it was added: the program makes none of that name"),
    QT_TRANSLATE_NOOP("", "its definition was changed"),
    QT_TRANSLATE_NOOP("", "the file {0} is no longer the one that was imported"),
    QT_TRANSLATE_NOOP(
        "",
        "the file {0} is no longer the one that was imported: its pixels are the same, other parts of it "
        "(such as its description or packing) were changed",
    ),
    QT_TRANSLATE_NOOP("", "{0} of {1} files are not where they were imported from"),
    QT_TRANSLATE_NOOP("", "{0} of {1} files cannot be read: whether they were changed is not known"),
    QT_TRANSLATE_NOOP("", "it says it was made with another model than its document"),
    QT_TRANSLATE_NOOP("", "the explanations were made with {0} models: {1}"),
    QT_TRANSLATE_NOOP("", "its folder is not where it was when the explanations were made"),
    QT_TRANSLATE_NOOP("", "its file {0} is missing"),
    QT_TRANSLATE_NOOP(
        "",
        "its file {0} is no longer the one that made the explanations: expected SHA-256 {1}…, found {2}…",
    ),
    # anchors
    QT_TRANSLATE_NOOP("", "there is none outside the file: an end that was cut off could not be noticed"),
    QT_TRANSLATE_NOOP("", "{0} line(s) cannot be read"),
    QT_TRANSLATE_NOOP(
        "",
        "they cannot be read ({0}): "
        "an end that was cut off, or another session in this place, could go unnoticed",
    ),
    QT_TRANSLATE_NOOP("", "{0} belong to another session"),
    QT_TRANSLATE_NOOP(
        "",
        "what it holds beyond entry {0} was given up on {1}, when a backup was restored: the session goes on "
        "from that entry in another file",
    ),
    QT_TRANSLATE_NOOP(
        "",
        "the state of {0}, with {1} entries, was given up by a restore on {2} by {3}, of which only this "
        "file tells: it was made in another account, on another machine or by an earlier version, or it is "
        "made up; ask for the file that was set aside then",
    ),
    QT_TRANSLATE_NOOP(
        "",
        "the copy that belongs at this place was restored or unpacked there on {0}, of which this file does "
        "not tell: another state was put in its place outside the program",
    ),
    QT_TRANSLATE_NOOP(
        "",
        "the session itself belongs at this place; this is a copy that came in a bundle, put there outside "
        "the program (if by yourself, give it another name)",
    ),
    QT_TRANSLATE_NOOP("", "the session went on elsewhere after this copy was made, last on {0}"),
    QT_TRANSLATE_NOOP(
        "",
        "the state of {0}, with {1} entries, was given up when a backup was restored: what it held beyond "
        "the backup is in the file that was set aside then, if anywhere",
    ),
    QT_TRANSLATE_NOOP(
        "",
        "on {0} the trail had {1} entries, now it has {2}: its end was cut off, or this is an older copy",
    ),
    QT_TRANSLATE_NOOP(
        "",
        "entry {0} is not the one that was there on {1}: it was rewritten, or two copies of this session, "
        "made outside the program, were both worked on",
    ),
    QT_TRANSLATE_NOOP("", "they agree with the session, up to entry {0}"),
    QT_TRANSLATE_NOOP(
        "",
        "there is none beside the file, only in the user's own folder: they were removed, or the file was "
        "moved or copied without them",
    ),
    # reports
    QT_TRANSLATE_NOOP("", "it is damaged: {0}"),
    QT_TRANSLATE_NOOP("", "it cannot be read as a PDF: {0}"),
    QT_TRANSLATE_NOOP("", "its objects are nested too deeply to be read"),
    QT_TRANSLATE_NOOP("", "it was removed: nothing can be compared any more"),
    QT_TRANSLATE_NOOP("", "the report was written with {0} pages; the file has {1}"),
    QT_TRANSLATE_NOOP("", "it was changed after the report was written"),
    QT_TRANSLATE_NOOP("", "it was changed after the report was written ({0})"),
    QT_TRANSLATE_NOOP("", "it no longer counts as belonging to the document (/AF)"),
    QT_TRANSLATE_NOOP(
        "",
        "outline, document information, descriptions of pictures or viewer settings were changed, "
        "or active content was added",
    ),
    QT_TRANSLATE_NOOP("", "it was changed: expected SHA-256 {0}…, found {1}…"),
    QT_TRANSLATE_NOOP("", "attachment {0} cannot be unpacked"),
    QT_TRANSLATE_NOOP("", "it names another end of the chain than the manifest"),
    QT_TRANSLATE_NOOP("", "field {0}: the audit trail says {1}, the report says {2}"),
    QT_TRANSLATE_NOOP("", "the report has it, the audit trail does not"),
    QT_TRANSLATE_NOOP("", "the report leaves it out"),
    QT_TRANSLATE_NOOP("", "the report lists {0} and the audit trail {1}, or in another order"),
    QT_TRANSLATE_NOOP("", "its second opinions are not those of the audit trail"),
    QT_TRANSLATE_NOOP("", "it ends at entry {0}, {1}…; the anchor names entry {2}, {3}…"),
    QT_TRANSLATE_NOOP("", "it carries the number {0}: an entry is missing or moved"),
    QT_TRANSLATE_NOOP("", "it does not follow the entry before it"),
    QT_TRANSLATE_NOOP("", "its content does not match its hash"),
    QT_TRANSLATE_NOOP("", "it describes another image than the record says"),
    QT_TRANSLATE_NOOP("", "the record says {0}, the images say {1}"),
    QT_TRANSLATE_NOOP("", "the run's scores {0} are not the explanation's {1}"),
    QT_TRANSLATE_NOOP("", "it is not the array that the explanation names"),
    QT_TRANSLATE_NOOP("", "its arrays cannot be read: {0}"),
    QT_TRANSLATE_NOOP("", "their text cannot be read: {0}"),
    QT_TRANSLATE_NOOP("", "the figure {0} of the evidence is not printed there"),
    QT_TRANSLATE_NOOP(
        "", "{0} later revision(s) of {1} bytes were appended; the first {2} bytes alone have SHA-256 {3}"
    ),
    QT_TRANSLATE_NOOP("", "{0} bytes stand after its end"),
    QT_TRANSLATE_NOOP("", "{0} bytes stand before its beginning"),
    QT_TRANSLATE_NOOP("", "the page tree holds what this program does not write there: {0}"),
    # a report against its session, bundles
    QT_TRANSLATE_NOOP("", "no session file of this id lies beside the report; not compared"),
    QT_TRANSLATE_NOOP(
        "",
        "it was checked against itself alone, and this user account did not write it: a report that was "
        "rewritten as a whole agrees with itself, too; compare its SHA-256 with the session's audit trail",
    ),
    QT_TRANSLATE_NOOP(
        "",
        "this user account wrote a report of this very state on {0}, with SHA-256 {1}…; this one has {2}…: "
        "it was changed as a whole, or written again elsewhere from a copy of the session",
    ),
    QT_TRANSLATE_NOOP(
        "",
        "which reports this user account wrote cannot be read ({0}): one that was changed as a whole could "
        "go unnoticed",
    ),
    QT_TRANSLATE_NOOP(
        "", "none of its recorded exports, but this user account wrote it, from a read-only copy"
    ),
    QT_TRANSLATE_NOOP(
        "",
        "the report was made from a state that was given up on {0}, when a backup was restored: the session "
        "goes on from entry {1}; that this report had been written is on record",
    ),
    QT_TRANSLATE_NOOP(
        "",
        "the report says that it was made from a state that was given up on {0}, when a backup was restored, "
        "and nothing here confirms it: compare it with the file that was set aside then, {1}",
    ),
    QT_TRANSLATE_NOOP(
        "",
        "the file was exported from a state that was given up on {0}, when a backup was restored: the "
        "session goes on from entry {1}; that this file had been written is on record",
    ),
    QT_TRANSLATE_NOOP("", "it has {0} audit entries; the report was made from entry {1}"),
    QT_TRANSLATE_NOOP("", "its audit entry {0} is not the one the report was made from"),
    QT_TRANSLATE_NOOP(
        "",
        "none of its {0} recorded export(s) has this file's SHA-256: the file was changed as a whole, or "
        "exported from a read-only copy, which gives the same bytes again",
    ),
    QT_TRANSLATE_NOOP(
        "", "audit entries newer than this report: {0}, the first: {1}; {2} of them change the record"
    ),
    QT_TRANSLATE_NOOP("", "it says {0}, the session says {1}"),
    QT_TRANSLATE_NOOP(
        "",
        "the report itself says that its record did not hold when it was written, for {0} reason(s), the "
        "first: {1}: {2}",
    ),
    QT_TRANSLATE_NOOP(
        "",
        "the bundle itself says that its record did not hold when it was made, for {0} reason(s), the first: "
        "{1}: {2}",
    ),
    QT_TRANSLATE_NOOP("", "not in the bundle: {0}"),
)
"""What was expected and what was found."""

FACT_NAMES: tuple[str, ...] = (
    QT_TRANSLATE_NOOP("", "file"),
    QT_TRANSLATE_NOOP("", "files"),
    QT_TRANSLATE_NOOP("", "made by"),
    QT_TRANSLATE_NOOP("", "SHA-256 of the file"),
    QT_TRANSLATE_NOOP("", "session"),
    QT_TRANSLATE_NOOP("", "compared with session"),
    QT_TRANSLATE_NOOP("", "exported as"),
    QT_TRANSLATE_NOOP("", "known here"),
    QT_TRANSLATE_NOOP("", "audit entries"),
    QT_TRANSLATE_NOOP("", "chain head"),
    QT_TRANSLATE_NOOP("", "images"),
    QT_TRANSLATE_NOOP("", "images left out"),
    QT_TRANSLATE_NOOP("", "explanation runs"),
    QT_TRANSLATE_NOOP("", "annotations"),
    QT_TRANSLATE_NOOP("", "anchors"),
    QT_TRANSLATE_NOOP("", "entries after the last anchor"),
    QT_TRANSLATE_NOOP("", "sign-off"),
    QT_TRANSLATE_NOOP("", "sign-off, entry {0}"),
    QT_TRANSLATE_NOOP("", "pages"),
    QT_TRANSLATE_NOOP("", "attachments"),
    QT_TRANSLATE_NOOP("", "report"),
    QT_TRANSLATE_NOOP("", "cannot be found"),
    QT_TRANSLATE_NOOP("", "cannot be proved"),
)
"""What a fact is about."""

VALUES: tuple[str, ...] = (
    QT_TRANSLATE_NOOP("", "none"),
    QT_TRANSLATE_NOOP("", "intact"),
    QT_TRANSLATE_NOOP("", "NOT INTACT"),
    QT_TRANSLATE_NOOP("", "not there"),
    QT_TRANSLATE_NOOP("", "in force"),
    QT_TRANSLATE_NOOP("", "undone"),
    QT_TRANSLATE_NOOP("", "entry {0} is"),
    QT_TRANSLATE_NOOP("", "entries {0} to {1} are"),
    QT_TRANSLATE_NOOP("", "nothing"),
    QT_TRANSLATE_NOOP("", "other numbers"),
    QT_TRANSLATE_NOOP("", "other text"),
    QT_TRANSLATE_NOOP("", "another length"),
    QT_TRANSLATE_NOOP("", "a length that its data cannot have"),
    QT_TRANSLATE_NOOP("", "data that cannot be unpacked ({0})"),
    QT_TRANSLATE_NOOP("", "no digital signature"),
    QT_TRANSLATE_NOOP("", "written by this user account on {0} as {1}, from audit entry {2}"),
    QT_TRANSLATE_NOOP("", "signature does NOT fit"),
    QT_TRANSLATE_NOOP("", "signature of key {0} fits"),
    QT_TRANSLATE_NOOP("", "no longer in force: reopened on {0} by {1} ({2})"),
    QT_TRANSLATE_NOOP("", "no longer in force: the record was changed after it, in entry {0}"),
    QT_TRANSLATE_NOOP("", "{0} of {1} images judged, {2} of them blind"),
    QT_TRANSLATE_NOOP("", "{0} by {1} on {2}, entry {3}, {4}; {5}"),
    QT_TRANSLATE_NOOP(
        "",
        "a rewrite of the whole file and of every anchor; a false statement by the person who made it; "
        "a wrong clock; a change of what is no evidence: how the workbench was arranged last, the words of "
        "its undo menu",
    ),
    QT_TRANSLATE_NOOP(
        "",
        "a report rewritten as a whole together with its manifest (compare its SHA-256 with the session's "
        "audit trail), a false statement by the person who made it, a wrong clock",
    ),
)
"""What facts say, and words inside messages."""
