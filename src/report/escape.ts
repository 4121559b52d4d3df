/** Text from outside (tags, names, AWS messages) made harmless, one function per target. */

/** Control, zero-width and bidirectional characters: invisible, and able to reorder or hide what is shown. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029\ufeff]/gu;
const SPACES = /[\s\u0085\u2028\u2029]+/gu;
/** Joins words without a space and without being seen: breaks what a renderer would turn into a link or a mention. */
const JOINER = '\u2060';

/** One line of visible characters, cut at `max` code points. */
export function plain(text: string, max = 300): string {
  const line = text.toWellFormed().replace(SPACES, ' ').replace(INVISIBLE, '').trim();
  const points = [...line];
  return points.length > max ? `${points.slice(0, max - 1).join('')}…` : line;
}

const entity = (c: string): string => `&#${c.codePointAt(0)};`;
const HTML_SPECIAL = /[&<>"']/g;

/** For element content and quoted attributes. */
export const html = (text: string, max?: number): string => plain(text, max).replace(HTML_SPECIAL, entity);

/** For Markdown text and table cells: no markup, no table break, no mention, no reference, no link. */
export function markdown(text: string, max?: number): string {
  return plain(text, max)
    .replaceAll(/[@#]/g, (c) => `${c}${JOINER}`)
    .replaceAll(/(:)(\/\/)|(www)(\.)/gi, (_, a = '', b = '', c = '', d = '') => `${a}${c}${JOINER}${b}${d}`)
    .replaceAll(/\b(gh|GH)-(?=\d)/g, (m) => `${m.slice(0, 2)}${JOINER}-`)
    .replaceAll(/[&<>"'\\`*_{}[\]()|~!$]/g, entity)
    .replace(/^([-+=]|\d+\.)/, (m) => `${entity(m.charAt(0))}${m.slice(1)}`);
}

/** An identifier in Markdown as code: mentions and links are not made inside code elements. */
export const code = (text: string, max = 120): string =>
  `<code>${plain(text, max)
    .replaceAll(/[^\p{L}\p{N} ./:=,@+-]/gu, entity)
    .replaceAll('@', entity('@'))
    .replaceAll('://', '&#58;//')}</code>`;

/** For Slack mrkdwn (Slack docs, "Formatting text for app surfaces": escape & < >); formatting marks are broken up. */
export const slack = (text: string, max?: number): string =>
  plain(text, max)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`]/g, (c) => `${JOINER}${c}${JOINER}`)
    .replaceAll(/@(?=here|channel|everyone)/g, `@${JOINER}`);
