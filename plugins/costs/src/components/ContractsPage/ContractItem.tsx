import { ShareBar, StatusLabel, TextLink } from '@textloom/ui';
import { ContractStatus, Names } from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import {
  burnDown,
  contractState,
  termFacts,
  usedSentence,
} from '../../presentation/contracts';
import { nameIn } from '../../text/names';
import parts from '../Parts/Parts.module.css';

function Use({ contract }: { contract: ContractStatus }) {
  const say = useSay();
  const { vendor, usedShare, elapsed, committed, projected } = contract;
  return (
    <>
      <ShareBar
        label={say('contracts.bar', {
          vendor,
          used: say.percent(usedShare),
          elapsed: say.percent(elapsed),
        })}
        {...burnDown(contract)}
        intent={Number(projected) > Number(committed) ? 'caution' : undefined}
      />
      <p className={parts.quiet}>{usedSentence(contract, say)}</p>
    </>
  );
}

/** One contract: what must be decided by when, its use against what is committed, what to compare it with. */
export function ContractItem(props: {
  contract: ContractStatus;
  names: Names;
  /** Currency of the figures that were asked for. */
  currency: string;
  billedTo: string | undefined;
}) {
  const { contract, names, currency, billedTo } = props;
  const say = useSay();
  const links = useLinks();
  const { vendor, service, owner, alternatives, startsOn, endsOn } = contract;
  const state = contractState(contract, say);
  const isShown = contract.currency === currency;
  const said = (amount: string) => say.money(amount, contract.currency);
  const to = billedTo && billedTo < endsOn ? billedTo : endsOn;
  const explore =
    startsOn <= to
      ? links.explore({
          from: startsOn,
          to,
          filter: { provider: [vendor], service: [service] },
        })
      : undefined;
  return (
    <li className={parts.item}>
      <StatusLabel intent={state.intent}>{state.word}</StatusLabel>
      <div className={parts.itemHead}>
        <h4 className={parts.itemTitle}>
          {vendor}
          <span className={parts.note}>
            <span lang="und">{service}</span> · {nameIn(names, owner)}
          </span>
        </h4>
        <span className={parts.amount}>
          {isShown
            ? say('contracts.used', {
                used: said(contract.used),
                committed: said(contract.committed),
              })
            : said(contract.committed)}
        </span>
      </div>
      {isShown ? (
        <Use contract={contract} />
      ) : (
        <p className={parts.quiet}>
          {say('contracts.otherCurrency', { currency: contract.currency })}
        </p>
      )}
      <p className={parts.quiet}>{termFacts(contract, say).join(' · ')}</p>
      {alternatives.length > 0 && (
        <p className={parts.quiet}>
          {say('contracts.alternatives', { names: say.names(alternatives) })}
        </p>
      )}
      {explore && isShown && (
        <div className={parts.tools}>
          <TextLink href={explore}>{say('contracts.explore')}</TextLink>
        </div>
      )}
    </li>
  );
}
