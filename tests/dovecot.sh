#!/usr/bin/env bash
# A Dovecot of its own for a test: loopback only, no root, one mailbox in a temporary folder.
#   tests/dovecot.sh install          installs Debian's package where apt-get and the right to use it are there
#   tests/dovecot.sh start DIR PORT   configuration, mail and log in DIR; STARTTLS on PORT with the certificate DIR/cert.pem
#   tests/dovecot.sh stop DIR
# Any user with the password "sesame" gets in; mail of USER lies in DIR/mail/USER.
set -euo pipefail
export PATH="$PATH:/usr/sbin:/sbin"

case "$1" in
install)
  command -v dovecot > /dev/null && [ -e /usr/lib/dovecot/imap ] && exit 0
  [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null || { echo "Dovecot isn't there and can't be installed."; exit 1; }
  # The package would start a server of its own: this one shall not.
  install="apt-get install -y -qq --no-install-recommends dovecot-imapd"
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  $install > /dev/null 2>&1 || { apt-get update -qq > /dev/null 2>&1 && $install > /dev/null 2>&1; }
  ;;
start)
  dir=$2 port=$3
  # Whoever isn't root is unprivileged already.
  [ "$(id -u)" -eq 0 ] && user=nobody group=nogroup || user=$(id -un) group=$(id -gn)
  mkdir -p "$dir/run" "$dir/mail"
  # Started again it is the same server, whom those who trusted it trust still.
  [ -s "$dir/cert.pem" ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -keyout "$dir/key.pem" -out "$dir/cert.pem" 2> /dev/null
  cat > "$dir/dovecot.conf" << CF
protocols = imap
listen = 127.0.0.1
base_dir = $dir/run
state_dir = $dir/run
log_path = $dir/log
default_internal_user = $user
default_internal_group = $group
default_login_user = $user
mail_location = maildir:$dir/mail/%u
ssl = required
ssl_cert = <$dir/cert.pem
ssl_key = <$dir/key.pem
auth_mechanisms = plain login
passdb {
  driver = static
  args = password=sesame
}
userdb {
  driver = static
  args = uid=$(id -u "$user") gid=$(id -g "$user") home=$dir/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = $port
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
CF
  if [ "$(id -u)" -eq 0 ]; then
    chown -R "$user:$group" "$dir"
    setpriv --reuid="$user" --regid="$group" --clear-groups dovecot -c "$dir/dovecot.conf"
  else
    dovecot -c "$dir/dovecot.conf"
  fi
  # One that is told to stop while it starts doesn't.
  for _ in $(seq 100); do
    [ -s "$dir/run/master.pid" ] && (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null && exit 0
    sleep 0.05
  done
  echo "Dovecot didn't start; $dir/log says why."
  exit 1
  ;;
stop)
  pid=$(cat "$2/run/master.pid")
  kill -TERM "$pid"
  # Just started it would take six seconds. What has ended may stay as a zombie where nobody reaps.
  for _ in $(seq 20); do
    grep -q '^State:.[^Z]' "/proc/$pid/status" 2> /dev/null || break
    sleep 0.05
  done
  if grep -q '^State:.[^Z]' "/proc/$pid/status" 2> /dev/null; then
    kill -KILL "$pid" $(cat "/proc/$pid/task/$pid/children")
  fi
  # The next one would take a zombie, or whoever has the number by then, for a Dovecot at work.
  rm -f "$2/run/master.pid"
  ;;
*) sed -n '2,6p' "$0"; exit 2 ;;
esac
