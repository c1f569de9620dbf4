import { decodeProtobuf } from './protobuf';

const field = (number: number, content: Buffer | string) => {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
};

const envelope = (kind: string, raw: Buffer) =>
  Buffer.concat([
    Buffer.from('k8s\0'),
    field(1, Buffer.concat([field(1, 'v1'), field(2, kind)])),
    field(2, raw),
  ]);

describe('decodeProtobuf', () => {
  it('reads an eviction with its grace period', () => {
    const metadata = Buffer.concat([field(1, 'pod'), field(3, 'ns')]);
    const options = Buffer.from([8, 0xac, 0x02]);
    const raw = Buffer.concat([field(1, metadata), field(2, options)]);
    expect(decodeProtobuf(envelope('Eviction', raw))).toEqual({
      apiVersion: 'v1',
      kind: 'Eviction',
      metadata: { name: 'pod', namespace: 'ns' },
      deleteOptions: { gracePeriodSeconds: 300 },
    });
  });

  it('reads maps entry by entry', () => {
    const entry = (key: string, value: string) =>
      field(2, Buffer.concat([field(1, key), field(2, value)]));
    const raw = Buffer.concat([entry('a', '1'), entry('b', '2')]);
    expect(decodeProtobuf(envelope('ConfigMap', raw))).toMatchObject({
      data: { a: '1', b: '2' },
    });
  });

  it('refuses other kinds with 415', () => {
    expect(() => decodeProtobuf(envelope('Pod', Buffer.alloc(0)))).toThrow(
      expect.objectContaining({ code: 415 }),
    );
  });
});
