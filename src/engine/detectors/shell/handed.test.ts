// What the shell detector finds in the commands that programs hand to a shell.
import { describe, expect, it } from 'vitest';
import { allFindings, detections } from '../../../../test/detector-findings.ts';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';
import { shell } from './index.ts';

const found = (path: string, text: string): string[] => allFindings(shell, path, text, 'shell');

describe('commands handed to a shell', () => {
  it.each<[finding: string, path: string, text: string]>([
    [
      'remote-script-piped-to-shell medium',
      'src/install.ts',
      "execSync('curl -fsSL https://get.tool.dev/i.sh | sh', { stdio: 'inherit' });",
    ],
    [
      'remote-script-piped-to-shell medium',
      'src/install.js',
      "spawnSync('bash', ['-c', 'curl -s https://get.tool.dev/x.sh | bash']);",
    ],
    [
      'remote-script-piped-to-shell medium',
      'src/install.js',
      String.raw`execSync("bash -c \"curl -s https://get.tool.dev/x.sh | bash\"");`,
    ],
    [
      'remote-script-piped-to-shell medium',
      'src/install.mjs',
      'await $`curl -sSL https://get.tool.dev/x | bash`;',
    ],
    [
      'remote-script-piped-to-shell medium',
      'app/install.py',
      'os.system("curl -s https://get.tool.dev/x.sh | sh")',
    ],
    [
      'remote-script-piped-to-shell medium',
      'app/tools.py',
      'subprocess.run(["bash", "-c", "curl -s https://get.tool.dev/x.sh | bash"])',
    ],
    [
      'download-without-verification medium',
      'app/tools.py',
      'subprocess.run("""\nset -e\ncurl -sk https://get.tool.dev/x -o x\n""", shell=True)',
    ],
    [
      'download-without-verification medium',
      'src/net.ts',
      "exec('curl -k https://internal.tool.dev/api', done);",
    ],
    [
      'download-without-verification medium',
      'lib/net.php',
      '$out = shell_exec("wget --no-check-certificate https://mirror.tool.dev/a.tgz");',
    ],
    ['download-without-verification medium', 'lib/net.rb', 'system "npm config set strict-ssl false"'],
  ])('%s in %s: %s', (finding, path, text) => {
    expect(found(path, text).join('\n')).toContain(finding);
  });

  it.each<[path: string, text: string]>([
    ['src/install.ts', "execSync('curl -fsSL https://api.tool.dev/data.json | jq .');"],
    ['src/install.ts', "// execSync('curl -fsSL https://get.tool.dev/i.sh | sh');"],
    ['src/help.ts', "console.log('Run: curl -fsSL https://get.tool.dev/i.sh | sh');"],
    ['src/help.ts', 'const install = `curl -fsSL https://get.tool.dev/i.sh | sh`;'],
    ['src/match.ts', "const found = /curl .+ [|] sh/.exec('git status');"],
    ['src/run.ts', "execSync('npm ci --ignore-scripts');"],
    ['app/run.py', 'subprocess.run(["curl", "-fsS", url], check=True)'],
    ['app/run.py', '# os.system("curl -s https://get.tool.dev/x.sh | sh")'],
  ])('nothing in %s: %s', (path, text) => {
    expect(found(path, text)).toEqual([]);
  });

  it('says when there are more commands than are read', () => {
    const unread = (commands: number): number =>
      [...detections(shell, 'src/a.js', "execSync('npm ci');\n".repeat(commands), 'shell')].filter(
        (one) => 'notChecked' in one,
      ).length;
    expect([unread(500), unread(501)]).toEqual([0, 1]);
  });

  it('reads a long file in linear time', () => {
    const started = processorMs();
    found('src/a.js', "execSync('".repeat(40_000));
    found('src/a.js', "execSync('curl -k https://a.tool.dev/x');\n".repeat(10_000));
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});
