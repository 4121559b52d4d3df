import type { KnipConfig } from 'knip';

/** Nothing dead: no file, export, type or dependency that nobody uses. `!` marks what ships (`knip --production`). */
export default ((options) => ({
  entry: [
    'src/{main,cli}.ts!',
    // take a package's place in the bundle (src/dev/build.ts)
    'src/{store/native-binding,github/no-unzip-stream}.ts!',
    // the storage schema in Arrow's words is for whoever reads the Parquet; the generator writes it out
    'contracts/{arrow,table}.ts!',
    'src/dev/*.ts',
    'src/dev/gen/*.ts',
    // run by the bench in a process of its own
    'bench/{billing,replay}-work.ts',
    'test/**/*.test.ts',
  ],
  project: [
    'contracts/**/*.ts!',
    'checks/**/*.ts!',
    'prices/**/*.ts!',
    'src/**/*.ts!',
    '!src/dev/**!',
    'test/**/*.ts',
    'bench/**/*.ts',
  ],
  // programs that src/dev/gates.ts and src/dev/build.ts start by name; @swc/core is the parser of dependency-cruiser
  ignoreDependencies: ['@biomejs/biome', '@swc/core', 'dependency-cruiser'],
  // a type beside the zod schema that it comes from is one word of the house, used in one half or the other;
  // in production, what a file uses itself may be exported for its tests
  ignoreExportsUsedInFile: options.production === true || { interface: true, type: true },
})) satisfies KnipConfig;
