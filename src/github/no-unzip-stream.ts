/**
 * Stands in the bundle for `unzip-stream`, which the artifact client needs for downloads alone: ours are read by yauzl,
 * and one of its dependencies states no licence.
 */
const unused = (): never => {
  throw new Error('artifacts are unpacked by src/shared/unzip.ts');
};

export default { Extract: unused, Parse: unused };
