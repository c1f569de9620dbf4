import { Tag } from '@aws-sdk/client-rds';
import { DrillContext } from '../../service/ports';
import { RdsInstance } from './answers';

/** How every drill is named, and every instance that it makes. */
const DRILL_NAME = /^drill-[0-9a-f]{8}$/;
const HOUR_MS = 3_600_000;
const MAX_VALUE = 256;
/** AWS takes letters, digits, spaces and these. */
const UNFIT = /[^\p{L}\p{N} _.:/=+\-@]/gu;

/** Keys of the tags that tell whose an instance is; policies of IAM name them. */
const KEYS = {
  drill: 'textloom:drill',
  store: 'textloom:store',
  portal: 'textloom:portal',
  owner: 'textloom:owner',
  expires: 'textloom:expires',
  point: 'textloom:point',
} as const;

/** Whose an instance is. */
export interface Owner {
  /** Id of the store. */
  store: string;
  /** Address of the portal: others may share the account, and even the names of stores. */
  portal: string;
}

/** Tags of a copy. `point` tells which frozen evidence it is made from. */
export function tagsOf(
  { drill, store, plan, now }: DrillContext,
  { portal }: Owner,
  point: string,
): Tag[] {
  const values = {
    drill,
    store: store.id,
    portal,
    ...(store.owner !== undefined && { owner: store.owner }),
    expires: new Date(now() + plan.timeLimitMs + HOUR_MS).toISOString(),
    point,
  };
  return Object.entries(values).map(([key, value]) => ({
    Key: KEYS[key as keyof typeof KEYS],
    Value: fit(value),
  }));
}

/** The drill that made an instance for this store of this portal; undefined when it was made by anything else. */
export function drillOf(
  { id, tags }: RdsInstance,
  { store, portal }: Owner,
): string | undefined {
  const isOurs =
    DRILL_NAME.test(id) &&
    tags.get(KEYS.drill) === id &&
    tags.get(KEYS.store) === fit(store) &&
    tags.get(KEYS.portal) === fit(portal);
  return isOurs ? id : undefined;
}

/** Whether an instance says of itself that it is the copy of a drill, of whichever portal. */
export function isCopy({ id, tags }: RdsInstance): boolean {
  return DRILL_NAME.test(id) || tags.has(KEYS.drill);
}

/** From which frozen evidence a copy was made. */
export function pointOf({ tags }: RdsInstance): string | undefined {
  return tags.get(KEYS.point);
}

function fit(value: string): string {
  return value.replace(UNFIT, '-').slice(0, MAX_VALUE);
}
