/** How a failed attempt is tried again. */
import { AdaptiveRetryStrategy, type StandardRetryStrategy } from '@smithy/util-retry';

/** A fresh strategy for every client: it holds the client's own measure of what AWS lets through. */
export type Retry = () => AdaptiveRetryStrategy | StandardRetryStrategy;

/** Attempts in all. Adaptive: exponential back-off with full jitter, and a client-side rate that follows the throttling. */
const MAX_ATTEMPTS = 6;

export const adaptiveRetry: Retry = () => new AdaptiveRetryStrategy(async () => MAX_ATTEMPTS);
