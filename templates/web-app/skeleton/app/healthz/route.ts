export const dynamic = 'force-dynamic';

/** Liveness: the process answers. Says nothing of others, whose failure no restart would mend. */
export function GET(): Response {
  return Response.json({ status: 'ok' });
}
