// When a notice is due, and when a failed one is tried again.
import type { Channel } from './settings.ts';

/** After so many attempts, over about six hours, a message is a dead letter. */
export const maxAttempts = 12;

const firstPauseMs = 30_000;
const longestPauseMs = 3_600_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** The moment at which a notice of now leaves: at once, at the full hour, or at the hour of the daily digest. */
export function dueAt(when: Channel['when'], now: Date, dailyHour: number): Date {
  const at = now.getTime();
  if (when === 'at-once') return now;
  if (when === 'hourly') return new Date(Math.floor(at / hourMs) * hourMs + hourMs);
  const today = Math.floor(at / dayMs) * dayMs + dailyHour * hourMs;
  return new Date(today > at ? today : today + dayMs);
}

/** The pause after an attempt, the first being 1: doubled each time, scattered so that replicas do not march in step. */
export function pauseMs(attempt: number, random: number, retryAfterMs = 0): number {
  const pause = Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs);
  return Math.max(Math.round(pause * (0.75 + random / 2)), retryAfterMs);
}
