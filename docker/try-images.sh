#!/usr/bin/env bash
# Builds the images and starts them, on a machine without a container engine. Each must answer its health check as the
# unprivileged user of the image and with a root file system that it cannot write to.
# Base images are stood in for by Debian, so this proves instructions, paths, users and commands, not the libraries of the real
# ones. Needs root, buildah, debootstrap, unshare, a JDK 25 in JAVA_25_HOME, and in target/ the jar (aot-jar) and the binary.
# usage: docker/try-images.sh [jvm] [native] [native-micro]
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
storage=(--root "$work/storage" --runroot "$work/run")
service=''
trap '[ -z "$service" ] || kill "$service" 2>/dev/null || true; umount "$work"/*/root "$work"/*/root/tmp 2>/dev/null || true; rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- jvm native native-micro

build() { buildah "${storage[@]}" "$@"; }

# A Debian under the name of a base image, with a JDK if there is one to copy.
stand_in() {
  local name=$1 jdk=${2:-} container root
  container=$(build from scratch)
  root=$(build mount "$container")
  cp -a "$work/debian/." "$root/"
  if [ -n "$jdk" ]; then
    cp -a "$jdk" "$root/opt/java"
    ln -s /opt/java/bin/java "$root/usr/bin/java"
    install -d -o 185 -g 0 -m 775 "$root/deployments"
  fi
  build commit -q "$container" "$name" > /dev/null
  build rm "$container" > /dev/null
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# Starts what the image would start, in its file system, and asks for its health.
try() {
  local kind=$1 image container root user port management command status='' directory
  image=localhost/wxsession:$kind
  echo "== $kind"
  build bud -q --pull-never --format docker -f "docker/Dockerfile.$kind" -t "$image" . > /dev/null
  container=$(build from --pull-never "$image")
  mkdir -p "$work/$kind/root"
  root=$(build mount "$container")
  user=$(build inspect --format '{{.Docker.Config.User}}' "$image")
  directory=$(build inspect --format '{{.Docker.Config.WorkingDir}}' "$image")
  mapfile -t command < <(build inspect --format '{{range .Docker.Config.Entrypoint}}{{println .}}{{end}}' "$image" | sed '/^$/d')
  echo "user $user, $(du -sm "$root$directory" | cut -f1) MB in $directory, command: ${command[*]}"
  [ "$user" != 0 ] && [ -n "$user" ] || { echo "the image runs as root" >&2; return 1; }

  port=$(free_port) management=$(free_port)
  mkdir -p "$work/$kind/keys"
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/$kind/keys/key-1.pem"
  chmod -R a+rX "$work/$kind/keys"
  mount --bind "$root" "$work/$kind/root"
  mount -o remount,bind,ro "$work/$kind/root"
  mount -t tmpfs tmpfs "$work/$kind/root/tmp"
  cp -r "$work/$kind/keys" "$work/$kind/root/tmp/keys"
  chroot --userspec="$user:0" "$work/$kind/root" /usr/bin/env -i PATH=/usr/bin:/bin \
    QUARKUS_REDIS_HOSTS=redis://127.0.0.1:1 WXSESSION_TOKEN_KEYS_DIR=/tmp/keys WXSESSION_APPS_SHOP_APP_ID=wx0000000000000000 \
    WXSESSION_APPS_SHOP_APP_SECRET=00000000000000000000000000000000 WXSESSION_SEALING_KEYS="k:$(head -c 32 /dev/urandom | base64)" \
    /bin/bash -c 'cd "$1" && shift && exec "$@"' - "$directory" "${command[@]}" -Dquarkus.http.host=127.0.0.1 \
    -Dquarkus.http.port="$port" -Dquarkus.management.host=127.0.0.1 -Dquarkus.management.port="$management" > "$work/$kind/log" 2>&1 &
  service=$!
  for _ in $(seq 300); do
    status=$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$management/q/health/live" || true)
    [ "$status" = 200 ] && break
    kill -0 "$service" 2>/dev/null || { cat "$work/$kind/log" >&2; return 1; }
    sleep 0.1
  done
  [ "$status" = 200 ] || { echo "no health: $status" >&2; cat "$work/$kind/log" >&2; return 1; }
  touch "$work/$kind/root/probe" 2>/dev/null && { echo "the root file system can be written to" >&2; return 1; }
  echo "alive as $(ps -o user= -p "$service"), memory $(($(ps -o rss= -p "$service") / 1024)) MB"
  kill "$service"
  wait "$service" && status=0 || status=$?
  service=''
  echo "ended with $status"
  umount "$work/$kind/root/tmp" "$work/$kind/root"
  build rm "$container" > /dev/null
  return "$status"
}

debootstrap --variant=minbase --include=bash,ca-certificates,zlib1g bookworm "$work/debian" > "$work/debootstrap.log" 2>&1 || { tail -5 "$work/debootstrap.log" >&2; exit 1; }
stand_in registry.access.redhat.com/ubi9/ubi-minimal:9.6
stand_in quay.io/quarkus/ubi9-quarkus-micro-image:2.0
stand_in quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25
if [ -n "${JAVA_25_HOME:-}" ]; then
  stand_in registry.access.redhat.com/ubi9/openjdk-25-runtime:1.24 "$JAVA_25_HOME"
  stand_in registry.access.redhat.com/ubi9/openjdk-25:1.24 "$JAVA_25_HOME"
fi
for kind in "$@"; do
  try "$kind"
done
