/** Outputs of the step. */

/** Outputs of the Action (action.yml and the README's table are compared with this list). */
export const actionOutputs = {
  gate: '`pass`, `warn` or `fail`',
  findings: 'Number of open findings',
  new: 'Number of findings that the previous run did not have',
  resolved: 'Number of findings of the previous run that are gone',
  unchanged: 'Number of findings that both runs have',
  unobserved: 'Number of earlier findings that could not be looked at this time, carried forward',
  'savings-total': 'Monthly savings in US dollars, each billing item counted once',
  'savings-gross': 'Monthly savings in US dollars, the plain sum over all findings',
  'savings-new': 'Monthly savings of new findings in US dollars',
  'savings-resolved': 'Monthly savings of resolved findings in US dollars',
  'coverage-percent': 'Share of checks, accounts and regions that could be observed, 0 to 100',
  'api-calls': 'Number of AWS API calls',
  'output-folder': 'Folder with everything that the run wrote',
  'comment-file': 'Path of the comment as Markdown',
  'summary-file': 'Path of the job summary as Markdown',
  'sarif-file': 'Path of the SARIF file; empty when none was written',
  'html-file': 'Path of the report as one HTML page',
  'slack-payload': 'Slack message as single-line Block Kit JSON',
  baseline: '`compared`, `first_run` or `unusable`',
} as const;
export type ActionOutput = keyof typeof actionOutputs;

/** A value that another step takes as an input travels in one environment string: Linux ends it at 128 KiB, name included. */
const MAX_VALUE_BYTES = 127 * 1024;

/** Sets each output given. A value too long for the next step is left empty, and named in the notices returned. */
export async function setOutputs(values: Readonly<Partial<Record<ActionOutput, string>>>): Promise<string[]> {
  const { setOutput } = await import('@actions/core');
  const notices: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    const fits = Buffer.byteLength(value) <= MAX_VALUE_BYTES;
    setOutput(name, fits ? value : '');
    if (!fits)
      notices.push(`The output ${name} is left empty: it is longer than another step can take (128 KiB).`);
  }
  return notices;
}
