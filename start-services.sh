#!/usr/bin/env bash
# The documented name for starting everything in the background: ./truenow up --detach, then its status.
set -euo pipefail
exec "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)/manage.sh" "${1:-start}" "${@:2}"
