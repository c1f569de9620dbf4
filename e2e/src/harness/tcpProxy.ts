import { AddressInfo, connect, createServer, Socket } from 'node:net';

/** A TCP proxy on loopback whose connections can be harmed. */
export interface TcpProxy {
  /** The target's address with the proxy's host and port. */
  url: string;
  /** Connections that are open now. */
  connections(): number;
  /** Ends all connections with a reset; new ones are served. */
  cut(): void;
  /** From now on bytes are swallowed in both directions and connections stay open, the open ones and new ones. */
  blackHole(): void;
  /** From now on every chunk arrives this much later. */
  delay(ms: number): void;
  /** Serves again. Connections that lost bytes in a black hole are reset. */
  heal(): void;
  close(): Promise<void>;
}

/** Starts a proxy in front of `targetUrl`. */
export async function startTcpProxy(targetUrl: string): Promise<TcpProxy> {
  const target = new URL(targetUrl);
  const pairs = new Set<{ near: Socket; far: Socket; lossy: boolean }>();
  let mode: 'serve' | 'black-hole' = 'serve';
  let delayMs = 0;

  const server = createServer(near => {
    const far = connect(Number(target.port), target.hostname);
    const pair = { near, far, lossy: false };
    pairs.add(pair);
    const drop = () => {
      pairs.delete(pair);
      near.resetAndDestroy();
      far.resetAndDestroy();
    };
    const forward = (from: Socket, to: Socket) => {
      from.on('data', chunk => {
        if (mode === 'black-hole') {
          pair.lossy = true;
        } else if (delayMs > 0) {
          setTimeout(() => to.writable && to.write(chunk), delayMs);
        } else {
          to.write(chunk);
        }
      });
      from.on('end', () => mode === 'serve' && to.end());
      // A reset on one side is told to the other by `close`.
      from.on('error', () => {});
      from.on('close', () => mode === 'serve' && drop());
    };
    forward(near, far);
    forward(far, near);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });

  const reset = (which: (pair: { lossy: boolean }) => boolean) => {
    for (const pair of [...pairs].filter(which)) {
      pairs.delete(pair);
      pair.near.resetAndDestroy();
      pair.far.resetAndDestroy();
    }
  };
  const url = new URL(targetUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.origin,
    connections: () => pairs.size,
    cut: () => reset(() => true),
    blackHole: () => {
      mode = 'black-hole';
    },
    delay: ms => {
      delayMs = ms;
    },
    heal: () => {
      mode = 'serve';
      delayMs = 0;
      reset(({ lossy }) => lossy);
    },
    close: () =>
      new Promise(resolve => {
        reset(() => true);
        server.close(() => resolve());
      }),
  };
}
