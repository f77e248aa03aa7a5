#!/bin/sh
# Are the system libraries here that Qt loads? If not, install them (as root, with apt) or say how.
set -u
[ "$(uname -s)" = Linux ] || exit 0

present=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null )
[ -n "$present" ] || exit 0   # no ldconfig to ask: Qt itself will name what it lacks

missing=
need() {
    case $present in
        *"$1 "*) ;;
        *) missing="$missing $2" ;;
    esac
}

need libEGL.so.1 libegl1
need libGL.so.1 libgl1
need libglib-2.0.so.0 libglib2.0-0
need libdbus-1.so.3 libdbus-1-3
need libfontconfig.so.1 libfontconfig1
need libxkbcommon.so.0 libxkbcommon0
need libxkbcommon-x11.so.0 libxkbcommon-x11-0
need libX11-xcb.so.1 libx11-xcb1
need libxcb-cursor.so.0 libxcb-cursor0
need libxcb-icccm.so.4 libxcb-icccm4
need libxcb-image.so.0 libxcb-image0
need libxcb-keysyms.so.1 libxcb-keysyms1
need libxcb-randr.so.0 libxcb-randr0
need libxcb-render-util.so.0 libxcb-render-util0
need libxcb-shape.so.0 libxcb-shape0
need libxcb-xkb.so.1 libxcb-xkb1
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing the system libraries that Qt needs:$missing"
    # shellcheck disable=SC2086  # a list of words
    apt_install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null; }
    apt_install 2>/dev/null || { apt-get update -qq >/dev/null 2>&1; apt_install; } && exit 0
fi
echo "Qt needs system libraries that are missing here. On Debian and Ubuntu, install them with:"
echo "    sudo apt-get install$missing"
echo "Going on: the command line works without them."
