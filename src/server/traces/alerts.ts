// What is unusual about assistants, as notices say it.
import type { Alert } from '../../notices/alert.ts';
import { clip, visible } from '../../reporters/neutralise.ts';
import type { Anomaly } from '../../traces/anomalies.ts';

/** The alerts of a day; each subject is told once. */
export function alertsOf(anomalies: readonly Anomaly[], at: Date): (Alert & { subject: string })[] {
  const line = (text: string, max: number) => visible(clip(text.replace(/\s*\n\s*/g, ' ').trim(), max));
  return anomalies.map(({ kind, severity, subject, title, message, remedy, repository, person }) => ({
    alert: kind,
    severity,
    subject,
    title: line(title, 200),
    message: line(message, 600),
    remedy: line(remedy, 600),
    day: at.toISOString().slice(0, 10),
    ...(repository === undefined ? {} : { repository: line(repository, 200) }),
    ...(person === undefined ? {} : { person: line(person, 200) }),
  }));
}
