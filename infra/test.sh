#!/usr/bin/env bash
# Builds everything once and runs every test. The last line is the sum: N passed, N failed, N skipped.
# Installs what is missing, where it may (root on Debian): Node.js for the build, Chromium for the browser tests;
# and from npm the JavaScript clients that the dashboard is tested with.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"

scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
log="$scratch/log"
source infra/build/common.sh

# CHROME_PATH, a system's browser, what Playwright has installed, or the distribution's package; in this order.
find_browser() {
    local candidate
    for candidate in "${CHROME_PATH:-}" chromium chromium-browser google-chrome google-chrome-stable \
        "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium-*/chrome-linux*/chrome; do
        if [ -n "$candidate" ] && has "$candidate"; then command -v "$candidate"; return; fi
    done
    return 1
}

need_browser() {
    if ! CHROME_PATH="$(find_browser)"; then
        if ! may_install; then
            say "no Chromium here: the browser tests will be skipped (set CHROME_PATH, or run: playwright install chromium)"
            unset CHROME_PATH
            return
        fi
        install_package chromium
        CHROME_PATH="$(find_browser)" || fail "chromium was installed and cannot be found"
    fi
    export CHROME_PATH
    say "browser: $CHROME_PATH"
}

# Registries fail for a moment now and then, so once more before the tests that need them are left out.
need_javascript_clients() {
    local folder=tests/CostDashboard.Clients.Tests/JavaScript
    local installed="$folder/node_modules/.package-lock.json"
    if [ -f "$installed" ] && [ ! "$folder/package-lock.json" -nt "$installed" ]; then return; fi
    say "installing the JavaScript clients of the tests: npm ci in $folder"
    local attempt
    for attempt in 1 2; do
        if npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error >"$log" 2>&1; then
            touch "$installed"
            return
        fi
    done
    tail -n 5 "$log" >&2
    rm -f "$installed"
    say "npm ci failed twice: the tests with JavaScript clients will be skipped"
}

# The trx logger writes one element to a line, so awk can read it.
sum_counters() {
    cat "$scratch"/*.trx 2>/dev/null | awk '
        function number(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0 }
        /<Counters / { total += number("total"); executed += number("executed"); passed += number("passed") }
        END { printf "%d %d %d\n", passed, executed - passed, total - executed }'
}

list_skipped() {
    cat "$scratch"/*.trx 2>/dev/null | awk '
        function decoded(text) { gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;|&#39;/, "\x27", text); gsub(/&amp;/, "\\&", text); return text }
        /<UnitTestResult / {
            skipped = /outcome="NotExecuted"/
            if (skipped) { match($0, /testName="[^"]*"/); printf "skipped: %s", decoded(substr($0, RSTART + 10, RLENGTH - 11)); reason = ""; if (/\/>[ \r]*$/) { print ""; skipped = 0 } }
        }
        skipped && match($0, /<(StdOut|Message)>[^<]*/) { reason = substr($0, RSTART, RLENGTH); sub(/^<[^>]*>/, "", reason) }
        skipped && /<\/UnitTestResult>/ { print (reason == "" ? "" : ": " decoded(reason)); skipped = 0 }'
}

need_dotnet
need_node
need_browser
need_javascript_clients
restore CostDashboard.sln

say "building"
dotnet build CostDashboard.sln --no-restore --nologo -v minimal -clp:NoSummary

# Instrumenting methods for a second compilation pays for hours of running, not for minutes: it takes a third of these tests' processor time.
export DOTNET_TieredPGO=0

failed_projects=()
run_tests() {
    local name="$1"
    say "testing $name"
    dotnet test "tests/$name/$name.csproj" --no-build --no-restore --nologo -v quiet \
        --results-directory "$scratch" --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" \
        || failed_projects+=("$name")
    [ -f "$scratch/$name.trx" ] || failed_projects+=("$name")
}

for project in tests/*.Tests/*.csproj; do
    name="$(basename "$project" .csproj)"
    [ "$name" = CostDashboard.Browser.Tests ] || run_tests "$name"
done
run_tests CostDashboard.Browser.Tests

list_skipped
if [ "${#failed_projects[@]}" -gt 0 ]; then
    say "not in order: $(printf '%s\n' "${failed_projects[@]}" | sort -u | tr '\n' ' ')"
fi

read -r passed failed skipped < <(sum_counters)
[ $((passed + failed + skipped)) -gt 0 ] || say "no test ran"
echo "$passed passed, $failed failed, $skipped skipped"
[ "${#failed_projects[@]}" -eq 0 ] && [ "$failed" -eq 0 ] && [ $((passed + failed + skipped)) -gt 0 ]
