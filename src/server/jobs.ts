// Runs each kind of job, and decides between again, later and never.
import { findAnnouncedHead } from '../store/deliveries.ts';
import { isSuspended } from '../store/installations.ts';
import { jobKey, type Job, type JobHandlers, type JobOutcome, type Queue } from '../store/queue.ts';
import { cancelReviews } from '../store/reviews.ts';
import { isArchiveRefusal, isSuspension, isUninstalled, mayHaveMoved, whereIs } from './access.ts';
import { answerApproval, answerButton, answerComment } from './commands/index.ts';
import { isPermissionRefusal } from './degradation.ts';
import { isRateLimited, statusOf } from './github.ts';
import { describeError } from './log.ts';
import { suspend } from './lifecycle.ts';
import { answerMergeGroup, endMergeGroup, giveUpMergeGroup } from './merge-group.ts';
import { findReruns, findWaiting, giveUpRerun } from './rerun.ts';
import { watchJob } from './observe.ts';
import { sweepInstallation } from './reconcile.ts';
import type { JobDeps } from './review-job.ts';
import { giveUpPull, reviewPull } from './review-pull.ts';

/** What jobs do with the queue. */
export type JobQueue = Pick<Queue, 'send' | 'accept' | 'drop' | 'resume'>;

/** The handlers of the queue. A thrown error means: try again with growing pauses, then give up. */
export function createHandlers(deps: JobDeps, queue: JobQueue): JobHandlers {
  const { log } = deps.github;

  async function run(job: Job, signal: AbortSignal, deps: JobDeps): Promise<void> {
    switch (job.kind) {
      case 'pull':
        return await reviewPull(job, deps, signal);
      case 'rerun':
        for (const next of await findReruns(job, deps, signal)) await queue.send(next);
        return;
      case 'analysis':
        for (const next of await findWaiting(job, deps)) await queue.send(next);
        return;
      case 'merge-group':
        return await answerMergeGroup(job, deps, signal);
      case 'merge-group-end':
        return await endMergeGroup(job, { ...deps, queue }, signal);
      case 'sweep':
        await sweepInstallation(
          job.installationId,
          { ...deps, queue },
          { everyMs: 0, signal },
          job.repositoryIds,
        );
        return;
      case 'comment':
        return await answerComment(job, { ...deps, queue }, signal);
      case 'button':
        return await answerButton(job, { ...deps, queue }, signal);
      case 'approval':
        return await answerApproval(job, { ...deps, queue }, signal);
    }
  }

  /** GitHub cannot be told any more; what runs would be taken for abandoned later. */
  async function endOwnRecord(job: Job): Promise<void> {
    if (job.kind === 'pull') await cancelReviews(deps.store.db, job, job.number);
  }

  /** What follows from an error that says something of our access; undefined when it says nothing. */
  async function followAccess(
    job: Job,
    error: unknown,
    fields: object,
    signal: AbortSignal,
    again: (renamed: Job) => Promise<void>,
  ): Promise<JobOutcome | undefined> {
    const { installationId } = job;
    if (isSuspension(error)) {
      await suspend(installationId, { store: deps.store, queue, log });
      return { next: 'parked' };
    }
    if (isUninstalled(error)) {
      log.info(fields, 'job ended: the App is not installed there any more');
      return { next: 'done' };
    }
    if (job.kind === 'sweep') return undefined;
    if (isPermissionRefusal(error)) {
      // Trying again would be refused again; the sweep finds the pull request once the permission is granted.
      await endOwnRecord(job);
      log.error({ ...fields, err: error }, 'job ended: a permission that it needs is missing');
      return { next: 'done' };
    }
    if (isArchiveRefusal(error)) {
      await endOwnRecord(job);
      log.info(fields, 'job ended: the repository is archived');
      return { next: 'done' };
    }
    if (!mayHaveMoved(error)) return undefined;
    const place = await whereIs(deps.github, installationId, job.repositoryId, signal);
    if (place === 'gone') {
      await endOwnRecord(job);
      log.info(fields, 'job ended: the repository is out of reach');
      return { next: 'done' };
    }
    if (place.owner === job.owner && place.repo === job.repo) return undefined;
    await again({ ...job, ...place });
    return { next: 'done' };
  }

  return {
    async run(job, { attempt, signal, deliveries, waitedMs, ageMs }) {
      if (await isSuspended(deps.store.db, job.installationId)) return { next: 'parked' };
      const fields = {
        job: jobKey(job),
        attempt,
        installation: job.installationId,
        deliveries: deliveries.slice(0, 10),
      };
      const attemptAt = async (job: Job): Promise<void> => {
        const ids = { job: jobKey(job), attempt, installation: job.installationId };
        await watchJob({ kind: job.kind, deliveries, waitedMs, ageMs, fields: ids }, deps, (watch) => {
          const { traceId: trace } = watch;
          const told = { deliveries: fields.deliveries, ...(trace === undefined ? {} : { trace }) };
          // What the job says of itself names the webhooks behind it.
          return run(job, signal, { ...deps, watch, github: { ...deps.github, log: log.child(told) } });
        });
      };
      try {
        try {
          await attemptAt(job);
        } catch (error) {
          const outcome = isRateLimited(error)
            ? undefined
            : await followAccess(job, error, fields, signal, attemptAt);
          if (!outcome) throw error;
          deps.metrics.count('langguard_jobs_total', { kind: job.kind, result: outcome.next });
          return outcome;
        }
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
        if (![401, 403, 404, 422].includes(status ?? 0)) throw error;
        log.warn({ job: jobKey(job), err: error }, 'the check run could not be ended');
      }
    },
  };
}
