import { ClusterWorld } from '../../world/world';
import { Families, Labels } from '../series';
import { counter, gauge, ofKind, shareOf, switched } from './wave';

/** Tasks per second, how many wait, and how long the oldest does. */
const QUEUES: Record<string, { rate: number; length: number; wait: number }> = {
  default: { rate: 1.4, length: 14, wait: 9 },
  video: { rate: 0.3, length: 8, wait: 40 },
  audio: { rate: 0.5, length: 6, wait: 15 },
  priority: { rate: 0.2, length: 2, wait: 3 },
};
const BACKLOG = { queue: 'video', length: 420, wait: 900 };
/** Outside production. */
const SMALL = 0.25;
const VIDEO_RATE = 0.3;
const VIDEOS: [status: string, share: number][] = [
  ['success', 0.982],
  ['failed', 0.018],
];
/** Gauges of the product, which move little. */
const PRODUCT: Record<string, number> = {
  textloom_signup_conversion_ratio: 0.071,
  textloom_user_retention_ratio: 0.86,
  textloom_revenue_growth_ratio: 0.24,
};

type Row = [labels: Labels, value: (at: number) => number];

/** What TextLoom's own services report. */
export function workFamilies(world: ClusterWorld): Families {
  const { name: cluster, plan, faults } = world;
  const size = plan.size === 'full' ? 1 : SMALL;
  const backlog = (queue: string) =>
    queue === BACKLOG.queue ? ofKind(faults.services, 'queue-backlog') : [];
  const queues = (field: 'length' | 'wait'): Row[] =>
    Object.entries(QUEUES).map(([queue, normal]) => [
      { queue },
      switched(
        gauge({ mean: normal[field], key: `${cluster}/${queue}/${field}` }),
        backlog(queue),
        BACKLOG[field],
      ),
    ]);
  const tasks = (): Row[] =>
    Object.entries(QUEUES).map(([queue, { rate }]) => [
      { queue },
      counter({ mean: rate * size, key: `${cluster}/${queue}` }),
    ]);
  const videos = (): Row[] => {
    const total = counter({ mean: VIDEO_RATE * size, key: `${cluster}/video` });
    return VIDEOS.map(([status, share]) => [{ status }, shareOf(total, share)]);
  };
  const users = (): Row[] => [
    [
      { service: 'textloom-web' },
      gauge({ mean: 4_200 * size, key: `${cluster}/users` }),
    ],
  ];
  const product = Object.entries(PRODUCT).map(
    ([name, mean]): [string, () => Row[]] => [
      name,
      () => [[{}, gauge({ mean, daily: 0.01, key: `${cluster}/${name}` })]],
    ],
  );
  const rows: [string, () => Row[]][] = [
    ['textloom_tasks_completed_total', tasks],
    ['textloom_queue_length', () => queues('length')],
    ['textloom_queue_oldest_seconds', () => queues('wait')],
    ['textloom_videos_total', videos],
    ['textloom_concurrent_users', users],
    ...product,
  ];
  return new Map(
    rows.map(([name, make]) => [
      name,
      () =>
        make().map(([labels, value]) => ({
          labels: { __name__: name, job: 'textloom', ...labels },
          value,
        })),
    ]),
  );
}
