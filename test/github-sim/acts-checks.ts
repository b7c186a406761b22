// What people do with checks, and what a test reads of them.
import { announceRun, describeSuite, latestRuns } from './checks.ts';
import { namedRepository, namedPull } from './lookup.ts';
import { renderAnnotation, renderCheckRun } from './render-checks.ts';
import { renderComment, renderReview, renderReviewComment } from './render-comments.ts';
import type { GitHubSim, MergeBox, CheckRunView } from './sim.ts';
import { account } from './state.ts';
import type { World } from './state.ts';

/** The acts on checks, and the views of what the App wrote. */
export function checkActs(
  world: World,
): Pick<
  GitHubSim,
  | 'rerequestRun'
  | 'rerequestSuite'
  | 'requestAction'
  | 'mergeBox'
  | 'checkRuns'
  | 'comments'
  | 'reviews'
  | 'addAnalysis'
  | 'announceAnalysis'
  | 'sarifs'
> {
  const repository = (name: string) => namedRepository(world, name);
  const pullIn = (name: string, number: number) => namedPull(world, name, number);
  return {
    async rerequestRun(name, runId) {
      const base = repository(name);
      const run = base.runs.get(runId);
      if (run === undefined) throw new Error(`There is no check run ${runId}.`);
      const suite = base.suites.get(run.suiteId);
      // The suite is queued again; the run itself is not touched.
      if (suite !== undefined) suite.resetAt = world.nextId();
      await announceRun(world, base, run, 'rerequested');
    },
    async rerequestSuite(name, headSha) {
      const base = repository(name);
      const suite = [...base.suites.values()].find((item) => item.headSha === headSha);
      if (suite === undefined) throw new Error(`There is no check suite on ${headSha}.`);
      suite.resetAt = world.nextId();
      world.emit('check_suite', 'rerequested', base, {
        check_suite: await describeSuite(world, base, suite),
      });
    },
    async requestAction(name, runId, identifier, by) {
      const base = repository(name);
      const run = base.runs.get(runId);
      if (run?.actions.some((item) => item.identifier === identifier) !== true)
        throw new Error(`Check run ${runId} has no button ${identifier}.`);
      await announceRun(world, base, run, 'requested_action', {
        requested_action: { identifier },
        ...(by === undefined ? {} : { sender: account(world, by) }),
      });
    },
    mergeBox(name, number) {
      const [base, pull] = pullIn(name, number);
      const rules = [...(base.rules.get('*') ?? []), ...(base.rules.get(pull.baseRef) ?? [])];
      const runs = latestRuns([...base.runs.values()].filter((run) => run.headSha === pull.headSha));
      const waitingFor: MergeBox['waitingFor'] = [];
      for (const rule of rules) {
        const { required_status_checks: required = [] } = rule['parameters'] as {
          required_status_checks?: { context: string; integration_id?: number }[];
        };
        for (const { context, integration_id: app } of required) {
          const run =
            app === undefined || app === world.app.id
              ? runs.find((item) => item.name === context)
              : undefined;
          if (run === undefined) waitingFor.push({ name: context, reason: 'expected' });
          else if (run.status !== 'completed') waitingFor.push({ name: context, reason: run.status });
          // GitHub lets a required check pass when it is neutral or skipped.
          else if (!['success', 'neutral', 'skipped'].includes(run.conclusion ?? ''))
            waitingFor.push({ name: context, reason: run.conclusion ?? 'unknown' });
        }
      }
      return { isMergeable: pull.state === 'open' && !pull.draft && waitingFor.length === 0, waitingFor };
    },
    checkRuns(name, sha) {
      const base = repository(name);
      return [...base.runs.values()]
        .filter((run) => sha === undefined || run.headSha === sha)
        .map((run) => ({
          ...(renderCheckRun(world, base, run) as CheckRunView),
          annotations: run.annotations.map((item) => renderAnnotation(world, base, run, item)),
          actions: run.actions,
        }));
    },
    comments(name, number) {
      const base = repository(name);
      return [...base.comments.values()]
        .filter((comment) => comment.issue === number)
        .map((comment) => renderComment(world, base, comment));
    },
    reviews(name, number) {
      const base = repository(name);
      return [...base.reviews.values()]
        .filter((review) => review.pull === number)
        .map((review) => ({
          review: renderReview(world, base, review),
          comments: [...base.reviewComments.values()]
            .filter((comment) => comment.reviewId === review.id)
            .map((comment) => renderReviewComment(world, base, comment)),
        }));
    },
    addAnalysis(name, { tool, ref, commit, category = tool, sarif }) {
      const { analyses } = repository(name);
      const id = analyses.length + 1;
      const row = {
        id,
        ref,
        commit_sha: commit,
        analysis_key: '.github/workflows/scan.yml:scan',
        environment: '{}',
        category,
        error: '',
        warning: '',
        created_at: new Date(world.now()).toISOString(),
        results_count: 1,
        rules_count: 1,
        url: `${world.url}/repos/${name}/code-scanning/analyses/${id}`,
        sarif_id: String(id),
        tool: { name: tool, guid: null, version: null },
        deletable: true,
      };
      analyses.push({ row, sarif });
    },
    announceAnalysis(name, { tool, head }) {
      const base = repository(name);
      world.emit('check_run', 'completed', base, {
        check_run: {
          id: world.nextId(),
          name: tool,
          head_sha: head,
          external_id: '',
          status: 'completed',
          conclusion: 'success',
          // Empty for forks, as ever.
          pull_requests: [],
          app: { id: 57_789, slug: 'github-advanced-security', name: 'GitHub Advanced Security' },
          output: { title: 'No new alerts', summary: '', text: '', annotations_count: 0 },
        },
      });
    },
    sarifs: (name) => [...repository(name).sarifs.values()],
  };
}
