import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { openDatabase } from '@textloom/backend-kit';
import { describeDatabases } from '@textloom/backend-kit/testUtils';
import { CHAIN_START } from '@textloom/kernel';
import { happens, makeProposal, uuid } from '../__testUtils__/proposals';
import { Checkpointer } from '../database/Checkpointer';
import { DatabaseDeploymentsStore } from '../database/DatabaseDeploymentsStore';
import { CheckpointFile } from './CheckpointFile';

let directory: string;
let file: CheckpointFile;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'checkpoints-'));
  file = new CheckpointFile(join(directory, 'new'));
});

afterEach(() => rm(directory, { recursive: true }));

describe('the file of checkpoints', () => {
  const hash = 'a'.repeat(64);

  it('is empty before the first', async () => {
    expect(await file.read()).toEqual({ checkpoints: [], brokenLines: [] });
    expect(await file.size()).toBe(0);
  });

  it('gives back what was appended, each linked to the one before', async () => {
    const first = await file.append({
      at: 1,
      heads: [['p', 1, hash]],
      previous: CHAIN_START,
    });
    const second = await file.append({
      at: 2,
      heads: [],
      previous: first.root,
    });
    expect(await file.read()).toEqual({
      checkpoints: [first, second],
      brokenLines: [],
    });
    expect(first.root).not.toBe(second.root);
  });

  it('goes on after a line that a crash has cut short', async () => {
    const first = await file.append({
      at: 1,
      heads: [],
      previous: CHAIN_START,
    });
    await appendFile(file.path, '{"at":2,"he');
    const second = await file.append({
      at: 2,
      heads: [],
      previous: first.root,
    });
    expect(await file.read()).toEqual({
      checkpoints: [first, second],
      brokenLines: [],
    });
  });

  it('names a line that is missing, by the one after it', async () => {
    const first = await file.append({
      at: 1,
      heads: [],
      previous: CHAIN_START,
    });
    const { root } = first;
    await file.append({ at: 2, heads: [], previous: 'b'.repeat(64) });
    expect((await file.read()).brokenLines).toEqual([2]);
    expect(root).toMatch(/^[0-9a-f]{64}$/);
  });
});

describeDatabases('the writer of checkpoints', databases => {
  const open = async () => {
    const database = await openDatabase(
      await databases.create(),
      '@textloom/plugin-deployments-backend',
    );
    const logger = mockServices.logger.mock();
    const writer = (holder: string) =>
      new Checkpointer({ database, file, holder, logger });
    return { store: new DatabaseDeploymentsStore(database), writer, logger };
  };
  const heads = async () =>
    (await file.read()).checkpoints.map(checkpoint =>
      checkpoint.heads.map(([proposal, sequence]) => [proposal, sequence]),
    );

  it('writes what has changed since, and nothing when nothing has', async () => {
    const { store, writer } = await open();
    const checkpointer = writer('a');
    await makeProposal(store, 1);
    await makeProposal(store, 2);
    await checkpointer.write();
    await checkpointer.write();
    await happens(store, 2, { type: 'expired' });
    await writer('b').write();
    await checkpointer.write();
    expect(await heads()).toEqual([
      [
        [uuid(1), 1],
        [uuid(2), 1],
      ],
      [[uuid(2), 2]],
    ]);
    expect((await file.read()).brokenLines).toEqual([]);
  });

  it('writes by itself after a hundred events', async () => {
    const { store, writer } = await open();
    await makeProposal(store, 1);
    const checkpointer = writer('a');
    checkpointer.count(99);
    expect(await file.size()).toBe(0);
    checkpointer.count(1);
    await checkpointer.stop();
    expect(await heads()).toHaveLength(1);
  });

  it('says so when it cannot write, and catches up later', async () => {
    const { store, writer, logger } = await open();
    await makeProposal(store, 1);
    await appendFile(join(directory, 'new'), 'a file, not a folder');
    await writer('a').write();
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('No checkpoint'),
    );
    await rm(join(directory, 'new'));
    await writer('a').write();
    expect(await readFile(file.path, 'utf8')).toContain(uuid(1));
  });
});
