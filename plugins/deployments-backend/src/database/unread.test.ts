import { UNREAD, UnreadError } from './unread';

describe('a list that was not read', () => {
  const { successes, denied, debts } = { ...UNREAD };

  it.each<[string, () => unknown]>([
    ['its length', () => successes.length],
    ['an entry', () => denied[0]],
    ['what it includes', () => denied.includes('a')],
    ['all of it', () => [...debts]],
    ['whether it has an entry', () => 0 in debts],
    ['its keys', () => Object.keys(successes)],
    ['its text', () => JSON.stringify({ successes })],
  ])('can be passed on, and does not tell %s', (_, look) => {
    expect(look).toThrow(UnreadError);
  });
});
