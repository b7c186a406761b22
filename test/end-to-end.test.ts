// The main job for real: a signed webhook of a pull request goes in, a completed check run comes out.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeUpKey, repository } from './demo/shop.ts';
import { startWorld, type World } from './demo/world.ts';
import type { CheckRunView } from './github-sim/index.ts';
import { shippedRules } from './shipped-rules.ts';

let world: World;
let run: CheckRunView;
let head: string;

beforeAll(async () => {
  world = await startWorld({ now: new Date('2026-11-20T12:00:00Z') });
  ({ checkRun: run, head } = await world.openPullRequest());
});

afterAll(() => world.close());

interface Said {
  at: string;
  level: string;
  title: string;
  what: string;
  remedy: string;
}

/** An annotation as its reader takes it in; the port of the registry changes from run to run. */
function said(annotation: Record<string, unknown>): Said {
  const { path, start_line, annotation_level, title, message } = annotation as Record<string, string>;
  const [what = '', , instead = ''] = (message ?? '').replace(/127\.0\.0\.1:\d+/g, 'pypi').split('\n\n');
  return {
    at: `${path}:${start_line}`,
    level: annotation_level ?? '',
    title: title ?? '',
    what,
    remedy: instead.replace(/^Instead: /, ''),
  };
}

describe('the check run of the demo', () => {
  test('stands on the head, completed once, as failure', () => {
    const { name, head_sha, status, conclusion } = run;
    expect({ name, head_sha, status, conclusion }).toEqual({
      name: 'LangGuard',
      head_sha: head,
      status: 'completed',
      conclusion: 'failure',
    });
    expect(world.sim.checkRuns(repository)).toHaveLength(1);
    expect(run.output.title).toBe('12 findings: 3 critical, 4 high, 5 medium');
  });

  test('says each problem beside its line with its remedy', () => {
    expect(run.annotations.map(said)).toEqual([
      {
        at: 'requirements.txt:3',
        level: 'failure',
        title: 'Critical: Dependency with known vulnerabilities',
        what: '`pyyaml` 5.3.1 has a known vulnerability: GHSA-8q59-q68h-6hv4 (CVE-2020-14343, CVSS 9.8), Arbitrary code execution in full_load.',
        remedy: 'Write `pyyaml==5.4.1`.',
      },
      {
        at: 'shop/orders.py:9',
        level: 'failure',
        title: 'Critical: AWS access key',
        what: 'AWS access key: AKIA… (20 characters)',
        remedy:
          'Read it from the environment or a secret manager, for example the variable AWS_ACCESS_KEY. Revoke or rotate it first: https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
      },
      {
        at: 'shop/orders.py:39',
        level: 'failure',
        title: 'Critical: Shell command is built from strings',
        what: '`os.system` hands a shell a command that was put together with `request.json`.',
        remedy:
          'Write `subprocess.run(["program", value], check=True)` without `shell=True`; where a shell must be, wrap each value in `shlex.quote(value)`.',
      },
      {
        at: 'requirements.txt:2',
        level: 'failure',
        title: 'High: Name that resembles a well-known package',
        what: '`reqeusts` is easily taken for a well-known package (3 days old, no repository, two letters swapped from `requests`). Compared with hand-written list of well-known PyPI projects, 2026-11-21.',
        remedy: 'If `requests` was meant, write `requests==2.31.0`; if not, waive this with a reason.',
      },
      {
        at: 'requirements.txt:4',
        level: 'failure',
        title: 'High: Package or version that does not exist',
        what: '`flask-order-reports` does not exist on PyPI (pypi).',
        remedy: 'Remove `flask-order-reports`, or write the name of the package that was meant.',
      },
      {
        at: 'shop/orders.py:20',
        level: 'failure',
        title: 'High: SQL statement is built from strings',
        what: '`cursor.execute` runs SQL that was put together with `request.args`.',
        remedy:
          'Write `execute("… WHERE id = %s", (value,))` (`?` for sqlite3, `:name` with SQLAlchemy `text()`); take table and column names from a fixed list.',
      },
      {
        at: 'shop/orders.py:33',
        level: 'failure',
        title: 'High: Text goes into a page as HTML',
        what: '`return` takes `request.args` as HTML.',
        remedy:
          'Write `render_template("page.html", name=name)` (Jinja and Django templates escape), or `markupsafe.escape(name)` around the value.',
      },
      {
        at: 'requirements.txt:2',
        level: 'warning',
        title: 'Medium: Version published only days ago',
        what: '`reqeusts` 2.31.0 is 3 days old and the package itself 3 days; versions younger than 7 days have hardly been looked at.',
        remedy: 'Wait until the version is 7 days old.',
      },
      {
        at: 'requirements.txt:6',
        level: 'warning',
        title: 'Medium: Dependency that nobody approved',
        what: '`arrow` is not on the list of approved dependencies.',
        remedy: 'Write `python-dateutil==<version>` in its place: policy names `python-dateutil`.',
      },
      {
        at: 'shop/orders.py:24',
        level: 'warning',
        title: 'Medium: A sensitive route that asks nobody who calls',
        what: 'GET /orders/<int:order_id> shows something sensitive (orders) and nothing in sight asks who calls.',
        remedy:
          'Demand a signed-in user with the right role before the handler runs (a decorator, a dependency or a middleware), for this route or for its whole router.',
      },
      {
        at: 'shop/orders.py:36',
        level: 'warning',
        title: 'Medium: A sensitive route that asks nobody who calls',
        what: 'POST /archive runs a command and nothing in sight asks who calls.',
        remedy:
          'Demand a signed-in user with the right role before the handler runs (a decorator, a dependency or a middleware), for this route or for its whole router.',
      },
      {
        at: 'shop/prices.py:7',
        level: 'warning',
        title: 'Medium: Data from outside is turned into objects by an unsafe loader',
        what: '`answer.text` may name any class for this loader to build.',
        remedy: 'Write `yaml.safe_load(text)`.',
      },
    ]);
  });

  test('sums up by severity and class, origin and coverage', () => {
    expect(run.output.summary?.replace(/`[0-9a-f]{7,64}`|at [0-9a-f]{7}/g, '<sha>')).toMatchInlineSnapshot(`
      "**Failed.** 7 findings at or above high: 3 critical, 4 high.

      | Problem | Critical | High | Medium |
      |---|--:|--:|--:|
      | Known vulnerability | 1 |  |  |
      | Hardcoded secret | 1 |  |  |
      | Command injection | 1 |  |  |
      | Typosquatting |  | 1 |  |
      | Package identity |  | 1 |  |
      | SQL injection |  | 1 |  |
      | XSS |  | 1 |  |
      | Package health |  |  | 1 |
      | Dependency policy |  |  | 1 |
      | Missing authorization |  |  | 2 |
      | Deserialization |  |  | 1 |

      #### What to do beyond this change

      - **AWS access key**, id <sha>: Revoke or rotate it first: <https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html>. Taking the line away is not enough: the commit that held it can be read by its id, after a force-push as well. Then look into the log of the provider for uses that are not yours.
        No other pull request of this repository that LangGuard remembers held it.

      #### Origin of the added lines

      | Written with | Lines | Files | Findings per 100 lines | Evidence |
      |---|--:|--:|--:|---|
      | Claude Code | 40 | 1 | 6 on 40 lines | claimed: footer, trailer of 1 commit, branch |
      | GitHub Copilot and Claude Code | 12 | 2 | 6 on 12 lines | claimed: footer, trailer of 1 commit, branch |

      Findings per 100 lines: AI-written: 23.1 (12 on 52 lines).

      Asked for by @&#8203;dana, who opened it.

      #### Questions for the reviewer

      A tool wrote these lines; whoever approves them should be able to answer.

      - **Queries**: \`shop/orders.py:20-21\`, \`shop/orders.py:26\`
        - Does every value from outside go in as a parameter, names of columns and sort orders included?
        - Does each query keep to the rows of the user or tenant who asks?
        - What does it cost on the largest table: is there an index, a limit, and no query within a loop?
      - **Deserialisation**: \`shop/prices.py:7\`
        - Who can write these bytes, and is their signature checked before they are read?
        - Which types can come out, and what refuses every other one?
        - What limits the size and the depth of what is read?

      #### Coverage

      Looked at 3 files, 52 added lines (3 text).

      <sub>Policy: .langguard.yml <sha>; enforce mode: fails on high or worse. Compared <sha> with <sha>; rules <sha>.</sub>"
    `);
  });

  test('fault 26: holds no secret anywhere', async () => {
    const key = madeUpKey();
    expect(JSON.stringify(world.sim.checkRuns(repository))).not.toContain(key);
    expect(JSON.stringify(world.sim.requests)).not.toContain(key);
  });

  test('every rule named in it can be explained', async () => {
    const rules = await shippedRules();
    const ids = run.annotations.map((one) => /^([a-z0-9-]+) · /m.exec(String(one['message']))?.[1] ?? '');
    expect(ids.filter((id) => !rules.info.has(id))).toEqual([]);
  });

  test('GitHub would have accepted every request', () => {
    expect(world.sim.violations).toEqual([]);
  });
});

describe('what happens next', () => {
  const mend = async (parent: Partial<Parameters<typeof world.sim.commit>[1]>): Promise<string> => {
    const mended = await world.sim.commit(repository, {
      branch: 'claude/order-reports',
      ...parent,
      files: {
        'shop/orders.py': 'from flask import Blueprint\n\norders = Blueprint("orders", __name__)\n',
        'shop/prices.py': null,
        'requirements.txt': 'flask==3.1.2\n',
      },
      message: 'Take it all back\n',
    });
    await world.sim.settled();
    await world.app.drained();
    return mended;
  };

  test('a push that mends everything leaves the key in the history, which is said', async () => {
    const [again, ...others] = world.sim.checkRuns(repository, await mend({}));
    expect(others).toEqual([]);
    expect(again?.conclusion).toBe('failure');
    expect(again?.annotations.map(said)).toEqual([
      {
        at: 'shop/orders.py:1',
        level: 'failure',
        title: 'Critical: AWS access key',
        what: expect.stringMatching(
          /^AWS access key: AKIA… \(20 characters\); added in commit [\da-f]{7} at shop\/orders\.py:9 and taken away again\. It stays in the history, so it must be rotated\.$/,
        ),
        remedy: expect.stringContaining('Revoke or rotate it first'),
      },
    ]);
    expect(JSON.stringify(again)).not.toContain(madeUpKey());
  });

  test('a branch that is written anew gets a new run that passes, and the old one stays as it was', async () => {
    const mended = await mend({ parent: 'main' });
    expect(world.sim.checkRuns(repository, mended).map((one) => one.conclusion)).toEqual(['success']);
    expect(world.sim.checkRuns(repository, head).map((one) => one.conclusion)).toEqual(['failure']);
  });

  test('fault 23: a pull request that weakens the policy is judged by the old one', async () => {
    await world.sim.commit(repository, {
      branch: 'quiet',
      parent: 'main',
      files: {
        '.langguard.yml': 'version: 1\nmode: monitor\nrules:\n  shell-from-interpolation: off\n',
        'shop/run.py':
          'import os\nfrom flask import request\n\n\ndef go():\n    os.system("ls " + request.args["d"])\n',
      },
      message: 'Be quiet\n',
    });
    const { head: pullHead } = await world.sim
      .openPullRequest(repository, { head: 'quiet', base: 'main', title: 'Quiet' })
      .then(async (pull) => {
        await world.sim.settled();
        await world.app.drained();
        return { head: pull.headSha };
      });
    const [check] = world.sim.checkRuns(repository, pullHead);
    expect(check?.conclusion).toBe('failure');
    expect(check?.annotations.map((one) => `${String(one['path'])}:${String(one['start_line'])}`)).toContain(
      'shop/run.py:6',
    );
  });
});
