#!/usr/bin/env bash
# Debian's Chromium for the browser tests: installed where that is permitted, otherwise a sentence that says what is missing.
set -euo pipefail
command -v chromium >/dev/null && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
else
  echo "The browser tests need Chromium on the path. On Debian: sudo apt-get install chromium" >&2
  exit 1
fi
