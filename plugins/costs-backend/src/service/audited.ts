import { AuditorService } from '@backstage/backend-plugin-api';
import { Caller } from './CostsService';

/** Each write is on the record, also when it is refused. */
export async function audited<T>(
  auditor: AuditorService,
  { request }: Caller,
  eventId: string,
  meta: Record<string, string>,
  write: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    ...(request && { request }),
    meta,
  });
  try {
    const result = await write();
    await event.success();
    return result;
  } catch (error) {
    const shown = error instanceof Error ? error : new Error('Unknown');
    await event.fail({ error: shown });
    throw shown;
  }
}
