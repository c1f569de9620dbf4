import { ApiContext, ApiRequest, ApiResponse } from './context';
import { badRequest } from './status';
import { isRecord, KubeObject, valueAt } from './types';

/** How far back a log without limits reaches, and how often a followed log is looked at. */
const HISTORY_MS = 3_600_000;
const FOLLOW_MS = 1000;

/** `pods/NAME/log`: `container`, `tailLines`, `sinceSeconds`, `timestamps`, `limitBytes` and `follow`. @throws ApiError 400 */
export function podLog(
  context: ApiContext,
  pod: KubeObject,
  { query }: ApiRequest,
): ApiResponse {
  const container = containerOf(pod, query.get('container'));
  const now = context.store.now();
  const since = Number(query.get('sinceSeconds') ?? 0) * 1000 || HISTORY_MS;
  const timestamps = query.get('timestamps') === 'true';
  const read = (from: number, to: number) =>
    context.logs
      .lines(pod, container, { from, to })
      .map(({ at, text }) =>
        timestamps ? `${new Date(at).toISOString()} ${text}\n` : `${text}\n`,
      );
  const lines = read(now - since, now);
  const tail = query.get('tailLines');
  const shown =
    tail === null ? lines : lines.slice(-Number(tail) || lines.length);
  const text = (tail === '0' ? [] : shown).join('');
  const limit = Number(query.get('limitBytes') ?? 0);
  if (query.get('follow') !== 'true') {
    return {
      status: 200,
      body: limit > 0 ? text.slice(0, limit) : text,
      contentType: 'text/plain',
    };
  }
  return {
    contentType: 'text/plain',
    stream: sink => {
      let from = now;
      sink.write(text);
      const timer = setInterval(() => {
        const to = context.store.now();
        read(from, to).forEach(line => sink.write(line));
        from = to;
      }, FOLLOW_MS);
      sink.closed(() => clearInterval(timer));
    },
  };
}

function containerOf(pod: KubeObject, asked: string | null): string {
  const containers = valueAt(pod, 'spec.containers');
  const names = (Array.isArray(containers) ? containers : [])
    .filter(isRecord)
    .map(container => `${container.name}`);
  const { name } = pod.metadata;
  if (asked) {
    if (!names.includes(asked)) {
      throw badRequest(`container ${asked} is not valid for pod ${name}`);
    }
    return asked;
  }
  const preferred =
    pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  if (names.length > 1 && !preferred) {
    throw badRequest(
      `a container name must be specified for pod ${name}, choose one of: [${names.join(
        ' ',
      )}]`,
    );
  }
  return preferred ?? names[0] ?? '';
}
