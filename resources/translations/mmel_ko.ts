<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Stopping after this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explaining {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Explaining %n image(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Loading the model “{spec}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>almost done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {hours:.1f} h left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing regions of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring interactions on {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>explaining</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) could not be explained</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>the first: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gallery&apos;s filter “Not explained” shows them; each one&apos;s run keeps its reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annotate {regions}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annotate the relation between them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the region that holds it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to its strongest part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annotate the whole image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {regions}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep only {regions}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure their interaction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asking the model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ trust check failed: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>! trust check warns: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a box around the failure · Esc ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the corners · Enter closes · Backspace takes one back · Esc ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint · Shift rubs out · [ and ] change the size · Enter keeps it · Esc ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the spot · Esc ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>region {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>regions {numbers} and {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without {regions}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {regions}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The score does not need it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The score falls without it: it supports the prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The score rises without it: it speaks against the prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alone it reaches the whole score: it is sufficient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alone it does not reach the whole score.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>independent ±.000</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>need one another +{figure}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>replace one another −{figure}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session as it is now stays beside the restored one under a name that ends in “replaced” and the time. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backup of this session yet. File › Back up session makes one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{moment}  ·  up to entry {entry}  ·  {size:.1f} MiB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report what happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy and close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is sent by itself. The text holds versions, settings and the end of the log; file names, folders, prompts and your account are replaced. Say in the first lines what you did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMEL sessions (*.mmel)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF reports (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sessions, reports and bundles (*.mmel *.pdf *.mmelbundle)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COCO and GeoJSON files (*.json *.geojson)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images ({patterns})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exports ({pattern})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundles ({pattern})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where shall the bundle be unpacked?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit all prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use these prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One prompt per line. Blank lines and repetitions are left out. One undo takes all back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Append a set…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Append a set of prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompts, one per line</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n prompt(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>so many make every explanation slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopen the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sign-off stays in the record and is marked as ended by this reopening. Sign the session off again when you are done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>analyst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>second reviewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>approver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review as this person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is declared, not proven: anyone at this computer can write it. Where somebody else judged an image before, your verdict is kept beside the first one. The session is opened anew under your name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict before the explanation is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide file names meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another language appears at the next start. Prompts stay as you write them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blind review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record says of each verdict whether it was given blind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All as delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{keys} already belongs to “{command}”; the keys were not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walk over the regions; Shift adds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page Up / Page Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the region that holds it / its strongest part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 – 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All levels, context, object, part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annotate the selected regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peek at the bare image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space held, drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the tool or the selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>optional</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none: the name is declared, not proven</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After the sign-off nobody can edit the session until it is reopened, which is recorded too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing keys ({pattern})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a signing key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{judged} of {images} images have a verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n of them was/were given before the explanation was shown</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) without an explanation</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n annotation(s) still open</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dashboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompts &amp;&amp; scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Levels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annotations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This session can be read but not edited: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blind review: give your verdict, then the explanation appears.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the trail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the audit trail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to see these images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failures by kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failures by trigger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failures by severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict: {verdict}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a check fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a check warns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all checks pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust checks: {outcome}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score of “{prompt}”: {span}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add images, explain and judge them: the figures appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust checks appear once the image is explained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A heat map is a hypothesis about what the score rests on. It becomes evidence when removing the region changes the score as expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy these facts as text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy how it was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured figure, and the limit it must keep to pass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completeness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Specificity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Randomisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} · limit {sign} {limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no checks were run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ships with the program; small, knows road and work-site scenes only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLIP ViT-B/16, OpenAI weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLIP ViT-B/32, OpenAI weights; faster, coarser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLIP ViT-L/14, OpenAI weights; slower, finer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLIP ViT-B/16, LAION-2B weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMEL: Grad-ECLIP refined by the semantic hierarchy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direct path only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grad-ECLIP as published</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the model sees it (its own crop)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model specification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other models: NAME/PRETRAINED of open_clip&apos;s registry, hf-hub:ORGANISATION/NAME, or local-dir:PATH of a folder in open_clip&apos;s layout. Weights that are not on this machine are fetched when the model is first used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{method}, view &apos;{view}&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seed}, deterministic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the selected regions away and ask the model again. (X)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the model nothing but the selected regions and ask again. (O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interaction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure whether the two selected regions need or replace one another. (I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe: {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the model about {regions}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a region, then remove it or keep it alone: the score tells whether it matters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in the record: this session cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded with this explanation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two regions: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter images by name or notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every word must occur in the file name, the rationale, the notes or a comment. (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which images are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order. Score: of the selected prompt. Margin: the two best prompts closest together first. Suspicion: failed checks, evidence off the subject, methods that disagree, then narrow margins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this filter off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image passes the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter: {label}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {count} reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict: right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict: wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict: wrong reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict: unclear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reviewers disagree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence off the subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods disagree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annotated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not explained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspicion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>image {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The explanation is shown after your verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not explained yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reviewer}: {verdict}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n annotation(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trust checks fail for %n prompt(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trust checks warn for %n prompt(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Trust checks pass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods disagree ({value:.2f})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the running job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop this job after its current step. What is finished stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop this job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause after the present image; reviewing goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the prompt up. (Alt+Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the prompt down. (Alt+Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the prompt. (F2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the prompt; undo brings it back. (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompts and scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a prompt, e.g. a red car</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type what to look for and press Enter. (Ctrl+P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the prompts by a set, or keep the present ones as a set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain the shown image with these prompts. (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add at least one prompt: what the image is asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores appear after your verdict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompts changed since this explanation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explaining…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep these prompts as a set…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget a set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep prompts as a set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why, in a few words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rationale of the verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason for the verdict; it goes into the record when you press Enter or leave.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press again to take it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you disagree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>judged before the explanation was shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes on this image; they go into the record when you leave the field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes on this image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the probes of this explanation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This image is being explained; ask again when that is done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Road users</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work-site safety</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour binding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data written: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>importing annotations</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n annotation(s) imported</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>packing the images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundle written: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restoring {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signing off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed off by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key {fingerprint}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reopening the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>judge {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add annotation {number} on {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edit annotation {number} on {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delete annotation {number} on {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>import {count} annotations from {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change the prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rename the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change how images are explained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is signed off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>importing {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the stored explanation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recording the verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recording the rationale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recording the notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Creating {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the demo session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closing {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changing the prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changing the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>renaming the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undoing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>redoing</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Importing %n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>importing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report written: {name}, {pages} pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verifying {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backing up the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup written: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guided tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a failure in two minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo model has learned a dangerous shortcut. In a few steps you find it, mark it and write the report. The tour waits for you; “Show me” does a step in your place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the suspicious image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click the image “19_no_hat_at_fence”. A worker stands at an orange fence, and wears no hard hat.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does the model say?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What does that rest on?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The heat is the evidence for “a worker with a hard hat”. Where does it lie: on the head, or on the fence? Click the part of the picture that carries it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can the map be trusted?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checks say how far the map can be relied on. A map that passes, but lies beside the subject, is itself a finding: the model looks at the wrong thing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give your verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press W if the model is wrong, or E if its answer is right for the wrong reason. Every verdict is saved at once, and Undo takes it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark the failure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press A to mark the selected region, or draw a box (B) around the fence. Then say what kind of failure it is, for example “{effect}”, caused by “{trigger}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Ctrl+E and choose where the PDF goes. It holds the images, maps, verdicts and marks, and the whole record behind them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is the whole way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop your own images on the window, or go on here: image 17 gets the right answer, but for which reason? F1 lists all keys; Help › Guided tour starts over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is being explained; its scores appear here in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“a worker with a hard hat” scores {claim:.2f}, the truth only {counter:.2f}. Click “a worker with a hard hat” to see why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“a worker with a hard hat” still scores {claim:.2f} against {counter:.2f} for the truth. Click “a worker with a hard hat” to see why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every image has a verdict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every image that passes the filter has a verdict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each of these images is already explained with these prompts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a prompt first: what the images are asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>A batch was interrupted: %n image(s) are left to explain.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language changes when the program is started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{verb}: {edit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every change is saved at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop “{job}” and leave?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is finished is saved; the next start offers to go on with the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping after this step…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New session…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a new session file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what the model relied on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop images or a folder here, or begin with the demo session: drawn road and work-site scenes, and a small model that makes mistakes worth finding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open session…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent sessions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a session file (.mmel).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the demo session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the session with the bundled samples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add images…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import image files into the session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import every image of a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export report as PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the audit report of this session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export data…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write scores, verdicts and annotations for other programs: JSON, CSV, COCO, GeoJSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import annotations…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read annotations from a COCO or GeoJSON file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as bundle…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pack session, images and report into one file to hand over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open bundle…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpack and open a bundle somebody handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the session file, checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the backups of this session and go back to one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the session; everything is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the program; everything is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back the last edit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the undone edit again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search all commands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type to filter the gallery.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a new prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit all prompts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write or paste many prompts at once, one per line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language, theme, review and keyboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the image larger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the image smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One image pixel per screen pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show heat map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch the heat map on or off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outline the regions of the level.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show relations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw how regions lean on one another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See failures, scores and trust checks of the whole session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change between dark and light.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark surroundings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light surroundings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme of the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the desktop&apos;s setting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put all panels back in their places.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is right, for the right reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right, wrong reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right answer resting on the wrong evidence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unclear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be decided from this image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the verdict back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark the image as not reviewed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next unreviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next image without a verdict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next image of the gallery.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the previous image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write notes on this image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judge each image before its explanation is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show numbers instead of file names while reviewing blind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reviewer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say who reviews; a second reviewer&apos;s verdicts are kept beside the first ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign off…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the session for editing, with your name under it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopen…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a signed-off session for editing again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annotate selected regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark the selected regions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annotate selected relation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark the relation between two selected regions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Annotate whole image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark the image as a whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select regions and annotations; drag to pan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a box to annotate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click corners to annotate; Enter closes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a point to annotate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint an area to annotate; Enter keeps it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove selected regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the selected regions away and ask the model again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep only selected regions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the model nothing but the selected regions and ask again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure interaction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure whether two selected regions need or replace one another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain the shown image again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain all images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain every image that the present prompts were not asked of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain selected images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain the images selected in the gallery.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import every image below a folder and explain it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause batches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold batches back after their present image; reviewing goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop all jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop all jobs after their current step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose which model is reviewed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify this session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the record is intact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check a session or a report file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find, mark and report a planted failure in two minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all shortcuts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report what happened…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a text about a problem, without private data, to send to whoever helps you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show log file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder that holds the log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what a vision-language model relied on, judge it, and keep a record of the judgement.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explanations: MMEL (Grad-ECLIP with a hierarchical semantic relationship module). A heat map is a hypothesis; this program supports a review, it does not certify a model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apache-2.0 · MMEL Desktop contributors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About MMEL Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version, licence and what this program is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a failure</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s answer is acceptable.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missed</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something that is there was not recognised.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hallucinated</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something was recognised that is not there.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong class, coarse</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken for something of a quite different kind.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong class, fine</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken for something of a similar kind.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong attribute</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A colour, state or other property is wrong or bound to the wrong object.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong relation</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How objects stand to one another is wrong.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong count</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of objects is wrong.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>negation or word order ignored</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sentence&apos;s structure was not respected.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong text reading</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing in the image was misread, or outweighed what is shown.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right answer for the wrong reason</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is right, but rests on something irrelevant.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ambiguous score</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scores do not separate the alternatives.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these; described in words.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spurious context</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something beside the subject drove the score.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>typographic overlay</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing in the scene drove the score.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>occlusion</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The subject is partly hidden.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>small or far</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The subject covers few pixels.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>viewpoint</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An unusual angle or crop of the subject.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low light or glare</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too dark or too bright.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weather</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rain, fog, snow or spray.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blur, noise, compression</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is degraded.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sensor artefact</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead pixels, banding, flare or dirt on the lens.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clutter</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many objects compete.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>look-alike</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something resembles the subject.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unusual appearance</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The subject looks unlike its kind.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>out of domain</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scene is unlike what the model was made for.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>manipulation</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image seems to have been altered on purpose.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prompt wording</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another wording changes the result.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preprocessing or crop</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cropping or resizing removed what matters.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>label error</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The expected answer itself is wrong.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No condition is suspected yet.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on target</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The heat lies on the subject.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>partly</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some of the heat lies on the subject.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>background</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The heat lies on the surroundings.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text or logo</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The heat lies on writing or a sign.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>border or artefact</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The heat lies on the border or on a defect.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>diffuse</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The heat lies nowhere in particular.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contradicts another method</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another method points elsewhere.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unreliable</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trust checks warn or fail.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hypothesis</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggested by the heat map alone.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>supported by a probe</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing or keeping the region changed the score as expected.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refuted</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A probe spoke against it.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A guess.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>medium</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More likely than not.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>high</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sure.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noted, not yet reviewed.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reviewed</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirmed by a review.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disputed</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A second reviewer disagrees.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dealt with.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not assessed</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No severity was given.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no safety effect</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No credible harm.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>negligible</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less than a minor injury or a small loss.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>marginal</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Minor injury or moderate loss.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>critical</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severe injury or large loss.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>catastrophic</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Death, permanent disability or irreversible loss.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unreviewed</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No judgement yet.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is right, for the right reason.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is wrong.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right, wrong reason</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right answer resting on the wrong evidence.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unclear</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be decided from this image.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>review</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have reviewed this record.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>approval</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I approve this record for its stated purpose.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>responsibility</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I am responsible for the content of this record.</source>
        <comment>taxonomy</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON, the whole record</source>
        <comment>export</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything but the maps as one canonical JSON document.</source>
        <comment>export</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV tables</source>
        <comment>export</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images, annotations, reviews and scores as tables for spreadsheets.</source>
        <comment>export</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COCO annotations</source>
        <comment>export</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The annotations as COCO instances; categories are the effects.</source>
        <comment>export</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GeoJSON for QuPath</source>
        <comment>export</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The annotations, one file for each image that has some.</source>
        <comment>export</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job ended without saying why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The task ended without saying why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>found {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expected {what}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A fault inside MMEL Desktop stopped this: {doing}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything you did before is saved. Help › Report what happened… makes a text for whoever helps you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what you just did</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A verification shows that the record is consistent in itself and with the anchors it knows. It cannot show that the inputs were true, that the clock was right, or that a whole record was not replaced when no anchor lies elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record is intact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record is not intact</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
