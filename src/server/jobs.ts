// Runs each kind of job, and decides between again, later and never.
import { findAnnouncedHead } from '../store/deliveries.ts';
import { jobKey, type Job, type JobHandlers, type Queue } from '../store/queue.ts';
import { answerApproval, answerButton, answerComment } from './commands/index.ts';
import { isRateLimited, statusOf } from './github.ts';
import { describeError } from './log.ts';
import { answerMergeGroup, giveUpMergeGroup } from './merge-group.ts';
import { findReruns, giveUpRerun } from './rerun.ts';
import { giveUpPull, reviewPull, type JobDeps } from './review-pull.ts';

/** The handlers of the queue. A thrown error means: try again with growing pauses, then give up. */
export function createHandlers(deps: JobDeps, queue: Pick<Queue, 'send' | 'accept'>): JobHandlers {
  const { log } = deps.github;

  async function run(job: Job, signal: AbortSignal): Promise<void> {
    switch (job.kind) {
      case 'pull':
        return await reviewPull(job, deps, signal);
      case 'rerun':
        for (const next of await findReruns(job, deps, signal)) await queue.send(next);
        return;
      case 'merge-group':
        return await answerMergeGroup(job, deps, signal);
      case 'comment':
        return await answerComment(job, { ...deps, queue }, signal);
      case 'button':
        return await answerButton(job, { ...deps, queue }, signal);
      case 'approval':
        return await answerApproval(job, { ...deps, queue }, signal);
    }
  }

  return {
    async run(job, { attempt, signal, deliveries }) {
      const fields = {
        job: jobKey(job),
        attempt,
        installation: job.installationId,
        deliveries: deliveries.slice(0, 10),
      };
      try {
        await run(job, signal);
        deps.metrics.count('langguard_jobs_total', { kind: job.kind, result: 'done' });
        return { next: 'done' };
      } catch (error) {
        if (isRateLimited(error)) {
          deps.metrics.count('langguard_jobs_total', { kind: job.kind, result: 'parked' });
          log.warn({ ...fields, until: error.at.toISOString() }, 'job parked: GitHub asks to wait');
          return { next: 'later', at: error.at };
        }
        deps.metrics.count('langguard_jobs_total', { kind: job.kind, result: 'failed' });
        log.warn({ ...fields, err: error }, 'job failed');
        // What the queue keeps of the error must be as clean as the log; the cause would be kept in full.
        // oxlint-disable-next-line preserve-caught-error
        throw new Error(String(describeError(error)['message']));
      }
    },

    async giveUp(job) {
      deps.metrics.count('langguard_jobs_total', { kind: job.kind, result: 'given-up' });
      log.error({ job: jobKey(job), installation: job.installationId }, 'job given up');
      try {
        if (job.kind === 'pull')
          await giveUpPull(
            job,
            deps,
            await findAnnouncedHead(deps.store.db, job.installationId, jobKey(job)),
          );
        if (job.kind === 'merge-group') await giveUpMergeGroup(job, deps);
        if (job.kind === 'rerun') await giveUpRerun(job, deps);
      } catch (error) {
        // Without access there is nobody to tell: the repository or the installation is gone.
        const status = statusOf(error);
        if (status !== 403 && status !== 404 && status !== 401) throw error;
        log.warn({ job: jobKey(job), err: error }, 'the check run could not be ended');
      }
    },
  };
}
