# What infra/run.sh and infra/test.sh share. Sourced with $root set to the repository.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Build nodes that stay behind would hold the output of whoever called the script.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

say() { printf '==> %s\n' "$*"; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

may_install() { has apt-get && [ "$(id -u)" = 0 ]; }

install_package() {
    say "installing with apt-get: $*"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1 \
        || { tail -n 20 "$log" >&2; fail "apt-get could not install $*"; }
}

need_dotnet() {
    has dotnet || fail "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download/dotnet/10.0"
}

need_node() {
    if has node && has npm; then return; fi
    may_install || fail "Node.js 18 or later, with npm, is missing: https://nodejs.org"
    install_package nodejs npm
}

# Some package registries hold a part of the packages only; infra/build/PartialRegistry.props says what is done then.
restore() {
    say "restoring packages"
    if dotnet restore "$@" >"$log" 2>&1; then return; fi
    if grep -q 'NU1101' "$log" && [ "${PartialRegistry:-}" != true ]; then
        say "this package registry lacks $(grep -o 'NU1101: Unable to find package [^ ]*' "$log" | sed 's/.* //; s/\.$//' | sort -u | wc -l) of the packages: going on with PartialRegistry=true (a build without SQL Server)"
        export PartialRegistry=true
        if dotnet restore "$@" >"$log" 2>&1; then return; fi
    fi
    grep -E 'error' "$log" | sort -u >&2 || cat "$log" >&2
    fail "dotnet restore failed"
}
