import { formatChange, formatMoney, moneyPieces } from './money';

it.each([
  ['6214.08', '$6,214.08'],
  ['0', '$0.00'],
  ['-300', '−$300.00'],
  ['-0.001', '$0.00'],
  ['0.005', '$0.01'],
  // More digits than a floating-point number holds.
  ['12345678901234567890.129999999999', '$12,345,678,901,234,567,890.13'],
])('writes %s as %s', (amount, text) => {
  expect(formatMoney(amount, 'USD', 'en')).toBe(text);
});

it.each([
  ['whole', '8450.6', '$8,451'],
  ['whole', '-0.4', '$0'],
  ['unit', '0.041234', '$0.0412'],
  ['unit', '12.3456', '$12.3'],
] as const)('writes %s digits of %s as %s', (digits, amount, text) => {
  expect(formatMoney(amount, 'USD', 'en', { digits })).toBe(text);
});

it.each([
  ['412.18', '+$412.18'],
  ['-174', '−$174.00'],
  ['0', '$0.00'],
])('writes the difference %s as %s', (amount, text) => {
  expect(formatMoney(amount, 'USD', 'en', { sign: true })).toBe(text);
});

it('writes currencies with their narrow symbol and their own digits in both languages', () => {
  expect(formatMoney('18642.37', 'USD', 'zh')).toBe('$18,642.37');
  expect(formatMoney('18642.37', 'CNY', 'zh')).toBe('¥18,642.37');
  expect(formatMoney('18642.37', 'JPY', 'en')).toBe('¥18,642');
});

it.each([undefined, '', 'NaN', '1e3', '1,000'])(
  'shows %s as unknown, never as nothing',
  amount => {
    expect(formatMoney(amount, 'USD', 'en')).toBe('–');
  },
);

it('splits the cents from a headline', () => {
  expect(moneyPieces('18642.37', 'USD', 'en')).toEqual({
    main: '$18,642',
    cents: '.37',
  });
  expect(moneyPieces('18642.37', 'JPY', 'en')).toEqual({
    main: '¥18,642',
    cents: '',
  });
});

it.each([
  [0.062, '+6.2%'],
  [-0.024, '−2.4%'],
  [0.0001, '0.0%'],
  [12.5, '+1,250.0%'],
  [undefined, '–'],
  [Infinity, '–'],
])('writes the change %s as %s', (ratio, text) => {
  expect(formatChange(ratio)).toBe(text);
});
