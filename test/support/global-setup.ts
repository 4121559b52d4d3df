/**
 * Before the first test: a door at which a test file asks for the AWS emulator. It is started when the first one
 * asks, and stopped after the last test; a run that needs no AWS starts no Python.
 */
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { type Emulator, startEmulator } from './aws/emulator.ts';
import { listen } from './loopback.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** GET it: the emulator's URL as text. */
    emulatorDoor: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  let emulator: Promise<Emulator & { stop: () => Promise<void> }> | undefined;
  const server = createServer((_, response) => {
    emulator ??= startEmulator();
    emulator.then(
      ({ url }) => response.end(url),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  // making the virtual environment may take longer than a server's patience
  server.requestTimeout = 0;
  const door = await listen(server);
  project.provide('emulatorDoor', door.url);
  return async () => {
    await door.close();
    await (await emulator?.catch(() => undefined))?.stop();
  };
}
