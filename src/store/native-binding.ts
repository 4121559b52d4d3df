/** Stands in the bundle for `@duckdb/node-bindings`, which would look for an installed package. */
import { createRequire } from 'node:module';
import { nativeBinding } from './native.ts';

export default createRequire(import.meta.url)(nativeBinding()) as unknown;
