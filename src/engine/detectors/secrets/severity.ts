// Lowers a severity or a confidence by one step.
import { confidences, severities, type Confidence, type Severity } from '../../finding.ts';

export function lowered(value: Severity): Severity;
export function lowered(value: Confidence, scale: 'confidence'): Confidence;
/** The next lower step of the scale; the lowest stays. */
export function lowered(value: string, scale: 'severity' | 'confidence' = 'severity'): string {
  const steps: readonly string[] = scale === 'confidence' ? confidences : severities;
  return steps[Math.min(steps.indexOf(value) + 1, steps.length - 1)] ?? value;
}
