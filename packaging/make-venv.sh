#!/bin/sh
# Make or update the virtual environment: packaging/make-venv.sh DIRECTORY
set -eu
venv=$1

is_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

python=
for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null 2>&1 && is_recent "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "SparkBERT needs Python 3.11 or newer, and none was found." >&2
    echo "Install one (Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install" >&2
    echo "python@3.13) or name it: make PYTHON=/path/to/python3" >&2
    exit 1
fi

if ! { [ -x "$venv/bin/python" ] && is_recent "$venv/bin/python"; }; then
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "$python can't make virtual environments: its venv module is missing." >&2
        echo "Install it with: apt-get install python$version-venv (or python3-venv)" >&2
        exit 1
    fi
    echo "Making $venv with $("$python" --version) ..."
    "$python" -m venv --clear "$venv"
fi

echo "Installing the dependencies (the first time this takes some minutes) ..."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -e '.[dev]' || {
    echo "The installation failed; the reason stands above. 'make' tries again." >&2
    exit 1
}
# Only where there is a ready-made one: to build it takes a compiler and Tesseract's own sources.
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary tesserocr \
    -e '.[ocr]' 2>/dev/null ||
    echo "Without text recognition: there is no tesserocr for this system and Python."
# So that the first start is as quick as all others; what changes is compiled when it is used.
"$venv/bin/python" -m compileall -q app sparkbert || true
