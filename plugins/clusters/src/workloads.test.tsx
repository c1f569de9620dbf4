import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NOW, renderClusters } from './__testUtils__/renderClusters';
import { workloadCluster } from './__testUtils__/workloads';

jest.setTimeout(60_000);

const PROD = '/clusters/textloom-prod';
const API = `${PROD}/workloads/textloom/Deployment/textloom-api`;
const facts = [workloadCluster(NOW)];

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

describe('workloads of a cluster', () => {
  it('lists them worst first, each with the way to its page', async () => {
    renderClusters({ facts, path: `${PROD}/workloads` });
    const table = await screen.findByRole('table', { name: 'Workloads' });
    const rows = within(table).getAllByRole('rowheader');
    expect(rows).toHaveLength(4);
    expect(rows[0]).toHaveTextContent(/^textloom-api/);
    expect(
      within(rows[0]).getByRole('link', { name: 'textloom-api' }),
    ).toHaveAttribute('href', API);
    expect(within(table).getAllByRole('row')[1]).toHaveTextContent('6 / 7');
    expect(screen.getByText('1–4 of 4 workloads')).toBeVisible();
  });

  it('narrows by kind and text, says so, and can be widened again', async () => {
    renderClusters({
      facts,
      path: `${PROD}/workloads?kind=StatefulSet&only=unhealthy&filter=api`,
    });
    expect(await screen.findByText('No workload matches.')).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'Kind' })).toHaveValue(
      'StatefulSet',
    );
    expect(
      screen.getByRole('checkbox', { name: 'Only those not healthy' }),
    ).toBeChecked();
    await userEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
    expect(await screen.findByText('1–4 of 4 workloads')).toBeVisible();
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Kind' }),
      'StatefulSet',
    );
    expect(await screen.findByText('1–1 of 1 workload')).toBeVisible();
  });

  it('pages through many on the server and moves nothing meanwhile', async () => {
    const [cluster] = facts;
    const [first] = cluster.workloads ?? [];
    const many = Array.from({ length: 120 }, (_, index) => ({
      ...first,
      ready: first.desired,
      available: first.desired,
      name: `job-${String(index).padStart(3, '0')}`,
      uid: `job-${index}`,
    }));
    renderClusters({
      facts: [{ ...cluster, workloads: many }],
      path: `${PROD}/workloads`,
    });
    expect(await screen.findByText('1–50 of 120 workloads')).toBeVisible();
    const table = screen.getByRole('table', { name: 'Workloads' });
    expect(within(table).getAllByRole('rowheader')).toHaveLength(50);
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(await screen.findByText('51–100 of 120 workloads')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(await screen.findByText('101–120 of 120 workloads')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Next page' })).toBeNull();
  });

  it('does not claim that there are none when they are not known', async () => {
    const [cluster] = facts;
    renderClusters({
      facts: [
        {
          ...cluster,
          workloads: undefined,
          sources: cluster.sources.map(source =>
            source.source === 'workloads'
              ? { ...source, state: 'denied', at: undefined }
              : source,
          ),
        },
      ],
      path: `${PROD}/workloads`,
    });
    expect(await screen.findByText(/Workloads are not known/)).toBeVisible();
  });
});

describe('workload', () => {
  it('shows verdict, pods with their trouble, autoscaling, recommendation, budget and owner', async () => {
    renderClusters({ facts, path: API });
    expect(
      await screen.findByRole('heading', { level: 2, name: 'textloom-api' }),
    ).toBeVisible();
    const pods = screen.getByRole('table', { name: 'Pods' });
    expect(within(pods).getAllByRole('row')[1]).toHaveTextContent(
      'CrashLoopBackOff',
    );
    const scaling = screen.getByRole('region', {
      name: 'Scaling and disruption',
    });
    expect(scaling).toHaveTextContent('cpu: 91% now, target 70%');
    expect(scaling).toHaveTextContent('FailedGetResourceMetric');
    expect(scaling).toHaveTextContent(
      'CPU: 1.3 CPU recommended, 500m requested',
    );
    const place = screen.getByRole('region', { name: 'Owner and place' });
    expect(within(place).getByText('textloom-api')).toBeInTheDocument();
  });

  it('says how many more of it fit', async () => {
    renderClusters({ facts, path: API });
    const room = await screen.findByRole('region', { name: 'Room for more' });
    expect(
      await within(room).findByText(/^\d+ more textloom-api pods fit: /),
    ).toBeVisible();
  });

  it('leads back from a workload that is gone and from a kind without pages', async () => {
    renderClusters({
      facts,
      path: `${PROD}/workloads/textloom/Deployment/gone`,
    });
    expect(await screen.findByText('There is no gone here.')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Workloads of textloom-prod' }),
    ).toHaveAttribute('href', `${PROD}/workloads`);
  });

  it('knows no page for other kinds', async () => {
    renderClusters({ facts, path: `${PROD}/workloads/textloom/CronJob/x` });
    expect(
      await screen.findByText(/no pages for workloads of kind "CronJob"/),
    ).toBeVisible();
  });
});

describe('capacity', () => {
  it('asks about what grows next and says where more fit and why not elsewhere', async () => {
    renderClusters({ facts, path: `${PROD}/capacity` });
    expect(
      await screen.findByText(/textloom-worker pods? fits?: workers \d+\./),
    ).toBeVisible();
    const table = screen.getByRole('table', { name: 'Room by node group' });
    const api = within(table).getByRole('row', { name: /^api/ });
    expect(api).toHaveTextContent('node selector');
    const losses = screen.getByRole('table', { name: 'After a loss' });
    expect(within(losses).getAllByRole('row').length).toBeGreaterThan(2);
  });

  it('asks about a request from the address and follows what is typed', async () => {
    renderClusters({
      facts,
      path: `${PROD}/capacity?by=request&cpu=100m&memory=128Mi`,
    });
    expect(
      await screen.findByText(/more pods of this request fit: /),
    ).toBeVisible();
    expect(screen.getByText(/100m and 128 MiB/)).toBeVisible();
    const memory = screen.getByRole('textbox', { name: /Memory/ });
    await userEvent.clear(memory);
    await userEvent.type(memory, '900Gi');
    expect(
      await screen.findByText('No pod of this request fits.'),
    ).toBeVisible();
    await userEvent.clear(memory);
    expect(
      await screen.findByText(/Pick a workload, or give the CPU/),
    ).toBeVisible();
  });

  it('says that a typed workload is not there', async () => {
    renderClusters({
      facts,
      path: `${PROD}/capacity?workload=Deployment%20textloom%2Fgone`,
    });
    expect(await screen.findByText('There is no gone here.')).toBeVisible();
  });
});

describe('search', () => {
  it('finds nodes, workloads, pods and images, with links, by arrow keys', async () => {
    renderClusters({ facts });
    const field = await screen.findByRole('searchbox');
    await userEvent.type(field, 'textloom-api');
    const found = await screen.findByRole('region', {
      name: 'Found in all clusters',
    });
    await waitFor(() =>
      expect(within(found).getByText('Workloads')).toBeVisible(),
    );
    const workload = within(found).getByRole('link', { name: 'textloom-api' });
    expect(workload).toHaveAttribute('href', API);
    workload.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).not.toBe(workload);
    expect(within(found).getByText('Images')).toBeVisible();
  });

  it('says when nothing is found, and asks nothing for one character', async () => {
    const client = renderClusters({ facts, path: '/clusters?filter=zzzz' });
    expect(
      await screen.findByText(/No node, workload, pod or image matches/),
    ).toBeVisible();
    const asked = jest.spyOn(client, 'search');
    const field = screen.getByRole('searchbox');
    await userEvent.clear(field);
    await userEvent.type(field, 'z');
    await waitFor(() =>
      expect(
        screen.queryByRole('region', { name: 'Found in all clusters' }),
      ).toBeNull(),
    );
    expect(asked).not.toHaveBeenCalled();
  });
});
