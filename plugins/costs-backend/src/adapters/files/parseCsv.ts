/** Records of a CSV text (RFC 4180); empty lines are none. @throws SyntaxError when quotes are not closed */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  const body = text.replace(/^\uFEFF/, '');
  let record: string[] = [];
  while (field.lastIndex < body.length || record.length > 0) {
    const found = field.exec(body);
    if (!found) {
      throw new SyntaxError(`A quote in record ${records.length + 1} is wrong`);
    }
    const [, quoted, plain, end] = found;
    record.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') {
      if (record.length > 1 || record[0] !== '') {
        records.push(record);
      }
      record = [];
      if (end === '') {
        break;
      }
    }
  }
  return records;
}
