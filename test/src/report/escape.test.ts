import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, html, markdown, plain, slack, slackCode } from '../../../src/report/escape.ts';
import { HOSTILE } from '../../support/report-maker.ts';

/** Any text, rich in the characters that mean something somewhere. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        ...'|`<>&"\'\\*_[]()~!$#@:/%{}-+=1.\n\r\t\u202e\u200b\u2066ab',
        'www.',
        'http://',
        'GH-',
        '&lt;',
      ),
    )
    .map((parts) => parts.join('')),
);
const holds = (property: (s: string) => void): void => {
  fc.assert(
    fc.property(text, (s) => {
      property(s);
    }),
  );
};

describe('escaping leaves nothing that the target obeys', () => {
  it('plain text: one line, nothing invisible', () => {
    holds((s) => expect(plain(s)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u));
  });
  it('HTML', () => {
    holds((s) => expect(html(s)).not.toMatch(/[<>"']|&(?!#\d+;)/));
  });
  it('Markdown', () => {
    holds((s) => {
      expect(markdown(s)).not.toMatch(/[<>|`*[\]\\~\n\r]|&(?!#\d+;)|\$(?!\d)/);
      expect(markdown(s)).not.toMatch(/@(?!\u2060)|(?<!&)#(?!\u2060)|:\/\/|www\.|\bgh-\d/i);
      expect(markdown(s)).not.toMatch(/^([-+=] |\d+[.)](\s|$))/);
    });
  });
  it('Markdown code', () => {
    holds((s) => expect(code(s).slice(6, -7)).not.toMatch(/[<>|`*_[\]\\\n\r]|@(?!\u2060)|:\/\/|www\./i));
  });
  it('Slack', () => {
    holds((s) => {
      expect(slack(s)).not.toMatch(/[<>*~`\n\r]|&(?!(amp|lt|gt);)/);
      expect(slackCode(s).slice(1, -1)).not.toMatch(/[<>`\n\r]|&(?!(amp|lt|gt);)/);
    });
  });
});

describe('escaping keeps what people need to read', () => {
  it.each([
    [html, 'a & b', 'a &#38; b'],
    [plain, '  Ünïcødé\n名前  ', 'Ünïcødé 名前'],
    [
      markdown,
      'Volume vol-1 (100 GiB, my_name) costs $8.00!',
      'Volume vol-1 (100 GiB, my_name) costs $8.00!',
    ],
    [markdown, '_it_ 1. a', '&#95;it&#95; 1. a'],
    [markdown, '- list', '&#45; list'],
    [code, 'arn:aws:ec2:eu-west-1::i-1', '<code>arn:aws:ec2:eu-west-1::i-1</code>'],
    [slack, 'snake_case is R&D', 'snake_case is R&amp;D'],
    [slackCode, 'a_b *c*', '`a_b *c*`'],
  ])('%o %s', (toTarget, given, expected) => {
    expect(toTarget(given)).toBe(expected);
  });

  it('cuts at a code point and says so', () => {
    expect(plain('x'.repeat(400))).toBe(`${'x'.repeat(299)}…`);
    expect(plain('😀'.repeat(5), 3)).toBe('😀😀…');
  });

  it('takes the sting out of a hostile name', () => {
    expect(markdown(HOSTILE)).not.toMatch(/<script|@octocat|https:\/\/|www\.evil|\]\(|\u202e/);
  });
});
