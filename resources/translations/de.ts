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
        <source>Nothing is indexed yet</source>
        <translation>Noch ist nichts indiziert</translation>
    </message>
    <message>
        <source>Indexing has stopped.</source>
        <translation>Das Indizieren ist unterbrochen.</translation>
    </message>
    <message>
        <source>Search uses words only.</source>
        <translation>Gesucht wird nur nach Wörtern.</translation>
    </message>
    <message>
        <source>Checking your folders …</source>
        <translation>Ordner werden geprüft …</translation>
    </message>
    <message>
        <source>Everything is searchable</source>
        <translation>Alles ist durchsuchbar</translation>
    </message>
    <message>
        <source>Paused: changes are not indexed</source>
        <translation>Angehalten: Änderungen werden nicht indiziert</translation>
    </message>
    <message>
        <source>{number} more by words only</source>
        <translation>{number} weitere nur nach Wörtern</translation>
    </message>
    <message numerus="yes">
        <source>%Ln passage(s) are in languages that the model can&apos;t read, so they are found by their words only.</source>
        <translation>
            <numerusform>%Ln Stelle ist in einer Sprache, die das Modell nicht liest; sie wird nur über ihre Wörter gefunden.</numerusform>
            <numerusform>%Ln Stellen sind in Sprachen, die das Modell nicht liest; sie werden nur über ihre Wörter gefunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} of them by words only</source>
        <translation>davon {number} nur nach Wörtern</translation>
    </message>
    <message>
        <source>{number} of {files} searchable</source>
        <translation>{number} von {files} durchsuchbar</translation>
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
        <source>slower while other apps are busy</source>
        <translation>langsamer, solange andere Programme arbeiten</translation>
    </message>
    <message>
        <source>on battery, words only for now</source>
        <translation>im Akkubetrieb, vorerst nur nach Wörtern</translation>
    </message>
    <message>
        <source>On battery: indexing by meaning waits for power</source>
        <translation>Akkubetrieb: Indizieren nach Bedeutung wartet auf Netzstrom</translation>
    </message>
    <message>
        <source>On battery: indexing waits for power</source>
        <translation>Akkubetrieb: Indizieren wartet auf Netzstrom</translation>
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
        <source>The disk of this file is not connected, so it can&apos;t be shown.</source>
        <translation>Der Datenträger dieser Datei ist nicht verbunden.</translation>
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
        <source>Protected by a password</source>
        <translation>Mit Passwort geschützt</translation>
    </message>
    <message>
        <source>This is no longer in the index. Search again.</source>
        <translation>Das ist nicht mehr im Index. Neu suchen.</translation>
    </message>
    <message>
        <source>There is no text here to find similar passages for.</source>
        <translation>Hier ist kein Text, zu dem sich ähnliche Stellen suchen lassen.</translation>
    </message>
    <message>
        <source>The filters exclude everything that is indexed.</source>
        <translation>Die Filter lassen alles aus, was indiziert ist.</translation>
    </message>
    <message>
        <source>This file is now protected by a password. Open it in its own app.</source>
        <translation>Diese Datei ist jetzt mit einem Passwort geschützt. In der eigenen Anwendung öffnen.</translation>
    </message>
    <message>
        <source>The search engine has stopped. Your index is intact; try again.</source>
        <translation>Die Suchmaschine ist beendet. Der Index ist unversehrt; erneut versuchen.</translation>
    </message>
    <message>
        <source>Something went wrong in SparkBERT itself. The log in the home folder has the details.</source>
        <translation>Etwas ging schief, und zwar in SparkBERT selbst. Einzelheiten stehen im Protokoll im Programmordner.</translation>
    </message>
    <message>
        <source>The index stays where it was.</source>
        <translation>Der Index bleibt, wo er war.</translation>
    </message>
    <message>
        <source>That folder is in use. Choose another one.</source>
        <translation>Dieser Ordner ist schon belegt. Einen anderen wählen.</translation>
    </message>
    <message>
        <source>That folder can&apos;t be written to. Choose another one.</source>
        <translation>In diesem Ordner lässt sich nicht schreiben. Einen anderen wählen.</translation>
    </message>
    <message>
        <source>That folder is on a network drive, where an index can be damaged. Choose one on a disk of this computer.</source>
        <translation>Dieser Ordner liegt auf einem Netzlaufwerk, wo ein Index beschädigt werden kann. Einen Ordner auf einem Datenträger dieses Computers wählen.</translation>
    </message>
    <message>
        <source>That disk has too little room. Make room, or choose another folder.</source>
        <translation>Auf diesem Datenträger ist zu wenig Platz. Platz schaffen oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Unsupported format</source>
        <translation>Format nicht unterstützt</translation>
    </message>
    <message>
        <source>No text, such as scans</source>
        <translation>Kein Text, etwa Scans</translation>
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
        <source>No permission to read</source>
        <translation>Kein Leserecht</translation>
    </message>
    <message>
        <source>This file has no text. If its pages are pictures, turn on text recognition in the settings.</source>
        <translation>Diese Datei enthält keinen Text. Sind ihre Seiten Bilder, in den Einstellungen die Texterkennung einschalten.</translation>
    </message>
    <message>
        <source>This file is damaged or can&apos;t be read. Open it in the app that made it and save it again, or download it again.</source>
        <translation>Diese Datei ist beschädigt oder nicht lesbar. In dem Programm, das sie erstellt hat, öffnen und neu speichern oder noch einmal herunterladen.</translation>
    </message>
    <message>
        <source>This file is no longer there. It was moved or deleted.</source>
        <translation>Diese Datei ist nicht mehr da. Sie wurde verschoben oder gelöscht.</translation>
    </message>
    <message>
        <source>You have no permission to read this file. Change its permissions to index it.</source>
        <translation>Für diese Datei fehlt das Leserecht. Zum Indizieren die Zugriffsrechte ändern.</translation>
    </message>
    <message>
        <source>This file is in the cloud only. Open it once, or keep it on this computer, and it will be indexed.</source>
        <translation>Diese Datei liegt nur in der Cloud. Einmal öffnen oder auf diesem Computer behalten, dann wird sie indiziert.</translation>
    </message>
    <message>
        <source>The part that finds meaning stopped unexpectedly and was restarted. Nothing is lost.</source>
        <translation>Der Teil, der Bedeutungen findet, war unerwartet ausgefallen und wurde neu gestartet. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>The index was repaired, or is being rebuilt.</source>
        <translation>Der Index wurde repariert oder wird gerade neu erstellt.</translation>
    </message>
    <message>
        <source>The system can&apos;t watch any more folders. They are checked regularly instead.</source>
        <translation>Das System kann keine weiteren Ordner beobachten. Sie werden stattdessen regelmäßig geprüft.</translation>
    </message>
    <message>
        <source>The disk that holds the index is full. Free up space and indexing continues by itself. Your index is intact.</source>
        <translation>Der Datenträger mit dem Index ist voll. Platz schaffen, dann geht das Indizieren von selbst weiter. Der Index ist unversehrt.</translation>
    </message>
    <message>
        <source>The disk that holds the index has a problem. Check the disk and its permissions. Your index is intact.</source>
        <translation>Der Datenträger mit dem Index macht Probleme. Den Datenträger und seine Zugriffsrechte prüfen. Der Index ist unversehrt.</translation>
    </message>
    <message>
        <source>The model&apos;s files are missing or damaged. Reinstall SparkBERT. Until then, search uses words only.</source>
        <translation>Die Dateien des Modells fehlen oder sind beschädigt. SparkBERT neu installieren. Bis dahin wird nur nach Wörtern gesucht.</translation>
    </message>
    <message>
        <source>The part that finds meaning stopped several times. If memory is low, close other apps and try again. Until then, search uses words only.</source>
        <translation>Der Teil, der Bedeutungen findet, ist mehrmals ausgefallen. Bei knappem Speicher andere Programme schließen und erneut versuchen. Bis dahin wird nur nach Wörtern gesucht.</translation>
    </message>
    <message>
        <source>A part of it is not connected. What was indexed of it can still be searched.</source>
        <translation>Ein Teil davon ist nicht verbunden. Was davon indiziert wurde, bleibt durchsuchbar.</translation>
    </message>
    <message>
        <source>Not connected. What was indexed of it can still be searched.</source>
        <translation>Nicht verbunden. Was davon indiziert wurde, bleibt durchsuchbar.</translation>
    </message>
    <message>
        <source>Stopped. What was read can be searched; changes are not followed.</source>
        <translation>Gestoppt. Was gelesen wurde, ist durchsuchbar; Änderungen werden nicht verfolgt.</translation>
    </message>
    <message>
        <source>Checked regularly, because it can&apos;t be watched.</source>
        <translation>Wird regelmäßig geprüft, weil er sich nicht beobachten lässt.</translation>
    </message>
    <message>
        <source>Not watched. It is checked regularly instead.</source>
        <translation>Nicht beobachtet. Wird stattdessen regelmäßig geprüft.</translation>
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
        <source>Reading this file took too long and was stopped. Save it again, or split it into smaller files.</source>
        <translation>Das Lesen dieser Datei dauerte zu lange und wurde abgebrochen. Neu speichern oder in kleinere Dateien aufteilen.</translation>
    </message>
    <message>
        <source>This file is too large. Split it into smaller files.</source>
        <translation>Diese Datei ist zu groß. In kleinere Dateien aufteilen.</translation>
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
        <source>files over {size}</source>
        <translation>Dateien über {size}</translation>
    </message>
    <message>
        <source>live</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>files listed in .gitignore</source>
        <translation>Dateien laut .gitignore</translation>
    </message>
    <message numerus="yes">
        <source>%Ln part(s) removed from search</source>
        <translation>
            <numerusform>%Ln aus der Suche entfernter Teil</numerusform>
            <numerusform>%Ln aus der Suche entfernte Teile</numerusform>
        </translation>
    </message>
    <message>
        <source>Excluded: {what}</source>
        <translation>Ausgenommen: {what}</translation>
    </message>
    <message>
        <source>{number} not indexed</source>
        <translation>{number} nicht indiziert</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>indexing</source>
        <translation>wird indiziert</translation>
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
        <source>Texts</source>
        <translation>Texte</translation>
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
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>A passage that several files share counts in each of them below: {places} with repeats, {different} without.</source>
        <translation>Eine Stelle, die in mehreren Dateien steht, zählt unten bei jeder davon: {places} mit Wiederholungen, {different} ohne.</translation>
    </message>
    <message>
        <source>File names, places, exact phrases</source>
        <translation>Dateinamen, Orte, genaue Wortfolgen</translation>
    </message>
    <message>
        <source>Meanings, word by word</source>
        <translation>Bedeutungen, Wort für Wort</translation>
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
        <source>No extension</source>
        <translation>Ohne Endung</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
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
        <source>{n} of {passages} in {files}</source>
        <translation>{n} von {passages} in {files}</translation>
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
        <source>{files} can&apos;t be searched, grouped by reason. Each is retried when it changes.</source>
        <translation>Nicht durchsuchbar: {files}, nach Gründen geordnet. Jede wird erneut versucht, sobald sie sich ändert.</translation>
    </message>
    <message>
        <source>{files} in unsupported formats.</source>
        <translation>In nicht unterstützten Formaten: {files}.</translation>
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
        <source>less likely from here on</source>
        <translation>ab hier weniger wahrscheinlich</translation>
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
        <source>Search in one folder only</source>
        <translation>Nur in einem Ordner suchen</translation>
    </message>
    <message>
        <source>Save or unsave the search</source>
        <translation>Suche speichern oder entfernen</translation>
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
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Fit to width</source>
        <translation>An Breite anpassen</translation>
    </message>
    <message>
        <source>Page thumbnails</source>
        <translation>Seitenübersicht</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Take what is offered for a filter</source>
        <translation>Vorschlag für einen Filter übernehmen</translation>
    </message>
    <message>
        <source>Clear the search box, then close the window</source>
        <translation>Suchfeld leeren, dann Fenster schließen</translation>
    </message>
    <message>
        <source>Previous result</source>
        <translation>Voriges Ergebnis</translation>
    </message>
    <message>
        <source>Next result</source>
        <translation>Nächstes Ergebnis</translation>
    </message>
    <message>
        <source>Show the file&apos;s other passages</source>
        <translation>Weitere Stellen zeigen</translation>
    </message>
    <message>
        <source>Hide them again</source>
        <translation>Wieder ausblenden</translation>
    </message>
    <message>
        <source>Copy the passage with its source</source>
        <translation>Stelle mit Quelle kopieren</translation>
    </message>
    <message>
        <source>Next point on the map, later time on the timeline</source>
        <translation>Nächster Punkt, spätere Zeit</translation>
    </message>
    <message>
        <source>Move the end of the time span</source>
        <translation>Ende der Zeitspanne verschieben</translation>
    </message>
    <message>
        <source>Move the start of the time span</source>
        <translation>Anfang der Zeitspanne verschieben</translation>
    </message>
    <message>
        <source>Go to the preview</source>
        <translation>Zur Vorschau</translation>
    </message>
    <message>
        <source>Down, and to the next page</source>
        <translation>Nach unten, dann nächste Seite</translation>
    </message>
    <message>
        <source>Up, and to the previous page</source>
        <translation>Nach oben, dann vorige Seite</translation>
    </message>
    <message>
        <source>First page of a PDF</source>
        <translation>Erste Seite eines PDFs</translation>
    </message>
    <message>
        <source>Last page of a PDF</source>
        <translation>Letzte Seite eines PDFs</translation>
    </message>
    <message>
        <source>Back from a link in a PDF</source>
        <translation>Von einem Verweis im PDF zurück</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>Nächster Teil des Fensters</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>the key</comment>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Find words in the file</source>
        <translation>Wörter in der Datei suchen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Why a result was found</source>
        <translation>Warum dieses Ergebnis</translation>
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
        <source>files with this in their name</source>
        <translation>Dateien mit diesem Wort im Namen</translation>
    </message>
    <message>
        <source>files changed since a day, month or year: 2024-03</source>
        <translation>Dateien, geändert seit Tag, Monat oder Jahr: 2024-03</translation>
    </message>
    <message>
        <source>files in folders with this name</source>
        <translation>Dateien in Ordnern mit diesem Namen</translation>
    </message>
    <message>
        <source>files changed before a day, month or year</source>
        <translation>Dateien, geändert vor Tag, Monat oder Jahr</translation>
    </message>
    <message>
        <source>pdf, word, markdown, text, or an extension</source>
        <translation>pdf, word, markdown, text oder eine Dateiendung</translation>
    </message>
    <message>
        <source>3, or 3-7</source>
        <translation>3 oder 3-7</translation>
    </message>
    <message>
        <source>Files of the type “{name}” are not read in folders. These are: {kinds}.</source>
        <translation>Dateien vom Typ „{name}“ werden in Ordnern nicht gelesen. Gelesen werden: {kinds}.</translation>
    </message>
    <message>
        <source>“{item}” is searched as words: pages are written 3 or 3-7.</source>
        <translation>„{item}“ wird als Wörter gesucht: Seiten schreibt man 3 oder 3-7.</translation>
    </message>
    <message>
        <source>“{item}” is searched as words: dates are written 2025, 2025-03 or 2025-03-31.</source>
        <translation>„{item}“ wird als Wörter gesucht: Daten schreibt man 2025, 2025-03 oder 2025-03-31.</translation>
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
    <message>
        <source>Back to page {number}</source>
        <translation>Zurück zu Seite {number}</translation>
    </message>
    <message>
        <source>Links on this page</source>
        <translation>Links auf dieser Seite</translation>
    </message>
    <message>
        <source>This file has changed since it was indexed, so marks may be misplaced.</source>
        <translation>Diese Datei hat sich geändert, seit sie indiziert wurde; Markierungen können verrutscht sein.</translation>
    </message>
    <message>
        <source>This passage has changed since it was found. Search again to see it as it is now.</source>
        <translation>Diese Stelle hat sich geändert, seit sie gefunden wurde. Neu suchen, um sie zu sehen, wie sie jetzt ist.</translation>
    </message>
    <message>
        <source>Some of the words are in a comment, a form field or a picture, where they can&apos;t be marked.</source>
        <translation>Einige der Wörter stehen in einem Kommentar, einem Formularfeld oder einem Bild und lassen sich dort nicht markieren.</translation>
    </message>
    <message>
        <source>This file is too long to format, so it is shown as plain text.</source>
        <translation>Diese Datei ist zu lang für eine gestaltete Ansicht; sie wird als reiner Text gezeigt.</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be read ({reason}). Check its permissions, and whether its disk is connected.</source>
        <translation>„{name}“ lässt sich nicht lesen ({reason}). Die Zugriffsrechte prüfen, und ob der Datenträger verbunden ist.</translation>
    </message>
    <message>
        <source>“{name}” is no longer there: it was moved, renamed or deleted. Search again to find it where it is now.</source>
        <translation>„{name}“ ist nicht mehr da: Die Datei wurde verschoben, umbenannt oder gelöscht. Neu suchen, um sie am neuen Ort zu finden.</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be read.</source>
        <translation>„{name}“ lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>“{name}” is too large to preview. Open it instead.</source>
        <translation>„{name}“ ist zu groß für die Vorschau. Stattdessen öffnen.</translation>
    </message>
    <message>
        <source>“{name}” is protected by a password, so it can&apos;t be previewed. Open it in its own app, or save a copy without the password.</source>
        <translation>„{name}“ ist mit einem Passwort geschützt und lässt sich hier nicht zeigen. In der eigenen Anwendung öffnen oder eine Kopie ohne Passwort speichern.</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be previewed: its pages take too long to draw. Open it in its own app.</source>
        <translation>„{name}“ lässt sich hier nicht zeigen: Die Seiten brauchen zu lange. In der eigenen Anwendung öffnen.</translation>
    </message>
    <message>
        <source>“{name}” is damaged and can&apos;t be previewed. Open it in its own app, which may repair it.</source>
        <translation>„{name}“ ist beschädigt und lässt sich hier nicht zeigen. In der eigenen Anwendung öffnen, die sie vielleicht repariert.</translation>
    </message>
    <message>
        <source>“{name}” is being saved just now. It is shown here as soon as that is done.</source>
        <translation>„{name}“ wird gerade gespeichert und erscheint hier, sobald das fertig ist.</translation>
    </message>
    <message>
        <source>This page is too large to preview. Open the file in its own app to see it.</source>
        <translation>Diese Seite ist zu groß für die Vorschau. Datei in ihrer eigenen App öffnen, um sie zu sehen.</translation>
    </message>
    <message>
        <source>This page takes too long to preview. Open the file in its own app to see it.</source>
        <translation>Diese Seite braucht für die Vorschau zu lange. Zum Ansehen die Datei in der eigenen Anwendung öffnen.</translation>
    </message>
    <message>
        <source>This page is damaged and can&apos;t be shown.</source>
        <translation>Diese Seite ist beschädigt und lässt sich nicht zeigen.</translation>
    </message>
    <message>
        <source>Building the vocabulary stopped unexpectedly. Close other apps and try again.</source>
        <translation>Das Erstellen des Vokabulars brach unerwartet ab. Andere Programme schließen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Your documents hold too little text to learn from. Index more first.</source>
        <translation>Die Dokumente enthalten zu wenig Text, um daraus zu lernen. Erst mehr indizieren.</translation>
    </message>
    <message>
        <source>The disk has too little room for temporary files. Make room and try again.</source>
        <translation>Auf dem Datenträger ist zu wenig Platz für temporäre Dateien. Platz schaffen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Texts of many kinds (installed)</source>
        <translation>Texte aller Art (installiert)</translation>
    </message>
    <message>
        <source>Your documents, {day}</source>
        <translation>Eigene Dokumente, {day}</translation>
    </message>
    <message>
        <source>Reading words one by one …</source>
        <translation>Wörter werden einzeln gelesen …</translation>
    </message>
    <message>
        <source>Reading your documents …</source>
        <translation>Dokumente werden gelesen …</translation>
    </message>
    <message>
        <source>Telling meanings apart …</source>
        <translation>Bedeutungen werden unterschieden …</translation>
    </message>
    <message>
        <source>Finding related meanings …</source>
        <translation>Verwandte Bedeutungen werden gesucht …</translation>
    </message>
    <message>
        <source>Making it small …</source>
        <translation>Vokabular wird verkleinert …</translation>
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
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Cancel indexing a folder</source>
        <translation>Indizieren eines Ordners abbrechen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
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
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Continue anyway</source>
        <translation>Trotzdem fortfahren</translation>
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
        <source>Same as desktop</source>
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
        <source>High contrast follows your desktop&apos;s setting.</source>
        <translation>Hoher Kontrast richtet sich nach dem Desktop.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>Compared with your desktop&apos;s text size.</source>
        <translation>Im Vergleich zur Schriftgröße des Desktops.</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Takes effect when SparkBERT is restarted.</source>
        <translation>Gilt nach einem Neustart von SparkBERT.</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>Jetzt neu starten</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
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
        <source>The search engine stopped and was restarted. Nothing is lost.</source>
        <translation>Die Suchmaschine war ausgefallen und wurde neu gestartet. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>The search engine keeps stopping. Quit and start SparkBERT again. If that doesn&apos;t help, see the log in the home folder.</source>
        <translation>Die Suchmaschine fällt immer wieder aus. SparkBERT beenden und neu starten; hilft das nicht, gibt das Protokoll im Programmordner Auskunft.</translation>
    </message>
</context>
<context>
    <name>DiagnosticsPage</name>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>For bug reports: versions, sizes, counts, settings and the last lines of the log. No document text, no file or folder names, no searches. Nothing is sent; read it before you share it.</source>
        <translation>Für Fehlerberichte: Versionen, Größen, Anzahlen, Einstellungen und die letzten Zeilen des Protokolls. Kein Dokumenttext, keine Datei- oder Ordnernamen, keine Suchen. Nichts wird gesendet; vor dem Weitergeben durchlesen.</translation>
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
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>The engine&apos;s details are not available.</source>
        <translation>Die Angaben der Suchmaschine sind nicht verfügbar.</translation>
    </message>
    <message>
        <source>It can&apos;t be saved there ({reason}).</source>
        <translation>Dort lässt sich nicht speichern ({reason}).</translation>
    </message>
    <message>
        <source>Gathering …</source>
        <translation>Wird gesammelt …</translation>
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
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
</context>
<context>
    <name>ExclusionsDialog</name>
    <message>
        <source>Excluded from “{folder}”</source>
        <translation>Ausgenommen in „{folder}“</translation>
    </message>
    <message>
        <source>Patterns to exclude, one per line</source>
        <translation>Muster für Ausnahmen, eines je Zeile</translation>
    </message>
    <message>
        <source>Files listed in .gitignore</source>
        <translation>Dateien laut .gitignore</translation>
    </message>
    <message>
        <source>Folders inside it that you removed from search</source>
        <translation>Aus der Suche entfernte Unterordner</translation>
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
        <source>Exclude files and folders</source>
        <translation>Dateien und Ordner ausnehmen</translation>
    </message>
    <message>
        <source>One pattern per line, as in a .gitignore file: *.log for a kind of file, drafts/ for folders with that name, /old for one place. Hidden files are always excluded.</source>
        <translation>Ein Muster je Zeile, wie in einer .gitignore-Datei: *.log für eine Art von Dateien, drafts/ für Ordner mit diesem Namen, /old für einen Ort. Versteckte Dateien sind immer ausgenommen.</translation>
    </message>
    <message>
        <source>Excluded files are erased from the index. The files themselves stay as they are.</source>
        <translation>Ausgenommene Dateien werden aus dem Index gelöscht. Die Dateien selbst bleiben, wie sie sind.</translation>
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
        <source>Show them; the list does not move by itself</source>
        <translation>Zeigen; von selbst ändert sich die Liste nicht</translation>
    </message>
    <message>
        <source>&quot;…&quot;  exactly these words</source>
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
        <source>Previous match (Shift+Enter)</source>
        <translation>Vorige Fundstelle (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Next match (Enter)</source>
        <translation>Nächste Fundstelle (Eingabe)</translation>
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
        <source>searching …</source>
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
        <source>Folders that are searched</source>
        <translation>Ordner, die durchsucht werden</translation>
    </message>
    <message>
        <source>Add a folder …</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>These folders are searched, with everything in them. Changes are found moments later.</source>
        <translation>Diese Ordner werden durchsucht, mit allem darin. Änderungen werden Augenblicke später gefunden.</translation>
    </message>
    <message>
        <source>Exclude files …</source>
        <translation>Dateien ausnehmen …</translation>
    </message>
    <message>
        <source>By pattern, .gitignore or size</source>
        <translation>Nach Muster, .gitignore oder Größe</translation>
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
        <source>Show in file manager</source>
        <translation>In der Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <source>You can drop folders and files anywhere in this window</source>
        <translation>Ordner und Dateien lassen sich überall in diesem Fenster ablegen</translation>
    </message>
    <message>
        <source>Retry files that were not indexed</source>
        <translation>Nicht indizierte Dateien erneut versuchen</translation>
    </message>
    <message>
        <source>Exclude files …</source>
        <translation>Dateien ausnehmen …</translation>
    </message>
    <message>
        <source>Resume indexing</source>
        <translation>Indizieren fortsetzen</translation>
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
        <source>Its text is erased from the index. The files themselves stay as they are.</source>
        <translation>Der Text darin wird aus dem Index gelöscht. Die Dateien selbst bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Cancel indexing “{folder}”?</source>
        <translation>Indizieren von „{folder}“ abbrechen?</translation>
    </message>
    <message>
        <source>{found} Keep what was read, or remove the folder from search? The files themselves stay as they are.</source>
        <translation>{found} Gelesenes behalten oder den Ordner aus der Suche entfernen? Die Dateien selbst bleiben, wie sie sind.</translation>
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
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Rebuild …</source>
        <translation>Neu erstellen …</translation>
    </message>
    <message>
        <source>The index holds the text of your documents. Only your user account can read it.</source>
        <translation>Der Index enthält den Text der Dokumente. Nur das eigene Benutzerkonto kann ihn lesen.</translation>
    </message>
    <message>
        <source>Check for damage</source>
        <translation>Auf Schäden prüfen</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>Reads the whole index and compares it with its checksums. You can keep searching. Damage found during daily work is repaired automatically.</source>
        <translation>Liest den ganzen Index und vergleicht ihn mit den Prüfsummen. Suchen geht dabei weiter. Schäden, die im Alltag auffallen, werden von selbst behoben.</translation>
    </message>
    <message>
        <source>Deletes the index and reads all folders again. Only needed if search goes wrong and a check finds no damage.</source>
        <translation>Löscht den Index und liest alle Ordner neu. Nur nötig, wenn die Suche fehlgeht und eine Prüfung keine Schäden findet.</translation>
    </message>
    <message>
        <source>Location</source>
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
        <source>{size} of damaged files, kept until you remove a folder</source>
        <translation>{size} an beschädigten Dateien, bis ein Ordner entfernt wird</translation>
    </message>
    <message>
        <source>{passages} in {files}</source>
        <translation>{passages} in {files}</translation>
    </message>
    <message>
        <source>Rebuild the index?</source>
        <translation>Index neu erstellen?</translation>
    </message>
    <message>
        <source>SparkBERT reads {files} again and finds the meaning of {passages} again, which takes as long as the first time. Until then, search finds what is ready. Folders that are not connected come back when they are. Your files stay as they are.</source>
        <translation>SparkBERT liest {files} neu und erschließt {passages} neu nach Bedeutung; das dauert so lange wie beim ersten Mal. Bis dahin findet die Suche, was fertig ist. Nicht verbundene Ordner kommen wieder dazu, sobald sie verbunden sind. Die Dateien selbst bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Keep the index</source>
        <translation>Index behalten</translation>
    </message>
    <message>
        <source>No damage found.</source>
        <translation>Keine Schäden gefunden.</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Rebuild</source>
        <translation>Neu erstellen</translation>
    </message>
    <message>
        <source>The index is damaged. Rebuild it, or quit and run “sparkbert verify --repair”.
{problems}</source>
        <translation>Der Index ist beschädigt. Neu erstellen, oder das Programm beenden und „sparkbert verify --repair“ ausführen.
{problems}</translation>
    </message>
</context>
<context>
    <name>IndexPlace</name>
    <message>
        <source>Move …</source>
        <translation>Verschieben …</translation>
    </message>
    <message>
        <source>Move the index …</source>
        <translation>Index verschieben …</translation>
    </message>
    <message>
        <source>Move back …</source>
        <translation>Zurückverschieben …</translation>
    </message>
    <message>
        <source>Move the index back to its own folder …</source>
        <translation>Index in seinen eigenen Ordner zurückverschieben …</translation>
    </message>
    <message>
        <source>Progress of the move</source>
        <translation>Fortschritt beim Verschieben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel moving the index</source>
        <translation>Verschieben des Index abbrechen</translation>
    </message>
    <message>
        <source>Move the index back to its own folder?</source>
        <translation>Index in seinen eigenen Ordner zurückverschieben?</translation>
    </message>
    <message>
        <source>Move the index to “{folder}”?</source>
        <translation>Index nach „{folder}“ verschieben?</translation>
    </message>
    <message>
        <source>SparkBERT copies and checks {size}, then deletes the old copy. You can keep searching; indexing waits. Keep SparkBERT open until it is done. If anything goes wrong, the index stays where it is.</source>
        <translation>SparkBERT kopiert und prüft {size} und löscht dann die alte Kopie. Die Suche läuft weiter, das Indizieren wartet. SparkBERT bis zum Ende geöffnet lassen. Geht etwas schief, bleibt der Index, wo er ist.</translation>
    </message>
    <message>
        <source>If this folder is on another disk, SparkBERT needs that disk to be connected from then on. The index holds the text of your documents: anyone who has the disk can read it, unless it is encrypted.</source>
        <translation>Liegt dieser Ordner auf einem anderen Datenträger, muss dieser von da an angeschlossen sein. Der Index enthält den Text der Dokumente: Wer den Datenträger hat, kann ihn lesen, sofern er nicht verschlüsselt ist.</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Don&apos;t move</source>
        <translation>Nicht verschieben</translation>
    </message>
    <message>
        <source>Choose a folder for the index</source>
        <translation>Ordner für den Index wählen</translation>
    </message>
    <message>
        <source>Checking the copy …</source>
        <translation>Kopie wird geprüft …</translation>
    </message>
    <message>
        <source>{done} of {size} copied</source>
        <translation>{done} von {size} kopiert</translation>
    </message>
    <message>
        <source>The index is now in {folder}.</source>
        <translation>Der Index liegt jetzt in {folder}.</translation>
    </message>
</context>
<context>
    <name>IndexPlots</name>
    <message>
        <source>Counting …</source>
        <translation>Wird gezählt …</translation>
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
        <source>Passages by file date</source>
        <translation>Stellen nach Dateidatum</translation>
    </message>
    <message>
        <source>Disk space: {size}</source>
        <translation>Speicherplatz: {size}</translation>
    </message>
</context>
<context>
    <name>LikeChip</name>
    <message>
        <source>Back to the previous search (Esc)</source>
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
        <source>Type what you are looking for, in your own words.</source>
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
        <source>SparkBERT keeps running here and follows your folders. To quit, use this icon.</source>
        <translation>SparkBERT läuft hier weiter und behält die Ordner im Blick. Beenden über dieses Symbol.</translation>
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
        <source>These passages can&apos;t be placed on a map, because they are searchable by words only. The list shows them all.</source>
        <translation>Diese Stellen lassen sich nicht auf einer Karte zeigen, weil sie nur nach Wörtern durchsuchbar sind. Die Liste zeigt sie alle.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln passage(s) can&apos;t be placed yet: searchable by words only.</source>
        <translation>
            <numerusform>%Ln Stelle hat noch keinen Platz: nur nach Wörtern durchsuchbar.</numerusform>
            <numerusform>%Ln Stellen haben noch keinen Platz: nur nach Wörtern durchsuchbar.</numerusform>
        </translation>
    </message>
    <message>
        <source>Similar passages are close together.</source>
        <translation>Ähnliche Stellen liegen nah beieinander.</translation>
    </message>
    <message>
        <source>Drawing the map …</source>
        <translation>Karte wird gezeichnet …</translation>
    </message>
</context>
<context>
    <name>Middle</name>
    <message>
        <source>Hide less likely results</source>
        <translation>Weniger wahrscheinliche Ergebnisse ausblenden</translation>
    </message>
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
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>The model turns words into meaning, on this computer. The vocabulary lists the meanings that passages are found by. An index is made with both, and searched with the same.</source>
        <translation>Das Modell macht auf diesem Computer aus Wörtern Bedeutung. Das Vokabular zählt die Bedeutungen auf, nach denen Stellen gefunden werden. Ein Index wird mit beiden erstellt und mit denselben durchsucht.</translation>
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
        <source>Location</source>
        <translation>Ort</translation>
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
        <source>Recognise the text in scanned pages</source>
        <translation>Text in gescannten Seiten erkennen</translation>
    </message>
    <message>
        <source>{files} selected.</source>
        <translation>{files} ausgewählt.</translation>
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
        <source>None of your folders is called “{name}”.</source>
        <translation>Keiner der Ordner heißt „{name}“.</translation>
    </message>
    <message>
        <source>Search in “{name}”</source>
        <translation>In „{name}“ suchen</translation>
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
        <source>Words in quotation marks are searched exactly as typed.</source>
        <translation>Wörter in Anführungszeichen werden genau so gesucht, wie sie dastehen.</translation>
    </message>
    <message>
        <source>Filters exclude some files.</source>
        <translation>Filter lassen einige Dateien aus.</translation>
    </message>
    <message>
        <source>Folders with a closed eye are not searched.</source>
        <translation>Ordner mit geschlossenem Auge werden nicht durchsucht.</translation>
    </message>
    <message>
        <source>Not all files are searchable yet. Results will appear as they are indexed.</source>
        <translation>Noch sind nicht alle Dateien durchsuchbar. Ergebnisse kommen nach und nach dazu.</translation>
    </message>
    <message>
        <source>Try other or fewer words.</source>
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
        <source>No app is set up to open “{name}”.</source>
        <translation>Zum Öffnen von „{name}“ ist keine Anwendung eingerichtet.</translation>
    </message>
    <message>
        <source>“{name}” is not there. It was moved or deleted, or its disk is not connected.</source>
        <translation>„{name}“ ist nicht da. Die Datei wurde verschoben oder gelöscht, oder ihr Datenträger ist nicht verbunden.</translation>
    </message>
</context>
<context>
    <name>OperatorCompleter</name>
    <message>
        <source>Suggestions for the filter you are typing</source>
        <translation>Vorschläge für den Filter, der eingegeben wird</translation>
    </message>
</context>
<context>
    <name>OrderButton</name>
    <message>
        <source>Sort results</source>
        <translation>Ergebnisse sortieren</translation>
    </message>
</context>
<context>
    <name>PageLinks</name>
    <message>
        <source>Page {number}</source>
        <translation>Seite {number}</translation>
    </message>
</context>
<context>
    <name>PdfPages</name>
    <message>
        <source>Pages of the file</source>
        <translation>Seiten der Datei</translation>
    </message>
    <message>
        <source>Loading page {number} …</source>
        <translation>Seite {number} wird geladen …</translation>
    </message>
</context>
<context>
    <name>PreviewActions</name>
    <message>
        <source>Open the file (Enter)</source>
        <translation>Datei öffnen (Eingabe)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Copies the file name and page, too</source>
        <translation>Kopiert auch Dateinamen und Seite</translation>
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
    <name>PreviewHeader</name>
    <message>
        <source>Page number</source>
        <translation>Seitenzahl</translation>
    </message>
    <message>
        <source>Type a page number and press Enter</source>
        <translation>Seitenzahl eingeben und Eingabetaste drücken</translation>
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
        <source>Zoom out (Ctrl+-)</source>
        <translation>Verkleinern (Strg+-)</translation>
    </message>
    <message>
        <source>Zoom in (Ctrl+=)</source>
        <translation>Vergrößern (Strg+=)</translation>
    </message>
    <message>
        <source>Fit to width (Ctrl+0)</source>
        <translation>An Breite anpassen (Strg+0)</translation>
    </message>
    <message>
        <source>Page thumbnails (F4)</source>
        <translation>Seitenübersicht (F4)</translation>
    </message>
    <message>
        <source>Find in this file (Ctrl+F)</source>
        <translation>In dieser Datei suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Vorige Seite</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Nächste Seite</translation>
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
        <source>Select a result to preview it here.</source>
        <translation>Ein Ergebnis wählen, um hier die Vorschau zu sehen.</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>This is the passage as it was indexed.</source>
        <translation>Dies ist die Stelle, wie sie indiziert wurde.</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Remember searches and opened files</source>
        <translation>Suchen und geöffnete Dateien merken</translation>
    </message>
    <message>
        <source>Nothing leaves this computer: SparkBERT opens no network connection. Only your user account can read what it keeps.</source>
        <translation>Nichts verlässt diesen Computer: SparkBERT öffnet keine Netzwerkverbindung. Was es aufbewahrt, kann nur das eigene Benutzerkonto lesen.</translation>
    </message>
    <message>
        <source>They appear below the empty search box, so you can use them again.</source>
        <translation>Sie erscheinen unter dem leeren Suchfeld und lassen sich so erneut verwenden.</translation>
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
        <source>The history is what you searched for and opened. Saved searches are kept separately, until you erase them.</source>
        <translation>Der Verlauf enthält, was gesucht und geöffnet wurde. Gespeicherte Suchen bleiben davon getrennt erhalten, bis sie gelöscht werden.</translation>
    </message>
    <message>
        <source>Where things are kept</source>
        <translation>Was wo liegt</translation>
    </message>
    <message>
        <source>Removing a folder erases its text from the index, its name from the logs, and its files from the history.</source>
        <translation>Wird ein Ordner entfernt, verschwinden sein Text aus dem Index, sein Name aus den Protokollen und seine Dateien aus dem Verlauf.</translation>
    </message>
    <message>
        <source>Text of your documents</source>
        <translation>Text der Dokumente</translation>
    </message>
    <message>
        <source>Logs (no document text)</source>
        <translation>Protokolle (ohne Dokumenttext)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
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
        <source>Tesseract reads pages that are pictures, on this computer. It takes seconds per page and runs after everything else.</source>
        <translation>Tesseract liest auf diesem Computer Seiten, die Bilder sind. Das dauert Sekunden je Seite und geschieht nach allem anderen.</translation>
    </message>
    <message>
        <source>Languages of your scanned pages (each one makes recognition slower):</source>
        <translation>Sprachen der gescannten Seiten (jede macht die Erkennung langsamer):</translation>
    </message>
    <message>
        <source>Tesseract is not installed. Install it (Debian, Ubuntu: apt install tesseract-ocr; macOS: brew install tesseract) and its Python package (pip install tesserocr), then restart SparkBERT.</source>
        <translation>Tesseract ist nicht installiert. Tesseract (Debian, Ubuntu: apt install tesseract-ocr; macOS: brew install tesseract) und das Python-Paket dazu (pip install tesserocr) installieren, dann SparkBERT neu starten.</translation>
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
        <source>Looking for Tesseract …</source>
        <translation>Tesseract wird gesucht …</translation>
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
        <source>Why was this found?</source>
        <translation>Warum wurde das gefunden?</translation>
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
    <message>
        <source>{name} in {folder}</source>
        <translation>{name} in {folder}</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more file(s)</source>
        <translation>
            <numerusform>und %Ln weitere Datei</numerusform>
            <numerusform>und %Ln weitere Dateien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultDelegate</name>
    <message>
        <source>Less likely results</source>
        <translation>Weniger wahrscheinliche Ergebnisse</translation>
    </message>
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
        <source>&quot;words&quot; must appear, -word must not</source>
        <translation>&quot;Wörter&quot; müssen vorkommen, -Wort darf nicht</translation>
    </message>
    <message>
        <source>Remove this saved search</source>
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
        <source>searching …</source>
        <translation>sucht …</translation>
    </message>
    <message>
        <source>No other file has anything like this.</source>
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
        <source>Exclude “{name}” from searches</source>
        <translation>„{name}“ nicht mehr durchsuchen</translation>
    </message>
    <message>
        <source>Include “{name}” in searches</source>
        <translation>„{name}“ wieder durchsuchen</translation>
    </message>
    <message>
        <source>Exclude this folder from searches</source>
        <translation>Diesen Ordner nicht mehr durchsuchen</translation>
    </message>
    <message>
        <source>Include this folder in searches</source>
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
        <source>Start when you log in</source>
        <translation>Bei der Anmeldung starten</translation>
    </message>
    <message>
        <source>Follows changes in your folders from the moment you log in, in the tray and without a window.</source>
        <translation>Verfolgt Änderungen in den Ordnern ab der Anmeldung, im Infobereich und ohne Fenster.</translation>
    </message>
    <message>
        <source>Keep running in the tray when the window is closed</source>
        <translation>Beim Schließen des Fensters im Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>Folders stay up to date and search is at hand. Quit with Ctrl+Q or from the tray.</source>
        <translation>Die Ordner bleiben aktuell und die Suche zur Hand. Beenden mit Strg+Q oder im Infobereich.</translation>
    </message>
    <message>
        <source>This desktop has no tray, so closing the window quits.</source>
        <translation>Dieser Desktop hat keinen Infobereich: Fenster schließen beendet das Programm.</translation>
    </message>
    <message>
        <source>Problems only</source>
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
        <source>Tells you about problems that need you, such as a full disk, while you are in another app; once a day for each.</source>
        <translation>Meldet Probleme, die Aufmerksamkeit brauchen, etwa einen vollen Datenträger, während ein anderes Programm vorn ist; jedes einmal am Tag.</translation>
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
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Just type: it goes to the search box from anywhere.</source>
        <translation>Einfach tippen: Es landet von überall im Suchfeld.</translation>
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
        <source>Index words now, meaning later</source>
        <translation>Jetzt Wörter indizieren, Bedeutung später</translation>
    </message>
    <message>
        <source>Wait until plugged in</source>
        <translation>Auf Netzstrom warten</translation>
    </message>
    <message>
        <source>Same as when plugged in</source>
        <translation>Wie im Netzbetrieb</translation>
    </message>
    <message>
        <source>How indexing behaves on battery power. Search always works. “Continue anyway” at the bottom of the window overrides this.</source>
        <translation>Wie sich das Indizieren im Akkubetrieb verhält. Suchen geht immer. „Trotzdem fortfahren“ unten im Fenster hat Vorrang.</translation>
    </message>
    <message>
        <source>Slow down while other apps are busy</source>
        <translation>Langsamer, solange andere Programme arbeiten</translation>
    </message>
    <message>
        <source>Keeps your computer responsive; indexing by meaning takes longer.</source>
        <translation>Der Computer bleibt flink; das Indizieren nach Bedeutung dauert länger.</translation>
    </message>
    <message>
        <source>Processor cores for indexing by meaning</source>
        <translation>Prozessorkerne für das Indizieren nach Bedeutung</translation>
    </message>
    <message>
        <source>Fewer cores keep the computer cooler and quieter; indexing takes longer.</source>
        <translation>Weniger Kerne halten den Computer kühler und leiser; das Indizieren dauert länger.</translation>
    </message>
    <message>
        <source>Free memory after</source>
        <translation>Speicher freigeben nach</translation>
    </message>
    <message>
        <source>When idle this long, the language model frees about 300 MB. It is back within seconds once you type; until then, search uses words only.</source>
        <translation>Nach so langer Zeit ohne Arbeit gibt das Sprachmodell rund 300 MB frei. Beim Tippen ist es in Sekunden zurück; bis dahin wird nur nach Wörtern gesucht.</translation>
    </message>
    <message>
        <source>On battery</source>
        <translation>Im Akkubetrieb</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
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
        <source>New name:</source>
        <translation>Neuer Name:</translation>
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
    <message>
        <source>in the chosen group</source>
        <translation>in der gewählten Gruppe</translation>
    </message>
    <message>
        <source>{files} with the best {passages}</source>
        <translation>{files} mit den besten {passages}</translation>
    </message>
    <message>
        <source>newest {shown} of {all}</source>
        <translation>neueste {shown} von {all}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) found</source>
        <translation>
            <numerusform>%Ln Datei gefunden</numerusform>
            <numerusform>%Ln Dateien gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} of the best {files}</source>
        <translation>{n} der besten {files}</translation>
    </message>
    <message>
        <source>{n} of the newest {files}</source>
        <translation>{n} der neuesten {files}</translation>
    </message>
    <message>
        <source>by date changed</source>
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
        <source>Settings …</source>
        <translation>Einstellungen …</translation>
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
        <source>These types are read in all folders. Clearing a box erases that type from the index; ticking it reads the files again. The files themselves stay as they are.</source>
        <translation>Diese Typen werden in allen Ordnern gelesen. Ohne Häkchen wird ein Typ aus dem Index gelöscht; mit Häkchen werden seine Dateien wieder gelesen. Die Dateien selbst bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>.pdf, page by page; scans need text recognition.</source>
        <translation>.pdf, Seite für Seite; Scans brauchen die Texterkennung.</translation>
    </message>
    <message>
        <source>.docx, .docm, .dotx and .dotm, with tables and footnotes.</source>
        <translation>.docx, .docm, .dotx und .dotm, mit Tabellen und Fußnoten.</translation>
    </message>
    <message>
        <source>.md, .markdown, .mdown and .mkd, with their headings.</source>
        <translation>.md, .markdown, .mdown und .mkd, mit ihren Überschriften.</translation>
    </message>
    <message>
        <source>.txt, .text, .log, .rst, .adoc, .asciidoc, .org and .textile, in any encoding.</source>
        <translation>.txt, .text, .log, .rst, .adoc, .asciidoc, .org und .textile, in jeder Zeichenkodierung.</translation>
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
    <name>VocabularyChoice</name>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Compact: three meanings for each word</source>
        <translation>Kompakt: drei Bedeutungen je Wort</translation>
    </message>
    <message>
        <source>Rich: four meanings for each word, a larger index</source>
        <translation>Reich: vier Bedeutungen je Wort, größerer Index</translation>
    </message>
    <message>
        <source>Build from your documents …</source>
        <translation>Aus eigenen Dokumenten erstellen …</translation>
    </message>
    <message>
        <source>Progress of the vocabulary</source>
        <translation>Fortschritt des Vokabulars</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel building the vocabulary</source>
        <translation>Erstellen des Vokabulars abbrechen</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>Abgebrochen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Build a vocabulary from your documents?</source>
        <translation>Vokabular aus eigenen Dokumenten erstellen?</translation>
    </message>
    <message>
        <source>The installed vocabulary was learned from texts of many kinds. One learned from your own documents can distinguish meanings that are special to them. It is worth it for large collections only.

Building takes from a few minutes to an hour and needs up to 1 GB of disk space. You can keep working, and cancel at any time; keep SparkBERT open until it is done. Nothing changes until you choose to use it.</source>
        <translation>Das installierte Vokabular ist aus Texten aller Art gelernt. Ein aus den eigenen Dokumenten gelerntes kann Bedeutungen unterscheiden, die nur dort vorkommen. Das lohnt sich nur bei großen Sammlungen.

Das Erstellen dauert einige Minuten bis eine Stunde und braucht bis zu 1 GB Speicherplatz. Dabei kann weitergearbeitet und jederzeit abgebrochen werden; SparkBERT bis zum Ende geöffnet lassen. Bis zur Entscheidung dafür ändert sich nichts.</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Erstellen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Your vocabulary is ready. Use it?</source>
        <translation>Das eigene Vokabular ist fertig. Verwenden?</translation>
    </message>
    <message>
        <source>Find all meanings again?</source>
        <translation>Alle Bedeutungen neu erschließen?</translation>
    </message>
    <message>
        <source>SparkBERT has to find the meaning of {passages} again, which takes as long as the first time. Until then, search finds them by words. Your files stay as they are.</source>
        <translation>SparkBERT muss {passages} neu nach Bedeutung erschließen; das dauert so lange wie beim ersten Mal. Bis dahin findet die Suche sie nach Wörtern. Die Dateien selbst bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Vocabulary: {name}</source>
        <translation>Vokabular: {name}</translation>
    </message>
    <message>
        <source>Detail: {detail}</source>
        <translation>Detail: {detail}</translation>
    </message>
    <message>
        <source>You can choose it later, too, in the box “Learned from”.</source>
        <translation>Es lässt sich auch später wählen, im Feld „Gelernt aus“.</translation>
    </message>
    <message>
        <source>Find again</source>
        <translation>Neu erschließen</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Don&apos;t change</source>
        <translation>Nicht ändern</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>Gelernt aus</translation>
    </message>
    <message>
        <source>Gathering your documents …</source>
        <translation>Dokumente werden gesammelt …</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Wird abgebrochen …</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>noch {duration}</translation>
    </message>
    <message>
        <source>The vocabulary “{name}” is ready.</source>
        <translation>Das Vokabular „{name}“ ist fertig.</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Search your documents by what they mean</source>
        <translation>Dokumente nach ihrer Bedeutung durchsuchen</translation>
    </message>
    <message>
        <source>PDF, Word, Markdown and text files are searchable by words at once
and by meaning soon after. Nothing leaves this computer.</source>
        <translation>PDF-, Word-, Markdown- und Textdateien sind sofort nach Wörtern durchsuchbar
und bald darauf nach Bedeutung. Nichts verlässt diesen Computer.</translation>
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
        <source>Nothing in it can be searched yet.</source>
        <translation>Noch ist nichts darin durchsuchbar.</translation>
    </message>
    <message>
        <source>{files} can be searched so far.</source>
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
