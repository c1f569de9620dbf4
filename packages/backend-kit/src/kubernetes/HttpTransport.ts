import { isError } from '@backstage/errors';
import { KubernetesCredential } from '@backstage/plugin-kubernetes-node';
import {
  Agent as HttpAgent,
  IncomingMessage,
  request as http,
} from 'node:http';
import { Agent as HttpsAgent, request as https } from 'node:https';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CredentialSource } from './credentials';
import { Target } from './target';
import {
  KubeRequest,
  KubeResponse,
  Transport,
  TransportError,
} from './transport';

const KEEP_ALIVE_MS = 15_000;

/** Carries requests over HTTP/1.1, with or without TLS. Redirects are not followed: a token goes to its server only. */
export class HttpTransport implements Transport {
  readonly #resolveTarget: () => Target;
  readonly #credentials: CredentialSource;
  readonly #agents = new Map<string, HttpAgent | HttpsAgent>();
  #target?: Target;

  constructor(options: {
    /** Called before the first request, and again after a certificate was refused: its authority may have changed. */
    resolveTarget: () => Target;
    credentials: CredentialSource;
  }) {
    this.#resolveTarget = options.resolveTarget;
    this.#credentials = options.credentials;
  }

  async request(request: KubeRequest): Promise<KubeResponse> {
    const credential = await abortable(this.#credentials.get(), request.signal);
    const target = this.#resolve();
    const url = new URL(target.url);
    url.pathname = url.pathname.replace(/\/$/, '') + request.path;
    url.search = new URLSearchParams(request.query).toString();
    const response = await this.#send(url, target, credential, request);
    const status = response.statusCode ?? 0;
    if (status === 401) {
      this.#credentials.invalidate();
    }
    return {
      status,
      date: response.headers.date,
      retryAfter: response.headers['retry-after'],
      body: readBody(response, request.signal),
    };
  }

  close(): void {
    this.#agents.forEach(agent => agent.destroy());
    this.#agents.clear();
  }

  #resolve(): Target {
    try {
      this.#target ??= this.#resolveTarget();
      return this.#target;
    } catch (error) {
      throw new TransportError('unreachable', `unusable settings: ${error}`, {
        cause: error,
      });
    }
  }

  #send(
    url: URL,
    target: Target,
    credential: KubernetesCredential,
    request: KubeRequest,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const send = url.protocol === 'https:' ? https : http;
      const sent = send(url, {
        method: request.method ?? 'GET',
        agent: this.#agentFor(target, credential),
        signal: request.signal,
        headers: {
          accept: 'application/json',
          'user-agent': 'textloom-portal',
          ...(request.body && { 'content-type': request.body.type }),
          ...(request.gzip && { 'accept-encoding': 'gzip' }),
          ...(credential.type === 'bearer token' && {
            authorization: `Bearer ${credential.token.trim()}`,
          }),
        },
      });
      sent.on('response', resolve);
      sent.on('error', error => {
        if (/CERT|SIGNED|SIGNATURE|TLS/.test(codeOf(error))) {
          this.close();
          this.#target = undefined;
        }
        reject(failureOf(error, request.signal));
      });
      sent.end(request.body?.text);
    });
  }

  #agentFor(
    target: Target,
    credential: KubernetesCredential,
  ): HttpAgent | HttpsAgent {
    const x509 =
      credential.type === 'x509 client certificate' ? credential : undefined;
    const key = x509 ? `${x509.cert}|${x509.key}` : '';
    let agent = this.#agents.get(key);
    if (!agent) {
      const options = {
        keepAlive: true,
        keepAliveMsecs: KEEP_ALIVE_MS,
        maxFreeSockets: 4,
      };
      agent =
        target.url.protocol === 'https:'
          ? new HttpsAgent({
              ...options,
              ca: target.ca,
              rejectUnauthorized: target.rejectUnauthorized,
              cert: x509?.cert,
              key: x509?.key,
            })
          : new HttpAgent(options);
      this.#agents.set(key, agent);
    }
    return agent;
  }
}

async function* readBody(
  response: IncomingMessage,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    if (response.headers['content-encoding'] === 'gzip') {
      // The callback is where pipeline reports; the reader of the unzipped end sees the same error.
      yield* pipeline(response, createGunzip(), () => {});
    } else {
      yield* response;
    }
  } catch (error) {
    throw failureOf(error, signal);
  }
}

function codeOf(error: unknown): string {
  return isError(error) ? String(error.code ?? '') : '';
}

function failureOf(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) {
    return signal.reason;
  }
  const code = codeOf(error);
  return new TransportError(
    // What does not parse as HTTP or gzip is an answer, but not a good one.
    /^(HPE_|Z_)/.test(code) ? 'malformed' : 'unreachable',
    `${code || error}`,
    { cause: error },
  );
}

/** Fails with the signal's reason when it aborts first. */
async function abortable<T>(
  promise: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) {
      stop();
    }
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
