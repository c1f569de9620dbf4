import { Say } from './say';

/** How a node is bought, as EKS (`ON_DEMAND`) and Karpenter (`on-demand`) write it; others as they are. */
export function capacityType(type: string, say: Say): string {
  switch (type.toLowerCase().replace('_', '-')) {
    case 'spot':
      return say('facts.spot');
    case 'on-demand':
      return say('facts.onDemand');
    default:
      return type;
  }
}
