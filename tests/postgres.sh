#!/usr/bin/env bash
# The server that the cluster's tests start for themselves, in a temporary folder and on loopback.
#   tests/postgres.sh install   installs Debian's package where apt-get and the right to use it are there; starts nothing
set -euo pipefail
ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 && exit 0
[ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null || { echo "PostgreSQL isn't there and can't be installed."; exit 1; }
# No cluster of the machine's own: the tests make theirs.
mkdir -p /etc/postgresql-common
grep -qs create_main_cluster /etc/postgresql-common/createcluster.conf || echo "create_main_cluster = false" >> /etc/postgresql-common/createcluster.conf
install="apt-get install -y -qq --no-install-recommends postgresql"
export DEBIAN_FRONTEND=noninteractive
$install > /dev/null 2>&1 || { apt-get update -qq > /dev/null 2>&1 && $install > /dev/null 2>&1; }
