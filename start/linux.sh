#!/bin/sh
# Installs hearten for this user, unless it is there already, puts an icon on the desktop, and opens the desk.
# It needs Python 3.11 or newer, or uv. It may be started as often as you like, also with a newer hearten beside it.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
case $(uname) in
    Darwin) data=$HOME/Library/Application\ Support ;;
    *) data=${XDG_DATA_HOME:-$HOME/.local/share} ;;
esac
program=$data/hearten/program
log=$data/hearten/start.log
# What publishing, spreadsheets and pages of HTML need, too.
extras='[git,keyring,pages,s3,sftp,spreadsheets]'

# Says something in a window where there is no terminal to say it in.
say() {
    if [ ! -t 1 ] && command -v zenity >/dev/null; then
        zenity --info --no-markup --text="$1" || true
    elif [ ! -t 1 ] && command -v kdialog >/dev/null; then
        kdialog --msgbox "$1" || true
    else
        printf '%s\n' "$1"
    fi
}

python_here() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

install() {
    if command -v uv >/dev/null; then
        uv venv --quiet --allow-existing --python '>=3.11' "$program" &&
            uv pip install --quiet --python "$program/bin/python" "$1"
    else
        "$2" -m venv "$program" &&
            "$program/bin/python" -m pip install --quiet --disable-pip-version-check "$1"
    fi
}

# A wheel of hearten beside this file, or else the copy of the repository that it lies in.
what=$here/..
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$here/../generator/__init__.py" 2>/dev/null) || true
for wheel in "$here"/hearten-*.whl; do
    if [ -e "$wheel" ]; then
        what=$wheel
        version=$(basename "$wheel")
    fi
done
if [ -z "$version" ]; then
    say "Beside this file there is no hearten. Unpack everything that you fetched, and start it from there."
    exit 1
fi

if [ "$(cat "$program/from" 2>/dev/null)" != "$version" ]; then
    python=$(python_here) || python=
    if [ -z "$python" ] && ! command -v uv >/dev/null; then
        say "hearten needs Python 3.11 or newer. Install it first: on a Mac from python.org, on Linux with your system's \
program for software (Debian and Ubuntu: python3 and python3-venv). Then start this once more."
        exit 1
    fi
    mkdir -p "$data/hearten"
    printf '%s\n' "Installing hearten for you. This takes a few minutes, once."
    if ! install "$what$extras" "$python" >"$log" 2>&1; then
        say "hearten could not be installed. Is this computer online? Then start this once more. The reason was:
$(tail -n 5 "$log")"
        exit 1
    fi
    printf '%s\n' "$version" >"$program/from"
fi

# Not where this file lies: that may be the folder of a site.
cd "$HOME"
"$program/bin/hearten" shortcut || true
exec "$program/bin/hearten" desk
