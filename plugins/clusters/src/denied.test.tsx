import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { visibleText } from '@textloom/ui/testUtils';
import { englishWords } from './__testUtils__/english';
import {
  NOW,
  renderClusters,
  renderElement,
} from './__testUtils__/renderClusters';
import { degradedCluster } from './__testUtils__/badDays';
import { ClusterCard } from './components/ClusterCard/ClusterCard';

jest.setTimeout(60_000);

// In a file of its own: a page remembers the answer of the permission service.
const denied = { facts: [degradedCluster(NOW)], allowed: false };

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

it.each([
  '/clusters',
  '/clusters/textloom-prod',
  '/clusters/textloom-prod/nodes',
  '/clusters/textloom-prod/workloads',
  '/clusters/textloom-prod/capacity',
  '/clusters/textloom-prod/alerts',
  '/clusters/textloom-prod/history',
  '/clusters/textloom-prod/workloads/textloom/Deployment/textloom-api',
  '/clusters/textloom-prod/node-groups/workers',
  '/clusters/textloom-prod/nodes/ip-10-20-32-53.ap-southeast-1.compute.internal',
])('%s says which permission is missing and who can help', async path => {
  renderClusters({ ...denied, path });
  expect(await screen.findByText('You cannot see clusters.')).toBeVisible();
  expect(screen.getByText(/clusters\.cluster\.read/)).toBeVisible();
  expect(screen.queryByText(/Degraded|stopped reporting/)).toBeNull();
});

it('says so in Chinese without English', async () => {
  renderClusters({ ...denied, language: 'zh' });
  expect(await screen.findByText('你无权查看集群。')).toBeVisible();
  expect(englishWords(visibleText())).toEqual([]);
});

it('says so on the card of an entity', async () => {
  const entity = {
    apiVersion: 'backstage.io/v1beta1',
    kind: 'Resource',
    metadata: {
      name: 'x',
      annotations: { 'textloom.io/cluster': 'textloom-prod' },
    },
  };
  renderElement(
    <EntityProvider entity={entity}>
      <ClusterCard />
    </EntityProvider>,
    denied,
  );
  expect(await screen.findByText('You cannot see clusters.')).toBeVisible();
  expect(screen.queryByText('Degraded')).toBeNull();
});
