import { shared } from '@/lib/shared';

export const dynamic = 'force-dynamic';

/** Readiness: whether it wants requests. Add what a page cannot be made without. */
export function GET(): Response {
  return shared.draining
    ? Response.json({ status: 'draining' }, { status: 503 })
    : Response.json({ status: 'ready' });
}
