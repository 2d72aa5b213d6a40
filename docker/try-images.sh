#!/usr/bin/env bash
# Builds the images and starts them, on a machine without a container engine. Each is started as an engine would: its command,
# its user, a root file system that is read-only, a tmpfs on /tmp, no capabilities. Each must refuse to start without settings,
# must be live, must pass the health check of the image, and must end with 0 after SIGTERM.
# Debian stands in for the base images, so this proves instructions, paths, users and commands, not the libraries of the real ones.
#
# usage: docker/try-images.sh [--from-source] [jvm] [native] [native-micro]
#   Without --from-source the target prebuilt is built, from target/quarkus-app (an aot-jar) and target/*-runner.
#   With it the default target is built, in which ./mvnw runs. It sees ~/.m2 of the user, so that it works where a mirror is
#   configured there; what it writes there is lost. The default is then jvm alone, because a native build takes long.
# Needs root, buildah, debootstrap, redis-server, iproute2, curl and openssl. JAVA_25_HOME is the JDK to copy into the stand-in
# for the JVM, GRAALVM_HOME the one for a native build from source. DEBIAN can name what debootstrap has made before:
#   debootstrap --variant=minbase bookworm <directory>
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
  echo "try-images: $*" >&2
  exit 1
}

# The outer part makes the work directory and removes it. Everything else, above all every mount, happens in the inner part,
# which has namespaces of its own. They end with its first process, so no mount is left that a removal could follow.
if [ "${1:-}" != --inside ]; then
  [ "$(id -u)" = 0 ] || fail "needs root"
  for program in buildah debootstrap redis-server ip curl openssl unshare nsenter setpriv pkill; do
    command -v "$program" > /dev/null || fail "needs $program"
  done
  work=$(realpath "$(mktemp -d)")

  # shellcheck disable=SC2317 # A trap calls it.
  remove_work() {
    trap '' INT TERM
    [ -z "$(jobs -rp)" ] || pkill -KILL -P "$inside" || true
    wait "$inside" || true
    while { readlink /proc/[0-9]*/ns/pid || true; } 2> /dev/null | grep -qsxF -f "$work/namespace"; do
      sleep 0.1
    done
    ! grep -qF " $work" /proc/self/mountinfo || fail "something is mounted in $work, so it is not removed"
    rm -rf --one-file-system -- "$work"
  }

  # If this process is killed, the inner part is too.
  setpriv --pdeathsig KILL unshare --mount --propagation private --pid --mount-proc --fork --kill-child \
    docker/try-images.sh --inside "$work" "$@" &
  inside=$!
  trap remove_work EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  wait "$inside"
  exit
fi

[ $$ = 1 ] || fail "--inside is for the script itself"
work=$2
shift 2
readlink /proc/self/ns/pid > "$work/namespace"
target=prebuilt
if [ "${1:-}" = --from-source ]; then
  target=''
  shift
  [ $# -gt 0 ] || set -- jvm
fi
[ $# -gt 0 ] || set -- jvm native native-micro
mkdir "$work/tmp"
export TMPDIR=$work/tmp STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot

# Runs a command whose output matters only if it fails.
quietly() {
  "$@" > "$work/output" 2>&1 || { tail -n 40 "$work/output" >&2; fail "failed: $*"; }
}

images() { buildah --root "$work/storage" --runroot "$work/run" "$@"; }

# The name of the base image of a stage.
base_image() { sed -nE "s/^FROM (\S+) AS $2\$/\1/p" "docker/Dockerfile.$1"; }

# A Debian under the name of a base image, with a JDK if there is one to copy.
stand_in() {
  local name=$1 debian=$2 jdk=${3:-} container root
  images inspect --type image "$name" > /dev/null 2>&1 && return
  container=$(images from scratch)
  root=$(images mount "$container")
  cp -a --one-file-system "$debian/." "$root/"
  if [ -n "$jdk" ]; then
    mkdir "$root/opt/java"
    # What is a link to /etc in the package of a distribution becomes a file.
    tar -C "$jdk" --dereference --exclude=./jmods --exclude=./lib/src.zip -c . | tar -C "$root/opt/java" -x
    ln -s /opt/java/bin/java "$root/usr/bin/java"
    install -d -o 185 -g 0 -m 775 "$root/deployments"
    images config --env JAVA_HOME=/opt/java --env GRAALVM_HOME=/opt/java "$container"
  fi
  quietly images commit "$container" "$name"
  quietly images rm "$container"
}

debian() { [ -d "$1" ] || quietly debootstrap --variant=minbase ${2:+--include="$2"} bookworm "$1"; }

stand_ins() {
  local kind=$1 debian=${DEBIAN:-$work/debian}
  debian "$debian"
  if [ "$kind" = jvm ]; then
    [ -x "${JAVA_25_HOME:-}/bin/java" ] || fail "JAVA_25_HOME must be the home of a JDK 25"
    stand_in "$(base_image jvm base)" "$debian" "$JAVA_25_HOME"
    [ "$target" ] || stand_in "$(base_image jvm build)" "$debian" "$JAVA_25_HOME"
  else
    stand_in "$(base_image "$kind" base)" "$debian"
    if [ -z "$target" ]; then
      [ -x "${GRAALVM_HOME:-}/bin/native-image" ] || fail "GRAALVM_HOME must be the home of a GraalVM or Mandrel"
      debian "$work/debian-gcc" gcc,libc6-dev,zlib1g-dev
      stand_in "$(base_image "$kind" build)" "$work/debian-gcc" "$GRAALVM_HOME"
    else
      # buildah wants the base image of a stage that it does not build.
      stand_in "$(base_image "$kind" build)" "$debian"
    fi
  fi
}

milliseconds() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }

# A network with nothing in it but a Redis, so that the ports of the image are free.
start_redis() {
  unshare --net sh -c 'ip link set lo up && exec "$@"' - \
    redis-server --save '' --appendonly yes --dir "$work/tmp" --unixsocket "$work/redis.sock" > "$work/redis.log" 2>&1 &
  redis=$!
  until [ -S "$work/redis.sock" ]; do
    kill -0 "$redis" 2> /dev/null || { cat "$work/redis.log" >&2; fail "no Redis"; }
    sleep 0.1
  done
}

# The root file system of a container, mounted as an engine would.
mount_root() {
  local files=$1 node
  mount --bind "$files" "$root"
  mount -o remount,bind,ro "$root"
  mount -t proc proc "$root/proc"
  mount -t tmpfs -o nosuid,nodev,noexec tmpfs "$root/tmp"
  # New nodes, and not those of the machine.
  mount -t tmpfs -o nosuid,noexec,mode=755 tmpfs "$root/dev"
  for node in null:3 zero:5 random:8 urandom:9; do
    mknod -m 666 "$root/dev/${node%:*}" c 1 "${node#*:}"
  done
  ln -s /proc/self/fd "$root/dev/fd"
}

status_of() { nsenter --net --target "$redis" curl -s -o /dev/null -w '%{http_code}' --max-time 2 "http://127.0.0.1:$1" || true; }

# A setting of the image, an array as one line for each of its elements.
setting() { images inspect --type image --format "$1" "$image" | sed '/^$/d'; }

size_of() { du -sm "$1" | cut -f1; }

# Says what is wrong after what the image said.
failed() {
  cat "$log" >&2
  fail "$kind: $1"
}

try() {
  local kind=$1 image=localhost/wxsession:$1 container files root=$work/root-$1 log=$work/log-$1 user directory
  local environment command health settings in_image service begin live status
  echo "== $kind"
  quietly images bud --pull-never --format docker ${target:+--target "$target"} "${maven[@]}" -f "docker/Dockerfile.$kind" -t "$image" .
  user=$(setting '{{.Docker.Config.User}}')
  directory=$(setting '{{.Docker.Config.WorkingDir}}')
  mapfile -t environment < <(setting '{{range .Docker.Config.Env}}{{println .}}{{end}}')
  mapfile -t command < <(setting '{{range .Docker.Config.Entrypoint}}{{println .}}{{end}}')
  mapfile -t health < <(setting '{{range .Docker.Config.Healthcheck.Test}}{{println .}}{{end}}')
  [ "${health[0]}" = CMD ] || fail "the image has no health check"
  health=("${health[@]:1}")
  [[ $user =~ ^[1-9][0-9]*$ ]] || fail "the user of the image is not a number greater than 0: $user"

  container=$(images from --pull-never "$image")
  files=$(images mount "$container")
  echo "user $user, $(size_of "$files$directory") MB in $directory, $(size_of "$files") MB with the stand-in: ${command[*]}"
  mkdir "$root"
  mount_root "$files"
  # A command after this runs as the image would run it. Words with = before it are environment variables.
  in_image=(nsenter --net --target "$redis" chroot "$root"
    setpriv --reuid="$user" --regid=0 --clear-groups --bounding-set=-all --no-new-privs
    env -i --chdir="$directory" HOME=/ "${environment[@]}")
  touch "$root/probe" 2> /dev/null && fail "the root file system can be written to"

  status=0
  "${in_image[@]}" timeout 60 "${command[@]}" > "$log" 2>&1 || status=$?
  if [ "$status" = 0 ] || [ "$status" -ge 124 ] || ! grep -q 'wxsession.token.keys-dir is not set' "$log" || grep -q '^\s*at ' "$log"; then
    failed "a start without settings ends with $status"
  fi
  echo "without settings it says what is missing and ends with $status"

  install -d -o "$user" "$root/tmp/keys"
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$root/tmp/keys/key-1.pem"
  chown "$user" "$root/tmp/keys/key-1.pem"
  settings=(QUARKUS_REDIS_HOSTS=redis://127.0.0.1:6379 WXSESSION_TOKEN_KEYS_DIR=/tmp/keys "WXSESSION_SEALING_KEYS=k:$(openssl rand -base64 32)"
    WXSESSION_APPS_SHOP_APP_ID=wx0000000000000000 WXSESSION_APPS_SHOP_APP_SECRET=00000000000000000000000000000000)
  "${in_image[@]}" "${health[@]}" 2> /dev/null && fail "the health check passes although nothing is started"
  begin=$(milliseconds)
  "${in_image[@]}" "${settings[@]}" "${command[@]}" > "$log" 2>&1 &
  service=$!
  until [ "$(status_of 9000/q/health/live)" = 200 ]; do
    if ! kill -0 "$service" 2> /dev/null || [ $(($(milliseconds) - begin)) -gt 60000 ]; then
      failed "not live"
    fi
    sleep 0.01
  done
  live=$(($(milliseconds) - begin))
  until "${in_image[@]}" "${health[@]}" 2> /dev/null; do
    [ $(($(milliseconds) - begin)) -lt 60000 ] || failed "the health check of the image fails"
    sleep 0.1
  done
  [ "$(status_of 8080/.well-known/jwks.json)" = 200 ] || fail "no answer on port 8080"
  echo "live after $live ms, $(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$service/status") MB of memory, healthy"
  [ "$(stat -c %u "/proc/$service")" = "$user" ] || failed "it does not run as $user"

  kill "$service"
  status=0
  wait "$service" || status=$?
  [ "$status" = 0 ] || failed "SIGTERM ends it with $status"
  ! grep -qE '"level":"(WARN|ERROR)"|^\[.*\[(warning|error)\]' "$log" || failed "it warns"
}

maven=()
# As many open files as may be: the 1024 of buildah are too few for javac.
[ "$target" ] || maven=(--volume "$HOME/.m2:/root/.m2:O" --ulimit "nofile=$(ulimit -Hn)")
start_redis
for kind in "$@"; do
  [ -f "docker/Dockerfile.$kind" ] || fail "there is no docker/Dockerfile.$kind"
  stand_ins "$kind"
  try "$kind"
done
