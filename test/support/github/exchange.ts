/** One request to the GitHub server, read whole, and one answer. */

export interface Request {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  /** The token of the Authorization header, '' without one. */
  bearer: string;
}

export interface Answer {
  status: number;
  /** A Buffer or text goes out as it is, anything else as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

export const json = <T>(request: Request): T => JSON.parse(request.body.toString() || '{}') as T;
