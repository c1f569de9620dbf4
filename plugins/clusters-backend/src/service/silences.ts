import {
  AuditorService,
  BackstageCredentials,
  BackstageUserPrincipal,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { SilenceFacts, SilenceRequest } from '@textloom/plugin-clusters-common';
import { SilenceWriter } from './ClusterLocator';
import { CallOptions, InCluster } from './ClustersService';
import { SourceFailure } from './SourceFailure';

interface Writing extends CallOptions {
  auditor: AuditorService;
  logger: LoggerService;
  writer?: SilenceWriter;
}

/** Silences alerts of a cluster, in the caller's name, on the record. */
export async function createSilence(
  { cluster, request }: InCluster & { request: SilenceRequest },
  writing: Writing,
): Promise<SilenceFacts> {
  const { minutes, comment, matchers } = request;
  const createdBy = personOf(writing.credentials);
  return onRecord(
    writing,
    'silence-create',
    { cluster, matchers, minutes, comment },
    writer => writer.create(request, createdBy),
  );
}

/** Ends a silence before its time, on the record. */
export async function expireSilence(
  { cluster, silence }: InCluster & { silence: string },
  writing: Writing,
): Promise<void> {
  personOf(writing.credentials);
  return onRecord(writing, 'silence-expire', { cluster, silence }, writer =>
    writer.expire(silence),
  );
}

/** Silences bear a person's name; a service has none. */
function personOf({ principal }: BackstageCredentials): string {
  const { type, userEntityRef } = principal as Partial<BackstageUserPrincipal>;
  if (type !== 'user' || !userEntityRef) {
    throw new InputError('Only a person can silence alerts');
  }
  return userEntityRef;
}

async function onRecord<T>(
  { auditor, request, writer, logger }: Writing,
  eventId: string,
  meta: Record<string, string | number | object[]>,
  act: (writer: SilenceWriter) => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    ...(request && { request }),
    meta: JSON.parse(JSON.stringify(meta)),
  });
  let result: T;
  try {
    if (!writer) {
      throw new ServiceUnavailableError(
        'No Alertmanager is connected to this cluster',
      );
    }
    result = await act(writer);
  } catch (error) {
    const shown = shownError(error, logger);
    await event.fail({ error: shown });
    throw shown;
  }
  await event.success();
  return result;
}

/** What the caller is told: never where Alertmanager is. */
function shownError(error: unknown, logger: LoggerService): Error {
  if (!(error instanceof SourceFailure)) {
    return error instanceof Error ? error : new Error('Unknown failure');
  }
  logger.warn(`Alertmanager did not take a silence: ${error.message}`);
  switch (error.problem) {
    case 'not-served':
      return new NotFoundError('Alertmanager has no such silence');
    case 'malformed':
      return new InputError('Alertmanager refused the silence');
    default:
      return new ServiceUnavailableError(
        'Alertmanager did not take the silence; try again in a moment',
      );
  }
}
