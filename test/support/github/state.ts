/** What the GitHub server remembers; a test reads it, and changes it to plant a situation. */

export interface Run {
  id: number;
  headBranch: string;
  headSha: string;
  /** Differs from the repository's own id when the run is of a fork. */
  headRepositoryId: number;
  event: string;
}

export interface Artifact {
  id: number;
  name: string;
  run: Run;
  createdAt: Date;
  expiresAt: Date;
  /** Unset until it is finalized. */
  digest?: string;
  size: number;
  mimeType: string;
}

export interface Blob {
  blocks: Map<string, Buffer>;
  data?: Buffer;
  type?: string;
}

export interface Comment {
  id: number;
  issue: number;
  body: string;
  user: string;
  createdAt: Date;
  updatedAt: Date;
  /** How often it was updated. */
  edits: number;
}

export interface Annotation {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: 'notice' | 'warning' | 'failure';
  message: string;
  title?: string;
  raw_details?: string;
}

export interface CheckRun {
  id: number;
  name: string;
  headSha: string;
  status: string;
  conclusion: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  detailsUrl: string | null;
  externalId: string;
  startedAt: Date;
  /** Of all requests, in order. */
  annotations: Annotation[];
}

export interface SarifUpload {
  id: string;
  commitSha: string;
  ref: string;
  /** The decoded file. */
  sarif: unknown;
  /** Why GitHub's ingestion would reject it; empty when it would not. */
  errors: string[];
  /** How often its status was asked for: the first answer is `pending`. */
  polls: number;
}

export interface PullRequest {
  number: number;
  headSha: string;
  state: 'open' | 'closed';
  baseRef: string;
}

export type Access = 'none' | 'read' | 'write';
export interface Permissions {
  actions: Access;
  checks: Access;
  contents: Access;
  'id-token': Access;
  'pull-requests': Access;
  'security-events': Access;
}

/** What a token of a pull request from a fork has (GitHub docs, "Permissions for the GITHUB_TOKEN"). */
export const forkPermissions: Permissions = {
  actions: 'read',
  checks: 'read',
  contents: 'read',
  'id-token': 'none',
  'pull-requests': 'read',
  'security-events': 'read',
};

const allPermissions: Permissions = {
  actions: 'write',
  checks: 'write',
  contents: 'write',
  'id-token': 'write',
  'pull-requests': 'write',
  'security-events': 'write',
};

export interface State {
  owner: string;
  repo: string;
  repositoryId: number;
  private: boolean;
  defaultBranch: string;
  /** Of every request's GITHUB_TOKEN. */
  permissions: Permissions;
  /** `sub` of the OIDC token. */
  subject: string;
  runs: Map<number, Run>;
  artifacts: Artifact[];
  blobs: Map<number, Blob>;
  comments: Comment[];
  checks: CheckRun[];
  sarifs: SarifUpload[];
  pulls: PullRequest[];
  /** Text of a file by `ref:path`; ref may be a branch, a full ref or a commit. */
  files: Map<string, string>;
  nextId: () => number;
}

export function newState(of: { private: boolean }): State {
  let last = 1000;
  return {
    owner: 'octo',
    repo: 'shop',
    repositoryId: 2,
    private: of.private,
    defaultBranch: 'main',
    permissions: { ...allPermissions },
    subject: 'repo:octo@1/shop@2:ref:refs/heads/main',
    runs: new Map(),
    artifacts: [],
    blobs: new Map(),
    comments: [],
    checks: [],
    sarifs: [],
    pulls: [],
    files: new Map(),
    nextId: () => {
      last += 1;
      return last;
    },
  };
}

/** The run of that id; one that nobody described is a run of the default branch. */
export function runOf(state: State, id: number): Run {
  const known = state.runs.get(id) ?? {
    id,
    headBranch: state.defaultBranch,
    headSha: 'a'.repeat(40),
    headRepositoryId: state.repositoryId,
    event: 'schedule',
  };
  state.runs.set(id, known);
  return known;
}
