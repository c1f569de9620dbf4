import {
  ArgoDelivery,
  createKubeApi,
} from '@textloom/plugin-deployments-backend';
import { ArgoBehaviour } from '@textloom/sandbox';
import {
  ARGO_NAMESPACE,
  ArgoServer,
  missingArgo,
  NAMESPACE,
  startArgoServer,
} from '../deployments-executor/argoServer';
import { pathOf, RealServerPort } from './argoPort';
import { APPLICATION, filesOf, REPLICAS, SERVICE } from './manifests';
import { PlayedCluster } from './playedCluster';

const missing = missingArgo();
// In CI what is missing fails in the start, with the reason.
const onServer = missing && !process.env.CI ? describe.skip : describe;

const PLACE = { service: SERVICE, environment: 'prod' };

/**
 * The sandbox's controllers on a real API server, under the real definitions: what they write is what those permit,
 * and what the portal reads and writes of Argo works against them.
 */
onServer(
  `the sandbox’s Argo on a real API server${missing ? `: ${missing}` : ''}`,
  () => {
    let argo: ArgoServer;
    let port: RealServerPort;
    let cluster: PlayedCluster;
    let behaviour: ArgoBehaviour;
    let delivery: ArgoDelivery;
    let head = '1';

    const commitOf = (digit: string) => digit.repeat(40);
    const pass = async (times: number) => {
      for (let time = 0; time < times; time++) {
        port.clock += 1_000;
        await behaviour.tick();
        await cluster.play();
      }
    };
    const deploy = async (digit: string) => {
      head = digit;
      await pass(4);
    };
    const observed = async () => {
      const { rollout } = await delivery.observe(PLACE);
      if (!rollout) {
        throw new Error('There is no rollout');
      }
      return rollout;
    };

    beforeAll(async () => {
      argo = await startArgoServer();
      port = new RealServerPort(argo.server);
      cluster = new PlayedCluster(port);
      behaviour = new ArgoBehaviour(port, {
        head: async () => commitOf(head),
        read: async commit => filesOf(commit[0]),
      });
      const { url, token, caData } = argo.server;
      const api = createKubeApi(
        {
          name: 'prod',
          url,
          caData,
          authMetadata: {
            'kubernetes.io/auth-provider': 'serviceAccount',
            serviceAccountToken: token,
          },
        },
        {},
        Date.now,
      );
      delivery = new ArgoDelivery({
        clusters: { of: async () => api },
        environments: [
          {
            name: 'prod',
            cluster: 'prod',
            namespace: NAMESPACE,
            application: '{service}-{environment}',
            argoNamespace: ARGO_NAMESPACE,
          },
        ],
        clock: Date.now,
      });
      await port.ask(
        'POST',
        pathOf('applications.argoproj.io', ARGO_NAMESPACE),
        APPLICATION,
      );
    }, 90_000);

    afterAll(() => argo?.stop(), 30_000);

    it('creates what the repository holds, and is in sync and healthy', async () => {
      await pass(6);
      expect(await delivery.observe(PLACE)).toMatchObject({
        sync: 'synced',
        health: 'healthy',
        revision: commitOf('1'),
        operation: { phase: 'Succeeded', revision: commitOf('1') },
        rollout: { phase: 'Healthy', step: 5, waits: false },
      });
      const services = await port.list('services');
      expect(services.map(({ metadata }) => metadata.name)).toContain(SERVICE);
      // Nothing is written while nothing changes.
      const { version } = await argo.writer.list(
        pathOf('rollouts.argoproj.io'),
      );
      await behaviour.tick();
      const after = await argo.writer.list(pathOf('rollouts.argoproj.io'));
      expect(after.version).toBe(version);
    }, 60_000);

    it('moves to a new version as the portal promotes it', async () => {
      await deploy('2');
      const first = await observed();
      expect(first).toMatchObject({ phase: 'Paused', weight: 5, waits: true });
      expect(await cluster.replicas()).toEqual([REPLICAS, 1]);
      await delivery.promote(PLACE, first);
      await pass(4);
      const second = await observed();
      expect(second).toMatchObject({ step: 3, weight: 50, waits: true });
      expect(await cluster.replicas()).toEqual([REPLICAS, 2]);
      await expect(delivery.promote(PLACE, first)).rejects.toMatchObject({
        name: 'PreconditionError',
      });
      await delivery.promote(PLACE, second);
      await pass(6);
      const { podHash, stableHash, phase } = await observed();
      expect({ phase, stableHash }).toEqual({
        phase: 'Healthy',
        stableHash: first.podHash,
      });
      expect(podHash).toBe(stableHash);
      expect(await cluster.replicas()).toEqual([REPLICAS, 0]);
    }, 60_000);

    it('goes back when the portal aborts, and is well after the revert', async () => {
      const { stableHash } = await observed();
      await deploy('3');
      await delivery.abort(PLACE, await observed());
      await pass(2);
      expect(await observed()).toMatchObject({
        phase: 'Degraded',
        aborted: true,
        weight: 0,
        stableHash,
      });
      expect(await cluster.replicas()).toEqual([REPLICAS, 0, 0]);
      await deploy('2');
      expect(await observed()).toMatchObject({
        phase: 'Healthy',
        aborted: false,
        podHash: stableHash,
        stableHash,
      });
    }, 60_000);

    it('stays where the portal pauses it', async () => {
      await deploy('4');
      const at = await observed();
      await delivery.pause(PLACE, at);
      await pass(1);
      await delivery.promote(PLACE, at);
      await pass(3);
      expect(await observed()).toMatchObject({ weight: 5, held: true });
      await delivery.resume(PLACE, at);
      await pass(3);
      expect(await observed()).toMatchObject({ weight: 50, held: false });
    }, 60_000);
  },
);
