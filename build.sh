#!/usr/bin/env bash
# The documented name of ./truenow build; the arguments go to Maven.
set -euo pipefail
exec "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)/truenow" build "$@"
