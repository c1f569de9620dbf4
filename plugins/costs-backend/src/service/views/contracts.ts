import {
  Contract,
  ContractStatus,
  contractStatusOf,
} from '@textloom/plugin-costs-common';
import { Inquiry, isEmpty } from '../Inquiry';

/**
 * Contracts that the caller owns, or all. What one has used is of its owner, whose services nobody uses alone: it is
 * asked for without the caller's scope, and shown to its owner only.
 */
export async function contractStatuses(
  inquiry: Inquiry,
  contracts: readonly Contract[],
): Promise<ContractStatus[]> {
  const shown = contracts.filter(({ owner }) => inquiry.mayKnow(owner));
  const all = inquiry.ofAll();
  const statuses = await Promise.all(
    shown.map(async contract => {
      const { startsOn, vendor, service, currency } = contract;
      const { from, to } = inquiry.span;
      const span = { from: startsOn > from ? startsOn : from, to };
      const isBilled = currency === inquiry.currency && !isEmpty(span);
      const days = isBilled
        ? await all.groups({
            ...span,
            grain: 'day',
            filters: { provider: [vendor], service: [service] },
          })
        : [];
      return contractStatusOf(
        contract,
        days.map(({ bucket, costs }) => ({
          day: bucket,
          amount: costs.effective,
        })),
        inquiry.today,
      );
    }),
  );
  return statuses.sort((a, b) => (a.noticeBy < b.noticeBy ? -1 : 1));
}
