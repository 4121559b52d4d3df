/** Text from outside (tags, names, AWS messages) made harmless, one function per target. */

/** Control, zero-width and bidirectional characters: invisible, and able to reorder or hide what is shown. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029\ufeff]/gu;
const SPACES = /[\s\u0085\u2028\u2029]+/gu;
/** Joins words without a space and without being seen: breaks what a renderer would turn into a link or a mention. */
const JOINER = '\u2060';

/** One line of visible characters, cut at `max` code points. */
export function plain(text: string, max = 300): string {
  // what is far beyond the cut is not worth a look
  const line = text
    .slice(0, max * 20)
    .toWellFormed()
    .replace(SPACES, ' ')
    .replace(INVISIBLE, '')
    .trim();
  const points = [...line];
  return points.length > max ? `${points.slice(0, max - 1).join('')}…` : line;
}

const entity = (c: string): string => `&#${c.codePointAt(0)};`;
const HTML_SPECIAL = /[&<>"']/g;

/** For element content and quoted attributes. */
export const html = (text: string, max?: number): string => plain(text, max).replace(HTML_SPECIAL, entity);

/**
 * No mention, no reference, no link (GitHub Flavored Markdown Spec 0.29, "Autolinks (extension)": www., http(s)://, ftp://,
 * mailto:, xmpp: and e-mail addresses). Entities would not do: some renderers look for links after decoding them.
 */
const unlinked = (line: string): string =>
  line
    .replaceAll(/[@#]/g, (c) => `${c}${JOINER}`)
    .replaceAll('://', `:${JOINER}//`)
    .replaceAll(/www(?=\.)/gi, (m) => `${m}${JOINER}`)
    .replaceAll(/(?:mailto|xmpp)(?=:)/gi, (m) => `${m}${JOINER}`)
    .replaceAll(/\bgh(?=-\d)/gi, (m) => `${m}${JOINER}`);

/**
 * For Markdown text and table cells: no markup, no table break, nothing that becomes a link. Parentheses and `!` stay:
 * without brackets they mean nothing; so does `_` inside a word. A `$` before a digit stays: no formula ends there.
 */
export const markdown = (text: string, max?: number): string =>
  unlinked(plain(text, max))
    .replaceAll(/[&<>\\`*[\]|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|\$(?!\d)/gu, entity)
    .replace(/^(?:[-+=]|\d+(?=[.)](?:\s|$)))/, (m) => (/\d/.test(m) ? `${m}${JOINER}` : entity(m)));

/** An identifier in Markdown as code. */
export const code = (text: string, max = 120): string =>
  `<code>${unlinked(plain(text, max)).replaceAll(/[^\p{L}\p{N}\u2060 ./:=,@#+-]/gu, entity)}</code>`;

const slackEntities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * For Slack mrkdwn (Slack docs, "Formatting text for app surfaces": escape & < >), in a text object with `verbatim`,
 * which leaves links and mentions alone. Formatting marks become look-alikes, emoji codes are broken up.
 */
export const slack = (text: string, max?: number): string =>
  slackEntities(plain(text, max))
    .replaceAll('*', '∗')
    .replaceAll('~', '∼')
    .replaceAll('`', 'ˋ')
    .replaceAll(/_(?=\P{L})|(?<=[^\p{L}\p{N}])_|^_|_$/gu, '＿')
    .replaceAll(/:(?=[\w+-]+:)/g, `:${JOINER}`)
    .replaceAll(/@(?=here|channel|everyone)/g, `@${JOINER}`);

/** An identifier in Slack as code, where marks mean nothing. */
export const slackCode = (text: string, max?: number): string =>
  `\`${slackEntities(plain(text, max).replaceAll('`', 'ˋ'))}\``;
