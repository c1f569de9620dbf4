import { readProgress, recordProgress } from './progress';

beforeEach(() => localStorage.clear());

it('adds up and never takes back', () => {
  recordProgress(localStorage, { broken: true });
  recordProgress(localStorage, { restored: true });
  recordProgress(localStorage, { role: 'user:default/sre' });
  recordProgress(localStorage, { role: 'user:default/sre' });
  recordProgress(localStorage, { role: 'user:default/finance' });
  expect(readProgress(localStorage)).toEqual({
    broken: true,
    seen: false,
    restored: true,
    roles: ['user:default/sre', 'user:default/finance'],
  });
});

it.each(['', 'null', '[]', '{"roles":3}', 'not json'])(
  'takes %j as no progress',
  stored => {
    localStorage.setItem('textloom.tryIt', stored);
    expect(readProgress(localStorage)).toEqual({
      broken: false,
      seen: false,
      restored: false,
      roles: [],
    });
  },
);
