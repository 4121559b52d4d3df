import { z } from 'zod';
import { ConfigFile } from '../../config/config-file.ts';
import type { Generator } from '../generator.ts';

/** schemas/config.schema.json: what `.finops-gate.yml` may say, for editors. */
export const generator: Generator = {
  name: 'config-schema',
  files() {
    const schema = z.toJSONSchema(ConfigFile, { io: 'input', unrepresentable: 'any' });
    return new Map([
      [
        'schemas/config.schema.json',
        `${JSON.stringify({ title: 'FinOps Gate configuration', ...schema }, null, 2)}\n`,
      ],
    ]);
  },
};
