#!/usr/bin/env bash
# The documented name of ./truenow query-check.
set -euo pipefail
exec "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)/truenow" query-check "$@"
