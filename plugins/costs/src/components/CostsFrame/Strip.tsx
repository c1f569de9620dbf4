import { Fragment } from 'react';
import { StatusLabel, TextLink } from '@textloom/ui';
import { ReconciliationStrip } from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { checkOf, stripFacts } from '../../presentation/strip';
import classes from './CostsFrame.module.css';

/** On each page: whether the figures equal the bill, of what age they are, and by which rules they were divided. */
export function Strip({ strip }: { strip: ReconciliationStrip }) {
  const say = useSay();
  const href = useLinks().page('reconciliation');
  const check = checkOf(strip, say);
  return (
    <section className={classes.strip} aria-label={say('strip.label')}>
      <StatusLabel intent={check.intent}>{check.text}</StatusLabel>
      <p className={classes.stripFacts}>
        {stripFacts(strip, say).map((fact, index) => (
          <Fragment key={fact}>
            {index > 0 && <span aria-hidden> · </span>}
            <span>{fact}</span>
          </Fragment>
        ))}
      </p>
      {href && <TextLink href={href}>{say('strip.open')}</TextLink>}
    </section>
  );
}
