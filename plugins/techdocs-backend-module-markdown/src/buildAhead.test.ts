import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { createBuildAhead } from './buildAhead';

const entity = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
});
const MINUTE = 60_000;

function setup(names: string[]) {
  const t = {
    names,
    broken: new Set<string>(),
    built: [] as string[],
    clock: 0,
    logger: mockServices.logger.mock(),
    controller: new AbortController(),
    onBuild: () => {},
  };
  const task = createBuildAhead({
    entities: async () => t.names.map(entity),
    build: async ({ metadata: { name } }) => {
      t.built.push(name);
      t.onBuild();
      if (t.broken.has(name)) throw new Error('no docs folder');
      return true;
    },
    logger: t.logger,
    now: () => t.clock,
  });
  return {
    ...t,
    at: async (minutes: number, now: string[] = t.names) => {
      t.clock = minutes * MINUTE;
      t.names = now;
      t.built.length = 0;
      await task(t.controller.signal);
      return [...t.built];
    },
    abortOnBuild: () => {
      t.onBuild = () => t.controller.abort();
    },
  };
}

describe('createBuildAhead', () => {
  it('builds what the catalog has, once, and again after an hour', async () => {
    const t = setup([]);
    expect(await t.at(0)).toEqual([]);
    expect(await t.at(1, ['portal'])).toEqual(['portal']);
    expect(t.logger.info).toHaveBeenCalledWith(
      'Documentation of component:default/portal is built',
    );
    expect(await t.at(2, ['portal', 'api'])).toEqual(['api']);
    expect(await t.at(60.9)).toEqual([]);
    expect(await t.at(61)).toEqual(['portal']);
  });

  it('builds the others when one cannot be built, and tries that one again later', async () => {
    const t = setup(['broken', 'portal']);
    t.broken.add('broken');
    expect(await t.at(0)).toEqual(['broken', 'portal']);
    expect(t.logger.warn).toHaveBeenCalledWith(
      'Documentation of component:default/broken could not be built: Error: no docs folder',
    );
    expect(await t.at(4)).toEqual([]);
    t.broken.clear();
    expect(await t.at(5)).toEqual(['broken']);
    expect(await t.at(10)).toEqual([]);
    expect(t.logger.warn).toHaveBeenCalledTimes(1);
  });

  it('stops between two entities when the backend stops', async () => {
    const t = setup(['first', 'second']);
    t.abortOnBuild();
    expect(await t.at(0)).toEqual(['first']);
  });
});
