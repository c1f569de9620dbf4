import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { MemoryLedger } from './__testUtils__/MemoryLedger';
import { ConfiguredStore, readRestoreDrillsConfig } from './config';
import { connectStores } from './connections';

const RDS = {
  region: 'ap-southeast-1',
  account: '111122223333',
  instance: 'textloom-prod',
  subnetGroup: 'drills',
  securityGroups: ['sg-1'],
  parameterGroup: 'drills-15',
  connection: { host: 'db', user: 'reader' },
  heartbeatConnection: { host: 'db', user: 'heartbeat' },
};

function connect(
  own: object,
  change: (store: ConfiguredStore) => ConfiguredStore = store => store,
) {
  const settings = readRestoreDrillsConfig(
    new ConfigReader({
      'restore-drills': {
        workDirectory: '/drills',
        evidence: { keyFile: '/keys/evidence.pem' },
        stores: [{ id: 'billing', kind: 'rds', ...own }],
      },
    }),
  );
  const logger = mockServices.logger.mock();
  const connections = connectStores(
    { ...settings, stores: settings.stores.map(change) },
    { ledger: new MemoryLedger(), clock: Date.now, logger },
  );
  return { connection: connections.get('billing'), logger };
}

describe('connectStores', () => {
  it('connects an instance of RDS, without asking for anything', () => {
    const { connection, logger } = connect({ rds: RDS });
    expect(connection?.problem).toBeUndefined();
    expect(connection?.markers).toBeDefined();
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('names the setting that is missing', async () => {
    const { connection, logger } = connect({
      rds: { ...RDS, subnetGroup: undefined },
    });
    const problem = { code: 'not-configured', subject: 'rds.subnetGroup' };
    expect(connection?.problem).toEqual(problem);
    await expect(
      connection?.driver.probe(undefined as never),
    ).rejects.toMatchObject({ problem });
    expect(logger.warn).toHaveBeenCalledWith(
      'billing is not connected: rds.subnetGroup is not configured',
    );
  });

  it('names a kind for which there is no driver', () => {
    const { connection, logger } = connect(
      { rds: RDS },
      // As of a kind that was added to the list, and to nothing else.
      configured =>
        ({
          ...configured,
          kind: 'tape',
          store: { ...configured.store, kind: 'tape' },
        } as unknown as ConfiguredStore),
    );
    expect(connection?.problem).toEqual({
      code: 'not-configured',
      subject: 'tape',
    });
    expect(logger.warn).toHaveBeenCalledWith(
      'billing is not connected: there is no driver for tape',
    );
  });
});
