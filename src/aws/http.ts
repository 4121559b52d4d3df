/** The one connection pool of a run: keep-alive, the proxy of the environment, and time-outs that end a silent server. */
import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Milliseconds. */
export interface Timeouts {
  readonly connect: number;
  /** From the request to the head of its answer. */
  readonly answer: number;
  /** Without a byte, also in the middle of an answer. */
  readonly silence: number;
}

export const TIMEOUTS: Timeouts = { connect: 10_000, answer: 30_000, silence: 30_000 };

/** Sockets per endpoint; the budgets of src/aws/limits.ts stay below it. */
const MAX_SOCKETS = 64;

/**
 * `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are read from `env` by Node itself (`proxyEnv`, Node 24.5).
 * Without `throwOnRequestTimeout` the SDK only warns about a server that never answers.
 */
export function httpHandler(timeouts: Timeouts, env: NodeJS.ProcessEnv): NodeHttpHandler {
  const agent = { keepAlive: true, maxSockets: MAX_SOCKETS, proxyEnv: { ...env } };
  return new NodeHttpHandler({
    httpAgent: new Agent(agent),
    httpsAgent: new SecureAgent(agent),
    connectionTimeout: timeouts.connect,
    requestTimeout: timeouts.answer,
    socketTimeout: timeouts.silence,
    throwOnRequestTimeout: true,
  });
}
