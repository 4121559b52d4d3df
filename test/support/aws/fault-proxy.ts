/** Stands before the emulator, spoils the calls that a test names, and keeps a log with times. */
import { createServer, type IncomingMessage, request as outgoing, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { bodyOf, listen } from '../loopback.ts';
import { type ErrorKind, wireError } from './wire-error.ts';

/**
 * throttle, denied, expired, region-off: the service's own error · cut: half the body, then the connection is
 * destroyed · garble: all of it, one byte wrong · reset: destroyed at once · hang: never answered · html503: a load
 * balancer's page · slow: answered after `ms`.
 */
export type FaultKind = ErrorKind | 'cut' | 'garble' | 'reset' | 'hang' | 'html503' | 'slow';

export interface Fault {
  kind: FaultKind;
  /** Name in the signature: `ec2`, `rds`, `monitoring`, `pricing`, `sts`. Unset: any. */
  service?: string;
  region?: string;
  account?: string;
  /** Operation; for REST services `METHOD /path?query`. */
  action?: string | RegExp;
  /** Which of the matching calls to spoil, from 1; unset: all. */
  nth?: number[];
  /** For slow. */
  ms?: number;
  code?: string;
  status?: number;
  message?: string;
}

export interface ProxiedCall {
  service: string;
  region: string;
  account: string;
  action: string;
  body: string;
  /** Milliseconds since the epoch, with fractions. */
  startedAt: number;
  /** Unset while it runs, and for ever when it hangs. */
  endedAt?: number;
  /** Unset when no answer was sent. */
  status?: number;
  fault?: FaultKind;
}

export interface FaultProxy {
  url: string;
  /** Push to it; the first that matches and whose turn it is wins. */
  faults: Fault[];
  log: ProxiedCall[];
  /** Milliseconds added before every call is passed on. */
  delayMs: number;
  close: () => Promise<void>;
}

interface Addressed {
  service: string;
  region: string;
  account: string;
  action: string;
}

const matches = (fault: Fault, call: Addressed): boolean =>
  (fault.service === undefined || fault.service === call.service) &&
  (fault.region === undefined || fault.region === call.region) &&
  (fault.account === undefined || fault.account === call.account) &&
  (fault.action === undefined ||
    (typeof fault.action === 'string' ? fault.action === call.action : fault.action.test(call.action)));

function forward(
  upstream: string,
  request: IncomingMessage,
  body: Buffer,
): Promise<[IncomingMessage, Buffer]> {
  return new Promise((resolve, reject) => {
    const up = outgoing(
      new URL(request.url ?? '/', upstream),
      { method: request.method, headers: request.headers, agent: false },
      (answer) => bodyOf(answer).then((full) => resolve([answer, full]), reject),
    );
    up.once('error', reject);
    up.end(body);
  });
}

/** Starts a proxy before `upstream` (the emulator, or a gate before it). */
export async function startFaultProxy(upstream: string): Promise<FaultProxy> {
  const faults: Fault[] = [];
  const log: ProxiedCall[] = [];
  const seen = new Map<Fault, number>();
  const accounts = new Map<string, Promise<string>>();

  const accountOf = (accessKeyId: string): Promise<string> => {
    let known = accounts.get(accessKeyId);
    if (known === undefined) {
      const asked = fetch(`${upstream}/emu/whose`, { method: 'POST', body: JSON.stringify({ accessKeyId }) });
      known = asked.then(async (answer) => (await answer.json()) as string);
      accounts.set(accessKeyId, known);
    }
    return known;
  };

  const address = async (request: IncomingMessage, body: Buffer): Promise<Addressed> => {
    const signature = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '');
    const target = request.headers['x-amz-target'];
    const form = /x-www-form-urlencoded/.test(request.headers['content-type'] ?? '');
    const action =
      typeof target === 'string'
        ? target.split('.').at(-1)
        : form && new URLSearchParams(body.toString()).get('Action');
    return {
      account: signature?.[1] === undefined ? '' : await accountOf(signature[1]),
      region: signature?.[2] ?? 'us-east-1',
      service: signature?.[3] ?? 'sts',
      action: action || `${request.method} ${request.url}`,
    };
  };

  const due = (call: Addressed): Fault | undefined => {
    const turn = faults.filter((fault) => {
      if (!matches(fault, call)) return false;
      const count = (seen.get(fault) ?? 0) + 1;
      seen.set(fault, count);
      return fault.nth === undefined || fault.nth.includes(count);
    });
    return turn[0];
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const startedAt = performance.timeOrigin + performance.now();
    const body = await bodyOf(request);
    if (request.url?.startsWith('/emu/')) {
      const [answer, full] = await forward(upstream, request, body);
      response.writeHead(answer.statusCode ?? 502, { 'content-type': 'application/json' }).end(full);
      return;
    }
    const call = await address(request, body);
    const fault = due(call);
    const entry: ProxiedCall = {
      ...call,
      body: body.toString(),
      startedAt,
      ...(fault && { fault: fault.kind }),
    };
    log.push(entry);
    const close = (status?: number): void => {
      entry.endedAt = performance.timeOrigin + performance.now();
      if (status !== undefined) entry.status = status;
    };
    await wait(proxy.delayMs + (fault?.kind === 'slow' ? (fault.ms ?? 0) : 0));
    switch (fault?.kind) {
      case 'throttle':
      case 'denied':
      case 'expired':
      case 'region-off': {
        const error = wireError(call.service, fault.kind, fault);
        response.writeHead(error.status, error.headers).end(error.body);
        return close(error.status);
      }
      case 'html503':
        response
          .writeHead(503, { 'content-type': 'text/html' })
          .end('<html><body>Service Unavailable</body></html>');
        return close(503);
      case 'reset':
        request.socket.destroy();
        return close();
      case 'hang':
        return;
      default:
    }
    const [answer, full] = await forward(upstream, request, body);
    const { connection: _, 'transfer-encoding': __, ...headers } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': full.length });
    if (fault?.kind === 'garble') full[0] = (full[0] ?? 0) ^ 1;
    if (fault?.kind === 'cut')
      response.write(full.subarray(0, full.length >> 1), () => request.socket.destroy());
    else response.end(full);
    close(answer.statusCode);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  const { url, close } = await listen(server);
  const proxy: FaultProxy = { url, faults, log, delayMs: 0, close };
  return proxy;
}
