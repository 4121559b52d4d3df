/** Texts cut to a platform's limit, never through a character. */

/** At most `max` UTF-16 units, the last of them an ellipsis when something was cut. */
export function clipText(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** At most `max` bytes of UTF-8, cut after a whole line when there is one; `tail` is added to what was cut. */
export function clipLines(text: string, max: number, tail: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= max) return text;
  const room = bytes.subarray(0, max - Buffer.byteLength(tail)).toString();
  const end = room.lastIndexOf('\n');
  return `${end > 0 ? room.slice(0, end + 1) : room.replace(/\uFFFD$/, '')}${tail}`;
}
