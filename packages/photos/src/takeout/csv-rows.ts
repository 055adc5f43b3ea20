/**
 * Reads a table (RFC 4180). A quote that is never closed ends with the text.
 *
 * @returns The rows, without the empty ones. The first names the columns.
 */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // Each match begins where the one before ended, so the time is linear in the length.
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"([^"]*(?:""[^"]*)*)"?|([^",\r\n]*))[^,\r\n]*(,|\r\n|\n|\r|$)/g,
  )) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}
