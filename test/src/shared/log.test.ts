import { PassThrough } from 'node:stream';
import { WriteStream } from 'node:tty';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Log, printable, terminalLog } from '../../../src/shared/log.ts';

const ESC = '\u001b';

describe('printable', () => {
  test.each([
    ['colours and cursor moves', `${ESC}[31mred${ESC}[2K${ESC}[1A`, 'red'],
    [
      'a link that shows another address',
      `${ESC}]8;;https://evil.example${ESC}\\console${ESC}]8;;${ESC}\\`,
      'console',
    ],
    ['lines become one', 'one\ntwo\r\nthree', 'one two three'],
    ['text that runs backwards', 'a\u202egpj.exe', 'agpj.exe'],
    ['characters that are not seen', 'a\u200bb\ufeffc', 'abc'],
    ['a workflow command', '::error::x', ': :error::x'],
    ['a workflow command after blanks', '  ::set-output name=a::b', '  : :set-output name=a::b'],
    ['the old form of one', 'x ##[error]y', 'x # #[error]y'],
    ['ARNs stay', 'arn:aws:iam::111122223333:role/x', 'arn:aws:iam::111122223333:role/x'],
    ['every language stays', 'größe 東京 🚀', 'größe 東京 🚀'],
  ])('%s', (_, text, says) => expect(printable(text)).toBe(says));

  test('no text at all can drive a terminal or a runner', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        ':',
        ':',
        '#',
        '[',
        ' ',
        '\n',
        '\r',
        '\t',
        ESC,
        '\u009b',
        '\u200b',
        '\u202e',
        'error',
        'a',
        '\0',
      ),
    });
    fc.assert(
      fc.property(hostile, (text) => {
        const said = printable(text);
        expect(said).not.toMatch(/\p{Cc}|[\u200b-\u200f\u202a-\u202e]/u);
        expect(said.trimStart().startsWith('::')).toBe(false);
        expect(said).not.toContain('##[');
      }),
      { numRuns: 2000 },
    );
  });
});

/** Standard error as a terminal log sees it, with all that was written to it. */
function screen(of: { isTTY: boolean; columns?: number }): { stream: WriteStream; written: () => string } {
  const pass = new PassThrough();
  const stream = Object.assign(pass, of, {
    // the real one: it reads NO_COLOR, FORCE_COLOR and TERM
    getColorDepth: WriteStream.prototype.getColorDepth,
  }) as unknown as WriteStream;
  return { stream, written: () => (pass.read() as Buffer | null)?.toString() ?? '' };
}

const all = (log: Log): void => {
  log.info('i');
  log.notice('n');
  log.warn('w');
  log.error('e');
  log.debug('d');
};

describe('terminalLog', () => {
  beforeEach(() => {
    for (const name of ['CI', 'COLORTERM', 'FORCE_COLOR', 'NO_COLOR', 'NODE_DISABLE_COLORS', 'TMUX'])
      vi.stubEnv(name, undefined);
    vi.stubEnv('TERM', 'xterm-256color');
  });
  afterEach(() => vi.unstubAllEnvs());

  test('plain where there is no terminal; debug only when asked', () => {
    const quiet = screen({ isTTY: false });
    all(terminalLog(quiet.stream));
    expect(quiet.written()).toBe('i\nnote: n\nwarning: w\nerror: e\n');
    const loud = screen({ isTTY: false });
    all(terminalLog(loud.stream, { debug: true }));
    expect(loud.written()).toBe('i\nnote: n\nwarning: w\nerror: e\ndebug: d\n');
  });

  test('colours on a terminal, none with NO_COLOR', () => {
    const colourful = screen({ isTTY: true });
    terminalLog(colourful.stream).warn('w');
    expect(colourful.written()).toBe(`${ESC}[33mwarning:${ESC}[39m w\n`);
    vi.stubEnv('NO_COLOR', '1');
    const plain = screen({ isTTY: true });
    terminalLog(plain.stream).warn('w');
    expect(plain.written()).toBe('warning: w\n');
  });

  test('what comes from outside is made harmless on its way', () => {
    const { stream, written } = screen({ isTTY: false });
    terminalLog(stream).info(`::add-mask::x${ESC}[2J`);
    expect(written()).toBe(': :add-mask::x\n');
  });

  test('on a terminal progress replaces itself, fits the line and is cleared by the next line', () => {
    vi.stubEnv('NO_COLOR', '1');
    let now = 0;
    const { stream, written } = screen({ isTTY: true, columns: 30 });
    const log = terminalLog(stream, { now: () => now });
    log.progress('first');
    now = 10;
    log.progress('too soon');
    now = 200;
    log.progress('x'.repeat(100));
    log.info('done');
    log.info('again');
    expect(written()).toBe(`\r${ESC}[2Kfirst\r${ESC}[2K${'x'.repeat(29)}\r${ESC}[2Kdone\nagain\n`);
  });

  test('elsewhere progress is a line every ten seconds', () => {
    let now = 0;
    const { stream, written } = screen({ isTTY: false });
    const log = terminalLog(stream, { now: () => now });
    for (now = 0; now <= 20_000; now += 1000) log.progress(`at ${now / 1000} s`);
    expect(written()).toBe('at 0 s\nat 10 s\nat 20 s\n');
  });
});
