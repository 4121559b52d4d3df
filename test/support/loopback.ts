/** A server of the tests listens on 127.0.0.1, on a port of the system's choice, and is closed whole. */
import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';

export interface Listening {
  /** `http://127.0.0.1:PORT`, no slash at the end. */
  url: string;
  close: () => Promise<void>;
}

/** Starts to listen. `close` cuts the open connections too, so that a silent one never holds a test run. */
export async function listen(server: Server): Promise<Listening> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${address.port}`, close };
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
