#!/usr/bin/env bash
# A Postfix of its own for a test: loopback only, everything it takes is held, so that nothing can leave the machine.
#   tests/postfix.sh install          installs Debian's package where apt-get and the right to use it are there (6 s)
#   tests/postfix.sh start DIR PORT   configuration, queue and log in DIR; STARTTLS with the certificate DIR/cert.pem
#   tests/postfix.sh list DIR         the recipients of the mails it has taken, one a line
#   tests/postfix.sh stop DIR
# gone-*@ is no such user (550 5.1.1), policy-*@ is refused (554 5.7.1), later-*@ may come again (450 4.2.0).
set -euo pipefail
export PATH="$PATH:/usr/sbin:/sbin"

case "$1" in
install)
  command -v postfix > /dev/null && exit 0
  [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null || { echo "Postfix isn't there and can't be installed."; exit 1; }
  # "No configuration": the package starts nothing and owns no mail of this machine.
  echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
  install="apt-get install -y -qq --no-install-recommends postfix"
  export DEBIAN_FRONTEND=noninteractive
  $install > /dev/null 2>&1 || { apt-get update -qq > /dev/null 2>&1 && $install > /dev/null 2>&1; }
  ;;
start)
  dir=$2 port=$3
  mkdir -p "$dir/etc" "$dir/queue" "$dir/data"
  chmod 755 "$dir"
  chown postfix "$dir/data"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout "$dir/key.pem" -out "$dir/cert.pem" 2> /dev/null
  cat > "$dir/etc/main.cf" << CF
compatibility_level = 3.6
queue_directory = $dir/queue
data_directory = $dir/data
maillog_file = $dir/log
maillog_file_prefixes = $dir
myhostname = localhost.test
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relay_domains = static:all
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions =
  check_recipient_access regexp:$dir/etc/recipients
  check_client_access static:hold
  permit_mynetworks, reject
alias_maps =
alias_database =
local_recipient_maps =
default_transport = nowhere:
relay_transport = nowhere:
local_transport = nowhere:
smtpd_tls_cert_file = $dir/cert.pem
smtpd_tls_key_file = $dir/key.pem
smtpd_tls_security_level = may
smtpd_client_connection_count_limit = 0
CF
  cat > "$dir/etc/recipients" << CF
/^gone-/    550 5.1.1 User unknown
/^policy-/  554 5.7.1 Denied by policy
/^later-/   450 4.2.0 Greylisted
CF
  # Nothing that delivers is even there.
  cat > "$dir/etc/master.cf" << CF
127.0.0.1:$port inet n - n - 50 smtpd
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
proxymap  unix - - n - - proxymap
anvil     unix - - n - 1 anvil
showq     unix n - n - - showq
flush     unix n - n 1000? 0 flush
postlog   unix-dgram n - n - 1 postlogd
CF
  postfix -c "$dir/etc" start
  ;;
list) postqueue -c "$2/etc" -j | grep -o '"address": "[^"]*"' | cut -d'"' -f4 || true ;;
stop) postfix -c "$2/etc" stop ;;
*) sed -n '2,7p' "$0"; exit 2 ;;
esac
