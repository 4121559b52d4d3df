/** The events that start a run: their payload, and what the runner says about them in the environment. */

export interface Event {
  name: string;
  payload: Record<string, unknown>;
  /** GITHUB_EVENT_NAME, _REF, _SHA, _HEAD_REF, _BASE_REF and their like. */
  env: Record<string, string>;
}

/** Commits of the made-up repository octo/shop. */
export const commits = {
  main: 'a'.repeat(40),
  head: 'b'.repeat(40),
  merge: 'c'.repeat(40),
  queue: 'd'.repeat(40),
} as const;

export interface About {
  /** True when not said. */
  private?: boolean;
  actor?: string;
}

const repository = (of: About): Record<string, unknown> => ({
  id: 2,
  name: 'shop',
  full_name: 'octo/shop',
  owner: { login: 'octo', id: 1 },
  private: of.private ?? true,
  visibility: (of.private ?? true) ? 'private' : 'public',
  default_branch: 'main',
  fork: false,
});

function event(
  name: string,
  of: About,
  at: { ref: string; sha: string; headRef?: string; baseRef?: string },
  payload: Record<string, unknown>,
): Event {
  const actor = of.actor ?? 'octocat';
  return {
    name,
    payload: { repository: repository(of), sender: { login: actor }, ...payload },
    env: {
      GITHUB_EVENT_NAME: name,
      GITHUB_REF: at.ref,
      GITHUB_REF_NAME: at.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
      GITHUB_REF_TYPE: 'branch',
      GITHUB_SHA: at.sha,
      GITHUB_HEAD_REF: at.headRef ?? '',
      GITHUB_BASE_REF: at.baseRef ?? '',
      GITHUB_ACTOR: actor,
      GITHUB_TRIGGERING_ACTOR: actor,
    },
  };
}

const main = { ref: 'refs/heads/main', sha: commits.main };

export const schedule = (of: About = {}): Event => event('schedule', of, main, { schedule: '0 5 * * 1' });

export const push = (of: About & { ref?: string } = {}): Event => {
  const ref = of.ref ?? main.ref;
  return event('push', of, { ref, sha: commits.main }, { ref, before: '0'.repeat(40), after: commits.main });
};

export const workflowDispatch = (of: About & { ref?: string } = {}): Event => {
  const ref = of.ref ?? main.ref;
  return event('workflow_dispatch', of, { ref, sha: commits.main }, { ref, inputs: {} });
};

/** GITHUB_SHA is the merge commit, never the head. */
export function pullRequest(of: About & { number?: number; fork?: boolean } = {}): Event {
  const number = of.number ?? 7;
  const fork = of.fork ?? false;
  const head = {
    ref: 'cost',
    sha: commits.head,
    label: `${fork ? 'stranger' : 'octo'}:cost`,
    repo: { id: fork ? 99 : 2, full_name: fork ? 'stranger/shop' : 'octo/shop', fork },
  };
  const base = {
    ref: 'main',
    sha: commits.main,
    label: 'octo:main',
    repo: { id: 2, full_name: 'octo/shop' },
  };
  const pull = {
    id: 1000 + number,
    number,
    state: 'open',
    draft: false,
    merged: false,
    user: { login: of.actor ?? 'octocat' },
    merge_commit_sha: commits.merge,
    html_url: `https://github.com/octo/shop/pull/${number}`,
    head,
    base,
  };
  return event(
    'pull_request',
    of,
    { ref: `refs/pull/${number}/merge`, sha: commits.merge, headRef: 'cost', baseRef: 'main' },
    { action: 'synchronize', number, pull_request: pull },
  );
}

/** The number of the pull request is in the name of the queue's branch alone. */
export function mergeGroup(of: About & { number?: number } = {}): Event {
  const headRef = `refs/heads/gh-readonly-queue/main/pr-${of.number ?? 7}-${commits.main}`;
  const group = { head_ref: headRef, head_sha: commits.queue, base_ref: main.ref, base_sha: commits.main };
  return event(
    'merge_group',
    of,
    { ref: headRef, sha: commits.queue },
    { action: 'checks_requested', merge_group: group },
  );
}
