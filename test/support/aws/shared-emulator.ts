/** The emulator that all test files of a run share. */
import { inject } from 'vitest';
import { connect, type Emulator } from './emulator.ts';

let shared: Promise<Emulator> | undefined;

async function ask(): Promise<Emulator> {
  const response = await fetch(inject('emulatorDoor'));
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return connect(text);
}

/** Starts it when this is the first test of the run to ask; take `freshAccount()` from it, never clear it. */
export function emulator(): Promise<Emulator> {
  shared ??= ask();
  return shared;
}
