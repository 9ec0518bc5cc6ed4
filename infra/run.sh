#!/usr/bin/env bash
# Builds the dashboard, when something changed since the last time, and starts it. Ends with Ctrl+C or SIGTERM.
set -euo pipefail

usage() {
    cat <<'TEXT'
Usage: bash infra/run.sh [options]

Starts CostDashboard on SQLite with thirty days of demonstration data, and shows it at http://127.0.0.1:5080.

  --no-demo               start empty
  --data DIR              where the dashboard keeps its data (default: ./data)
  --port N                port of the pages and of the API (default: 5080)
  --otlp-http-port N      port for OTLP over HTTP (default: 4318)
  --otlp-grpc-port N      port for OTLP over gRPC (default: 4317)
  --host ADDRESS          address to listen on (default: 127.0.0.1)
  --help                  this text
TEXT
}

demo=(--demo)
data=./data
port=5080
otlp_http_port=4318
otlp_grpc_port=4317
host=127.0.0.1

while [ $# -gt 0 ]; do
    option="$1"
    case "$option" in
        --no-demo) demo=(); shift; continue ;;
        --help | -h) usage; exit 0 ;;
        --data | --port | --otlp-http-port | --otlp-grpc-port | --host) ;;
        *) printf 'error: unknown option %s\n\n' "$option" >&2; usage >&2; exit 2 ;;
    esac
    [ $# -ge 2 ] || { printf 'error: %s needs a value\n' "$option" >&2; exit 2; }
    case "$option" in
        --data) data="$2" ;;
        --port) port="$2" ;;
        --otlp-http-port) otlp_http_port="$2" ;;
        --otlp-grpc-port) otlp_grpc_port="$2" ;;
        --host) host="$2" ;;
    esac
    shift 2
done

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
mkdir -p "$data"
data="$(cd "$data" && pwd)"
cd "$root"

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
source infra/build/common.sh

published="$root/artifacts/run"

# What goes into the program: the same files as when it was published, and none of them newer.
sources() {
    # db/ may be absent; find says so with its exit code.
    { find src infra/build db Directory.* global.json \
        \( -name bin -o -name obj -o -name node_modules -o -path "*/wwwroot/lib" -o -path "*/wwwroot/_framework" \) -prune \
        -o -type f "$@" -print 2>/dev/null || true; } | sort
}

is_up_to_date() {
    [ -f "$published/.sources" ] && [ "$(sources)" = "$(cat "$published/.sources")" ] \
        && [ -z "$(sources -newer "$published/.sources")" ]
}

need_dotnet
if ! is_up_to_date; then
    need_node
    restore src/CostDashboard.Web --use-current-runtime
    say "publishing to artifacts/run"
    rm -rf "$published"
    sources >"$log.sources"
    dotnet publish src/CostDashboard.Web --use-current-runtime --self-contained false --no-restore --nologo -v quiet -c Release -o "$published" \
        || fail "the build failed"
    mv "$log.sources" "$published/.sources"
fi

say "http://$host:$port (data in $data)"
rm -f "$log"
# The content root is the working directory, and the pages' static files lie beside the program.
cd "$published"
exec dotnet CostDashboard.Web.dll --data "$data" --port "$port" \
    --otlp-http-port "$otlp_http_port" --otlp-grpc-port "$otlp_grpc_port" --host "$host" ${demo[@]+"${demo[@]}"}
