import type { KnipConfig } from 'knip';

/** Nothing dead: no file, export, type or dependency that nobody uses. `!` marks what ships (`knip --production`). */
export default {
  entry: ['src/{main,cli}.ts!', 'src/dev/*.ts', 'src/dev/gen/*.ts', 'test/**/*.test.ts'],
  project: ['contracts/**/*.ts!', 'checks/**/*.ts!', 'src/**/*.ts!', '!src/dev/**!', 'test/**/*.ts'],
  // programs that src/dev/gates.ts and src/dev/build.ts start by name; @swc/core is the parser of dependency-cruiser
  ignoreDependencies: ['@biomejs/biome', '@swc/core', '@vercel/ncc', 'dependency-cruiser'],
  // a type beside the zod schema that it comes from is one word of the house, used in one half or the other
  ignoreExportsUsedInFile: { interface: true, type: true },
} satisfies KnipConfig;
