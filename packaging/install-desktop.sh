#!/bin/sh
# Put SparkBERT among the desktop's applications: packaging/install-desktop.sh BIN_DIRECTORY
set -eu
bin=$1
data=${XDG_DATA_HOME:-$HOME/.local/share}
here=$(dirname "$0")

mkdir -p "$data/applications" "$data/icons/hicolor/scalable/apps"
sed "s|@BIN@|$bin|" "$here/sparkbert-desktop.desktop" >"$data/applications/sparkbert-desktop.desktop"
cp "$here/../resources/icons/sparkbert.svg" "$data/icons/hicolor/scalable/apps/sparkbert.svg"
if command -v update-desktop-database >/dev/null 2>&1; then
    update-desktop-database "$data/applications" || true
fi
echo "SparkBERT is among your applications now."
echo "To take it away: rm $data/applications/sparkbert-desktop.desktop"
