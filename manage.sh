#!/usr/bin/env bash
# The documented names of ./truenow's verbs.
set -euo pipefail

truenow="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)/truenow"

usage() {
  cat <<'TEXT'
manage.sh COMMAND [OPTION…]

  start         start everything in the background, then show the status
  stop          stop it
  restart       stop it, then start it
  status        each role, its port and its health
  logs [ROLE]   the end of a log
  build         build
  test          build and run all tests
  populate      send made-up events
  query-check   ask for them and compare
  help          this text

Options such as --data-dir DIR and --port-offset N go on to ./truenow.
TEXT
}

command=${1:-help}
if [ $# -gt 0 ]; then shift; fi
case "$command" in
  start)
    "$truenow" up --detach "$@"
    exec "$truenow" status "$@"
    ;;
  stop) exec "$truenow" down "$@" ;;
  restart)
    "$truenow" down "$@"
    "$truenow" up --detach "$@"
    exec "$truenow" status "$@"
    ;;
  status | logs | build | test | populate | query-check) exec "$truenow" "$command" "$@" ;;
  help | --help | -h) usage ;;
  *)
    echo "manage.sh: there is no command [$command]; ./manage.sh help lists them." >&2
    exit 1
    ;;
esac
