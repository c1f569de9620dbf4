import { ReactNode } from 'react';
import { intentIcons, Since, TextLink } from '@textloom/ui';
import { AlertFacts } from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { priorityIntent } from './alertGroups';
import classes from './Alerts.module.css';

/** Properties of {@link AlertItem}. */
export interface AlertItemProps {
  alert: AlertFacts;
  action?: ReactNode;
}

/** One alert in its own words: name, since, summary, whom it tells, and its labels. */
export function AlertItem({ alert, action }: AlertItemProps) {
  const say = useSay();
  const intent = priorityIntent(alert.priority);
  const Icon = intentIcons[intent];
  const suppressed = alert.state === 'suppressed';
  const hushed = say(
    alert.silencedBy.length > 0 ? 'alerts.bySilence' : 'alerts.byInhibition',
  );
  const receivers =
    alert.receivers.length > 0
      ? say('alerts.receivers', { receivers: { names: alert.receivers } })
      : say('alerts.noReceiver');
  return (
    <li className={classes.item} data-intent={suppressed ? 'ended' : intent}>
      <Icon
        className={classes.icon}
        role="img"
        aria-label={say(`alerts.priority.${alert.priority}`)}
      />
      <div className={classes.words}>
        <div className={classes.head}>
          <h4 className={classes.title} lang="en">
            {alert.name}
          </h4>
          <span className={classes.since}>
            <Since at={alert.since} />
          </span>
        </div>
        {alert.summary && (
          <p className={classes.summary} lang="en">
            {alert.summary}
          </p>
        )}
        <p className={classes.quiet}>
          {suppressed ? hushed : receivers}
          {alert.runbookUrl && (
            <>
              {' · '}
              <TextLink href={alert.runbookUrl}>
                {say('alerts.runbook')}
              </TextLink>
            </>
          )}
          {alert.generatorUrl && (
            <>
              {' · '}
              <TextLink href={alert.generatorUrl}>
                {say('alerts.source')}
              </TextLink>
            </>
          )}
        </p>
        <details className={classes.quiet}>
          <summary>{say('alerts.labels')}</summary>
          {alert.description && <p lang="en">{alert.description}</p>}
          <ul className={classes.labels}>
            {Object.entries(alert.labels).map(([name, value]) => (
              <li key={name}>
                <code>{`${name}="${value}"`}</code>
              </li>
            ))}
          </ul>
        </details>
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </li>
  );
}
