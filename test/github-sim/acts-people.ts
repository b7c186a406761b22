// What people and organisations do about sign-in: authorise, join, leave, ask for single sign-on, take it back.
import { installationOn } from './lookup.ts';
import { renderAccount } from './render.ts';
import type { GitHubSim } from './sim.ts';
import type { World } from './state.ts';
import { account } from './state.ts';

/** The acts of people. */
export function peopleActs(
  world: World,
): Pick<
  GitHubSim,
  | 'browseAs'
  | 'accountId'
  | 'setCallbackUrls'
  | 'setMember'
  | 'requireSingleSignOn'
  | 'signOn'
  | 'revokeGrants'
  | 'letTokensLast'
> {
  const { people } = world;
  return {
    browseAs(login) {
      if (login !== undefined) account(world, login);
      people.browser = login;
    },
    accountId: (login) => account(world, login).id,
    setCallbackUrls(...urls) {
      world.app.callbackUrls = urls;
    },
    setMember(org, login, role) {
      const user = account(world, login);
      const owner = account(world, org, 'Organization');
      const members = people.members.get(org.toLowerCase()) ?? new Map<string, 'admin' | 'member'>();
      people.members.set(org.toLowerCase(), members);
      if (role === null) members.delete(login.toLowerCase());
      else members.set(login.toLowerCase(), role);
      const isInstalled = [...world.installations.values()].some(
        (item) => !item.deleted && item.account === owner,
      );
      if (!isInstalled) return;
      world.emit('organization', role === null ? 'member_removed' : 'member_added', null, {
        installation: installationOn(world, org),
        membership: { role: role ?? 'unaffiliated', state: 'active', user: renderAccount(world, user) },
        organization: { login: owner.login, id: owner.id },
      });
    },
    requireSingleSignOn: (org) => void people.singleSignOn.add(org.toLowerCase()),
    signOn(login, org) {
      for (const grant of people.grants)
        if (grant.user.login.toLowerCase() === login.toLowerCase()) grant.signedOn.add(org.toLowerCase());
    },
    revokeGrants(login) {
      for (const grant of people.grants)
        if (grant.user.login.toLowerCase() === login.toLowerCase()) people.grants.delete(grant);
    },
    letTokensLast: () => void (people.doTokensExpire = false),
  };
}
