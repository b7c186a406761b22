// What the shell detector finds in scripts, and what it leaves alone.
import { describe, expect, it } from 'vitest';
import { allFindings } from '../../../../test/detector-findings.ts';
import { shell } from './index.ts';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';

const found = (script: string): string[] => allFindings(shell, 'bin/run.sh', script, 'shell');

describe('shell', () => {
  it.each<[rule: string, script: string]>([
    ['remote-script-piped-to-shell medium', 'curl -fsSL https://get.tool.dev/install.sh | bash'],
    ['remote-script-piped-to-shell medium', 'wget -qO- https://get.tool.dev | sudo -E sh -s -- --yes'],
    ['remote-script-piped-to-shell low', 'curl -fsSL https://bun.sh/install | bash'],
    ['remote-script-piped-to-shell medium', 'curl -fsSL https://bun.sh.tool.dev/install | bash'],
    ['remote-script-piped-to-shell high', 'curl http://get.tool.dev/i.sh \\\n  | sh'],
    ['remote-script-piped-to-shell medium', 'bash -c "$(curl -fsSL https://get.tool.dev)"'],
    ['remote-script-piped-to-shell medium', 'bash <(curl -s https://get.tool.dev)'],
    ['remote-script-piped-to-shell medium', 'python3 -c "$(curl -fsSL https://get.tool.dev/i.py)"'],
    ['remote-script-piped-to-shell medium', 'source <(curl -s https://get.tool.dev/env)'],
    ['remote-script-piped-to-shell medium', 'data=$(curl -s https://get.tool.dev/x)\neval "$data"'],
    ['remote-script-piped-to-shell medium', 'curl -s https://get.tool.dev/x.py | python3 -'],
    [
      'remote-script-piped-to-shell low',
      'curl -sSLo install.sh https://get.tool.dev\nchmod +x install.sh\n./install.sh',
    ],
    ['remote-script-piped-to-shell medium', 'bash -c "curl -s https://get.tool.dev | bash"'],
    ['remote-script-piped-to-shell medium', 'source /dev/stdin <<< "$(curl -s https://get.tool.dev/env)"'],
    // A here-string and a shift do not swallow what follows.
    ['world-writable-chmod medium', 'grep x <<< "$text"\nchmod 777 /srv/a'],
    ['world-writable-chmod medium', '(( mask = 1 << 3 ))\nchmod 777 /srv/a'],
    ['world-writable-chmod medium', 'cat <<-EOF\n\tchmod 777 /srv/b\n\tEOF\nchmod 777 /srv/a'],
    ['download-without-verification medium', 'npm install --strict-ssl=false'],
    ['shell-evaluates-variable medium', 'su -c "$1"'],
    ['download-without-verification medium', 'curl -sk https://api.tool.dev/v1/data -o data.json'],
    ['download-without-verification medium', 'wget --no-check-certificate https://mirror.tool.dev/a.tgz'],
    ['download-without-verification medium', 'pip install --trusted-host pypi.tool.dev thing'],
    ['download-without-verification medium', 'git config --global http.sslVerify false'],
    ['download-without-verification medium', 'export NODE_TLS_REJECT_UNAUTHORIZED=0'],
    ['download-without-verification low', 'ssh -o StrictHostKeyChecking=no deploy@web uptime'],
    ['world-writable-chmod medium', 'sudo chmod -R 777 /var/www/uploads'],
    ['world-writable-chmod medium', 'chmod 0666 "$SOCKET"'],
    ['world-writable-chmod medium', 'chmod a+rwx build'],
    ['world-writable-chmod medium', 'mkdir -p -m 777 /srv/share'],
    ['unquoted-variable-in-rm low', 'rm -rf $BUILD_DIR'],
    ['unquoted-variable-in-rm medium', 'rm -rf "$TARGET/"*'],
    ['unquoted-variable-in-rm low', 'cd x && rm -r $1'],
    ['shell-evaluates-variable medium', 'cmd="$1"\neval "$cmd"'],
    ['shell-evaluates-variable medium', 'eval $2'],
    [
      'shell-evaluates-variable medium',
      'branch=$(echo "$QUERY_STRING" | sed -n "s/^b=//p")\neval "git pull origin $branch"',
    ],
    [
      'shell-evaluates-variable low',
      'branch=$(echo "$QUERY_STRING" | tr -cd a-z)\neval "git pull origin $branch"',
    ],
    ['shell-evaluates-variable medium', 'sh -c "grep $1 /etc/hosts"'],
    ['shell-evaluates-variable medium', 'docker exec app sh -c "ls $1"'],
    ['shell-evaluates-variable medium', 'kubectl exec -n web pod -- /bin/bash -c "cat $2"'],
    ['shell-evaluates-variable low', 'ssh deploy@web "rm -rf $path"'],
    ['shell-evaluates-variable low', 'for item in $LIST; do eval "$item"; done'],
    ['predictable-shell-temp-file low', 'echo "$data" > /tmp/report.txt'],
    ['predictable-shell-temp-file low', 'date >> /tmp/app-$$.log'],
    ['predictable-shell-temp-file low', 'make 2>&1 | tee /tmp/build.log'],
    ['sudo-without-password medium', 'echo "dev ALL=(ALL) NOPASSWD:ALL" | tee -a /etc/sudoers.d/dev'],
    ['sudo-without-password medium', "printf '%s ALL=(ALL:ALL) NOPASSWD: ALL\\n' ci >> /etc/sudoers"],
    ['sudo-without-password medium', 'echo "%wheel ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/wheel'],
    ['secret-in-shell-trace low', 'set -x\nlogin --password "$DB_PASSWORD"'],
    ['secret-in-shell-trace low', 'set -eux\ncurl -H "Authorization: $API_TOKEN" https://api.tool.dev'],
    ['secret-in-shell-trace low', 'set -o xtrace\nlogin -p"${MYSQL_PASSWORD}" < a.sql'],
  ])('%s', (rule, script) => {
    expect(found(script)).toEqual([rule]);
  });

  it.each([
    'curl -fsSL https://api.tool.dev/v1 | jq .name',
    'curl -sS http://localhost:8080/setup.sh | bash',
    '# curl https://get.tool.dev | sh',
    'echo "run: curl https://get.tool.dev | sh"',
    'cat <<EOF\ncurl https://get.tool.dev | sh\nEOF',
    `curl -fsSL https://raw.tool.dev/${'a1'.repeat(20)}/install.sh | sh`,
    'curl -fsSLO https://get.tool.dev/a.tgz\necho "$SHA  a.tgz" | sha256sum -c -\ntar xf a.tgz',
    'curl -fsSL https://get.tool.dev/a.tgz | tar xz',
    'cat install.sh | bash',
    'curl -k https://localhost:8443/health',
    'curl -H "X: -k" https://api.tool.dev',
    'wget https://mirror.tool.dev/a.tgz',
    'pip install --require-hashes -r requirements.txt',
    'chmod 755 bin/run',
    'if [[ "$line" =~ (rm -rf|sudo|chmod 777) ]]; then warn; fi',
    'chmod +x bin/run',
    'chmod 1777 /tmp/shared',
    'chmod go-w file',
    'chmod 600 key.pem',
    'rm -rf "$BUILD_DIR"',
    'rm -rf "${BUILD_DIR:?}/cache"',
    'BUILD=./out\nrm -rf $BUILD/',
    'rm -f $FILES',
    'dir=$(mktemp -d)\ntrap \'rm -rf "$dir"\' EXIT',
    'eval "$(ssh-agent -s)"',
    'eval "$(direnv hook bash)"',
    'bash -c \'echo "$1"\' _ "$name"',
    'args="-a -b"\neval "run $args"',
    'eval $(echo "$V" | perl -ne \'/^(\\d+)(.*)/; print "A=$2";\')',
    'docker exec app sh -c \'ls "$1"\' _ "$1"',
    'ssh "$host" "rm -rf ${path@Q}"',
    'ssh "$host" uptime',
    'docker run -c "$SHARES" image',
    'tmp=$(mktemp)\necho x > "$tmp"',
    'echo x > /tmp/work.XXXXXX',
    'cat /tmp/report.txt',
    'echo "deploy ALL=(root) NOPASSWD: /usr/bin/systemctl restart app" > /etc/sudoers.d/deploy',
    'set -x\nmake build',
    'set -x\nmake\nset +x\nlogin --password "$DB_PASSWORD"',
    'set -e\nlogin --password "$DB_PASSWORD"',
  ])('leaves alone: %s', (script) => {
    expect(found(script)).toEqual([]);
  });

  it.each([
    ['open substitutions', '$('],
    ['open quotes', '`"'],
    ['words', 'a '],
    ['here-documents', '<<E\n'],
  ])('%s without end take no time', (_, unit) => {
    const started = processorMs();
    found(unit.repeat(50_000));
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });

  it('says when there are more commands than are read', () => {
    expect(found('a b c d e\n'.repeat(5_000))).toEqual([]);
    expect(found('a b c d e\n'.repeat(10_000))).toEqual(['not checked']);
  });
});
