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
# What passed when it was run again is taken from what failed.
sum_counters() {
    cat "$scratch"/*.trx 2>/dev/null | awk -v again="$passed_again" '
        function number(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0 }
        /<Counters / { total += number("total"); executed += number("executed"); passed += number("passed") }
        END { printf "%d %d %d\n", passed + again, executed - passed - again, total - executed }'
}

# Tests with an outcome, each with the first line of what is said of it: list_tests OUTCOME FILE...
list_tests() {
    local outcome="$1"
    shift
    cat "$@" 2>/dev/null | awk -v outcome="outcome=\"$outcome\"" '
        function decoded(text) { gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&apos;|&#39;/, "\x27", text); gsub(/&#x[AD];.*/, "", text); gsub(/&amp;/, "\\&", text); return text }
        /<UnitTestResult / {
            listed = index($0, outcome)
            if (listed) { match($0, /testName="[^"]*"/); printf "%s", decoded(substr($0, RSTART + 10, RLENGTH - 11)); reason = ""; if (/\/>[ \r]*$/) { print ""; listed = 0 } }
        }
        listed && reason == "" && match($0, /<(StdOut|Message)>[^<]*/) { reason = substr($0, RSTART, RLENGTH); sub(/^<[^>]*>/, "", reason) }
        listed && /<\/UnitTestResult>/ { print (reason == "" ? "" : ": " decoded(reason)); listed = 0 }'
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
    local name="$1" results="$2"
    shift 2
    dotnet test "tests/$name/$name.csproj" --no-build --no-restore --nologo -v quiet \
        --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" "$@"
}

test_project() {
    say "testing $1"
    run_tests "$1" "$scratch" || failed_projects+=("$1")
    [ -f "$scratch/$1.trx" ] || failed_projects+=("$1")
}

# A browser, a server and what drives them meet on a machine that may stand still for seconds. A few tests that fail there are run
# once more, and named; more of them are no accident.
most_run_again=3
passed_again=0
test_browser() {
    local name=CostDashboard.Browser.Tests failed count
    say "testing $name"
    run_tests "$name" "$scratch" && return
    failed="$(list_tests Failed "$scratch/$name.trx")"
    count="$(grep -c . <<<"$failed")" || true
    if [ "$count" -gt 0 ] && [ "$count" -le "$most_run_again" ]; then
        say "once more, because they failed:"
        echo "$failed"
        if run_tests "$name" "$scratch/again" --filter "$(sed 's/[(:].*//; s/^/FullyQualifiedName=/' <<<"$failed" | sort -u | paste -sd '|')"; then
            passed_again="$count"
            return
        fi
    fi

    failed_projects+=("$name")
}

for project in tests/*.Tests/*.csproj; do
    name="$(basename "$project" .csproj)"
    [ "$name" = CostDashboard.Browser.Tests ] || test_project "$name"
done
test_browser

# The names of what failed come last: of a long log, the end is what is read.
list_tests NotExecuted "$scratch"/*.trx | sed 's/^/skipped: /'
list_tests Failed "$scratch"/*.trx | sed 's/^/failed: /'
[ "$passed_again" -eq 0 ] || say "the $passed_again that failed passed when they were run again"
if [ "${#failed_projects[@]}" -gt 0 ]; then
    say "not in order: $(printf '%s\n' "${failed_projects[@]}" | sort -u | tr '\n' ' ')"
fi

read -r passed failed skipped < <(sum_counters)
[ $((passed + failed + skipped)) -gt 0 ] || say "no test ran"
echo "$passed passed, $failed failed, $skipped skipped"
[ "${#failed_projects[@]}" -eq 0 ] && [ "$failed" -eq 0 ] && [ $((passed + failed + skipped)) -gt 0 ]
