# Shared by ./start and ./test: makes a virtual environment that holds exactly a lock file.
# Sourced, not run. Needs Python 3.11 or newer, or uv (which brings its own Python).

find_python() {
    for name in "${OO_PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
        [ -n "$name" ] || continue
        command -v "$name" >/dev/null 2>&1 || continue
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s' "$name"
            return 0
        fi
    done
    return 1
}

as_root_on_debian() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1
}

install_debian() {
    echo "Installing $* ..." >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends "$@" >&2
}

# prepare FOLDER LOCKFILE [LARGER]: a virtual environment in FOLDER with what LOCKFILE names.
# Nothing to do when that, or the LARGER lock file that contains it, is installed already.
prepare() {
    if [ -x "$1/bin/python" ]; then
        for lock in "$2" ${3:+"$3"}; do
            cmp -s "$lock" "$1/installed.lock" && return 0
        done
    fi
    echo "Preparing the environment (the first time this takes a minute) ..." >&2
    if command -v uv >/dev/null 2>&1; then
        [ -x "$1/bin/python" ] || uv venv --quiet --python '>=3.11' "$1"
        uv pip sync --quiet --python "$1/bin/python" --require-hashes "$2"
    else
        python=$(find_python) || {
            echo "Python 3.11 or newer is missing. Please install it, then start again." >&2
            exit 2
        }
        if [ ! -x "$1/bin/python" ] && ! "$python" -m venv "$1" >/dev/null 2>&1; then
            rm -rf "$1"
            as_root_on_debian && install_debian python3-venv
            "$python" -m venv "$1"
        fi
        "$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$2"
    fi
    cp "$2" "$1/installed.lock"
}
