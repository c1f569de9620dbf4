import { CiRelease } from '../ci/releases';
import { DEPLOYMENTS, getOf } from '../world/objects';
import { setUp } from './__testUtils__/worlds';
import { ScenarioManager } from './manager';

it('has CI report a bad release, and is over once the portal knows', () => {
  const published: CiRelease[] = [];
  const tellers: (() => void)[] = [];
  const { prod, clock } = setUp();
  const server = { url: '', setHung: jest.fn(), setDelay: jest.fn() };
  const ci = {
    publish: (release: CiRelease, told: () => void = () => undefined) => {
      published.push(release);
      tellers.push(told);
    },
  };
  const manager = new ScenarioManager(
    [{ name: 'textloom-prod', world: prod, server, ci }],
    () => clock.now,
  );
  const running = () =>
    manager.list().find(({ id }) => id === 'bad-release')?.running.length;
  expect(manager.start('bad-release').target).toBe('textloom-api 1.9.0');
  manager.tick();
  expect(running()).toBe(1);
  tellers.forEach(told => told());
  manager.tick();
  expect(running()).toBe(0);
  expect(published.map(({ version }) => version)).toEqual(['1.9.0']);
});

it('says why nothing can be built without a portal', () => {
  const { manager } = setUp();
  expect(() => manager.start('merge-to-develop')).toThrow(
    'There is no portal to report a release to',
  );
});

it('changes an image by hand, and takes it back', () => {
  const { manager, prod, pass } = setUp();
  const imageOf = () =>
    getOf(prod.store, DEPLOYMENTS, 'textloom', 'textloom-gateway')?.spec
      .template.spec.containers[0].image;
  const before = imageOf();
  manager.start('manual-change');
  pass(2);
  expect(imageOf()).toMatch(/textloom-gateway@sha256:[0-9a-f]{64}$/);
  expect(imageOf()).not.toBe(before);
  manager.stop('manual-change');
  expect(imageOf()).toBe(before);
});
