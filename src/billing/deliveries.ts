/**
 * Which files of a source belong together. A delivery is all that one export says of a month, in one version; a newer one
 * replaces it as a whole. Where manifests lie they decide; what lies in a folder without any is taken as it is.
 */
import { GateError } from '../shared/errors.ts';
import { parseManifest } from './manifest.ts';
import type { Listed, Source } from './source.ts';

export interface Delivery {
  /** Where it lies, for messages. */
  readonly name: string;
  /** The export that delivers it, month after month; files without manifest are one, whatever they are. */
  readonly export: string;
  /** YYYY-MM, when known before a file is read. */
  readonly period?: string;
  /** Changes with its content. */
  readonly version: string;
  readonly files: readonly Listed[];
  readonly by: 'manifest' | 'folder';
}
export interface LeftOut {
  readonly name: string;
  readonly period?: string;
  readonly reason: string;
}
export interface Found {
  readonly deliveries: readonly Delivery[];
  /** What is there and not taken, each with its reason. */
  readonly leftOut: readonly LeftOut[];
}

const MAX_MANIFEST_BYTES = 16 * 1024 * 1024;
const DATA = /\.(csv|csv\.gz|gz|zip|parquet)$/i;
/** Files beside the data that look like it: the state of an Athena integration, and whatever a tool hides. */
const NO_DATA = /(^|\/)(cost_and_usage_data_status|[._][^/]*)\//i;
const MANIFEST = /manifest\.json$/i;
const REDSHIFT = /redshiftmanifest\.json$/i;
const RANGE = /^(\d{4})(\d{2})01-\d{6}01$/;
const PERIOD = /^billing_period=(\d{4}-\d{2})/i;
/** Folders of versions, named by time: `20230803T081120Z`, `2024-01-15T12:00:00.000Z-<execution id>`. */
const STAMP = /^\d{4}-?\d{2}-?\d{2}T[\d:.-]+Z/;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Of Athena's layout, `year=2026/month=9`. */
function athenaMonth(year: string, month: string | undefined): string | undefined {
  const [, y] = /^year=(\d{4})$/i.exec(year) ?? [];
  const [, m] = /^month=(\d{1,2})$/i.exec(month ?? '') ?? [];
  return y === undefined || m === undefined ? undefined : `${y}-${m.padStart(2, '0')}`;
}

/** Where in a path the month stands: the root of the export before it, the folder of a version behind it. */
function layoutOf(path: string): { root: string; period: string; version: string } | undefined {
  const folders = folderOf(path).split('/');
  for (const [i, f] of folders.entries()) {
    const range = RANGE.exec(f);
    const month = range ? `${range[1]}-${range[2]}` : (PERIOD.exec(f)?.[1] ?? athenaMonth(f, folders[i + 1]));
    if (month === undefined) continue;
    const root = folders.slice(0, i).filter((x) => !/^(data|metadata)$/i.test(x));
    const below = folders.slice(i + 1).filter((x) => !/^month=/i.test(x));
    return { root: root.join('/'), period: month, version: below.join('/') };
  }
  return undefined;
}

/** One path is the end of the other, folder by folder: a copy of a bucket may begin above or below its root. */
const sameEnd = (path: string, key: string): boolean =>
  path === key || path.endsWith(`/${key}`) || key.endsWith(`/${path}`);

/** How many characters two paths have in common at their beginning: of two copies of a file the nearer one counts. */
function shared(a: string, b: string): number {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n += 1;
  return n;
}

interface Candidate {
  readonly root: string;
  readonly period: string;
  readonly path: string;
  /** A folder of its own below the month: an archived version, unlike the pointer above it. */
  readonly archived: boolean;
  readonly stamp: string;
  readonly id: string;
  readonly keys: readonly string[];
}

/** The manifests of a source; `refused` are those that could not be read, whose months nothing is known of. */
async function candidates(
  source: Source,
  objects: readonly Listed[],
): Promise<{ found: Candidate[]; refused: (LeftOut & { root: string })[] }> {
  const found: Candidate[] = [];
  const refused: (LeftOut & { root: string })[] = [];
  for (const object of objects) {
    if (!MANIFEST.test(object.path) || REDSHIFT.test(object.path)) continue;
    const layout = layoutOf(object.path);
    let text: string;
    try {
      text = await source.readText(object, MAX_MANIFEST_BYTES);
    } catch (error) {
      if (!(error instanceof GateError)) throw error;
      refused.push({
        name: object.path,
        root: layout?.root ?? folderOf(object.path),
        ...(layout ? { period: layout.period } : {}),
        reason: error.message,
      });
      continue;
    }
    const manifest = parseManifest(text);
    if (!manifest) continue;
    // Athena's layout keeps its files apart from the folder of the manifest, and names the month in the manifest alone
    const period = manifest.period ?? layout?.period ?? layoutOf(manifest.keys[0] ?? '')?.period;
    if (period === undefined || manifest.keys.length === 0) continue;
    const version = layout?.version.split('/').at(-1) ?? '';
    found.push({
      root: layout?.root ?? folderOf(object.path),
      period,
      path: object.path,
      archived: version !== '',
      stamp: STAMP.test(version) ? version : object.modifiedAt,
      id: manifest.id,
      keys: manifest.keys,
    });
  }
  return { found, refused };
}

/** The pointer above the versions is written last and names the newest; without one the newest version by its time. */
function newest(of: readonly Candidate[]): Candidate {
  const pointers = of.filter((c) => !c.archived);
  const from = pointers.length > 0 ? pointers : of;
  return from.toSorted((a, b) =>
    a.stamp === b.stamp ? (a.path < b.path ? 1 : -1) : a.stamp < b.stamp ? 1 : -1,
  )[0] as Candidate;
}

const isBelow = (path: string, root: string): boolean => root === '' || path.startsWith(`${root}/`);

function fromManifest(c: Candidate, data: readonly Listed[]): Delivery | LeftOut {
  const files = c.keys.map((key) => data.filter((d) => sameEnd(d.path, key)));
  const missing = files.filter((f) => f.length === 0).length;
  if (missing > 0)
    return {
      name: c.path,
      period: c.period,
      reason: `its manifest names ${c.keys.length} file(s), and ${missing} of them are not there: the delivery is not complete`,
    };
  const taken = files.map(
    (f) => f.toSorted((a, b) => shared(b.path, c.path) - shared(a.path, c.path))[0] as Listed,
  );
  return {
    name: c.path,
    export: c.root,
    period: c.period,
    version: [c.id, ...taken.map((f) => `${f.path}@${f.version}`)].join('\n'),
    files: taken,
    by: 'manifest',
  };
}

/** Of files without manifest in folders of versions, those of the newest version of each month. */
function fromFolders(files: readonly Listed[]): { files: Listed[]; leftOut: LeftOut[] } {
  const kept: Listed[] = [];
  const leftOut: LeftOut[] = [];
  const groups = Map.groupBy(files, (f) => {
    const at = layoutOf(f.path);
    return at === undefined ? '' : `${at.root}|${at.period}`;
  });
  for (const [key, group] of groups) {
    const versions = Map.groupBy(group, (f) => layoutOf(f.path)?.version ?? '');
    const names = [...versions.keys()].sort();
    if (key === '' || names.length < 2) {
      kept.push(...group);
    } else if (names.every((n) => STAMP.test(n))) {
      kept.push(...(versions.get(names.at(-1) ?? '') ?? []));
    } else {
      const [root = '', period = ''] = key.split('|');
      leftOut.push({
        name: root,
        period,
        reason: `there are ${names.length} versions of the month and no manifest that says which is the newest`,
      });
    }
  }
  return { files: kept, leftOut };
}

/** Everything that a source delivers. Reads manifests, no data. */
export async function findDeliveries(source: Source): Promise<Found> {
  const objects = await source.list();
  const data = objects.filter((o) => DATA.test(o.path) && !NO_DATA.test(`/${o.path}`));
  const { found: manifests, refused } = await candidates(source, objects);
  const chosen = [...Map.groupBy(manifests, (c) => `${c.root}|${c.period}`).values()].map(newest);
  const outcomes = chosen.map((c) => fromManifest(c, data));
  const deliveries = outcomes.filter((o): o is Delivery => 'files' in o);
  const leftOut = [
    ...refused.map(({ root: _, ...l }): LeftOut => l),
    ...outcomes.filter((o): o is LeftOut => 'reason' in o),
  ];

  const taken = new Set(deliveries.flatMap((d) => d.files.map((f) => f.path)));
  const roots = [...new Set([...manifests, ...refused].map((m) => m.root))];
  const others = data.filter((d) => !taken.has(d.path));
  // below an export with manifests nothing counts that no manifest names: it is older, or not complete yet
  const governedBy = (path: string): string | undefined => roots.find((root) => isBelow(path, root));
  const named = (path: string): boolean => manifests.some((m) => m.keys.some((key) => sameEnd(path, key)));
  const loose = others.filter((d) => governedBy(d.path) === undefined && !named(d.path));
  const unnamed = others.filter((d) => governedBy(d.path) !== undefined && !named(d.path));
  for (const [key, files] of Map.groupBy(
    unnamed,
    (d) => `${governedBy(d.path)}|${layoutOf(d.path)?.period ?? ''}`,
  )) {
    const [root = '', period = ''] = key.split('|');
    if ([...chosen, ...refused].some((c) => c.root === root && c.period === period)) continue;
    leftOut.push({
      name: files[0]?.path ?? root,
      ...(period === '' ? {} : { period }),
      reason: 'no manifest names it yet: AWS writes the manifest when all files are there',
    });
  }
  const inFolders = fromFolders(loose);
  leftOut.push(...inFolders.leftOut);
  return {
    deliveries: [
      ...deliveries,
      ...inFolders.files.map(
        (f): Delivery => ({
          name: f.path,
          export: '',
          version: `${f.path}@${f.version}`,
          files: [f],
          by: 'folder',
        }),
      ),
    ],
    leftOut,
  };
}
