import http from 'node:http';
import { Alertmanager } from '../alertmanager/Alertmanager';
import { Eks } from '../eks/Eks';
import { Prometheus } from '../prometheus/Prometheus';
import { json, readBody, refusal, Reply } from './reply';

/** What the control server serves beside its own page: what a platform has around its clusters. */
export interface Platform {
  /** By cluster. */
  monitoring: ReadonlyMap<
    string,
    { alertmanager: Alertmanager; prometheus: Prometheus }
  >;
  /** Tells of all clusters. */
  eks: Eks;
  token: string;
}

/** Prometheus and Alertmanager have no sign-in of their own; the sandbox's ask for the token of its clusters. */
export async function askMonitoring(
  { monitoring, token }: Platform,
  request: http.IncomingMessage,
  asked: { kind: string; cluster: string; path: string; url: URL },
): Promise<Reply> {
  if (request.headers.authorization !== `Bearer ${token}`) {
    return refusal(401, 'The token of the clusters is needed');
  }
  const servers = monitoring.get(asked.cluster);
  if (!servers) {
    return refusal(404, `There is no cluster ${asked.cluster}`);
  }
  if (asked.kind === 'exporters') {
    return asked.path === '/metrics'
      ? {
          status: 200,
          type: 'text/plain; version=0.0.4; charset=utf-8',
          body: servers.prometheus.metrics(),
        }
      : refusal(404, 'Exporters have metrics only');
  }
  const text = await readBody(request);
  const { status, body } =
    asked.kind === 'prometheus'
      ? servers.prometheus.answer(
          asked.path,
          new URLSearchParams([
            ...asked.url.searchParams,
            ...new URLSearchParams(text),
          ]),
        )
      : servers.alertmanager.answer(
          request.method ?? 'GET',
          asked.path,
          asked.url.searchParams,
          text,
        );
  return body === undefined
    ? { status, type: 'application/json', body: '' }
    : json(status, body);
}

/** EKS asks for a signature instead of a token. */
export async function askEks(
  eks: Eks,
  request: http.IncomingMessage,
  url: URL,
): Promise<Reply> {
  const { status, headers, body } = eks.answer({
    method: request.method ?? 'GET',
    path: url.pathname.slice('/eks'.length),
    query: url.searchParams,
    body: await readBody(request),
    authorization: request.headers.authorization,
  });
  return { ...json(status, body), headers };
}
