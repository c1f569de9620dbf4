import { artefactsOf, summaryOf } from '@textloom/plugin-deployments-common';
import {
  aPolicy,
  aProposal,
  aRelease,
  anEnvironment,
  TEST_NOW,
} from '@textloom/plugin-deployments-common/testUtils';
import { BoardInput, boardView } from './boardView';
import { DeliveryError, Observation } from './ports';

const OLD = aRelease({ id: 'old', version: '1.7.2' });
const NEW = aRelease({ id: 'new' });
const BRANCH = aRelease({
  id: 'branch',
  version: '1.9.0-dev.1',
  ref: 'refs/heads/develop',
});
const PLACE = 'textloom-api/prod';

const seen = (over: Partial<Observation> = {}): Observation => ({
  sync: 'synced',
  health: 'healthy',
  images: OLD.images,
  observedAt: TEST_NOW - 5,
  ...over,
});

function cellOf(over: Partial<BoardInput>) {
  const view = boardView({
    policy: aPolicy({ environments: [anEnvironment()] }),
    services: [
      { service: 'textloom-api', owner: 'group:default/core', title: 'API' },
    ],
    observed: new Map([[PLACE, seen()]]),
    running: new Map(),
    releases: new Map([['textloom-api', [BRANCH, NEW, OLD]]]),
    open: [],
    owing: [],
    denied: new Map(),
    now: TEST_NOW,
    ...over,
  });
  return view.services[0]?.cells[0];
}

describe('boardView', () => {
  it('shows what runs, and the newest release that may follow', () => {
    const [success] = [
      { environment: 'prod', artefacts: 'a', version: '1.7.2', at: 9 },
    ];
    expect(cellOf({ running: new Map([[PLACE, success]]) })).toEqual({
      environment: 'prod',
      running: {
        version: '1.7.2',
        digest: OLD.images[0]?.digest,
        since: 9,
        observedAt: TEST_NOW - 5,
        health: 'healthy',
        sync: 'synced',
      },
      open: [],
      newest: { release: 'new', version: '1.8.0', createdAt: NEW.createdAt },
    });
  });

  it('does not date what runs by a success of something else', () => {
    const success = {
      environment: 'prod',
      artefacts: 'a',
      version: '1.0.0',
      at: 9,
    };
    expect(
      cellOf({ running: new Map([[PLACE, success]]) })?.running?.since,
    ).toBeUndefined();
  });

  it('has nothing newer where the newest runs', () => {
    const observed = new Map([[PLACE, seen({ images: NEW.images })]]);
    expect(cellOf({ observed })?.newest).toBeUndefined();
  });

  it('does not offer what was rolled back there, nor anything older than what runs', () => {
    const denied = new Map([[PLACE, [artefactsOf(NEW)]]]);
    expect(cellOf({ denied })?.newest).toBeUndefined();
    const elsewhere = new Map([['textloom-api/staging', [artefactsOf(NEW)]]]);
    expect(cellOf({ denied: elsewhere })?.newest?.release).toBe('new');
    const [image] = OLD.images;
    const foreign = seen({ images: [{ ...image, digest: 'sha256:0' }] });
    const observed = new Map([[PLACE, foreign]]);
    expect(cellOf({ denied, observed })?.newest?.release).toBe('old');
  });

  it('names what somebody has to adopt or revert', () => {
    const changed = { ...summaryOf(aProposal()), state: 'Diverged' } as const;
    const owing = [
      { ...changed, id: 'c', environment: 'staging' },
      { ...changed, id: 'b', state: 'Succeeded' as const },
      { ...changed, id: 'a' },
    ];
    expect(cellOf({ owing })?.unsettled?.id).toBe('a');
    expect(cellOf({ owing: owing.slice(0, 2) })).not.toHaveProperty(
      'unsettled',
    );
  });

  it('says what is not known instead of what was', () => {
    const error = new DeliveryError('unreachable', 'No answer');
    const cell = cellOf({ observed: new Map([[PLACE, error]]) });
    expect(cell).toMatchObject({ problem: 'No answer' });
    expect(cell).not.toHaveProperty('running');
    expect(cellOf({ observed: new Map() })).not.toHaveProperty('running');
    const empty = new Map([[PLACE, seen({ images: [] })]]);
    expect(cellOf({ observed: empty })).not.toHaveProperty('running');
  });

  it('lists open proposals of the place, oldest first', () => {
    const newer = { ...summaryOf(aProposal()), id: 'b', requestedAt: 2 };
    const older = { ...newer, id: 'a', requestedAt: 1 };
    const elsewhere = { ...newer, id: 'c', environment: 'test' };
    expect(
      cellOf({ open: [newer, elsewhere, older] })?.open.map(({ id }) => id),
    ).toEqual(['a', 'b']);
  });

  it('has the services in the order of their titles', () => {
    const services = ['Workers', 'API', 'Payments'].map(title => ({
      service: title.toLowerCase(),
      owner: 'group:default/core',
      title,
    }));
    const view = boardView({
      policy: aPolicy(),
      services,
      observed: new Map(),
      running: new Map(),
      releases: new Map(),
      open: [],
      owing: [],
      denied: new Map(),
      now: TEST_NOW,
    });
    expect(view.services.map(({ title }) => title)).toEqual([
      'API',
      'Payments',
      'Workers',
    ]);
  });

  it('names the freeze of an environment', () => {
    const freezes = [
      {
        name: 'Sale',
        reason: 'Busiest day',
        environments: ['prod'],
        services: [],
        when: { from: TEST_NOW - 1, to: TEST_NOW + 1_000 },
      },
    ];
    const { environments } = boardView({
      policy: aPolicy({ freezes }),
      services: [],
      observed: new Map(),
      running: new Map(),
      releases: new Map(),
      open: [],
      owing: [],
      denied: new Map(),
      now: TEST_NOW,
    });
    expect(environments).toEqual([
      {
        name: 'prod',
        trigger: 'proposal',
        freeze: { name: 'Sale', until: TEST_NOW + 1_000 },
      },
    ]);
  });
});
