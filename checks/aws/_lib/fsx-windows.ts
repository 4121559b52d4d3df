/** Why a check of FSx for Windows does not apply to a file system; undefined when it does. */
import type { Row } from '../../../contracts/inventory/catalogue.ts';

/** Empty: AWS does not say. */
const SETTLED = new Set(['AVAILABLE', 'UPDATING', 'MISCONFIGURED', '']);

export const notSettledWindows = (f: Row<'fsx_file_systems'>): string | undefined =>
  f.file_system_type !== 'WINDOWS'
    ? 'it is no Windows file system'
    : SETTLED.has(f.lifecycle)
      ? undefined
      : `it is ${f.lifecycle}`;
