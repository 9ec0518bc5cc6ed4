"""Logs model calls as JSON lines and sends the same lines to CostDashboard. Python 3.9 or later, nothing to install.

COSTDASHBOARD_URL (http://127.0.0.1:5080) and COSTDASHBOARD_KEY say where to.
"""

import json
import logging
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

URL = os.environ.get("COSTDASHBOARD_URL", "http://127.0.0.1:5080").rstrip("/")
KEY = os.environ["COSTDASHBOARD_KEY"]


class JsonLines(logging.Formatter):
    """One object on each line: the form that log collectors read."""

    def format(self, record):
        fields = {"time": time.time(), "level": record.levelname.lower(), "message": record.getMessage()}
        return json.dumps(fields | getattr(record, "span", {}))


handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(JsonLines())
log = logging.getLogger("assistant")
log.addHandler(handler)
log.setLevel(logging.INFO)


def call(trace_id, parent_id, name, model, usage, seconds, **fields):
    """What a model call was, for the log and for the bill. `usage` is the provider's object as it came."""
    end = time.time()
    span = {
        "trace_id": trace_id, "span_id": uuid.uuid4().hex[:16], "parent_id": parent_id, "name": name, "kind": "chat",
        "start": end - seconds, "end": end, "model": model, "usage": usage, "service": "assistant", **fields,
    }
    log.info("model call", extra={"span": span})
    return span


def send(spans):
    """Sends spans and waits until they are stored. Their ids make it safe to send them again."""
    body = "\n".join(json.dumps(span) for span in spans).encode()
    headers = {"authorization": f"Bearer {KEY}", "content-type": "application/x-ndjson"}
    for attempt in range(5):
        try:
            request = urllib.request.Request(f"{URL}/api/v1/spans", body, headers)
            with urllib.request.urlopen(request, timeout=30) as response:
                answer = json.load(response)
            for error in answer["errors"]:
                log.error("span rejected", extra={"span": error})
            return answer
        except urllib.error.HTTPError as problem:
            if problem.code not in (429, 502, 503, 504):
                raise RuntimeError(problem.read().decode()) from None
            time.sleep(float(problem.headers.get("retry-after") or 2**attempt))
        except urllib.error.URLError:
            time.sleep(2**attempt)
    raise RuntimeError("the spans were not taken: keep them and send them again")


if __name__ == "__main__":
    trace = str(uuid.uuid4())
    root = {"trace_id": trace, "span_id": "request", "name": "answer a mail", "start": time.time() - 3, "end": time.time(),
            "service": "assistant", "customer": "acme", "feature": "mail", "environment": "production"}
    spans = [
        root,
        call(trace, "request", "classify", "gpt-4o-mini", {"prompt_tokens": 420, "completion_tokens": 8}, 0.4),
        call(trace, "request", "answer", "claude-sonnet-4-5",
             {"input_tokens": 310, "cache_read_input_tokens": 2048, "output_tokens": 260}, 2.1),
    ]
    log.info("spans sent", extra={"span": send(spans)})
