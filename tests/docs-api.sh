#!/usr/bin/env bash
# Pastes docs/api.md: starts a demonstration on a free port, runs the page's bash blocks as one script, and checks how
# it ends. Takes the binary as its argument.

set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
page=$root/docs/api.md
rapport=$(realpath "${1:-$root/target/debug/rapport}")
scratch=$(mktemp -d "${TMPDIR:-/tmp}/rapport-docs.XXXXXX")
server=

stop_all() {
  local status=$?
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
  [ $status = 0 ] || tail -n 30 "$scratch"/{server.log,said,errors} 2>/dev/null || true
  rm -rf "$scratch"
  exit $status
}
trap stop_all EXIT

for program in curl jq python3; do
  command -v $program >/dev/null || { echo "docs/api.md needs $program: please install it." >&2; exit 1; }
done

# What the page's first block tells the reader to do in another terminal.
cd "$scratch"
export DEMO=$scratch/demo.json
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
env -u RAPPORT_CONFIG -u RAPPORT_PUBLIC_URL -u RAPPORT_SMTP "$rapport" demo --applicants 12 --json \
  --listen "127.0.0.1:$port" --data-dir "$scratch/data" --database "sqlite:$scratch/demo.db" >"$DEMO" 2>server.log &
server=$!
for _ in $(seq 300); do
  [ -s "$DEMO" ] && break
  kill -0 "$server" 2>/dev/null || { echo "The demonstration did not start." >&2; exit 1; }
  sleep 0.2
done

awk '/^```bash$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$page" >blocks.sh
[ -s blocks.sh ] || { echo "No bash block in $page." >&2; exit 1; }
timeout 120 bash -euo pipefail blocks.sh >said 2>errors || { echo "docs/api.md does not run as it stands." >&2; exit 1; }

expected=$(printf 'closed\n401')
[ "$(tail -n 2 said)" = "$expected" ] || { echo "docs/api.md ends otherwise than it says." >&2; exit 1; }
for line in ready '["Lee Applicant","invited","invited"]' '{"revision":3,"seconds_left":null}' urn:rapport:problem:answer-conflict '[]' \
  '["Night desk",' '[2,60'; do
  grep -qF -- "$line" said || { echo "docs/api.md should have printed: $line" >&2; exit 1; }
done
echo "docs/api.md: $(grep -c '^```bash$' "$page") blocks ran as one script."
