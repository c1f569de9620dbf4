import { DrillContext, DrillDriver } from '../../service/ports';
import { makeFolder } from './folders';
import { GuardOptions, Places } from './Places';

/**
 * A driver that cannot touch the source. Refused are: a folder that is not named after the drill, or not in the work
 * directory, or within, equal to or around a place of the source; a target without the drill's tag from `restore` on;
 * a target whose `address` or `dataDirectory` is the source's. It makes and tags the drill's folder before
 * `provision`, ends what runs in it and removes it after `teardown`, and adds what is left of both to `leftovers`.
 */
export function guarded(
  driver: DrillDriver,
  options: GuardOptions,
): DrillDriver {
  const places = new Places(options);
  const looking =
    <T>(act: (context: DrillContext) => Promise<T>) =>
    async (context: DrillContext) => {
      await places.admit(context);
      return act(context);
    };
  const touching =
    <T>(act: (context: DrillContext) => Promise<T>) =>
    async (context: DrillContext) => {
      await places.admitTagged(context);
      return act(context);
    };
  const telling =
    (
      act: (context: DrillContext) => Promise<Record<string, string | number>>,
    ) =>
    async (context: DrillContext) => {
      const facts = await act(context);
      await places.assertTarget(context, facts);
      return facts;
    };
  return {
    probe: looking(context => driver.probe(context)),
    freeze: looking(context => driver.freeze(context)),
    plan: looking(context => driver.plan(context)),
    provision: telling(
      looking(async context => {
        await makeFolder(context.directory, context);
        return driver.provision(context);
      }),
    ),
    restore: telling(touching(context => driver.restore(context))),
    recover: telling(touching(context => driver.recover(context))),
    verify: touching(context => driver.verify(context)),
    smoke: touching(context => driver.smoke(context)),
    markers: touching(context => driver.markers(context)),
    async teardown(context) {
      if (!(await places.admitTeardown(context))) {
        context.log('the place holds what another has made: left alone');
        return [];
      }
      const removed = await driver.teardown(context);
      return [...removed, ...(await places.remove(context))];
    },
    async leftovers() {
      const own = await driver.leftovers();
      return [...own, ...(await places.leftovers())];
    },
  };
}
