// A browser without a screen: keeps cookies by host, follows redirects, sends forms as pages do.
import { setTimeout as sleep } from 'node:timers/promises';

/** What came back, and the addresses on the way. */
export interface Visited {
  status: number;
  headers: Headers;
  body: string;
  /** Every address that was asked, the last one first answered with something else than a redirect. */
  trail: string[];
}

/** One browser profile. */
export interface Browser {
  /** Cookies by host, as name and value; a test may plant some. */
  cookies: Map<string, Map<string, string>>;
  /** Attributes as they were last set, by cookie name. */
  attributes: Map<string, string>;
  get(url: string, options?: { follow?: boolean; headers?: Record<string, string> }): Promise<Visited>;
  post(
    url: string,
    form: Record<string, string | string[]>,
    options?: { follow?: boolean; origin?: string },
  ): Promise<Visited>;
}

/** Makes one. `hosts` says where a public address is really served: `https://langguard.example.com` to loopback. */
export function createBrowser(hosts: Record<string, string>): Browser {
  const cookies = new Map<string, Map<string, string>>();
  const attributes = new Map<string, string>();

  async function send(url: URL, init: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
    const jar = cookies.get(url.host) ?? new Map<string, string>();
    cookies.set(url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const real = hosts[url.origin] ?? url.origin;
    const target = `${real}${url.pathname}${url.search}`;
    const request = {
      ...init,
      redirect: 'manual' as const,
      headers: { accept: 'text/html', ...init.headers, ...(cookie === '' ? {} : { cookie }) },
    };
    const response = await fetch(target, request);
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...rest] = line.split('; ');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      attributes.set(name, rest.join('; '));
      if (/max-age=0\b/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  async function visit(
    first: URL,
    init: RequestInit & { headers?: Record<string, string> },
    follow: boolean,
  ): Promise<Visited> {
    let url = first;
    const trail = [url.href];
    let response = await send(url, init);
    const maxHops = follow ? 10 : 0;
    for (let hops = 0; response.status >= 300 && response.status < 400 && hops < maxHops; hops++) {
      url = new URL(response.headers.get('location') ?? '', url);
      trail.unshift(url.href);
      await response.arrayBuffer();
      await sleep(0);
      response = await send(url, {});
    }
    const { status, headers } = response;
    return { status, headers, body: await response.text(), trail };
  }

  return {
    cookies,
    attributes,
    get: (url, { follow = true, headers = {} } = {}) => visit(new URL(url), { headers }, follow),
    post(url, form, { follow = true, origin = new URL(url).origin } = {}) {
      const body = new URLSearchParams();
      const site = origin === new URL(url).origin ? 'same-origin' : 'cross-site';
      for (const [name, values] of Object.entries(form))
        for (const value of [values].flat()) body.append(name, value);
      return visit(
        new URL(url),
        { method: 'POST', body, headers: { origin, 'sec-fetch-site': site } },
        follow,
      );
    },
  };
}
