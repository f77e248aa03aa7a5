#!/bin/sh
# Gathers the window's texts into resources/translations/*.ts and compiles them, with Qt's own tools.
# English has only the texts with a count, whose forms the code can't hold.
set -eu
bin=$1
folder=resources/translations
sources=$(find app/ui -name '*.py' | sort)
for ts in "$folder"/*.ts; do
    language=$(basename "$ts" .ts)
    plural=
    [ "$language" = en ] && plural=-pluralonly
    # shellcheck disable=SC2086
    "$bin/pyside6-lupdate" $sources $plural -no-obsolete -locations none \
        -source-language en -target-language "$language" -ts "$ts"
    "$bin/pyside6-lrelease" "$ts" -qm "$folder/$language.new"
    mv "$folder/$language.new" "$folder/$language.qm" # a window that runs has mapped the old one
done
