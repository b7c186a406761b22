// The mutants that are known to be lost, by name, and why that is so.

/** `lost` is tested against `transformation: rule match.example`. */
export const exceptions: readonly { lost: RegExp; why: string }[] = [];
