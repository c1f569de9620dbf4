import {
  Agent as HttpAgent,
  IncomingMessage,
  request as http,
} from 'node:http';
import { Agent as HttpsAgent, request as https } from 'node:https';

/** Where an API server is, and how to sign in. */
export interface KubeAddress {
  url: string;
  token: string;
  caData?: string;
}

/** An answer that is no success. */
export class KubeError extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = 'KubeError';
    this.status = status;
  }
}

/** Writes to and reads from an API server as a controller would. */
export class KubeWriter {
  readonly #address: KubeAddress;
  readonly #agent: HttpAgent | HttpsAgent;

  constructor(address: KubeAddress) {
    this.#address = address;
    this.#agent = address.url.startsWith('https:')
      ? new HttpsAgent({
          keepAlive: true,
          ca: address.caData && Buffer.from(address.caData, 'base64'),
        })
      : new HttpAgent({ keepAlive: true });
  }

  create(path: string, object: object): Promise<unknown> {
    return this.#ask('POST', path, object, 'application/json');
  }

  patch(path: string, patch: object): Promise<unknown> {
    return this.#ask('PATCH', path, patch, 'application/merge-patch+json');
  }

  delete(path: string): Promise<unknown> {
    return this.#ask('DELETE', `${path}?gracePeriodSeconds=0`);
  }

  /** All objects of a collection, raw, and the version of the list. */
  async list(path: string): Promise<{ items: unknown[]; version: string }> {
    const list = (await this.#ask('GET', path)) as {
      items: unknown[];
      metadata: { resourceVersion: string };
    };
    return { items: list.items, version: list.metadata.resourceVersion };
  }

  /** Versions of an API group that the server serves, best first. */
  async versions(group: string): Promise<string[]> {
    const answer = (await this.#ask('GET', `/apis/${group}`)) as {
      versions: { version: string }[];
    };
    return answer.versions.map(({ version }) => version);
  }

  /** First event of a watch, or undefined if none comes before the server ends it. */
  async firstEvent(path: string, version: string): Promise<unknown> {
    const query = `watch=1&timeoutSeconds=2&resourceVersion=${version}`;
    const response = await this.#send('GET', `${path}?${query}`);
    const text = await textOf(response);
    const line = text.split('\n').find(Boolean);
    return line && JSON.parse(line);
  }

  close(): void {
    this.#agent.destroy();
  }

  async #ask(
    method: string,
    path: string,
    body?: object,
    contentType?: string,
  ): Promise<unknown> {
    const response = await this.#send(method, path, body, contentType);
    const text = await textOf(response);
    const { statusCode = 0 } = response;
    if (statusCode < 200 || statusCode > 299) {
      throw new KubeError(
        `${method} ${path}: ${statusCode} ${text.slice(0, 500)}`,
        statusCode,
      );
    }
    return JSON.parse(text);
  }

  #send(
    method: string,
    path: string,
    body?: object,
    contentType?: string,
  ): Promise<IncomingMessage> {
    const { url, token } = this.#address;
    return new Promise((resolve, reject) => {
      const sent = (url.startsWith('https:') ? https : http)(`${url}${path}`, {
        method,
        agent: this.#agent,
        headers: {
          authorization: `Bearer ${token}`,
          ...(contentType && { 'content-type': contentType }),
        },
      });
      sent.on('response', resolve);
      sent.on('error', reject);
      sent.end(body && JSON.stringify(body));
    });
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
