// Knows the addresses at which makers of tools serve the script that their own manual says to pipe into a shell.

/** Host and beginning of the path, as each manual writes it. */
const installers: readonly string[] = [
  'antigravity.google/cli/install.sh',
  'astral.sh/ruff/',
  'astral.sh/uv/',
  'bootstrap.pypa.io/get-pip.py',
  'bun.com/install',
  'bun.sh/install',
  'claude.ai/install.',
  'cursor.com/install',
  'deb.nodesource.com/setup_',
  'deno.land/install.',
  'deno.land/x/install/install.',
  'fly.io/install.',
  'fnm.vercel.app/install',
  'get.docker.com',
  'getcomposer.org/installer',
  'get.helm.sh',
  'get.k3s.io',
  'get.pnpm.io/install.',
  'get.pulumi.com',
  'get.sdkman.io',
  'get.volta.sh',
  'install.determinate.systems/nix',
  'install.julialang.org',
  'install.python-poetry.org',
  'mise.jdx.dev/install.sh',
  'mise.run',
  'nixos.org/nix/install',
  'ollama.com/install.sh',
  'opencode.ai/install',
  'pixi.sh/install.',
  'pyenv.run',
  'raw.githubusercontent.com/Homebrew/install/',
  'raw.githubusercontent.com/helm/helm/',
  'raw.githubusercontent.com/nvm-sh/nvm/',
  'rpm.nodesource.com/setup_',
  'sh.rustup.rs',
  'starship.rs/install.sh',
  'tailscale.com/install.sh',
  'win.rustup.rs',
];

/** True for the installer of a tool at its maker's, over a line that nobody changes. */
export function isMakersInstaller(address: string): boolean {
  const rest = /^https:\/\/(?:www\.)?([^\s"'`|)]{1,200})/.exec(address)?.[1];
  return (
    rest !== undefined &&
    installers.some((one) => rest === one || rest.startsWith(one.includes('/') ? one : `${one}/`))
  );
}
