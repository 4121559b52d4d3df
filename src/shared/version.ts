import pkg from '../../package.json' with { type: 'json' };

export const ENGINE_NAME = 'finops-gate';
export const ENGINE_VERSION: string = pkg.version;
/** Version of checks and rules together; they are released with the engine. */
export const RULEPACK_VERSION: string = pkg.version;
