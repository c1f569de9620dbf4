import { DELIVERY_RULES } from './__testUtils__/deliveryRules';
import { FIT_RULES } from './__testUtils__/fitRules';
import { MUTATIONS } from './__testUtils__/mutations';
import { repositoryNow } from './__testUtils__/neighbours';
import { AddonRule, Repository } from './__testUtils__/repository';
import { textOf } from './__testUtils__/emitted';
import { WATCH_RULES } from './__testUtils__/watchRules';

jest.setTimeout(60_000);

const RULES: readonly AddonRule[] = [
  ...DELIVERY_RULES,
  ...WATCH_RULES,
  ...FIT_RULES,
];
const repository = repositoryNow();

/** What each rule has against a repository; rules without a word are left out. */
const against = (changed: Repository) =>
  Object.fromEntries(
    RULES.map(rule => [rule.id, [...rule.check(changed)]] as const).filter(
      ([, said]) => said.length > 0,
    ),
  );

describe('artefacts of platform-addons', () => {
  it('do not contradict each other, nor what the other templates emit', () => {
    expect(against(repository)).toEqual({});
  });

  it('are held by rules that were all seen red', () => {
    expect([...new Set(MUTATIONS.map(([rule]) => rule))].sort()).toEqual(
      RULES.map(({ id }) => id).sort(),
    );
  });

  it.each(MUTATIONS)('%s finds a fault in %s (%#)', (rule, path, from, to) => {
    const text = textOf(repository.files, path);
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    const files = new Map([...repository.files, [path, changed]]);
    expect(Object.keys(against({ ...repository, files }))).toEqual([rule]);
  });

  it('would notice smaller nodes, and more pods of services', () => {
    const smaller = JSON.parse(JSON.stringify(repository));
    smaller.sizes.node_groups.worker.max = 5;
    const { sizes } = smaller;
    expect(Object.keys(against({ ...repository, sizes }))).toEqual([
      'node-group-holds',
    ]);
    const services = JSON.parse(JSON.stringify(repository.services));
    services.api.autoscaling.max = 200;
    expect(Object.keys(against({ ...repository, services }))).toEqual([
      'node-group-holds',
    ]);
  });
});
