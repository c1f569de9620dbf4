import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { ListObjectsV2$ } from '@aws-sdk/client-s3';

/**
 * The SDK's own model of S3: `[kind, namespace, name, traits, members, types]` of a structure (kind 3), with
 * `[type, traits]` for members with traits; `[9, namespace, name, traits, input, output]` of an operation.
 */
type Schema = readonly unknown[];
type Ref = number | Schema | (() => Schema);

const resolved = (ref: Ref) => (typeof ref === 'function' ? ref() : ref);
const LIST = 1;
const STRUCTURE = 3;

type Traits = { httpQuery?: string };

/** A type by itself, or with traits. */
function typed(type: unknown): { ref: Ref; traits: Traits } {
  const isPair =
    Array.isArray(type) && type.length === 2 && typeof type[0] !== 'string';
  const [ref, traits] = isPair ? type : [type, {}];
  return { ref, traits: traits || {} };
}

/** Members of a structure with type and traits. */
function membersOf(structure: Schema) {
  const [names, types] = structure.slice(4) as [string[], unknown[]];
  return names.map((name, index) => ({ name, ...typed(types[index]) }));
}

const escaped = (text: string) =>
  text.replace(/[&<>\r\n]/g, each => `&#${each.charCodeAt(0)};`);

/** A value as XML, as the model says; members that the model does not have are an error of the test. */
function xmlOf(name: string, ref: Ref, value: unknown): string {
  const schema = resolved(ref);
  if (Array.isArray(schema) && schema[0] === LIST) {
    return (value as unknown[])
      .map(each => xmlOf(name, typed(schema[4]).ref, each))
      .join('');
  }
  if (Array.isArray(schema) && schema[0] === STRUCTURE) {
    const members = membersOf(schema);
    const parts = Object.entries(value as object).map(([key, each]) => {
      const member = members.find(known => known.name === key);
      if (!member) {
        throw new Error(`S3 has no ${String(schema[2])}.${key}`);
      }
      return each === undefined ? '' : xmlOf(key, member.ref, each);
    });
    return `<${name}>${parts.join('')}</${name}>`;
  }
  return `<${name}>${escaped(String(value))}</${name}>`;
}

const [, , , , INPUT, OUTPUT] = ListObjectsV2$ as unknown as Schema;
const QUERIES = new Set([
  'list-type',
  ...membersOf(resolved(INPUT as Ref) as Schema).flatMap(
    ({ traits }) => traits.httpQuery ?? [],
  ),
]);
const ROOT = (resolved(OUTPUT as Ref) as Schema)[3] as { xmlName: string };

/** An object of the bucket. */
export interface FakeObject {
  content: string | Buffer;
  modifiedAt: string;
}

/** What to answer instead. */
export interface FakeAnswer {
  status: number;
  /** AWS's word for the error. */
  error?: string;
  text?: string;
  /** The connection breaks amid the answer. */
  cut?: boolean;
}

/** Objects by key, in pages, on loopback. */
export async function startFakeS3(
  bucket: string,
  objects: Map<string, FakeObject>,
  pageSize = 1_000,
) {
  const seen: {
    path: string;
    query: Record<string, string>;
    authorization: string;
  }[] = [];
  let answer: (path: string) => FakeAnswer | undefined = () => undefined;
  const page = ({
    prefix = '',
    'continuation-token': token = '0',
  }: Record<string, string>) => {
    const all = [...objects].filter(([key]) => key.startsWith(prefix));
    const from = Number(token);
    const more = from + pageSize < all.length;
    return `<?xml version="1.0" encoding="UTF-8"?>${xmlOf(
      ROOT.xmlName,
      OUTPUT as Ref,
      {
        IsTruncated: more,
        Name: bucket,
        Prefix: prefix,
        KeyCount: Math.min(pageSize, all.length - from),
        Contents: all
          .slice(from, from + pageSize)
          .map(([Key, { content, modifiedAt }]) => ({
            Key,
            LastModified: modifiedAt,
            ETag: '"etag"',
            Size: Buffer.byteLength(content),
            StorageClass: 'STANDARD',
          })),
        NextContinuationToken: more ? String(from + pageSize) : undefined,
      },
    )}`;
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://s3');
    const path = decodeURIComponent(pathname);
    const query = Object.fromEntries(searchParams);
    seen.push({
      path,
      query,
      authorization: request.headers.authorization ?? '',
    });
    const given = answer(path);
    if (given) {
      const { status, error = 'Error', text, cut } = given;
      response.writeHead(status, cut ? { 'content-length': 100 } : {});
      response.write(text ?? `<Error><Code>${error}</Code></Error>`);
      setTimeout(() => (cut ? response.destroy() : response.end()), 5);
      return;
    }
    const key = path.slice(bucket.length + 2);
    if (key === '' && path.startsWith(`/${bucket}`)) {
      const unknown = Object.keys(query).find(name => !QUERIES.has(name));
      response.writeHead(unknown ? 400 : 200, {
        'content-type': 'application/xml',
      });
      response.end(unknown ? '' : page(query));
      return;
    }
    const object = objects.get(key);
    response.writeHead(object ? 200 : 404);
    response.end(
      object ? object.content : '<Error><Code>NoSuchKey</Code></Error>',
    );
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answerWith: (given: typeof answer) => {
      answer = given;
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
