<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>Explaining %n image(s)</source>
        <translation>
            <numerusform>Explaining %n image</numerusform>
            <numerusform>Explaining %n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) could not be explained</source>
        <translation>
            <numerusform>%n image could not be explained</numerusform>
            <numerusform>%n images could not be explained</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prompt(s)</source>
        <translation>
            <numerusform>%n prompt</numerusform>
            <numerusform>%n prompts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them was/were given before the explanation was shown</source>
        <translation>
            <numerusform>%n of them was given before the explanation was shown</numerusform>
            <numerusform>%n of them were given before the explanation was shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) without a verdict</source>
        <translation>
            <numerusform>%n image without a verdict</numerusform>
            <numerusform>%n images without a verdict</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) without an explanation</source>
        <translation>
            <numerusform>%n image without an explanation</numerusform>
            <numerusform>%n images without an explanation</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) on which reviewers disagree</source>
        <translation>
            <numerusform>%n image on which reviewers disagree</numerusform>
            <numerusform>%n images on which reviewers disagree</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n annotation(s) still open</source>
        <translation>
            <numerusform>%n annotation still open</numerusform>
            <numerusform>%n annotations still open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n annotation(s) disputed</source>
        <translation>
            <numerusform>%n annotation disputed</numerusform>
            <numerusform>%n annotations disputed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n annotation(s) of the kind “other” without a description</source>
        <translation>
            <numerusform>%n annotation of the kind “other” without a description</numerusform>
            <numerusform>%n annotations of the kind “other” without a description</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n annotation(s)</source>
        <translation>
            <numerusform>%n annotation</numerusform>
            <numerusform>%n annotations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trust checks fail for %n prompt(s)</source>
        <translation>
            <numerusform>Trust checks fail for %n prompt</numerusform>
            <numerusform>Trust checks fail for %n prompts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Trust checks warn for %n prompt(s)</source>
        <translation>
            <numerusform>Trust checks warn for %n prompt</numerusform>
            <numerusform>Trust checks warn for %n prompts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n annotation(s) imported</source>
        <translation>
            <numerusform>%n annotation imported</numerusform>
            <numerusform>%n annotations imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n there already</source>
        <translation>
            <numerusform>%n there already</numerusform>
            <numerusform>%n there already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Importing %n file(s)</source>
        <translation>
            <numerusform>Importing %n file</numerusform>
            <numerusform>Importing %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A batch was interrupted: %n image(s) are left to explain.</source>
        <translation>
            <numerusform>A batch was interrupted: %n image is left to explain.</numerusform>
            <numerusform>A batch was interrupted: %n images are left to explain.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) found again.</source>
        <translation>
            <numerusform>%n image found again.</numerusform>
            <numerusform>%n images found again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) are still missing.</source>
        <translation>
            <numerusform>%n image is still missing.</numerusform>
            <numerusform>%n images are still missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in other words</source>
        <translation>
            <numerusform>%n in other words</numerusform>
            <numerusform>%n in other words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n offered again</source>
        <translation>
            <numerusform>%n offered again</numerusform>
            <numerusform>%n offered again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n no longer offered</source>
        <translation>
            <numerusform>%n no longer offered</numerusform>
            <numerusform>%n no longer offered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the program hidden</source>
        <translation>
            <numerusform>%n of the program hidden</numerusform>
            <numerusform>%n of the program hidden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the program shown again</source>
        <translation>
            <numerusform>%n of the program shown again</numerusform>
            <numerusform>%n of the program shown again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Blind review: %n image(s) are not counted until you have judged them.</source>
        <translation>
            <numerusform>Blind review: %n image is not counted until you have judged it.</numerusform>
            <numerusform>Blind review: %n images are not counted until you have judged them.</numerusform>
        </translation>
    </message>
</context>
</TS>
