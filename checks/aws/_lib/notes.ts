/** Remarks about an amount as one text, each once; empty ones are left out. */
export const notesOf = (...notes: readonly (string | undefined)[]): string =>
  [...new Set(notes.filter((n) => n !== undefined && n !== ''))].join('; ');
