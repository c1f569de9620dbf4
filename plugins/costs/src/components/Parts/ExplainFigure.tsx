import { Explain, TextLink } from '@textloom/ui';
import { CostFilters, ExplainView } from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { useView } from '../../hooks/useView';
import { partName, reasonName } from '../../presentation/explain';
import { BlockFrame } from '../CostsFrame/BlockFrame';
import parts from './Parts.module.css';

/** What is explained: days, both inclusive, and filters. */
export interface Explained {
  from: string;
  to: string;
  currency: string;
  filter?: CostFilters;
}

function Made({ view, of }: { view: ExplainView; of: Explained }) {
  const say = useSay();
  const links = useLinks();
  const { currency, rules, method } = view.strip;
  const href = links.explore({ ...of, rows: true });
  return (
    <div className={parts.explained}>
      <dl className={parts.terms}>
        {view.parts.map(({ code, amount }) => [
          <dt key={code}>{partName(code, say)}</dt>,
          <dd key={`${code}/amount`}>{say.money(amount, currency)}</dd>,
        ])}
        <dt className={parts.termsSum}>{say('sum')}</dt>
        <dd className={parts.termsSum}>{say.money(view.total, currency)}</dd>
      </dl>
      <p className={parts.quiet}>
        {say.sentences([
          say('explain.source', {
            count: view.rows,
            rows: view.rows.toLocaleString('en-US'),
            version: view.focusVersion,
          }),
          ...(view.exportedAt
            ? [say('explain.received', { when: say.when(view.exportedAt) })]
            : []),
          say('explain.rules', { rules, method }),
          ...(view.difference === undefined
            ? []
            : [
                say('explain.difference', {
                  amount: say.money(view.difference, currency),
                }),
              ]),
        ])}
      </p>
      <details>
        <summary>{say('explain.reasons')}</summary>
        <dl className={parts.terms}>
          {view.reasons.map(({ reason, amount }) => [
            <dt key={reason}>{reasonName(reason, say)}</dt>,
            <dd key={`${reason}/amount`}>{say.money(amount, currency)}</dd>,
          ])}
        </dl>
      </details>
      {href && <TextLink href={href}>{say('explain.rows')}</TextLink>}
    </div>
  );
}

function Body({ of }: { of: Explained }) {
  const query = useView({
    key: ['explain', JSON.stringify(of)],
    load: api => api.explain(of),
  });
  return (
    <BlockFrame query={query} shape="line">
      {view => <Made view={view} of={of} />}
    </BlockFrame>
  );
}

/** Beside a figure: how it is made, down to the rows of the bill. It is asked for when it opens. */
export function ExplainFigure(props: { amount: string; of: Explained }) {
  const { amount, of } = props;
  const say = useSay();
  return (
    <Explain
      label={say('explain.title', { amount: say.money(amount, of.currency) })}
    >
      <Body of={of} />
    </Explain>
  );
}
