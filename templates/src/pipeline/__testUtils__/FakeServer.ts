import http from 'node:http';
import { AddressInfo } from 'node:net';

/** A request as it came. */
export interface Asked {
  method: string;
  url: URL;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** A status and a JSON body. */
export type Answer = readonly [status: number, body: unknown];

/** An HTTP server on loopback that answers with what a function says, and remembers what it was asked. */
export class FakeServer {
  readonly asked: Asked[] = [];
  readonly #server: http.Server;

  private constructor(answer: (asked: Asked) => Answer) {
    this.#server = http.createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) {
        body += chunk;
      }
      const asked = {
        method: request.method ?? '',
        url: new URL(request.url ?? '/', 'http://fake'),
        headers: request.headers,
        body,
      };
      this.asked.push(asked);
      const [status, content] = answer(asked);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(content));
    });
  }

  static async start(answer: (asked: Asked) => Answer): Promise<FakeServer> {
    const fake = new FakeServer(answer);
    await new Promise<void>(resolve =>
      fake.#server.listen(0, '127.0.0.1', () => resolve()),
    );
    return fake;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
