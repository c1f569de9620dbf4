import { isRecord } from '../kubernetes/types';

/** Images of all containers in objects, wherever their pod templates are, each once and in order. */
export function imagesOf(value: unknown): string[] {
  return [...new Set(found(value))].sort();
}

function found(value: unknown): string[] {
  if (Array.isArray(value)) {
    return value.flatMap(found);
  }
  return isRecord(value)
    ? Object.entries(value).flatMap(([key, child]) =>
        /^(initC|c)ontainers$/.test(key) && Array.isArray(child)
          ? child.flatMap(container =>
              isRecord(container) && typeof container.image === 'string'
                ? [container.image]
                : [],
            )
          : found(child),
      )
    : [];
}
