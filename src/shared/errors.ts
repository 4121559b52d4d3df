/** Errors say whose fault they are and what to do next; the exit code follows. */
export type Fault = 'user' | 'aws' | 'github' | 'ours';

export const EXIT = { clean: 0, gate: 1, user: 2, aws: 3, github: 3, ours: 4 } as const;

export class GateError extends Error {
  override readonly name = 'GateError';
  readonly fault: Fault;
  /** What to do next, one sentence; empty when the message says it. */
  readonly next: string;
  constructor(of: { fault: Fault; message: string; next?: string; cause?: unknown }) {
    super(of.message, of.cause === undefined ? {} : { cause: of.cause });
    this.fault = of.fault;
    this.next = of.next ?? '';
  }
}

/** 2 the user's mistake, 3 AWS or GitHub failed, 4 ours (anything that is not a GateError). */
export const exitCodeOf = (error: unknown): number =>
  error instanceof GateError ? EXIT[error.fault] : EXIT.ours;
