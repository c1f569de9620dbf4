import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { SilenceFacts } from '@textloom/plugin-clusters-common';
import { SilenceWriter } from './ClusterLocator';
import { createSilence, expireSilence } from './silences';
import { SourceFailure } from './SourceFailure';

const SILENCE: SilenceFacts = {
  id: '6f1c0a52-6c1b-4f0e-9d0e-0123456789ab',
  state: 'active',
  matchers: [],
  startsAt: '2026-03-02T12:00:00.000Z',
  endsAt: '2026-03-02T12:30:00.000Z',
  createdBy: 'user:default/ada',
  comment: 'known',
};
const MATCHERS = [
  { name: 'alertname', value: 'High', isRegex: false, isEqual: true },
];
const WANTED = {
  cluster: 'prod',
  request: { matchers: MATCHERS, minutes: 30, comment: 'known' },
};

function setUp(error?: Error) {
  const event = {
    success: jest.fn(async () => undefined),
    fail: jest.fn(async (_: object) => undefined),
  };
  const auditor = mockServices.auditor.mock({
    createEvent: async () => event,
  });
  const writer = {
    create: jest.fn(async () => {
      if (error) {
        throw error;
      }
      return SILENCE;
    }),
    expire: jest.fn(async () => {
      if (error) {
        throw error;
      }
    }),
  } satisfies SilenceWriter;
  const logger = mockServices.logger.mock();
  const credentials = mockCredentials.user('user:default/ada');
  return { event, auditor, writer, logger, credentials };
}

describe('silences', () => {
  it('are made in the name of the caller, on the record', async () => {
    const parts = setUp();
    await expect(createSilence(WANTED, parts)).resolves.toBe(SILENCE);
    expect(parts.writer.create).toHaveBeenCalledWith(
      WANTED.request,
      'user:default/ada',
    );
    expect(parts.auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'silence-create',
      severityLevel: 'medium',
      meta: {
        cluster: 'prod',
        matchers: MATCHERS,
        minutes: 30,
        comment: 'known',
      },
    });
    expect(parts.event.success).toHaveBeenCalledTimes(1);
    expect(parts.event.fail).not.toHaveBeenCalled();
  });

  it('are ended on the record', async () => {
    const parts = setUp();
    await expireSilence({ cluster: 'prod', silence: SILENCE.id }, parts);
    expect(parts.writer.expire).toHaveBeenCalledWith(SILENCE.id);
    expect(parts.auditor.createEvent).toHaveBeenCalledWith({
      eventId: 'silence-expire',
      severityLevel: 'medium',
      meta: { cluster: 'prod', silence: SILENCE.id },
    });
    expect(parts.event.success).toHaveBeenCalledTimes(1);
  });

  it.each([
    [
      'not-served',
      'NotFoundError',
      'Alertmanager has no such silence',
    ] as const,
    ['malformed', 'InputError', 'Alertmanager refused the silence'] as const,
    [
      'timeout',
      'ServiceUnavailableError',
      'Alertmanager did not take the silence; try again in a moment',
    ] as const,
    [
      'unauthenticated',
      'ServiceUnavailableError',
      'Alertmanager did not take the silence; try again in a moment',
    ] as const,
  ])('that fail as %s are a %s', async (problem, name, message) => {
    const parts = setUp(new SourceFailure(problem, 'http://am.internal:9093'));
    const expected = expect.objectContaining({ name, message });
    await expect(createSilence(WANTED, parts)).rejects.toEqual(expected);
    expect(parts.event.fail).toHaveBeenCalledWith({ error: expected });
    expect(parts.event.success).not.toHaveBeenCalled();
    expect(parts.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('am.internal'),
    );
  });

  it('need an Alertmanager, and the attempt is on the record', async () => {
    const parts = { ...setUp(), writer: undefined };
    await expect(createSilence(WANTED, parts)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: 'No Alertmanager is connected to this cluster',
    });
    expect(parts.event.fail).toHaveBeenCalledTimes(1);
  });

  it('bear a name: a service cannot make or end them', async () => {
    const parts = { ...setUp(), credentials: mockCredentials.service() };
    await expect(createSilence(WANTED, parts)).rejects.toMatchObject({
      name: 'InputError',
    });
    await expect(
      expireSilence({ cluster: 'prod', silence: SILENCE.id }, parts),
    ).rejects.toMatchObject({ name: 'InputError' });
    expect(parts.writer.create).not.toHaveBeenCalled();
    expect(parts.writer.expire).not.toHaveBeenCalled();
  });

  it('that were made are not said to have failed when the record cannot be closed', async () => {
    const parts = setUp();
    parts.event.success.mockRejectedValue(new Error('the log is full'));
    await expect(createSilence(WANTED, parts)).rejects.toThrow('log is full');
    expect(parts.event.fail).not.toHaveBeenCalled();
  });
});
