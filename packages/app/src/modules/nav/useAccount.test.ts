import { initials } from './useAccount';

it.each([
  ['SRE', 'SRE'],
  ['Team lead', 'TL'],
  ['developer', 'D'],
  ['Platform admin of everything', 'PA'],
  ['发布经理', '发'],
  ['', ''],
])('%s is %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
