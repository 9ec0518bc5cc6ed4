#!/usr/bin/env bash
# Sends one model call, with nothing but curl. COSTDASHBOARD_KEY is a key of the project.
set -euo pipefail

url="${COSTDASHBOARD_URL:-http://127.0.0.1:5080}"
url="${url%/}"
key="${COSTDASHBOARD_KEY:?set it to a key of the project}"

# The key of the request makes it safe to send again: --retry cannot charge the call twice.
answer=$(curl -sS --retry 5 --retry-connrefused --fail-with-body "$url/api/v1/spans" \
  -H "authorization: Bearer $key" \
  -H "content-type: application/x-ndjson" \
  -H "idempotency-key: $(cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen)" \
  --data-binary @- <<END
{"name": "answer", "kind": "chat", "start": $(($(date +%s) - 1)), "duration_ms": 900, "provider": "openai", "model": "gpt-4o-mini", "usage": {"prompt_tokens": 1200, "completion_tokens": 150}, "customer": "acme", "feature": "support", "service": "nightly-report"}
END
)
printf '{"time":"%s","level":"info","message":"spans sent","answer":%s}\n' "$(date -u +%FT%TZ)" "$answer"
