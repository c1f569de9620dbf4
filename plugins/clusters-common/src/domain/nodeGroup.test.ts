import { nodeGroupOf } from './nodeGroup';

describe('nodeGroupOf', () => {
  it.each([
    [
      { 'eks.amazonaws.com/nodegroup': 'workers' },
      'workers',
      'eks.amazonaws.com/nodegroup',
    ],
    [{ 'karpenter.sh/nodepool': 'spot' }, 'spot', 'karpenter.sh/nodepool'],
    [
      { 'cloud.google.com/gke-nodepool': 'pool-1' },
      'pool-1',
      'cloud.google.com/gke-nodepool',
    ],
    [
      { agentpool: 'b', 'kubernetes.azure.com/agentpool': 'a' },
      'a',
      'kubernetes.azure.com/agentpool',
    ],
    [
      {
        'karpenter.sh/nodepool': 'spot',
        'eks.amazonaws.com/nodegroup': 'workers',
      },
      'workers',
      'eks.amazonaws.com/nodegroup',
    ],
    [
      { 'eks.amazonaws.com/nodegroup': '', 'karpenter.sh/nodepool': 'spot' },
      'spot',
      'karpenter.sh/nodepool',
    ],
    [
      {
        'node-role.kubernetes.io/worker': '',
        'node-role.kubernetes.io/gpu': '',
      },
      'gpu',
      'node-role.kubernetes.io/gpu',
    ],
    [{ 'node-role.kubernetes.io/': 'x' }, 'ungrouped', 'ungrouped'],
    [{}, 'ungrouped', 'ungrouped'],
  ])('%p is in %s', (labels, name, label) => {
    expect(nodeGroupOf({ labels: { ...labels } })).toEqual({ name, label });
  });

  it('follows a configured precedence', () => {
    const labels = { team: 'video', 'eks.amazonaws.com/nodegroup': 'workers' };
    expect(nodeGroupOf({ labels }, ['team']).name).toBe('video');
  });
});
