#!/usr/bin/env bash
# Makes app.aot in the directory of the jar: what the JVM has loaded and linked when the service is ready (JEP 483, 514). A
# start with -XX:AOTCache=app.aot then takes about half the time. Needs a JVM 25 or newer, which must be the one that uses
# the cache, and a jar packaged with -Dquarkus.package.jar.type=aot-jar.
# usage: make-aot-cache.sh [directory of quarkus-run.jar]
set -euo pipefail
cd "${1:-.}"
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT

# The start needs a signing key and a sealing key. These are for this run alone. The key is EC P-256: the fixed front of its
# PKCS#8 form (RFC 5208, RFC 5915), then 32 random bytes.
{
  echo '-----BEGIN PRIVATE KEY-----'
  { printf '\x30\x41\x02\x01\x00\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07'
    printf '\x04\x27\x30\x25\x02\x01\x01\x04\x20'
    head -c 32 /dev/urandom; } | base64 -w 64
  echo '-----END PRIVATE KEY-----'
} > "$keys/training.pem"
sealing_key=$(head -c 32 /dev/urandom | base64)

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
rm -f app.aot
# Redis is not there. The service starts nevertheless, and says that it is not ready. Without adapters, because JDK 25 may take
# one for another and then warns at each start (JDK-8364929).
"$java" -XX:AOTCacheOutput=app.aot -XX:+UnlockDiagnosticVMOptions -XX:-AOTAdapterCaching -Xlog:aot=error \
  -Dquarkus.log.level=WARN \
  -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port=18080 -Dquarkus.management.host=127.0.0.1 -Dquarkus.management.port=19000 \
  -Dquarkus.redis.hosts=redis://127.0.0.1:1 -Dwxsession.token.keys-dir="$keys" -Dwxsession.sealing.keys="k:$sealing_key" \
  -Dwxsession.apps.training.app-id=wx0000000000000000 -Dwxsession.apps.training.app-secret=00000000000000000000000000000000 \
  -jar quarkus-run.jar > "$keys/log" 2>&1 &
service=$!

# Sends a request and waits for the end of the answer.
ask() {
  local port=$1 request=$2 body=${3:-}
  exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
  printf '%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
    "$request" "${#body}" "$body" >&3
  cat <&3 > /dev/null
  exec 3>&-
}

until ask 19000 'GET /q/health/started' 2>/dev/null; do
  kill -0 "$service" 2>/dev/null || { cat "$keys/log" >&2; exit 1; }
  sleep 0.1
done
ask 19000 'GET /q/health/ready'
ask 18080 'GET /.well-known/jwks.json'
ask 18080 'GET /auth/verify'
ask 18080 'GET /v1/sessions/current'
ask 18080 'POST /v1/sessions' '{"code":"training"}'

kill "$service"
wait "$service" || true
[ -s app.aot ] || { cat "$keys/log" >&2; exit 1; }
