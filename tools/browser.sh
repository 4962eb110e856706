#!/bin/sh
# Fetches the browser and the Japanese fonts of the browser tests by apt, where that is allowed.
# Where it is not it says so and ends well: `make test` then skips those tests.

say() {
    printf '%s\n' "$@"
    exit 0
}

has_fonts() {
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" -name 'NotoSansCJK*' 2>/dev/null)" ]
}

command -v chromium >/dev/null && has_fonts && say "chromium は入っています。 / chromium is there."

command -v apt-get >/dev/null || say \
    "apt がありません。chromium と Noto CJK フォントを手で入れると、ブラウザのテストも動きます。" \
    "There is no apt. Install chromium and the Noto CJK fonts by hand, and the browser tests run too."

sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
$sudo true 2>/dev/null || say \
    "管理者の権限がありません。sudo make browser を実行すると、ブラウザのテストも動きます。" \
    "This needs root. Run sudo make browser, and the browser tests run too."

export DEBIAN_FRONTEND=noninteractive
{ $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } </dev/null || say \
    "chromium を入れられません。上の表示をご覧ください。ブラウザのテストは省かれます。" \
    "chromium cannot be installed: see above. The browser tests will be skipped."
