#!/usr/bin/env bash
# Reads deploy/compose as it would be read where it is run; needs no Docker for that.
#   tests/compose.sh install   installs Debian's package where apt-get and the right to use it are there
set -euo pipefail
docker compose version > /dev/null 2>&1 || command -v docker-compose > /dev/null && exit 0
[ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null || { echo "docker-compose isn't there and can't be installed."; exit 1; }
install="apt-get install -y -qq --no-install-recommends docker-compose"
export DEBIAN_FRONTEND=noninteractive
$install > /dev/null 2>&1 || { apt-get update -qq > /dev/null 2>&1 && $install > /dev/null 2>&1; }
