#!/usr/bin/env bash
# The system's Chromium for the tests in a browser; they bring none of their own.
#   tests/chromium.sh install   installs Debian's package where apt-get and the right to use it are there (about a minute)
#   tests/chromium.sh where     says where it is; LEADGRAINS_CHROMIUM names another one
set -euo pipefail

find_it() {
  if [ -n "${LEADGRAINS_CHROMIUM:-}" ]; then
    command -v "$LEADGRAINS_CHROMIUM"
    return
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return
  done
  return 1
}

case "${1:-}" in
install)
  find_it > /dev/null && exit 0
  [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null || { echo "Chromium isn't there and can't be installed."; exit 1; }
  # Fonts come along only as a recommendation, and without any there is nothing to see.
  install="apt-get install -y -qq --no-install-recommends chromium fonts-liberation"
  export DEBIAN_FRONTEND=noninteractive
  $install > /dev/null 2>&1 || { apt-get update -qq > /dev/null 2>&1 && $install > /dev/null 2>&1; } || { echo "Chromium can't be installed."; exit 1; }
  ;;
where) find_it || { echo "Chromium isn't there; 'tests/chromium.sh install' installs it." >&2; exit 1; } ;;
*) sed -n '2,4p' "$0"; exit 2 ;;
esac
