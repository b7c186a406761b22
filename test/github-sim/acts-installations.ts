// What owners do with the App: install, suspend, select, grant, uninstall.
import { installationOn, minimal } from './lookup.ts';
import type { ServerParts } from './server.ts';
import type { GitHubSim } from './sim.ts';
import type { Body, Installation, World } from './state.ts';
import { account, timestamp } from './state.ts';

/** The acts on installations. */
export function installationActs(
  world: World,
  rates: ServerParts['rates'],
): Pick<
  GitHubSim,
  | 'install'
  | 'installationId'
  | 'suspend'
  | 'unsuspend'
  | 'uninstall'
  | 'selectRepositories'
  | 'setPermissions'
  | 'renameAccount'
  | 'setRateLimit'
> {
  const announceInstallation = (action: string, installation: Installation, more: Body = {}) =>
    world.emit('installation', action, null, { installation, sender: installation.account, ...more });
  return {
    install(owner, { repositories, permissions } = {}) {
      const on = account(world, owner, 'Organization');
      const covered = [...world.repositories.values()].filter(
        (item) => item.owner === on && (repositories === undefined || repositories.includes(item.name)),
      );
      const installation: Installation = {
        id: world.nextId(),
        account: on,
        permissions: permissions ?? { ...world.app.permissions },
        selected: repositories === undefined ? undefined : new Set(covered.map((item) => item.id)),
        suspendedAt: null,
        deleted: false,
        createdAt: timestamp(world),
      };
      world.installations.set(installation.id, installation);
      announceInstallation('created', installation, { repositories: covered.map(minimal), requester: null });
      return installation.id;
    },
    installationId: (owner) => installationOn(world, owner).id,
    suspend(owner) {
      const installation = installationOn(world, owner);
      installation.suspendedAt = timestamp(world);
      announceInstallation('suspend', installation);
    },
    unsuspend(owner) {
      const installation = installationOn(world, owner);
      installation.suspendedAt = null;
      announceInstallation('unsuspend', installation);
    },
    uninstall(owner) {
      const installation = installationOn(world, owner);
      installation.deleted = true;
      announceInstallation('deleted', installation);
    },
    selectRepositories(owner, { add = [], remove = [] }) {
      const installation = installationOn(world, owner);
      const named = (names: string[]) =>
        [...world.repositories.values()].filter(
          (item) => item.owner === installation.account && names.includes(item.name),
        );
      const selected =
        installation.selected ??
        new Set(
          [...world.repositories.values()]
            .filter((item) => item.owner === installation.account)
            .map((item) => item.id),
        );
      installation.selected = selected;
      for (const item of named(add)) selected.add(item.id);
      for (const item of named(remove)) selected.delete(item.id);
      for (const [action, names] of [
        ['added', add],
        ['removed', remove],
      ] as const)
        if (names.length > 0)
          world.emit('installation_repositories', action, null, {
            installation,
            repository_selection: 'selected',
            repositories_added: action === 'added' ? named(add).map(minimal) : [],
            repositories_removed: action === 'removed' ? named(remove).map(minimal) : [],
            requester: null,
          });
    },
    renameAccount(login, to) {
      const installation = installationOn(world, login);
      const { account: on } = installation;
      for (const item of world.repositories.values())
        if (item.owner === on) item.formerNames.add(`${on.login}/${item.name}`.toLowerCase());
      world.accounts.delete(login.toLowerCase());
      world.accounts.set(to.toLowerCase(), on);
      on.login = to;
      world.emit('installation_target', 'renamed', null, {
        installation,
        account: { login: to, id: on.id, type: on.type },
        changes: { login: { from: login } },
        target_type: on.type,
      });
    },
    setPermissions(owner, permissions) {
      const installation = installationOn(world, owner);
      installation.permissions = permissions;
      announceInstallation('new_permissions_accepted', installation);
    },
    setRateLimit(owner, { limit = world.limits.ratePerHour, remaining, resetInSeconds = 3600 }) {
      rates.set(`installation ${installationOn(world, owner).id}`, {
        limit,
        used: limit - remaining,
        resetAt: world.now() + resetInSeconds * 1000,
      });
    },
  };
}
