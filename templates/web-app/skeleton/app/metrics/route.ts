import { shared } from '@/lib/shared';

export const dynamic = 'force-dynamic';

/** For Prometheus. The gateway does not lead here: see the routes in `chart/`. */
export async function GET(): Promise<Response> {
  const { registry } = shared.metrics;
  return new Response(await registry.metrics(), {
    headers: { 'content-type': registry.contentType },
  });
}
