// Sends plain requests through the proxy that the environment names; npm's own client reads these variables by itself.
import http from 'node:http';

let isSet = false;

const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];

/** True when the environment names a proxy. */
export function wantsEnvironmentProxy(env: NodeJS.ProcessEnv = process.env): boolean {
  return names.some((name) => (env[name] ?? '') !== '');
}

/**
 * Has every later `fetch` go through HTTP_PROXY and HTTPS_PROXY but for the hosts of NO_PROXY, as curl reads them. False
 * when none is named, or when this Node cannot by itself: Node 24.5 to 24.13 want NODE_USE_ENV_PROXY=1.
 */
export function useEnvironmentProxy(env: NodeJS.ProcessEnv = process.env): boolean {
  if (!wantsEnvironmentProxy(env)) return false;
  // Present from Node 24.14 on, so not in every version that LangGuard runs on.
  const { setGlobalProxyFromEnv } = http as {
    setGlobalProxyFromEnv?: (env: NodeJS.ProcessEnv) => unknown;
  };
  if (!setGlobalProxyFromEnv) return env['NODE_USE_ENV_PROXY'] === '1';
  if (!isSet) setGlobalProxyFromEnv(env);
  isSet = true;
  return true;
}
