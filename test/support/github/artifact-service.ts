/** The results service that @actions/artifact speaks to (twirp, JSON), and the block blobs behind its signed URLs. */
import { createHash, randomUUID } from 'node:crypto';
import { type Answer, json, type Request } from './exchange.ts';
import { type Artifact, runOf, type State } from './state.ts';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** ACTIONS_RUNTIME_TOKEN: the client reads run and job from its scope. */
export const runtimeToken = (run: number, job: number): string =>
  `${encode({ alg: 'none' })}.${encode({ scp: `Actions.GenericRead:x Actions.Results:${run}:${job}` })}.sig`;

export const sha256 = (data: Buffer): string => `sha256:${createHash('sha256').update(data).digest('hex')}`;

interface Twirp {
  workflow_run_backend_id?: string;
  name?: string;
  version?: number;
  mime_type?: string;
  expires_at?: string;
  size?: string;
  hash?: string;
  name_filter?: string;
  id_filter?: string;
}

const refuse = (status: number, code: string, msg: string): Answer => ({ status, body: { code, msg } });

/** The run and job that the token speaks for. */
function scopeOf(bearer: string): [run: string, job: string] | undefined {
  try {
    const claims = JSON.parse(Buffer.from(bearer.split('.')[1] ?? '', 'base64url').toString()) as {
      scp?: string;
    };
    const [, run, job] =
      claims.scp
        ?.split(' ')
        .find((s) => s.startsWith('Actions.Results:'))
        ?.split(':') ?? [];
    return run !== undefined && job !== undefined ? [run, job] : undefined;
  } catch {
    return undefined;
  }
}

/** Names may not hold these (artifact service, "Invalid characters include"). */
const badName = /["<>|*?\r\n\\/:]/;

function create(state: State, mine: Artifact[], run: string, asked: Twirp, blobOrigin: string): Answer {
  if (asked.version !== 7) return refuse(400, 'invalid_argument', `version ${asked.version} is not served`);
  if (!asked.name || badName.test(asked.name))
    return refuse(400, 'invalid_argument', 'artifact name is not valid');
  if (mine.some((a) => a.name === asked.name)) {
    return refuse(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
  }
  const createdAt = new Date();
  const made: Artifact = {
    id: state.nextId(),
    name: asked.name,
    run: runOf(state, Number(run)),
    createdAt,
    expiresAt: new Date(asked.expires_at ?? createdAt.getTime() + 90 * 86_400_000),
    size: 0,
    mimeType: asked.mime_type ?? 'application/zip',
  };
  state.artifacts.push(made);
  const signed_upload_url = `${blobOrigin}/blob/${made.id}?sig=up${made.id}&se=2099`;
  return { status: 200, body: { ok: true, signed_upload_url } };
}

function finalize(state: State, found: Artifact | undefined, asked: Twirp): Answer {
  const data = found && state.blobs.get(found.id)?.data;
  if (!found || !data) return refuse(404, 'not_found', 'nothing was uploaded');
  if (Number(asked.size) !== data.length || asked.hash !== sha256(data)) {
    return refuse(400, 'invalid_argument', 'size or hash differs from what was uploaded');
  }
  found.size = data.length;
  found.digest = sha256(data);
  return { status: 200, body: { ok: true, artifact_id: String(found.id) } };
}

export function answerArtifactService(
  state: State,
  request: Request,
  blobOrigin: string,
): Answer | undefined {
  const method = /^\/twirp\/github\.actions\.results\.api\.v1\.ArtifactService\/(\w+)$/.exec(
    request.path,
  )?.[1];
  if (method === undefined) return undefined;
  const asked = json<Twirp>(request);
  const [run, job] = scopeOf(request.bearer) ?? [];
  if (run === undefined) return refuse(401, 'unauthenticated', 'the token has no Actions.Results scope');
  if (asked.workflow_run_backend_id !== run)
    return refuse(403, 'permission_denied', 'not the run of the token');
  const mine = state.artifacts.filter((a) => String(a.run.id) === run);
  const named = mine.find((a) => a.name === asked.name);
  switch (method) {
    case 'CreateArtifact':
      return create(state, mine, run, asked, blobOrigin);
    case 'FinalizeArtifact':
      return finalize(state, named, asked);
    case 'ListArtifacts': {
      const found = mine.filter(
        (a) =>
          a.digest !== undefined &&
          (!asked.name_filter || a.name === asked.name_filter) &&
          (!asked.id_filter || String(a.id) === asked.id_filter),
      );
      const artifacts = found.map((a) => ({
        workflow_run_backend_id: run,
        workflow_job_run_backend_id: job,
        database_id: String(a.id),
        name: a.name,
        size: String(a.size),
        created_at: a.createdAt.toISOString(),
        digest: a.digest,
      }));
      return { status: 200, body: { artifacts } };
    }
    case 'GetSignedArtifactURL':
      return named
        ? { status: 200, body: { signed_url: `${blobOrigin}/blob/${named.id}?sig=down${named.id}` } }
        : refuse(404, 'not_found', 'artifact not found');
    case 'DeleteArtifact':
      if (!named) return refuse(404, 'not_found', 'artifact not found');
      state.artifacts.splice(state.artifacts.indexOf(named), 1);
      return { status: 200, body: { ok: true, artifact_id: String(named.id) } };
    default:
      return refuse(404, 'bad_route', method);
  }
}

/** Block blobs: they refuse an Authorization header beside the signature, as the real storage does. */
export function answerBlobs(state: State, request: Request): Answer | undefined {
  const id = Number(/^\/blob\/(\d+)$/.exec(request.path)?.[1]);
  if (Number.isNaN(id)) return undefined;
  if (request.headers.authorization !== undefined) return { status: 400, body: 'InvalidAuthenticationInfo' };
  if (!request.query.has('sig')) return { status: 403, body: 'AuthenticationFailed' };
  const headers = {
    'x-ms-request-id': randomUUID(),
    etag: '"0x1"',
    'last-modified': new Date().toUTCString(),
  };
  if (request.method === 'PUT') {
    const blob = state.blobs.get(id) ?? { blocks: new Map<string, Buffer>() };
    state.blobs.set(id, blob);
    const step = request.query.get('comp');
    if (step === 'block') blob.blocks.set(request.query.get('blockid') ?? '', request.body);
    else if (step === 'blocklist') {
      const type = request.headers['x-ms-blob-content-type'];
      if (typeof type === 'string') blob.type = type;
      const names = [...request.body.toString().matchAll(/<Latest>([^<]+)</g)].map((m) => m[1] ?? '');
      const blocks = names.map((name) => blob.blocks.get(name));
      if (blocks.some((block) => block === undefined))
        return { status: 400, body: 'InvalidBlockList', headers };
      blob.data = Buffer.concat(blocks.filter((block) => block !== undefined));
    } else blob.data = request.body;
    return { status: 201, headers };
  }
  const blob = state.blobs.get(id);
  if (blob?.data === undefined) return { status: 404, body: 'BlobNotFound', headers };
  const name = state.artifacts.find((a) => a.id === id)?.name ?? 'artifact';
  const type = blob.type ?? 'application/zip';
  return {
    status: 200,
    body: blob.data,
    headers: {
      ...headers,
      'content-type': type,
      'content-disposition': `attachment; filename="${name}${type === 'application/zip' ? '.zip' : ''}"`,
    },
  };
}
