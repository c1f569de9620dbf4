import { FOCUS_COLUMNS, versionOfHeader } from './focusColumns';

const upTo = (versions: string[]) =>
  FOCUS_COLUMNS.filter(({ since }) => versions.includes(since)).map(
    ({ name }) => name,
  );
const V1_0 = upTo(['1.0']);
const V1_1 = upTo(['1.0', '1.1']);
const V1_2 = upTo(['1.0', '1.1', '1.2']);
const V1_3 = upTo(['1.0', '1.1', '1.2', '1.3']);
const MANDATORY = FOCUS_COLUMNS.filter(({ mandatory }) => mandatory);

const problem = (column: string, fault: string) => ({
  problem: { code: 'wrong-header', args: { column, fault } },
});

describe('FOCUS_COLUMNS', () => {
  it('has as many columns as each version of the specification', () => {
    expect([V1_0, V1_1, V1_2, V1_3].map(names => names.length)).toEqual([
      43, 50, 57, 65,
    ]);
    expect(new Set(V1_3).size).toBe(65);
    expect(MANDATORY).toHaveLength(21);
    expect(MANDATORY.every(({ since }) => since === '1.0')).toBe(true);
  });
});

describe('versionOfHeader', () => {
  it.each([
    ['1.0', V1_0],
    ['1.1', V1_1],
    ['1.2', V1_2],
    ['1.3', V1_3],
    // AWS writes 1.2 without some conditional columns, in any order, with its own.
    ['1.2', [...V1_0, 'InvoiceId', 'x_Discounts'].reverse()],
    ['1.0', MANDATORY.map(({ name }) => name)],
    [
      '1.0',
      ['\uFEFFBilledCost', ...V1_0.filter(each => each !== 'BilledCost')],
    ],
    // The sample data of FOCUS has a column `Id`.
    ['1.0', [...V1_0, 'Id']],
  ])('finds %s', (version, header) => {
    expect(versionOfHeader(header)).toEqual({ version });
  });

  it.each(MANDATORY.map(({ name }) => name))('wants %s', name => {
    expect(versionOfHeader(V1_3.filter(each => each !== name))).toEqual(
      problem(name, 'missing'),
    );
  });

  it.each([
    [[...V1_2, 'BilledCost'], 'BilledCost', 'duplicate'],
    [[...V1_2, 'billedcost'], 'billedcost', 'duplicate'],
    [[...V1_2, 'x_a', 'x_A'], 'x_A', 'duplicate'],
    [
      ['lineItem/UnblendedCost', 'x_Discounts'],
      'lineItem/UnblendedCost',
      'unknown',
    ],
    [[], '', 'unknown'],
    [[`=\u0007${'a'.repeat(200)}`], `=\uFFFD${'a'.repeat(78)}`, 'unknown'],
    [
      V1_0.map(name => (name === 'BilledCost' ? 'billedCost' : name)),
      'BilledCost',
      'missing',
    ],
  ])('refuses a header (%#)', (header, column, fault) => {
    expect(versionOfHeader(header)).toEqual(problem(column, fault));
  });
});
