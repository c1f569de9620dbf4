import { PolicyFreeze } from '../policy/PolicyCopy';
import { setUp } from './__testUtils__/worlds';

const HOUR = 3_600_000;

function freezing() {
  const freezes = new Map<string, PolicyFreeze>();
  const set = setUp({
    freeze: freeze => {
      freezes.set(freeze.name, freeze);
    },
    thaw: name => {
      freezes.delete(name);
    },
  });
  return { ...set, freezes };
}

it('freezes the environments of a cluster, each cluster by itself, until it is stopped', () => {
  const { manager, freezes, clock } = freezing();
  expect(manager.start('change-freeze').target).toBe('prod');
  manager.start('change-freeze', { cluster: 'textloom-nonprod' });
  const span = { from: clock.now, to: clock.now + 4 * HOUR };
  expect([...freezes.values()]).toEqual([
    expect.objectContaining({ environments: ['prod'], ...span }),
    expect.objectContaining({
      environments: ['dev', 'test', 'staging'],
      ...span,
    }),
  ]);
  manager.stop('change-freeze', { cluster: 'textloom-prod' });
  expect([...freezes.keys()]).toEqual(['Change freeze in dev, test, staging']);
  manager.stop('change-freeze');
  expect(freezes.size).toBe(0);
});

it('is over when its time is', () => {
  const { manager, freezes, clock } = freezing();
  manager.start('change-freeze');
  clock.now += 4 * HOUR - 1;
  manager.tick();
  expect(freezes.size).toBe(1);
  clock.now += 1;
  manager.tick();
  expect(freezes.size).toBe(0);
  const state = manager.list().find(({ id }) => id === 'change-freeze');
  expect(state?.running).toEqual([]);
});

it('says why there is nothing to freeze', () => {
  const { manager } = setUp();
  expect(() => manager.start('change-freeze')).toThrow(
    'There is no policy to add a freeze to',
  );
});
