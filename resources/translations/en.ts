<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln part(s) removed from search</source>
        <translation>
            <numerusform>%Ln part removed from search</numerusform>
            <numerusform>%Ln parts removed from search</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln passage(s) are in languages that the model can&apos;t read, so they are found by their words only.</source>
        <translation>
            <numerusform>%Ln passage is in a language that the model can&apos;t read, so it is found by its words only.</numerusform>
            <numerusform>%Ln passages are in languages that the model can&apos;t read, so they are found by their words only.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln passage(s)</source>
        <translation>
            <numerusform>%Ln passage</numerusform>
            <numerusform>%Ln passages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln min</source>
        <translation>
            <numerusform>%Ln min</numerusform>
            <numerusform>%Ln min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h</source>
        <translation>
            <numerusform>%Ln h</numerusform>
            <numerusform>%Ln h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ms</source>
        <translation>
            <numerusform>%Ln ms</numerusform>
            <numerusform>%Ln ms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>p. %Ln</source>
        <translation>
            <numerusform>p. %Ln</numerusform>
            <numerusform>p. %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>page %Ln</source>
        <translation>
            <numerusform>page %Ln</numerusform>
            <numerusform>page %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln more passage(s) of {name}</source>
        <translation>
            <numerusform>Show %Ln more passage of {name}</numerusform>
            <numerusform>Show %Ln more passages of {name}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>also in %Ln other file(s)</source>
        <translation>
            <numerusform>also in %Ln other file</numerusform>
            <numerusform>also in %Ln other files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln passage(s) a minute</source>
        <translation>
            <numerusform>%Ln passage a minute</numerusform>
            <numerusform>%Ln passages a minute</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message numerus="yes">
        <source>%Ln new result(s)</source>
        <translation>
            <numerusform>%Ln new result</numerusform>
            <numerusform>%Ln new results</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message numerus="yes">
        <source>%Ln passage(s) can&apos;t be placed yet: searchable by words only.</source>
        <translation>
            <numerusform>%Ln passage can&apos;t be placed yet: searchable by words only.</numerusform>
            <numerusform>%Ln passages can&apos;t be placed yet: searchable by words only.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultActions</name>
    <message numerus="yes">
        <source>and %Ln more file(s)</source>
        <translation>
            <numerusform>and %Ln more file</numerusform>
            <numerusform>and %Ln more files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultDelegate</name>
    <message numerus="yes">
        <source>+ %Ln more passage(s) in this file</source>
        <translation>
            <numerusform>+ %Ln more passage in this file</numerusform>
            <numerusform>+ %Ln more passages in this file</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message numerus="yes">
        <source>%Ln file(s) found</source>
        <translation>
            <numerusform>%Ln file found</numerusform>
            <numerusform>%Ln files found</numerusform>
        </translation>
    </message>
</context>
</TS>
