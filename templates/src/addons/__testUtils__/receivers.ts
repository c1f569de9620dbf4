import { createServer as createHttpServer } from 'node:http';
import { AddressInfo, createServer, Socket } from 'node:net';
import { once } from 'node:events';

/** Something that reached somebody. */
export interface Delivery {
  /** Path of the request, or `mail`. */
  readonly to: string;
  readonly text: string;
  readonly authorization?: string;
}

/** Stands for PagerDuty, Slack, WeCom, the status page and a mail server. */
export interface Receivers {
  readonly httpPort: number;
  readonly mailPort: number;
  readonly deliveries: readonly Delivery[];
  stop(): Promise<void>;
}

async function listening(server: {
  listen(port: number, host: string): unknown;
  address(): AddressInfo | string | null;
}): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server as never, 'listening');
  return (server.address() as AddressInfo).port;
}

/** As much of SMTP as a client needs that authenticates and sends one mail at a time. */
function talkSmtp(socket: Socket, took: (mail: string) => void) {
  let data: string | undefined;
  let rest = '';
  const say = (line: string) => socket.write(`${line}\r\n`);
  say('220 test');
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (data !== undefined) {
        if (line === '.') {
          took(data);
          data = undefined;
          say('250 taken');
        } else {
          data += `${line}\n`;
        }
        continue;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') {
        say('250-test');
        say('250 AUTH PLAIN');
      } else if (verb === 'DATA') {
        data = '';
        say('354 go on');
      } else if (verb === 'QUIT') {
        say('221 bye');
        socket.end();
      } else {
        say(verb === 'AUTH' ? '235 welcome' : '250 ok');
      }
    }
  });
  socket.on('error', () => socket.destroy());
}

/** Starts them on loopback. */
export async function startReceivers(): Promise<Receivers> {
  const deliveries: Delivery[] = [];
  const http = createHttpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    deliveries.push({
      to: String(request.url),
      text: Buffer.concat(chunks).toString('utf8'),
      authorization: request.headers.authorization,
    });
    response.setHeader('content-type', 'application/json');
    response.statusCode = request.url?.startsWith('/pagerduty') ? 202 : 200;
    // What WeCom says when it has taken a message.
    response.end('{"errcode": 0, "status": "success"}');
  });
  const mail = createServer(socket =>
    talkSmtp(socket, text => deliveries.push({ to: 'mail', text })),
  );
  return {
    httpPort: await listening(http),
    mailPort: await listening(mail),
    deliveries,
    async stop() {
      http.closeAllConnections();
      await Promise.all([
        new Promise(done => http.close(done)),
        new Promise(done => mail.close(done)),
      ]);
    },
  };
}
