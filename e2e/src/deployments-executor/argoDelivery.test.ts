import {
  ArgoDelivery,
  createKubeApi,
  Place,
} from '@textloom/plugin-deployments-backend';
import {
  aDeployment,
  anApplication,
  aPod,
  aRollout,
  digest,
  PAUSED_AT_FIRST,
  podStatus,
} from './argoObjects';
import {
  applicationPath,
  ARGO_NAMESPACE,
  ArgoServer,
  missingArgo,
  NAMESPACE,
  rolloutPath,
  startArgoServer,
} from './argoServer';

const missing = missingArgo();
// In CI what is missing fails in the start, with the reason.
const onServer = missing && !process.env.CI ? describe.skip : describe;
const REVISION = 'b'.repeat(40);
const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;

onServer(
  `Argo CD and Rollouts on a real API server${missing ? `: ${missing}` : ''}`,
  () => {
    let argo: ArgoServer;
    let delivery: ArgoDelivery;
    let services = 0;

    const read = async (path: string) => {
      const [folder, name] = [
        path.replace(/\/[^/]+$/, ''),
        path.split('/').pop(),
      ];
      const { items } = await argo.writer.list(folder);
      return items.find(
        item => (item as { metadata: { name: string } }).metadata.name === name,
      ) as Record<string, any>;
    };
    /** A service with an Application; with a Rollout that is paused after 5 %, or with a Deployment. */
    const aService = async (kind: 'Rollout' | 'Deployment'): Promise<Place> => {
      const service = `service-${++services}`;
      const { writer } = argo;
      await writer.create(applicationPath(), anApplication(service, kind));
      if (kind === 'Rollout') {
        await writer.create(rolloutPath(), aRollout(service));
        await writer.patch(`${rolloutPath(service)}/status`, {
          status: PAUSED_AT_FIRST,
        });
      } else {
        await writer.create(
          `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`,
          aDeployment(service),
        );
      }
      return { service, environment: 'prod' };
    };
    const addPod = async (
      { service }: Place,
      digit: string,
      ready?: 'True' | 'False',
    ) => {
      const name = `${service}-${digit}`;
      await argo.writer.create(PODS, aPod(service, name));
      await argo.writer.patch(
        `${PODS}/${name}/status`,
        podStatus(service, digit, ready),
      );
    };
    const deliveryTo = (url: string, token: string, caData: string) => {
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
      return new ArgoDelivery({
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
    };

    beforeAll(async () => {
      argo = await startArgoServer();
      delivery = deliveryTo(
        argo.server.url,
        argo.server.token,
        argo.server.caData,
      );
    }, 90_000);

    afterAll(async () => {
      await argo?.stop();
    }, 30_000);

    it('observes a rollout that waits, and the digests of its ready pods', async () => {
      const place = await aService('Rollout');
      await addPod(place, '1');
      await addPod(place, '2');
      await addPod(place, '3', 'False');
      const repository = `registry/${place.service}`;
      const seen = await delivery.observe(place);
      expect(seen).toMatchObject({
        revision: 'a'.repeat(40),
        sync: 'synced',
        health: 'healthy',
        images: [
          { repository, digest: digest('1') },
          { repository, digest: digest('2') },
        ],
        rollout: {
          phase: 'Paused',
          step: 1,
          weight: 5,
          podHash: 'new1',
          stableHash: 'old1',
          waits: true,
          aborted: false,
          held: false,
        },
      });
      const all = await delivery.observeAll([place]);
      expect(all.get(`${place.service}/prod`)).toEqual({
        ...seen,
        observedAt: expect.any(Number),
      });
    });

    it('observes a Deployment, and says so when there is nothing to observe', async () => {
      const place = await aService('Deployment');
      await addPod(place, '4');
      const nowhere = { service: 'nothing', environment: 'prod' };
      const all = await delivery.observeAll([place, nowhere]);
      expect(all.get(`${place.service}/prod`)).toMatchObject({
        images: [{ digest: digest('4') }],
      });
      expect(all.get(`${place.service}/prod`)).not.toHaveProperty('rollout');
      expect(all.get('nothing/prod')).toMatchObject({ problem: 'not-found' });
      await expect(delivery.observe(nowhere)).rejects.toMatchObject({
        problem: 'not-found',
      });
    });

    it('syncs one commit with its fingerprint, once', async () => {
      const place = await aService('Deployment');
      const path = applicationPath(`${place.service}-prod`);
      const order = { revision: REVISION, fingerprint: 'phi' };
      await delivery.sync(place, order);
      const first = await read(path);
      expect(first.operation).toMatchObject({
        info: [{ name: 'textloom.io/approval-fingerprint', value: 'phi' }],
        sync: { revision: REVISION, syncOptions: ['ApplyOutOfSyncOnly=true'] },
      });
      await delivery.sync(place, order);
      const second = await read(path);
      expect(second.metadata.resourceVersion).toBe(
        first.metadata.resourceVersion,
      );
      await expect(
        delivery.sync(place, { ...order, revision: 'c'.repeat(40) }),
      ).rejects.toMatchObject({ name: 'PreconditionError' });
      expect(await delivery.observe(place)).toMatchObject({
        operation: { phase: 'Running', fingerprint: 'phi', revision: REVISION },
      });
    });

    it('reads the outcome of its own operation as the controller leaves it', async () => {
      const place = await aService('Deployment');
      const path = applicationPath(`${place.service}-prod`);
      const order = { revision: REVISION, fingerprint: 'phi' };
      await delivery.sync(place, order);
      const { operation } = await read(path);
      await argo.writer.patch(path, {
        operation: null,
        status: {
          operationState: {
            phase: 'Failed',
            message: 'one or more objects failed to apply',
            operation,
            startedAt: '2026-03-01T09:00:00Z',
            syncResult: { revision: REVISION },
          },
        },
      });
      expect(await delivery.observe(place)).toMatchObject({
        operation: {
          phase: 'Failed',
          fingerprint: 'phi',
          revision: REVISION,
          message: 'one or more objects failed to apply',
        },
      });
      // What failed may be tried again, and its result is forgotten.
      await delivery.sync(place, order);
      expect((await read(path)).status).not.toHaveProperty('operationState');
    });

    it('ends only an operation that carries the fingerprint', async () => {
      const place = await aService('Deployment');
      const path = applicationPath(`${place.service}-prod`);
      await delivery.sync(place, { revision: REVISION, fingerprint: 'phi' });
      await delivery.terminate(place, { fingerprint: 'other' });
      expect(await read(path)).toHaveProperty('operation');
      await delivery.terminate(place, { fingerprint: 'phi' });
      expect(await read(path)).not.toHaveProperty('operation');
    });

    it('asks Argo CD to read the repository again', async () => {
      const place = await aService('Deployment');
      await delivery.refresh(place);
      const { metadata } = await read(applicationPath(`${place.service}-prod`));
      expect(metadata.annotations).toEqual({
        'argocd.argoproj.io/refresh': 'normal',
      });
    });

    it.each([
      ['another version', { podHash: 'new2', step: 1 }],
      ['another step', { podHash: 'new1', step: 3 }],
    ])('does not promote %s', async (_, expected) => {
      const place = await aService('Rollout');
      await expect(delivery.promote(place, expected)).rejects.toMatchObject({
        name: 'PreconditionError',
      });
      const { status } = await read(rolloutPath(place.service));
      expect(status.pauseConditions).toEqual(PAUSED_AT_FIRST.pauseConditions);
    });

    it('promotes what it has seen, once', async () => {
      const place = await aService('Rollout');
      const expected = { podHash: 'new1', step: 1 };
      await delivery.promote(place, expected);
      const { status } = await read(rolloutPath(place.service));
      expect(status).not.toHaveProperty('pauseConditions');
      await expect(delivery.promote(place, expected)).rejects.toMatchObject({
        name: 'PreconditionError',
      });
    });

    it('holds, lets go and aborts the version that it has seen', async () => {
      const place = await aService('Rollout');
      const path = rolloutPath(place.service);
      for (const act of ['pause', 'resume', 'abort'] as const) {
        await expect(
          delivery[act](place, { podHash: 'new2' }),
        ).rejects.toMatchObject({ name: 'PreconditionError' });
      }
      await delivery.pause(place, { podHash: 'new1' });
      expect((await read(path)).spec.paused).toBe(true);
      await delivery.resume(place, { podHash: 'new1' });
      expect((await read(path)).spec.paused).toBe(false);
      await delivery.abort(place, { podHash: 'new1' });
      expect((await read(path)).status.abort).toBe(true);
    });

    it('does not take a status for that of a newer object', async () => {
      const place = await aService('Rollout');
      await argo.writer.patch(rolloutPath(place.service), {
        spec: { replicas: 5 },
      });
      expect(await delivery.observe(place)).toMatchObject({
        rollout: { phase: 'Progressing', waits: false },
      });
    });

    it.each([
      ['an unknown token', 'wrong', 'denied'],
      ['a token without roles', 'restricted-token', 'denied'],
    ])('is refused with %s', async (_, token, problem) => {
      const refused = deliveryTo(argo.server.url, token, argo.server.caData);
      const place = await aService('Deployment');
      await expect(refused.observe(place)).rejects.toMatchObject({
        problem,
        message: expect.not.stringMatching(/127\.0\.0\.1|wrong|restricted/),
      });
    });

    it('says without a host that the cluster is not there', async () => {
      const place = await aService('Deployment');
      const away = deliveryTo(
        'https://127.0.0.1:1',
        argo.server.token,
        argo.server.caData,
      );
      await expect(away.observe(place)).rejects.toMatchObject({
        problem: 'unreachable',
        message: expect.not.stringMatching(/127\.0\.0\.1|localhost/),
      });
      const all = await away.observeAll([place]);
      expect(all.get(`${place.service}/prod`)).toMatchObject({
        problem: 'unreachable',
      });
    });
  },
);
