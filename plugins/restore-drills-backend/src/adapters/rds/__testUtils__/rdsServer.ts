import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  DeleteDBInstance$,
  DeleteDBInstanceMessage,
  DescribeAccountAttributes$,
  DescribeDBInstanceAutomatedBackups$,
  DescribeDBInstances$,
  DescribeDBSnapshots$,
  ModifyDBInstance$,
  RestoreDBInstanceFromDBSnapshot$,
  RestoreDBInstanceToPointInTime$,
} from '@aws-sdk/client-rds';
import { FakeFault, FakeRds } from './FakeRds';
import { decoded, encoded, escaped, operationOf } from './fromSchema';

const OPERATIONS = {
  DescribeDBInstances: DescribeDBInstances$,
  DescribeDBInstanceAutomatedBackups: DescribeDBInstanceAutomatedBackups$,
  DescribeDBSnapshots: DescribeDBSnapshots$,
  DescribeAccountAttributes: DescribeAccountAttributes$,
  RestoreDBInstanceToPointInTime: RestoreDBInstanceToPointInTime$,
  RestoreDBInstanceFromDBSnapshot: RestoreDBInstanceFromDBSnapshot$,
  ModifyDBInstance: ModifyDBInstance$,
  DeleteDBInstance: DeleteDBInstance$,
};
const NAMESPACE = 'http://rds.amazonaws.com/doc/2014-10-31/';

/** An operation of RDS that drills use. */
export type Action = keyof typeof OPERATIONS;

/** A request as it came over the wire, understood by the SDK's model. */
export interface SeenRequest {
  action: Action;
  input: Record<string, unknown>;
  authorization: string;
}

/** What to answer instead of what the account would. */
export type Instead =
  | { fault: { code: string; status: number } }
  /** As it is, with status 200. */
  | { text: string }
  /** Members of the answer, checked by the model. */
  | { answer: object }
  /** Not at all; or the connection breaks. */
  | 'hang'
  | 'cut';

/** A server on loopback that speaks as RDS does, by the SDK's model. */
export interface RdsServer {
  url: string;
  seen: SeenRequest[];
  /** What was not as the model says, of requests and of this server's own answers. */
  broken: string[];
  instead?: (seen: SeenRequest) => Instead | undefined;
  /** @throws when anything was broken. */
  close(): Promise<void>;
}

/** Starts it before an account. */
export async function startRdsServer(rds: FakeRds): Promise<RdsServer> {
  const server = createServer();
  const state: RdsServer = {
    url: '',
    seen: [],
    broken: [],
    close: () =>
      new Promise((resolve, reject) => {
        server.close(() =>
          state.broken.length > 0
            ? reject(new Error(`Not by the model: ${state.broken.join('; ')}`))
            : resolve(),
        );
        server.closeAllConnections();
      }),
  };
  server.on('request', async (request, response) => {
    const { status, text, cut } = await answerTo(request, rds, state).catch(
      error => {
        state.broken.push(String(error));
        return { status: 500, text: errorText('InternalFailure'), cut: false };
      },
    );
    if (cut) {
      response.destroy();
    } else if (text !== undefined) {
      response.writeHead(status, { 'content-type': 'text/xml' });
      response.end(text);
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return state;
}

interface Answer {
  status: number;
  text?: string;
  cut?: boolean;
}

async function answerTo(
  request: IncomingMessage,
  rds: FakeRds,
  state: RdsServer,
): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  const action = form.get('Action') as Action;
  const { input, output } = operationOf(OPERATIONS[action]);
  const seen: SeenRequest = {
    action,
    input: decoded(input, form),
    authorization: request.headers.authorization ?? '',
  };
  state.seen.push(seen);
  const instead = state.instead?.(seen);
  if (instead === 'hang') {
    return { status: 0 };
  }
  if (instead === 'cut') {
    return { status: 0, cut: true };
  }
  if (instead && 'text' in instead) {
    return { status: 200, text: instead.text };
  }
  try {
    if (instead && 'fault' in instead) {
      throw new FakeFault(instead.fault);
    }
    const answer = instead?.answer ?? (await perform(rds, seen));
    const inner = encoded(output, answer, action);
    return {
      status: 200,
      text: `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${inner}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
    };
  } catch (error) {
    if (error instanceof FakeFault) {
      return { status: error.status, text: errorText(error.code) };
    }
    throw error;
  }
}

/** AWS's words have ARNs and hosts in them, which nobody is to see. */
function errorText(code: string): string {
  const message = escaped(
    'User: arn:aws:sts::111122223333:assumed-role/secret/x at secret.rds.amazonaws.com',
  );
  return `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
}

async function perform(
  rds: FakeRds,
  { action, input }: SeenRequest,
): Promise<object> {
  const id = input.DBInstanceIdentifier as string | undefined;
  switch (action) {
    case 'DescribeDBInstances': {
      if (id !== undefined) {
        return { DBInstances: [await rds.describe(id)] };
      }
      const { items, marker } = await rds.page(
        input.Marker as string | undefined,
        input.MaxRecords as number | undefined,
      );
      return { DBInstances: items, ...(marker && { Marker: marker }) };
    }
    case 'DescribeDBInstanceAutomatedBackups':
      return { DBInstanceAutomatedBackups: rds.backups(String(id)) };
    case 'DescribeDBSnapshots':
      return {
        DBSnapshots: rds.snapshots.filter(
          one => one.DBInstanceIdentifier === id,
        ),
      };
    case 'DescribeAccountAttributes':
      return { AccountQuotas: rds.quotas };
    case 'RestoreDBInstanceToPointInTime':
      rds.restoreToPointInTime(input as never);
      return {};
    case 'RestoreDBInstanceFromDBSnapshot':
      rds.restoreFromSnapshot(input as never);
      return {};
    case 'ModifyDBInstance':
      await rds.modify(input as never);
      return {};
    default: {
      const { SkipFinalSnapshot = false } =
        input as unknown as DeleteDBInstanceMessage;
      await rds.delete(String(id), SkipFinalSnapshot);
      return {};
    }
  }
}
