import { DeliveryError, Delivery, Observation, placeKey } from './ports';
import { aRelease } from '@textloom/plugin-deployments-common/testUtils';
import { Observations, versionOf } from './Observations';

const PLACE = { service: 'textloom-api', environment: 'prod' };
const RELEASE = aRelease();
const SEEN: Observation = {
  revision: 'r1',
  sync: 'synced',
  health: 'healthy',
  images: RELEASE.images,
  observedAt: 7,
};

function setUp() {
  let now = 1_000;
  const delivery = {
    observe: jest.fn(async () => SEEN),
    observeAll: jest.fn(
      async () =>
        new Map<string, Observation | DeliveryError>([[placeKey(PLACE), SEEN]]),
    ),
  };
  const observations = new Observations({
    delivery: delivery as object as Delivery,
    releasesOf: async () => [RELEASE],
    clock: () => now,
    patienceMs: 20,
  });
  return {
    delivery,
    observations,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('Observations', () => {
  it('asks a cluster once in two seconds, unless something changed', async () => {
    const { delivery, observations, pass } = setUp();
    await observations.of(PLACE);
    pass(1_999);
    await observations.of(PLACE);
    expect(delivery.observe).toHaveBeenCalledTimes(1);
    observations.forget();
    await observations.of(PLACE);
    expect(delivery.observe).toHaveBeenCalledTimes(2);
  });

  it('tells what runs with the version of the release that it is', async () => {
    await expect(setUp().observations.baseline(PLACE)).resolves.toEqual({
      version: '1.8.0',
      images: RELEASE.images,
      revision: 'r1',
      observedAt: 7,
    });
  });

  it('shows what was seen last while a cluster hangs', async () => {
    const { delivery, observations, pass } = setUp();
    await observations.all([PLACE]);
    pass(3_000);
    delivery.observeAll.mockReturnValue(new Promise(() => {}));
    const seen = await observations.all([PLACE]);
    expect(seen.get(placeKey(PLACE))).toBe(SEEN);
  });

  it.each([
    ['hangs', () => new Promise<never>(() => {})],
    ['fails', () => Promise.reject(new Error('down'))],
  ])(
    'says that nothing is known while it %s from the start',
    async (_, ask) => {
      const { delivery, observations } = setUp();
      delivery.observeAll.mockImplementation(ask);
      const seen = await observations.all([PLACE]);
      expect(seen.get(placeKey(PLACE))).toBeInstanceOf(DeliveryError);
    },
  );
});

describe('versionOf', () => {
  const [image] = RELEASE.images;
  const other = { repository: image?.repository ?? '', digest: 'sha256:0' };

  it.each([
    ['all images run', RELEASE.images, '1.8.0'],
    ['another digest runs', [other], undefined],
    ['both run while it rolls', [...RELEASE.images, other], undefined],
    [
      'a sidecar runs beside',
      [...RELEASE.images, { ...other, repository: 'proxy' }],
      '1.8.0',
    ],
    ['nothing runs', [], undefined],
  ])('%s', (_, images, version) => {
    expect(versionOf(images, [RELEASE])).toBe(version);
  });
});
