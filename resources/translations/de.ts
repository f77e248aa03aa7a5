<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln passage(s)</source>
        <translation>
            <numerusform>%Ln Stelle</numerusform>
            <numerusform>%Ln Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>weniger als eine Minute</translation>
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
        <source>p. %Ln</source>
        <translation>
            <numerusform>S. %Ln</numerusform>
            <numerusform>S. %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>The work has stopped.</source>
        <translation>Die Arbeit ist unterbrochen.</translation>
    </message>
    <message>
        <source>Words alone are searched.</source>
        <translation>Gesucht wird nur nach Wörtern.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>{number} of {files} searchable by words</source>
        <translation>{number} von {files} nach Wörtern durchsuchbar</translation>
    </message>
    <message>
        <source>{number} of {passages} by meaning</source>
        <translation>{number} von {passages} nach Bedeutung</translation>
    </message>
    <message>
        <source>Looking through your folders …</source>
        <translation>Ordner werden durchgesehen …</translation>
    </message>
    <message>
        <source>Nothing is indexed yet</source>
        <translation>Noch ist nichts indiziert</translation>
    </message>
    <message>
        <source>Paused: changes wait</source>
        <translation>Angehalten: Änderungen warten</translation>
    </message>
    <message>
        <source>Everything is searchable</source>
        <translation>Alles ist durchsuchbar</translation>
    </message>
    <message>
        <source>{number} of them by words only</source>
        <translation>davon {number} nur nach Wörtern</translation>
    </message>
    <message numerus="yes">
        <source>%Ln passage(s) a minute</source>
        <translation>
            <numerusform>%Ln Stelle pro Minute</numerusform>
            <numerusform>%Ln Stellen pro Minute</numerusform>
        </translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>noch {duration}</translation>
    </message>
    <message>
        <source>slower, because other programs are busy</source>
        <translation>langsamer, solange andere Programme arbeiten</translation>
    </message>
    <message>
        <source>on battery, by words only for now</source>
        <translation>im Akkubetrieb, vorerst nur nach Wörtern</translation>
    </message>
    <message>
        <source>On battery: finding by meaning waits for power</source>
        <translation>Akkubetrieb: Suche nach Bedeutung wartet auf Netzstrom</translation>
    </message>
    <message>
        <source>On battery: waits for power</source>
        <translation>Akkubetrieb: wartet auf Netzstrom</translation>
    </message>
    <message>
        <source>“{text}”
— {source}</source>
        <translation>„{text}“
– {source}</translation>
    </message>
    <message numerus="yes">
        <source>page %Ln</source>
        <translation>
            <numerusform>Seite %Ln</numerusform>
            <numerusform>Seite %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>week of {day}</source>
        <translation>Woche vom {day}</translation>
    </message>
    <message>
        <source>{first} – {last}</source>
        <comment>of days</comment>
        <translation>{first} – {last}</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>ab {day}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>bis {day}</translation>
    </message>
    <message>
        <source>This is not in the index any more. Search again.</source>
        <translation>Das ist nicht mehr im Index. Neu suchen.</translation>
    </message>
    <message>
        <source>There are no words here to find the like of.</source>
        <translation>Hier gibt es keine Wörter, zu denen sich Ähnliches suchen lässt.</translation>
    </message>
    <message>
        <source>The filters leave out all that is indexed.</source>
        <translation>Die Filter lassen alles aus, was indiziert ist.</translation>
    </message>
    <message>
        <source>The disk of this file is not connected, so it can&apos;t be shown.</source>
        <translation>Der Datenträger dieser Datei ist nicht verbunden.</translation>
    </message>
    <message>
        <source>This file is protected by a password now. Open it in its own application.</source>
        <translation>Diese Datei ist jetzt mit einem Passwort geschützt. In der eigenen Anwendung öffnen.</translation>
    </message>
    <message>
        <source>This file can&apos;t be read now.</source>
        <translation>Diese Datei lässt sich gerade nicht lesen.</translation>
    </message>
    <message>
        <source>“{pattern}” names nothing. Write it as a line of a .gitignore file, such as *.log or drafts/.</source>
        <translation>„{pattern}“ bezeichnet nichts. Wie eine Zeile einer .gitignore-Datei schreiben, etwa *.log oder drafts/.</translation>
    </message>
    <message>
        <source>The search engine has ended. What was indexed is intact; try again.</source>
        <translation>Die Suchmaschine ist beendet. Indiziertes ist unversehrt; erneut versuchen.</translation>
    </message>
    <message>
        <source>Something went wrong that should not have; the log in the home folder has the details.</source>
        <translation>Etwas ging schief, das nicht schiefgehen sollte; Einzelheiten stehen im Protokoll im Programmordner.</translation>
    </message>
    <message>
        <source>Of a format that can&apos;t be read</source>
        <translation>Format nicht lesbar</translation>
    </message>
    <message>
        <source>Protected by a password</source>
        <translation>Mit Passwort geschützt</translation>
    </message>
    <message>
        <source>Without text, such as scans</source>
        <translation>Ohne Text, etwa Scans</translation>
    </message>
    <message>
        <source>Damaged or unreadable</source>
        <translation>Beschädigt oder unlesbar</translation>
    </message>
    <message>
        <source>Took too long</source>
        <translation>Lesen dauerte zu lange</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Zu groß</translation>
    </message>
    <message>
        <source>Gone while being read</source>
        <translation>Beim Lesen verschwunden</translation>
    </message>
    <message>
        <source>Without permission</source>
        <translation>Ohne Zugriffsrecht</translation>
    </message>
    <message>
        <source>In the cloud only</source>
        <translation>Nur in der Cloud</translation>
    </message>
    <message>
        <source>Files of this kind can&apos;t be indexed. Save it as PDF, Word (.docx) or plain text.</source>
        <translation>Dateien dieser Art können nicht indiziert werden. Als PDF, Word (.docx) oder reinen Text speichern.</translation>
    </message>
    <message>
        <source>This file is protected by a password. Save a copy without the password, and the copy will be indexed.</source>
        <translation>Diese Datei ist mit einem Passwort geschützt. Eine Kopie ohne Passwort speichern, dann wird die Kopie indiziert.</translation>
    </message>
    <message>
        <source>This file holds no text. If its pages are pictures, turn text recognition on in the settings.</source>
        <translation>Diese Datei enthält keinen Text. Sind ihre Seiten Bilder, in den Einstellungen die Texterkennung einschalten.</translation>
    </message>
    <message>
        <source>This file is damaged or can&apos;t be read. Open it in the program that made it and save it again, or fetch it once more.</source>
        <translation>Diese Datei ist beschädigt oder nicht lesbar. In dem Programm, das sie erstellt hat, öffnen und neu speichern oder noch einmal beschaffen.</translation>
    </message>
    <message>
        <source>Reading this file took too long and was stopped. Save it again, or split it into smaller files.</source>
        <translation>Das Lesen dieser Datei dauerte zu lange und wurde abgebrochen. Neu speichern oder in kleinere Dateien aufteilen.</translation>
    </message>
    <message>
        <source>This file is too large. Split it into smaller files.</source>
        <translation>Diese Datei ist zu groß. In kleinere Dateien aufteilen.</translation>
    </message>
    <message>
        <source>This file is no longer there. It was moved or deleted meanwhile.</source>
        <translation>Diese Datei ist nicht mehr da. Sie wurde inzwischen verschoben oder gelöscht.</translation>
    </message>
    <message>
        <source>This file may not be read by you. Change its permissions to have it indexed.</source>
        <translation>Für diese Datei fehlt das Leserecht. Zum Indizieren die Zugriffsrechte ändern.</translation>
    </message>
    <message>
        <source>This file is in the cloud only, and is not downloaded to be indexed. Open it once, or have it kept on this computer, and it will be indexed.</source>
        <translation>Diese Datei liegt nur in der Cloud und wird zum Indizieren nicht heruntergeladen. Einmal öffnen oder auf diesem Computer behalten, dann wird sie indiziert.</translation>
    </message>
    <message>
        <source>The part that reads for meaning ended unexpectedly and was started again. Nothing is lost.</source>
        <translation>Der Teil, der nach Bedeutung liest, wurde unerwartet beendet und neu gestartet. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>The index has been mended, or is being made again.</source>
        <translation>Der Index wurde repariert oder wird gerade neu erstellt.</translation>
    </message>
    <message>
        <source>The system allows no more folders to be watched. They are looked through at intervals instead.</source>
        <translation>Das System lässt keine weiteren Ordner beobachten. Sie werden stattdessen in Abständen durchgesehen.</translation>
    </message>
    <message>
        <source>The disk that holds the index is full. Make room, and the work goes on by itself; what was indexed is intact.</source>
        <translation>Der Datenträger mit dem Index ist voll. Platz schaffen, dann geht es von selbst weiter; Indiziertes ist unversehrt.</translation>
    </message>
    <message>
        <source>The disk that holds the index can&apos;t be used as it should. What was indexed is intact; check the disk and its permissions.</source>
        <translation>Der Datenträger mit dem Index lässt sich nicht richtig benutzen. Indiziertes ist unversehrt; den Datenträger und seine Zugriffsrechte prüfen.</translation>
    </message>
    <message>
        <source>The model&apos;s files are missing or damaged. Install SparkBERT anew; words are searched all the same.</source>
        <translation>Die Dateien des Modells fehlen oder sind beschädigt. SparkBERT neu installieren; nach Wörtern wird weiterhin gesucht.</translation>
    </message>
    <message>
        <source>The part that reads for meaning ended several times. Close other programs if memory is short, then try again; words are searched all the same.</source>
        <translation>Der Teil, der nach Bedeutung liest, wurde mehrmals beendet. Bei knappem Speicher andere Programme schließen, dann erneut versuchen; nach Wörtern wird weiterhin gesucht.</translation>
    </message>
    <message>
        <source>“{path}” is not there. Connect its disk, or choose another one.</source>
        <translation>„{path}“ ist nicht da. Den Datenträger verbinden oder etwas anderes wählen.</translation>
    </message>
    <message>
        <source>“{path}” belongs to SparkBERT itself and is not searched.</source>
        <translation>„{path}“ gehört zu SparkBERT selbst und wird nicht durchsucht.</translation>
    </message>
    <message>
        <source>A part of it is not connected, and kept as it was.</source>
        <translation>Ein Teil davon ist nicht verbunden und bleibt, wie er war.</translation>
    </message>
    <message>
        <source>Not connected: what was indexed of it is kept, and can be searched.</source>
        <translation>Nicht verbunden: Was davon indiziert wurde, bleibt erhalten und durchsuchbar.</translation>
    </message>
    <message>
        <source>Stopped: what was read can be searched, and changes are not followed.</source>
        <translation>Gestoppt: Was gelesen wurde, ist durchsuchbar; Änderungen werden nicht verfolgt.</translation>
    </message>
    <message>
        <source>Looked through at intervals, because it can&apos;t be watched.</source>
        <translation>Wird in Abständen durchgesehen, weil er sich nicht beobachten lässt.</translation>
    </message>
    <message>
        <source>Not watched: looked through at intervals instead.</source>
        <translation>Nicht beobachtet: wird stattdessen in Abständen durchgesehen.</translation>
    </message>
    <message>
        <source>what .gitignore files name</source>
        <translation>was in .gitignore-Dateien steht</translation>
    </message>
    <message>
        <source>files over {size}</source>
        <translation>Dateien über {size}</translation>
    </message>
    <message>
        <source>Left out: {what}</source>
        <translation>Ausgenommen: {what}</translation>
    </message>
    <message>
        <source>live</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>polled</source>
        <translation>in Abständen</translation>
    </message>
    <message>
        <source>working</source>
        <translation>liest</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>not watched</source>
        <translation>unbeobachtet</translation>
    </message>
    <message>
        <source>{number} of {files}</source>
        <translation>{number} von {files}</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Names, places, exact phrases</source>
        <translation>Namen, Orte, genaue Wortfolgen</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Meanings of words</source>
        <translation>Bedeutungen von Wörtern</translation>
    </message>
    <message>
        <source>Meanings word by word</source>
        <translation>Bedeutungen Wort für Wort</translation>
    </message>
    <message>
        <source>Meanings of whole passages</source>
        <translation>Bedeutungen ganzer Stellen</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Word</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Without type</source>
        <translation>Ohne Typ</translation>
    </message>
    <message>
        <source>Like: {name}, {page}</source>
        <translation>Ähnlich wie: {name}, {page}</translation>
    </message>
    <message>
        <source>Like a passage of {name}</source>
        <translation>Ähnlich wie eine Stelle in {name}</translation>
    </message>
    <message>
        <source>Like: {name}</source>
        <translation>Ähnlich wie: {name}</translation>
    </message>
    <message>
        <source>Like: “{text}”</source>
        <translation>Ähnlich wie: „{text}“</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the words of a group&apos;s name</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Other passages</source>
        <translation>Andere Stellen</translation>
    </message>
    <message>
        <source>Everything is indexed.</source>
        <translation>Alles ist indiziert.</translation>
    </message>
    <message>
        <source>{files} can&apos;t be searched, by reason. Each is tried again by itself when it changes.</source>
        <translation>Nicht durchsuchbar: {files}, nach Gründen geordnet. Jede wird von selbst erneut versucht, sobald sie sich ändert.</translation>
    </message>
    <message>
        <source>{files} of formats that can&apos;t be read.</source>
        <translation>In nicht lesbaren Formaten: {files}.</translation>
    </message>
    <message>
        <source>Show fewer passages of {name}</source>
        <translation>Weniger Stellen aus {name} zeigen</translation>
    </message>
    <message numerus="yes">
        <source>Show %Ln more passage(s) of {name}</source>
        <translation>
            <numerusform>%Ln weitere Stelle aus {name} zeigen</numerusform>
            <numerusform>%Ln weitere Stellen aus {name} zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>passage {number} of {n} in {name}</source>
        <translation>Stelle {number} von {n} in {name}</translation>
    </message>
    <message>
        <source>{number} of {n}</source>
        <translation>{number} von {n}</translation>
    </message>
    <message>
        <source>Passage {number}</source>
        <translation>Stelle {number}</translation>
    </message>
    <message>
        <source>by words only</source>
        <translation>nur nach Wörtern</translation>
    </message>
    <message>
        <source>also in {name}</source>
        <translation>auch in {name}</translation>
    </message>
    <message numerus="yes">
        <source>also in %Ln other file(s)</source>
        <translation>
            <numerusform>auch in %Ln weiteren Datei</numerusform>
            <numerusform>auch in %Ln weiteren Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Map and timeline</source>
        <translation>Karte und Zeitleiste</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Go to the search box</source>
        <translation>Zum Suchfeld</translation>
    </message>
    <message>
        <source>Search in one folder alone</source>
        <translation>Nur in einem Ordner suchen</translation>
    </message>
    <message>
        <source>Save the search, or no more</source>
        <translation>Suche speichern oder vergessen</translation>
    </message>
    <message>
        <source>Show the file in its folder</source>
        <translation>Datei im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copy the file&apos;s path</source>
        <translation>Pfad der Datei kopieren</translation>
    </message>
    <message>
        <source>More like this passage</source>
        <translation>Ähnliches wie diese Stelle</translation>
    </message>
    <message>
        <source>More like this file</source>
        <translation>Ähnliches wie diese Datei</translation>
    </message>
    <message>
        <source>Show results as a map or as a list</source>
        <translation>Als Karte oder als Liste zeigen</translation>
    </message>
    <message>
        <source>Show or hide the timeline</source>
        <translation>Zeitleiste ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Next file</source>
        <translation>Nächste Datei</translation>
    </message>
    <message>
        <source>Previous file</source>
        <translation>Vorige Datei</translation>
    </message>
    <message>
        <source>Next hit in the file</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Previous hit in the file</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>As wide as there is room</source>
        <translation>An Breite anpassen</translation>
    </message>
    <message>
        <source>Find words in the file</source>
        <translation>Wörter in der Datei suchen</translation>
    </message>
    <message>
        <source>A PDF&apos;s pages side by side</source>
        <translation>Seitenübersicht eines PDFs</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Show these keys</source>
        <translation>Diese Tasten zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Empty the search box, then close the window</source>
        <translation>Suchfeld leeren, dann schließen</translation>
    </message>
    <message>
        <source>The result before</source>
        <translation>Voriges Ergebnis</translation>
    </message>
    <message>
        <source>The next result</source>
        <translation>Nächstes Ergebnis</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Unfold the file&apos;s other passages</source>
        <translation>Weitere Stellen aufklappen</translation>
    </message>
    <message>
        <source>Fold them again</source>
        <translation>Wieder zuklappen</translation>
    </message>
    <message>
        <source>Why a result was found</source>
        <translation>Warum dieses Ergebnis</translation>
    </message>
    <message>
        <source>On the map the next point, on the timeline a later time</source>
        <translation>Nächster Punkt, spätere Zeit</translation>
    </message>
    <message>
        <source>On the timeline a longer time</source>
        <translation>Längerer Zeitraum der Zeitleiste</translation>
    </message>
    <message>
        <source>From the results into the preview</source>
        <translation>Weiter zur Vorschau</translation>
    </message>
    <message>
        <source>On, and to the next page of a PDF</source>
        <translation>Weiter, dann nächste Seite</translation>
    </message>
    <message>
        <source>Back, and to the page before</source>
        <translation>Zurück, dann vorige Seite</translation>
    </message>
    <message>
        <source>whole passage</source>
        <translation>ganze Stelle</translation>
    </message>
    <message>
        <source>other words</source>
        <translation>andere Wörter</translation>
    </message>
    <message>
        <source>name or title of the file</source>
        <translation>Name oder Titel der Datei</translation>
    </message>
    <message>
        <source>Why this result</source>
        <translation>Warum dieses Ergebnis</translation>
    </message>
    <message>
        <source>In: {name}</source>
        <translation>In: {name}</translation>
    </message>
    <message>
        <source>Type: {name}</source>
        <translation>Typ: {name}</translation>
    </message>
    <message>
        <source>Changed: {span}</source>
        <translation>Geändert: {span}</translation>
    </message>
    <message>
        <source>files of a kind: pdf, word, markdown, text, or an extension</source>
        <translation>Dateien einer Art: pdf, word, markdown, text oder eine Endung</translation>
    </message>
    <message>
        <source>files in folders of this name</source>
        <translation>Dateien in Ordnern dieses Namens</translation>
    </message>
    <message>
        <source>files with this in their name</source>
        <translation>Dateien mit diesem Wort im Namen</translation>
    </message>
    <message>
        <source>files changed since a day, month or year: 2024-03</source>
        <translation>Dateien, geändert seit Tag, Monat oder Jahr: 2024-03</translation>
    </message>
    <message>
        <source>files changed before it</source>
        <translation>Dateien, die davor geändert wurden</translation>
    </message>
    <message>
        <source>pages: 3, or 3-7</source>
        <translation>Seiten: 3 oder 3-7</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Letzte 31 Tage</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Letzte 12 Monate</translation>
    </message>
    <message>
        <source>Changed: today</source>
        <translation>Geändert: heute</translation>
    </message>
    <message>
        <source>Changed: last week</source>
        <translation>Geändert: letzte 7 Tage</translation>
    </message>
    <message>
        <source>Changed: last month</source>
        <translation>Geändert: letzte 31 Tage</translation>
    </message>
    <message>
        <source>Changed: last year</source>
        <translation>Geändert: letzte 12 Monate</translation>
    </message>
    <message>
        <source>Best first</source>
        <translation>Beste zuerst</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Name</translation>
    </message>
    <message>
        <source>This file is no longer there.</source>
        <translation>Diese Datei ist nicht mehr da.</translation>
    </message>
    <message>
        <source>This file can&apos;t be read ({reason}).</source>
        <translation>Diese Datei lässt sich nicht lesen ({reason}).</translation>
    </message>
    <message>
        <source>“{name}” is too large to be shown here. Open it instead.</source>
        <translation>„{name}“ ist zu groß, um hier gezeigt zu werden. Stattdessen öffnen.</translation>
    </message>
    <message>
        <source>“{name}” is protected by a password, so it can&apos;t be shown here. Open it in its own application, or save a copy without the password.</source>
        <translation>„{name}“ ist mit einem Passwort geschützt und lässt sich hier nicht zeigen. In der eigenen Anwendung öffnen oder eine Kopie ohne Passwort speichern.</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be shown here: its pages take too long. Open it in its own application.</source>
        <translation>„{name}“ lässt sich hier nicht zeigen: Die Seiten brauchen zu lange. In der eigenen Anwendung öffnen.</translation>
    </message>
    <message>
        <source>“{name}” is damaged and can&apos;t be shown here. Open it in its own application, which may repair it.</source>
        <translation>„{name}“ ist beschädigt und lässt sich hier nicht zeigen. In der eigenen Anwendung öffnen, die sie vielleicht repariert.</translation>
    </message>
    <message>
        <source>{passages} in {files}</source>
        <translation>{passages} in {files}</translation>
    </message>
    <message>
        <source>best {passages} in {files}</source>
        <translation>beste {passages} in {files}</translation>
    </message>
    <message>
        <source>no good match</source>
        <translation>kein guter Treffer</translation>
    </message>
    <message>
        <source>nothing found</source>
        <translation>nichts gefunden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln ms</source>
        <translation>
            <numerusform>%Ln ms</numerusform>
            <numerusform>%Ln ms</numerusform>
        </translation>
    </message>
    <message>
        <source>newest {shown} of {all}</source>
        <translation>neueste {shown} von {all}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Find in this file …</source>
        <translation>In dieser Datei suchen …</translation>
    </message>
    <message>
        <source>Find more like the selection</source>
        <translation>Ähnliches wie die Auswahl suchen</translation>
    </message>
    <message>
        <source>Find more like this</source>
        <translation>Ähnliches suchen</translation>
    </message>
</context>
<context>
    <name>ActivityBar</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Cancel …</source>
        <translation>Abbrechen …</translation>
    </message>
    <message>
        <source>Cancel the indexing of a folder</source>
        <translation>Das Indizieren eines Ordners abbrechen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Wird gestartet …</translation>
    </message>
    <message>
        <source>{number} not indexed</source>
        <translation>{number} nicht indiziert</translation>
    </message>
    <message>
        <source>Go on anyway</source>
        <translation>Trotzdem fortfahren</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>AppearancePage</name>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>High contrast is followed if the desktop asks for it.</source>
        <translation>Hoher Kontrast gilt, wenn der Desktop ihn verlangt.</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Size of type</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>In hundredths of the desktop&apos;s own size.</source>
        <translation>In Prozent der Schriftgröße des Desktops.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window; it speaks another one when it is started the next time.</source>
        <translation>Sprache des Fensters; eine andere gilt ab dem nächsten Start.</translation>
    </message>
</context>
<context>
    <name>Autostart</name>
    <message>
        <source>{file} can&apos;t be changed ({reason}).</source>
        <translation>{file} lässt sich nicht ändern ({reason}).</translation>
    </message>
</context>
<context>
    <name>Bridge</name>
    <message>
        <source>The search engine had stopped and was started again. Nothing is lost.</source>
        <translation>Die Suchmaschine war ausgefallen und wurde neu gestartet. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>The search engine has stopped several times. Quit and start again; if it goes on, see the log in the home folder.</source>
        <translation>Die Suchmaschine ist mehrmals ausgefallen. Programm beenden und neu starten; hilft das nicht, gibt das Protokoll im Programmordner Auskunft.</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPage</name>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>For reports of bugs: versions, sizes, counts, settings and the last lines of the log. No text of documents, no names of files or folders, no searches. Nothing is sent; read it before you pass it on.</source>
        <translation>Für Fehlerberichte: Versionen, Größen, Anzahlen, Einstellungen und die letzten Zeilen des Protokolls. Kein Text aus Dokumenten, keine Namen von Dateien oder Ordnern, keine Suchen. Nichts wird gesendet; vor dem Weitergeben durchlesen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save …</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Neu sammeln</translation>
    </message>
    <message>
        <source>Gathering …</source>
        <translation>Wird gesammelt …</translation>
    </message>
    <message>
        <source>The engine&apos;s part can&apos;t be gathered.</source>
        <translation>Der Teil der Suchmaschine lässt sich nicht ermitteln.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Save diagnostics</source>
        <translation>Diagnose speichern</translation>
    </message>
    <message>
        <source>It can&apos;t be written there ({reason}).</source>
        <translation>Dort lässt sich nicht schreiben ({reason}).</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
</context>
<context>
    <name>ExclusionsDialog</name>
    <message>
        <source>Left out of “{folder}”</source>
        <translation>Ausgenommen in „{folder}“</translation>
    </message>
    <message>
        <source>Patterns of what is left out, one per line</source>
        <translation>Muster für das, was ausgenommen wird, eines je Zeile</translation>
    </message>
    <message>
        <source>What .gitignore files name</source>
        <translation>Was in .gitignore-Dateien steht</translation>
    </message>
    <message>
        <source>Files larger than</source>
        <translation>Dateien größer als</translation>
    </message>
    <message>
        <source>Size in megabytes</source>
        <translation>Größe in Megabyte</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Leave out files and folders</source>
        <translation>Dateien und Ordner ausnehmen</translation>
    </message>
    <message>
        <source>One pattern per line, as in a .gitignore file: *.log for files of a kind, drafts/ for folders of a name, /old for one place. Hidden files are left out anyway.</source>
        <translation>Ein Muster je Zeile, wie in einer .gitignore-Datei: *.log für Dateien einer Art, drafts/ für Ordner eines Namens, /old für einen Ort. Versteckte Dateien sind ohnehin ausgenommen.</translation>
    </message>
    <message>
        <source>What is left out is wiped from the index. The files themselves stay as they are.</source>
        <translation>Was ausgenommen ist, wird aus dem Index gelöscht. Die Dateien selbst bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Übernehmen</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Order of the results</source>
        <translation>Reihenfolge der Ergebnisse</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new result(s)</source>
        <translation>
            <numerusform>%Ln neues Ergebnis</numerusform>
            <numerusform>%Ln neue Ergebnisse</numerusform>
        </translation>
    </message>
    <message>
        <source>Show them; the list has kept still until now</source>
        <translation>Zeigen; bis jetzt blieb die Liste, wie sie war</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>In the query</source>
        <translation>In der Suchanfrage</translation>
    </message>
    <message>
        <source>&quot;…&quot;  these words exactly so</source>
        <translation>&quot;…&quot;  genau diese Wörter</translation>
    </message>
    <message>
        <source>-…  without this word</source>
        <translation>-…  ohne dieses Wort</translation>
    </message>
    <message>
        <source>Group: {name}</source>
        <translation>Gruppe: {name}</translation>
    </message>
    <message>
        <source>Remove the filter {name}</source>
        <translation>Filter „{name}“ entfernen</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>Diesen Filter entfernen</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this file</source>
        <translation>In dieser Datei suchen</translation>
    </message>
    <message>
        <source>Previous place (Shift+Enter)</source>
        <translation>Vorige Fundstelle (Umschalt+Enter)</translation>
    </message>
    <message>
        <source>Next place (Enter)</source>
        <translation>Nächste Fundstelle (Enter)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>looking …</source>
        <translation>sucht …</translation>
    </message>
    <message>
        <source>{number} of {many}</source>
        <translation>{number} von {many}</translation>
    </message>
</context>
<context>
    <name>FolderActions</name>
    <message>
        <source>All folders</source>
        <translation>Alle Ordner</translation>
    </message>
</context>
<context>
    <name>FoldersPage</name>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>These folders are searched, with all that lies in them. What changes in them is found a moment later.</source>
        <translation>Diese Ordner werden durchsucht, mit allem, was darin liegt. Was sich ändert, wird einen Augenblick später gefunden.</translation>
    </message>
    <message>
        <source>Folders that are searched</source>
        <translation>Ordner, die durchsucht werden</translation>
    </message>
    <message>
        <source>Add a folder …</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Leave out files …</source>
        <translation>Dateien ausnehmen …</translation>
    </message>
    <message>
        <source>By patterns, by .gitignore files, or by their size</source>
        <translation>Nach Mustern, nach .gitignore-Dateien oder nach ihrer Größe</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the folder in the file manager</source>
        <translation>Ordner in der Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <source>Choose a folder to search</source>
        <translation>Ordner zum Durchsuchen wählen</translation>
    </message>
</context>
<context>
    <name>FoldersPanel</name>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Drop folders here
or choose one</source>
        <translation>Ordner hier ablegen
oder auswählen</translation>
    </message>
    <message>
        <source>Folders and files may be dropped anywhere in this window</source>
        <translation>Ordner und Dateien lassen sich überall in diesem Fenster ablegen</translation>
    </message>
    <message>
        <source>Show in file manager</source>
        <translation>In der Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <source>Try again what was not indexed</source>
        <translation>Nicht Indiziertes erneut versuchen</translation>
    </message>
    <message>
        <source>Leave out files …</source>
        <translation>Dateien ausnehmen …</translation>
    </message>
    <message>
        <source>Go on indexing</source>
        <translation>Weiter indizieren</translation>
    </message>
    <message>
        <source>Cancel indexing …</source>
        <translation>Indizieren abbrechen …</translation>
    </message>
    <message>
        <source>Remove from search …</source>
        <translation>Aus der Suche entfernen …</translation>
    </message>
    <message>
        <source>Remove “{folder}” from search?</source>
        <translation>„{folder}“ aus der Suche entfernen?</translation>
    </message>
    <message>
        <source>What was indexed of it is wiped. The files themselves stay as they are.</source>
        <translation>Was davon indiziert wurde, wird gelöscht. Die Dateien selbst bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Cancel the indexing of “{folder}”?</source>
        <translation>Das Indizieren von „{folder}“ abbrechen?</translation>
    </message>
    <message>
        <source>{found} Keep that, or take the folder out of search? The files themselves stay as they are.</source>
        <translation>{found} Soll das erhalten bleiben oder der Ordner aus der Suche entfernt werden? Die Dateien selbst bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Keep what was read</source>
        <translation>Gelesenes behalten</translation>
    </message>
    <message>
        <source>Remove from search</source>
        <translation>Aus der Suche entfernen</translation>
    </message>
    <message>
        <source>Choose a folder to search</source>
        <translation>Ordner zum Durchsuchen wählen</translation>
    </message>
</context>
<context>
    <name>IndexPage</name>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>The index holds the text of your documents, for your eyes alone: only your user account may read it.</source>
        <translation>Der Index enthält den Text Ihrer Dokumente, nur für Ihre Augen: Allein Ihr Benutzerkonto darf ihn lesen.</translation>
    </message>
    <message>
        <source>Is it whole?</source>
        <translation>Ist er unversehrt?</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>How far the check is</source>
        <translation>Wie weit die Prüfung ist</translation>
    </message>
    <message>
        <source>Reads all of it and compares it with its checksums. You can go on searching. Damage that turns up in daily work is mended by itself.</source>
        <translation>Liest alles und vergleicht es mit den Prüfsummen. Suchen geht dabei weiter. Schäden, die im Alltag auffallen, werden von selbst behoben.</translation>
    </message>
    <message>
        <source>Make it again</source>
        <translation>Neu erstellen</translation>
    </message>
    <message>
        <source>Rebuild …</source>
        <translation>Neu erstellen …</translation>
    </message>
    <message>
        <source>Throws the index away and reads all folders anew. Only needed if search goes wrong and a check finds nothing.</source>
        <translation>Verwirft den Index und liest alle Ordner neu. Nur nötig, wenn die Suche fehlgeht und eine Prüfung nichts findet.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Beiseitegelegt</translation>
    </message>
    <message>
        <source>{size} of damaged files, until a folder is removed</source>
        <translation>{size} an beschädigten Dateien, bis ein Ordner entfernt wird</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>{passages} of {files}</source>
        <translation>{passages} aus {files}</translation>
    </message>
    <message>
        <source>Throw the index away and make it again?</source>
        <translation>Index verwerfen und neu erstellen?</translation>
    </message>
    <message>
        <source>{files} are read again, and {passages} found by meaning again; that takes as long as the first time. Until then search finds what is ready. Folders that are not connected are found again only when they are. Your files stay as they are.</source>
        <translation>{files} neu zu lesen und {passages} neu nach Bedeutung zu erschließen, dauert so lange wie beim ersten Mal. Bis dahin findet die Suche, was fertig ist; Ordner, die nicht verbunden sind, erst, wenn sie es wieder sind. Ihre Dateien bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Rebuild</source>
        <translation>Neu erstellen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>The index is whole.</source>
        <translation>Der Index ist unversehrt.</translation>
    </message>
    <message>
        <source>The index is damaged. Rebuild it, or quit and run “sparkbert verify --repair”.
{problems}</source>
        <translation>Der Index ist beschädigt. Neu erstellen, oder das Programm beenden und „sparkbert verify --repair“ ausführen.
{problems}</translation>
    </message>
</context>
<context>
    <name>IndexPlots</name>
    <message>
        <source>Counting what is in the index …</source>
        <translation>Der Inhalt des Index wird gezählt …</translation>
    </message>
    <message>
        <source>Nothing is indexed yet.</source>
        <translation>Noch ist nichts indiziert.</translation>
    </message>
    <message>
        <source>Files by type</source>
        <translation>Dateien nach Typ</translation>
    </message>
    <message>
        <source>Passages by the date of their files</source>
        <translation>Stellen nach Datum ihrer Dateien</translation>
    </message>
    <message>
        <source>Room on the disk: {size}</source>
        <translation>Platz auf dem Datenträger: {size}</translation>
    </message>
</context>
<context>
    <name>LikeChip</name>
    <message>
        <source>Go back to the search before (Esc)</source>
        <translation>Zurück zur vorigen Suche (Esc)</translation>
    </message>
    <message>
        <source>Type to search for something else</source>
        <translation>Tippen, um etwas anderes zu suchen</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Type what you look for, in your own words.</source>
        <translation>Einfach in eigenen Worten eingeben, was gesucht wird.</translation>
    </message>
    <message>
        <source>Reading your files …</source>
        <translation>Dateien werden gelesen …</translation>
    </message>
</context>
<context>
    <name>Manners</name>
    <message>
        <source>SparkBERT stays here and follows your folders. Quit it by this icon.</source>
        <translation>SparkBERT bleibt hier und behält die Ordner im Blick. Beenden über dieses Symbol.</translation>
    </message>
</context>
<context>
    <name>MapCanvas</name>
    <message>
        <source>Map of the results</source>
        <translation>Karte der Ergebnisse</translation>
    </message>
    <message>
        <source>Group {name}: {passages}</source>
        <translation>Gruppe {name}: {passages}</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>These passages have no place on a map, because they can be found by their words only so far. The list has them all.</source>
        <translation>Diese Stellen haben noch keinen Platz auf einer Karte, weil sie bisher nur nach Wörtern zu finden sind. Die Liste zeigt sie alle.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln passage(s) can&apos;t be placed yet: searchable by words only.</source>
        <translation>
            <numerusform>%Ln Stelle hat noch keinen Platz: nur nach Wörtern durchsuchbar.</numerusform>
            <numerusform>%Ln Stellen haben noch keinen Platz: nur nach Wörtern durchsuchbar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Passages that are alike lie near each other.</source>
        <translation>Ähnliche Stellen liegen nah beieinander.</translation>
    </message>
    <message>
        <source>Placing the passages …</source>
        <translation>Stellen werden angeordnet …</translation>
    </message>
</context>
<context>
    <name>Middle</name>
    <message>
        <source>Show less likely results</source>
        <translation>Weniger wahrscheinliche Treffer zeigen</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Model and vocabulary</source>
        <translation>Modell und Vokabular</translation>
    </message>
    <message>
        <source>The model turns words into meaning, on this computer; the vocabulary lists the meanings that passages are found by. An index can only be searched with those that it was made with.</source>
        <translation>Das Modell macht auf diesem Computer aus Wörtern Bedeutung; das Vokabular zählt die Bedeutungen auf, nach denen Stellen gefunden werden. Ein Index lässt sich nur mit denen durchsuchen, mit denen er erstellt wurde.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>To use others</source>
        <translation>Andere verwenden</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Rich: four meanings for each word</source>
        <translation>Reich: vier Bedeutungen je Wort</translation>
    </message>
    <message>
        <source>Compact: three meanings for each word</source>
        <translation>Kompakt: drei Bedeutungen je Wort</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Quit SparkBERT, name them in {file}, and run “sparkbert verify --repair”. Every passage is then encoded again, which takes as long as the first time.</source>
        <translation>SparkBERT beenden, sie in {file} eintragen und „sparkbert verify --repair“ ausführen. Jede Stelle wird dann neu nach Bedeutung erschlossen; das dauert so lange wie beim ersten Mal.</translation>
    </message>
</context>
<context>
    <name>NotIndexedDialog</name>
    <message>
        <source>Not indexed</source>
        <translation>Nicht indiziert</translation>
    </message>
    <message>
        <source>Files that are not indexed</source>
        <translation>Dateien, die nicht indiziert sind</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Text recognition …</source>
        <translation>Texterkennung …</translation>
    </message>
    <message>
        <source>Have the text in scanned pages recognised</source>
        <translation>Text in gescannten Seiten erkennen lassen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Alle erneut versuchen</translation>
    </message>
    <message>
        <source>{files} chosen.</source>
        <translation>{files} ausgewählt.</translation>
    </message>
</context>
<context>
    <name>NothingFoundPage</name>
    <message>
        <source>Search without filters</source>
        <translation>Ohne Filter suchen</translation>
    </message>
    <message>
        <source>Search without quotation marks</source>
        <translation>Ohne Anführungszeichen suchen</translation>
    </message>
    <message>
        <source>Search in all folders</source>
        <translation>In allen Ordnern suchen</translation>
    </message>
    <message>
        <source>No good match</source>
        <translation>Kein guter Treffer</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Words in quotation marks must stand in the text exactly so.</source>
        <translation>Wörter in Anführungszeichen müssen genau so im Text stehen.</translation>
    </message>
    <message>
        <source>The filters leave files out.</source>
        <translation>Die Filter lassen Dateien aus.</translation>
    </message>
    <message>
        <source>Folders whose eye is closed are not searched.</source>
        <translation>Ordner mit geschlossenem Auge werden nicht durchsucht.</translation>
    </message>
    <message>
        <source>Not all files are searchable yet; results will come as they are.</source>
        <translation>Noch sind nicht alle Dateien durchsuchbar; Ergebnisse kommen nach und nach dazu.</translation>
    </message>
    <message>
        <source>Try other words, or fewer.</source>
        <translation>Andere oder weniger Wörter versuchen.</translation>
    </message>
    <message>
        <source>Show less likely results</source>
        <translation>Weniger wahrscheinliche Treffer zeigen</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>Opener</name>
    <message>
        <source>No application is set up to open “{name}”.</source>
        <translation>Zum Öffnen von „{name}“ ist keine Anwendung eingerichtet.</translation>
    </message>
    <message>
        <source>“{name}” is not there now. It was moved or deleted, or its disk is away.</source>
        <translation>„{name}“ ist gerade nicht da. Die Datei wurde verschoben oder gelöscht, oder ihr Datenträger fehlt.</translation>
    </message>
</context>
<context>
    <name>OperatorCompleter</name>
    <message>
        <source>Values for the filter that is being typed</source>
        <translation>Werte für den Filter, der eingegeben wird</translation>
    </message>
</context>
<context>
    <name>PdfPages</name>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
</context>
<context>
    <name>PreviewHeader</name>
    <message>
        <source>Page number</source>
        <translation>Seitenzahl</translation>
    </message>
    <message>
        <source>Type a page&apos;s number and press Enter</source>
        <translation>Seitenzahl eingeben und Enter drücken</translation>
    </message>
    <message>
        <source>Previous hit (Shift+F3)</source>
        <translation>Voriger Treffer (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Next hit (F3)</source>
        <translation>Nächster Treffer (F3)</translation>
    </message>
    <message>
        <source>Previous page (Page Up)</source>
        <translation>Vorige Seite (Bild aufwärts)</translation>
    </message>
    <message>
        <source>Next page (Page Down)</source>
        <translation>Nächste Seite (Bild abwärts)</translation>
    </message>
    <message>
        <source>Smaller (Ctrl+-)</source>
        <translation>Kleiner (Strg+-)</translation>
    </message>
    <message>
        <source>Larger (Ctrl+=)</source>
        <translation>Größer (Strg+=)</translation>
    </message>
    <message>
        <source>As wide as there is room (Ctrl+0)</source>
        <translation>An Breite anpassen (Strg+0)</translation>
    </message>
    <message>
        <source>Find in this file (Ctrl+F)</source>
        <translation>In dieser Datei suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Pages side by side (F4)</source>
        <translation>Seitenübersicht (F4)</translation>
    </message>
    <message>
        <source>Show as plain text</source>
        <translation>Als reinen Text zeigen</translation>
    </message>
    <message>
        <source>hit {number} of {many}</source>
        <translation>Treffer {number} von {many}</translation>
    </message>
    <message>
        <source>of {many}</source>
        <translation>von {many}</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Choose a result to see its page here.</source>
        <translation>Ein Ergebnis wählen, um seine Seite hier zu sehen.</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>This is the passage as it was indexed.</source>
        <translation>Dies ist die Stelle, wie sie indiziert wurde.</translation>
    </message>
    <message>
        <source>This file has changed since it was indexed; places may not fit.</source>
        <translation>Diese Datei hat sich geändert, seit sie indiziert wurde; Markierungen passen vielleicht nicht.</translation>
    </message>
    <message>
        <source>This passage has changed since it was found. Search again to see it as it is now.</source>
        <translation>Diese Stelle hat sich geändert, seit sie gefunden wurde. Neu suchen, um sie zu sehen, wie sie jetzt ist.</translation>
    </message>
    <message>
        <source>Some of the words stand in a comment, a form field or a picture, where they can&apos;t be marked.</source>
        <translation>Einige der Wörter stehen in einem Kommentar, einem Formularfeld oder einem Bild und lassen sich dort nicht markieren.</translation>
    </message>
    <message>
        <source>This file is too long to be laid out; it is shown as plain text.</source>
        <translation>Diese Datei ist zu lang für eine gestaltete Ansicht; sie wird als reiner Text gezeigt.</translation>
    </message>
    <message>
        <source>Page {number} is damaged and can&apos;t be shown.</source>
        <translation>Seite {number} ist beschädigt und lässt sich nicht zeigen.</translation>
    </message>
    <message>
        <source>Open the file (Enter)</source>
        <translation>Datei öffnen (Enter)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Enter</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>With file and page</source>
        <translation>Mit Datei und Seite</translation>
    </message>
    <message>
        <source>Copy passage</source>
        <translation>Stelle kopieren</translation>
    </message>
    <message>
        <source>({name})</source>
        <translation>({name})</translation>
    </message>
    <message>
        <source>({name}, p. {page})</source>
        <translation>({name}, S. {page})</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Nothing leaves this computer: SparkBERT opens no network connection. All it keeps lies in one folder that only your user account may read.</source>
        <translation>Nichts verlässt diesen Computer: SparkBERT öffnet keine Netzwerkverbindung. Alles, was es aufbewahrt, liegt in einem Ordner, den nur Ihr Benutzerkonto lesen darf.</translation>
    </message>
    <message>
        <source>Remember searches and opened files</source>
        <translation>Suchen und geöffnete Dateien merken</translation>
    </message>
    <message>
        <source>They stand in the empty search box, to be chosen again.</source>
        <translation>Sie erscheinen bei leerem Suchfeld, um wieder gewählt zu werden.</translation>
    </message>
    <message>
        <source>Erase history</source>
        <translation>Verlauf löschen</translation>
    </message>
    <message>
        <source>Erase saved searches</source>
        <translation>Gespeicherte Suchen löschen</translation>
    </message>
    <message>
        <source>Erased.</source>
        <translation>Gelöscht.</translation>
    </message>
    <message>
        <source>The history is what you have searched and opened. Saved searches stay with it turned off, until you erase them, too.</source>
        <translation>Der Verlauf enthält, was gesucht und geöffnet wurde. Gespeicherte Suchen bleiben auch ohne Verlauf, bis sie ebenfalls gelöscht werden.</translation>
    </message>
    <message>
        <source>What is kept where</source>
        <translation>Was wo liegt</translation>
    </message>
    <message>
        <source>Removing a folder wipes its text from the index, its name from the logs, and what was searched from the history.</source>
        <translation>Wird ein Ordner entfernt, verschwinden sein Text aus dem Index, sein Name aus den Protokollen und die Suchen aus dem Verlauf.</translation>
    </message>
    <message>
        <source>Texts of documents</source>
        <translation>Texte der Dokumente</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Logs, without any text</source>
        <translation>Protokolle, ohne Text</translation>
    </message>
</context>
<context>
    <name>ReaderPage</name>
    <message>
        <source>Text of the file</source>
        <translation>Text der Datei</translation>
    </message>
</context>
<context>
    <name>RecognitionPage</name>
    <message>
        <source>Text recognition</source>
        <translation>Texterkennung</translation>
    </message>
    <message>
        <source>Recognise text in scanned pages (OCR)</source>
        <translation>Text in gescannten Seiten erkennen (OCR)</translation>
    </message>
    <message>
        <source>Pages that are pictures are read by Tesseract, on this computer. It takes seconds a page, after everything else.</source>
        <translation>Seiten, die Bilder sind, liest Tesseract auf diesem Computer. Das dauert Sekunden je Seite und geschieht nach allem anderen.</translation>
    </message>
    <message>
        <source>How to install text recognition</source>
        <translation>Wie die Texterkennung installiert wird</translation>
    </message>
    <message>
        <source>Languages of scanned pages</source>
        <translation>Sprachen der gescannten Seiten</translation>
    </message>
    <message>
        <source>Languages that your scanned pages are in; each one more makes it slower:</source>
        <translation>Sprachen der gescannten Seiten; jede weitere macht es langsamer:</translation>
    </message>
    <message>
        <source>Looking for Tesseract …</source>
        <translation>Tesseract wird gesucht …</translation>
    </message>
    <message>
        <source>Tesseract is not installed. Install it (Debian, Ubuntu: apt install tesseract-ocr; macOS: brew install tesseract) and what connects it (pip install tesserocr), then start SparkBERT again.</source>
        <translation>Tesseract ist nicht installiert. Tesseract (Debian, Ubuntu: apt install tesseract-ocr; macOS: brew install tesseract) und die Verbindung dazu (pip install tesserocr) installieren, dann SparkBERT neu starten.</translation>
    </message>
</context>
<context>
    <name>ResultActions</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Find more like this passage</source>
        <translation>Ähnliches wie diese Stelle suchen</translation>
    </message>
    <message>
        <source>Find more like this file</source>
        <translation>Ähnliches wie diese Datei suchen</translation>
    </message>
    <message>
        <source>Copy passage with source</source>
        <translation>Stelle mit Quelle kopieren</translation>
    </message>
    <message>
        <source>Copy as Markdown quotation</source>
        <translation>Als Markdown-Zitat kopieren</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Also in</source>
        <translation>Auch in</translation>
    </message>
</context>
<context>
    <name>ResultDelegate</name>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message numerus="yes">
        <source>+ %Ln more passage(s) in this file</source>
        <translation>
            <numerusform>+ %Ln weitere Stelle in dieser Datei</numerusform>
            <numerusform>+ %Ln weitere Stellen in dieser Datei</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsList</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search by words or by meaning</source>
        <translation>Nach Wörtern oder Bedeutung suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>&quot;words&quot; must be there, -word must not</source>
        <translation>&quot;Wörter&quot; müssen vorkommen, -Wort darf nicht</translation>
    </message>
    <message>
        <source>Do not keep this search</source>
        <translation>Gespeicherte Suche entfernen</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Diese Suche speichern</translation>
    </message>
</context>
<context>
    <name>SearchFlow</name>
    <message>
        <source>No other file holds anything like this.</source>
        <translation>Keine andere Datei enthält etwas Ähnliches.</translation>
    </message>
</context>
<context>
    <name>SearchedEye</name>
    <message>
        <source>not searched</source>
        <translation>nicht durchsucht</translation>
    </message>
    <message>
        <source>not searched · {state}</source>
        <translation>nicht durchsucht · {state}</translation>
    </message>
    <message>
        <source>Leave “{name}” out of searches</source>
        <translation>„{name}“ nicht mehr durchsuchen</translation>
    </message>
    <message>
        <source>Search in “{name}” again</source>
        <translation>„{name}“ wieder durchsuchen</translation>
    </message>
    <message>
        <source>Leave this folder out of searches</source>
        <translation>Diesen Ordner nicht mehr durchsuchen</translation>
    </message>
    <message>
        <source>Search in this folder again</source>
        <translation>Diesen Ordner wieder durchsuchen</translation>
    </message>
</context>
<context>
    <name>SessionPage</name>
    <message>
        <source>Start and tray</source>
        <translation>Start und Infobereich</translation>
    </message>
    <message>
        <source>Start with the session</source>
        <translation>Mit der Sitzung starten</translation>
    </message>
    <message>
        <source>Follows your folders from the moment that you log in, in the tray and without a window.</source>
        <translation>Behält die Ordner ab der Anmeldung im Blick, im Infobereich und ohne Fenster.</translation>
    </message>
    <message>
        <source>Keep in the tray when the window is closed</source>
        <translation>Beim Schließen des Fensters im Infobereich bleiben</translation>
    </message>
    <message>
        <source>Folders are followed and search is at hand; quit with Ctrl+Q or in the tray.</source>
        <translation>Die Ordner bleiben im Blick und die Suche zur Hand; beenden mit Strg+Q oder im Infobereich.</translation>
    </message>
    <message>
        <source>This desktop has no tray: closing the window quits.</source>
        <translation>Dieser Desktop hat keinen Infobereich: Das Schließen des Fensters beendet das Programm.</translation>
    </message>
    <message>
        <source>Only trouble</source>
        <translation>Nur bei Problemen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Tells what needs you while the window is not in front, such as a full disk; of each cause once a day.</source>
        <translation>Meldet, was Aufmerksamkeit braucht, während das Fenster nicht vorn ist, etwa einen vollen Datenträger; aus jedem Grund einmal am Tag.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages of settings</source>
        <translation>Seiten der Einstellungen</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keys</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Typing goes to the search box from wherever you are.</source>
        <translation>Getipptes landet von überall im Suchfeld.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>SpeedPage</name>
    <message>
        <source>Speed and battery</source>
        <translation>Tempo und Akku</translation>
    </message>
    <message>
        <source>Read files, find by meaning later</source>
        <translation>Dateien lesen, nach Bedeutung später</translation>
    </message>
    <message>
        <source>Wait for power</source>
        <translation>Auf Netzstrom warten</translation>
    </message>
    <message>
        <source>Go on as on mains</source>
        <translation>Weiter wie am Netz</translation>
    </message>
    <message>
        <source>On battery</source>
        <translation>Im Akkubetrieb</translation>
    </message>
    <message>
        <source>What indexing does by itself while there is no power. Searching always works, and “Go on anyway” at the foot of the window goes before this.</source>
        <translation>Was das Indizieren von selbst tut, solange kein Netzstrom da ist. Suchen geht immer, und „Trotzdem fortfahren“ unten im Fenster hat Vorrang.</translation>
    </message>
    <message>
        <source>Go slower while other programs are busy</source>
        <translation>Langsamer, solange andere Programme arbeiten</translation>
    </message>
    <message>
        <source>Finding by meaning then takes longer to be ready, and your work does not.</source>
        <translation>Die Suche nach Bedeutung ist dann später bereit, dafür bleibt der Computer flink.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Processor cores for finding by meaning</source>
        <translation>Prozessorkerne für die Suche nach Bedeutung</translation>
    </message>
    <message>
        <source>Fewer keep the computer cooler and quieter; indexing takes longer.</source>
        <translation>Weniger halten den Computer kühler und leiser; das Indizieren dauert länger.</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Give memory back after</source>
        <translation>Speicher freigeben nach</translation>
    </message>
    <message>
        <source>So long without work, and the language model leaves the memory (some 300 MB). Typing brings it back within seconds; until then words are searched.</source>
        <translation>So lange ohne Arbeit, und das Sprachmodell verlässt den Arbeitsspeicher (rund 300 MB). Beim Tippen ist es in Sekunden zurück; bis dahin wird nach Wörtern gesucht.</translation>
    </message>
</context>
<context>
    <name>SpellingLink</name>
    <message>
        <source>Did you mean: {query}?</source>
        <translation>Meinten Sie: {query}?</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Saved searches</source>
        <translation>Gespeicherte Suchen</translation>
    </message>
    <message>
        <source>Recent searches</source>
        <translation>Letzte Suchen</translation>
    </message>
    <message>
        <source>Recently opened</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>{name} in {folder}</source>
        <translation>{name} in {folder}</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Clear the recent searches and files</source>
        <translation>Liste der letzten Suchen und Dateien leeren</translation>
    </message>
    <message>
        <source>Rename …</source>
        <translation>Umbenennen …</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove all saved searches</source>
        <translation>Alle gespeicherten Suchen entfernen</translation>
    </message>
    <message>
        <source>Rename the search</source>
        <translation>Suche umbenennen</translation>
    </message>
    <message>
        <source>What shall it be called?</source>
        <translation>Wie soll sie heißen?</translation>
    </message>
</context>
<context>
    <name>ThumbnailStrip</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline of the files found</source>
        <translation>Zeitleiste der gefundenen Dateien</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) found</source>
        <translation>
            <numerusform>%Ln Datei gefunden</numerusform>
            <numerusform>%Ln Dateien gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>by date of change</source>
        <translation>nach Änderungsdatum</translation>
    </message>
    <message>
        <source>{n} of {files}</source>
        <translation>{n} von {files}</translation>
    </message>
    <message>
        <source>{when}: {files}</source>
        <translation>{when}: {files}</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show SparkBERT</source>
        <translation>SparkBERT zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause indexing</source>
        <translation>Indizieren anhalten</translation>
    </message>
</context>
<context>
    <name>TypesPage</name>
    <message>
        <source>File types</source>
        <translation>Dateitypen</translation>
    </message>
    <message>
        <source>Files of these types are read in all folders. What was indexed of a type is wiped when its box is cleared, and read again when it is ticked; the files themselves stay as they are.</source>
        <translation>Dateien dieser Typen werden in allen Ordnern gelesen. Ohne Häkchen wird gelöscht, was von einem Typ indiziert wurde; mit Häkchen wird es wieder gelesen. Die Dateien selbst bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Files named .pdf, page by page; scanned ones need text recognition.</source>
        <translation>Dateien mit der Endung .pdf, Seite für Seite; gescannte brauchen die Texterkennung.</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Word</translation>
    </message>
    <message>
        <source>Files named .docx, .docm, .dotx and .dotm, with tables and footnotes.</source>
        <translation>Dateien mit den Endungen .docx, .docm, .dotx und .dotm, mit Tabellen und Fußnoten.</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Files named .md, .markdown, .mdown and .mkd, by their headings.</source>
        <translation>Dateien mit den Endungen .md, .markdown, .mdown und .mkd, nach ihren Überschriften.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Files named .txt, .text, .log, .rst, .adoc, .asciidoc, .org and .textile, in any encoding.</source>
        <translation>Dateien mit den Endungen .txt, .text, .log, .rst, .adoc, .asciidoc, .org und .textile, in jeder Zeichenkodierung.</translation>
    </message>
</context>
<context>
    <name>ViewSwitch</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Show when the files found were changed</source>
        <translation>Zeigen, wann die gefundenen Dateien geändert wurden</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Show results as a list</source>
        <translation>Ergebnisse als Liste zeigen</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Show results as a map</source>
        <translation>Ergebnisse als Karte zeigen</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Search your documents by what they mean</source>
        <translation>Dokumente nach ihrer Bedeutung durchsuchen</translation>
    </message>
    <message>
        <source>PDFs, Word files, Markdown and texts are found by their words at once
and, a little later, by what they mean. Nothing leaves this computer.</source>
        <translation>PDF-, Word-, Markdown- und Textdateien werden sofort nach ihren Wörtern gefunden
und wenig später nach ihrer Bedeutung. Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>Drop a folder here
or click to choose one</source>
        <translation>Einen Ordner hier ablegen
oder zum Auswählen klicken</translation>
    </message>
    <message>
        <source>Try it with sample documents</source>
        <translation>Mit Beispieldokumenten ausprobieren</translation>
    </message>
    <message>
        <source>Choose a folder to search</source>
        <translation>Ordner zum Durchsuchen wählen</translation>
    </message>
</context>
<context>
    <name>_FolderRow</name>
    <message>
        <source>Nothing of it can be searched yet.</source>
        <translation>Noch ist nichts davon durchsuchbar.</translation>
    </message>
    <message>
        <source>{files} of it can be searched by now.</source>
        <translation>Bisher durchsuchbar: {files}.</translation>
    </message>
</context>
<context>
    <name>_Histogram</name>
    <message>
        <source>Passages by date, from {first} to {last}; most: {most}</source>
        <translation>Stellen nach Datum, von {first} bis {last}; die meisten: {most}</translation>
    </message>
    <message>
        <source>{when}: {passages}</source>
        <translation>{when}: {passages}</translation>
    </message>
</context>
<context>
    <name>_Pages</name>
    <message>
        <source>Page {number}, with a hit</source>
        <translation>Seite {number}, mit Treffer</translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation>Seite {number}</translation>
    </message>
</context>
</TS>
