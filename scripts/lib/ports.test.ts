import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { findFreeRow, isPortFree, parsePort, portTaken } from './ports.ts';
import { Sentence } from './sentence.ts';

test('the port is 7007 unless PORT says otherwise', () => {
  assert.equal(parsePort(undefined), 7007);
  assert.equal(parsePort(''), 7007);
  assert.equal(parsePort('8080'), 8080);
});

for (const text of ['0', '-1', '65535', 'http', '80.5', '1e3', ' ']) {
  test(`PORT='${text}' is refused`, () => {
    assert.throws(() => parsePort(text), Sentence);
  });
}

test('a row of free ports is found behind taken ones', async () => {
  const taken = new Set([7008, 7011, 7013]);
  const isFree = async (port: number) => !taken.has(port);
  assert.equal(await findFreeRow(7008, 2, isFree), 7009);
  assert.equal(await findFreeRow(7008, 3, isFree), 7014);
  assert.equal(await findFreeRow(7020, 3, isFree), 7020);
});

test('when nothing is free there is a sentence, not a loop', async () => {
  await assert.rejects(
    findFreeRow(7008, 3, async () => false),
    /No 3 free ports/,
  );
});

test('the sentence for a taken port names it and a way out', () => {
  assert.match(portTaken(7007).message, /7007.*PORT=7017 npm start/);
});

for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
  test(`a server on ${host} makes its port taken`, async () => {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    assert.equal(await isPortFree(port), false);
    server.close();
    await once(server, 'close');
    assert.equal(await isPortFree(port), true);
  });
}
