import { Answers } from '../covering/parameterSpace';
import { renderService, RenderedService } from '../tester/renderService';
import { Mutation } from './__testUtils__/mutate';
import { Case, MUTATIONS } from './__testUtils__/mutations';
import { CONSISTENCY_RULES, contradictionsIn } from './consistency';

const SHARED: Answers = {
  name: 'video-search',
  title: 'Video search',
  description: 'Finds the videos of a tenant',
  owner: 'group:default/video-platform',
  repoUrl: 'forge.example.com?owner=textloom&repo=video-search',
};

/** Plain Istio, so that routes and subsets are there to go wrong. */
const SERVICES: Record<'api' | 'worker' | 'web', [string, Answers]> = {
  api: [
    'api-service',
    { ...SHARED, exposure: 'public', rollouts: false, strategy: 'canary' },
  ],
  worker: ['worker', { ...SHARED, rollouts: false, priorityQueue: true }],
  web: ['web-app', { ...SHARED, rollouts: false }],
};
type Kind = keyof typeof SERVICES;

const services = {} as Record<Kind, RenderedService>;

jest.setTimeout(60_000);
beforeAll(async () => {
  for (const kind of Object.keys(SERVICES) as Kind[]) {
    const [slug, parameters] = SERVICES[kind];
    services[kind] = await renderService({ slug, parameters });
  }
});
afterAll(() =>
  Promise.all(Object.values(services).map(service => service.remove())),
);

/** The rules that say something after a mutation that they did not say before. */
function turnedRedBy(mutation: Case): string[] {
  const [[kind, mutate]] =
    typeof mutation === 'function'
      ? [['api', mutation] as [Kind, Mutation]]
      : (Object.entries(mutation) as [Kind, Mutation][]);
  const before = new Set(
    contradictionsIn(services[kind]).map(found => JSON.stringify(found)),
  );
  const news = contradictionsIn(mutate(services[kind])).filter(
    found => !before.has(JSON.stringify(found)),
  );
  return [...new Set(news.map(({ rule }) => rule))];
}

describe('an emitted service', () => {
  it.each(Object.keys(SERVICES) as Kind[])(
    'of kind %s does not contradict itself',
    kind => {
      expect(contradictionsIn(services[kind])).toEqual([]);
    },
  );
});

describe('the rules of consistency', () => {
  it('each have mutations that must turn them red', () => {
    expect(Object.keys(MUTATIONS).sort()).toEqual(
      CONSISTENCY_RULES.map(({ id }) => id).sort(),
    );
  });

  const cases = Object.entries(MUTATIONS).flatMap(([rule, mutations]) =>
    mutations.map((mutation, index) => [rule, index + 1, mutation] as const),
  );
  it.each(cases)('%s turns red, and it alone (%i)', (rule, _, mutation) => {
    expect(turnedRedBy(mutation)).toEqual([rule]);
  });
});
