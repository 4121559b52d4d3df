/** Nothing of its own to read: RDS lists it (src/discover/rds.ts). */
import type { tables } from '../../contracts/inventory/neptune.ts';
import type { Collectors } from './collector.ts';

export const collectors: Collectors<keyof typeof tables> = {};
