import { NotFoundError } from '@backstage/errors';
import { proposalView } from '../domain/proposalView';
import { aContext, aProposal, TEST_NOW } from './builders';
import { InMemoryDeploymentsClient } from './InMemoryDeploymentsClient';

const proposal = aProposal();
const view = proposalView({
  proposal,
  ctx: aContext(),
  allowed: { create: true, decide: true, control: true, breakGlass: true },
  log: [],
  verification: { state: 'verified', events: 1, at: TEST_NOW },
});
const options = { idempotencyKey: 'k' };

describe('InMemoryDeploymentsClient', () => {
  it('answers what is given, and nothing else', async () => {
    const client = new InMemoryDeploymentsClient({
      proposals: { [proposal.id]: view },
    });
    await expect(client.getProposal(proposal.id)).resolves.toBe(view);
    await expect(client.getBoard()).rejects.toThrow(NotFoundError);
    const inbox = { waiting: [], asked: [], generatedAt: TEST_NOW };
    client.set({ inbox });
    await expect(client.getInbox()).resolves.toBe(inbox);
    const { items } = await client.listProposals({ open: 'true' });
    expect(items.map(item => item.id)).toEqual([proposal.id]);
    expect(await client.listProposals({ service: 'x' })).toEqual({ items: [] });
  });

  it('keeps writes, and fails them when told to', async () => {
    const client = new InMemoryDeploymentsClient({
      proposals: { [proposal.id]: view },
    });
    const summary = await client.pause(proposal.id, options);
    expect(summary.id).toBe(proposal.id);
    client.fail('pause', new Error('held'));
    await expect(client.pause(proposal.id, options)).rejects.toThrow('held');
    client.fail('pause', undefined);
    await client.pause(proposal.id, options);
    const call = {
      method: 'pause',
      args: [proposal.id],
      idempotencyKey: 'k',
    };
    expect(client.calls).toEqual([call, call, call]);
  });
});
