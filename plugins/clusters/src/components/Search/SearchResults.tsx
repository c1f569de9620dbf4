import { KeyboardEvent } from 'react';
import {
  formatCount,
  middleCut,
  StatusLabel,
  Surface,
  TextLink,
} from '@textloom/ui';
import { SearchHit, SearchView } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { SEARCH_FROM, useSearch } from '../../hooks/useWorkloads';
import { useDebounced } from '../../hooks/useDebounced';
import { severityIntent } from '../../presentation/intents';
import { shortNodeName } from '../../text/names';
import { BlockFrame } from '../PageFrame/BlockFrame';
import { hitHref } from './hitHref';
import { hitGroups, hitKey } from './searchGroups';
import classes from './SearchResults.module.css';

const LONGEST_NAME = 72;

function Hit({ hit }: { hit: SearchHit }) {
  const say = useSay();
  const links = useLinks();
  const href = hitHref(hit, links);
  const shown = middleCut(hit.name, LONGEST_NAME);
  const place = [
    hit.cluster,
    hit.workloadKind,
    hit.namespace,
    hit.where && shortNodeName(hit.where),
  ].filter(Boolean);
  return (
    <li className={classes.hit}>
      <span className={classes.name} title={hit.name}>
        {href ? <TextLink href={href}>{shown}</TextLink> : shown}
      </span>
      <span className={classes.where}>{place.join(' · ')}</span>
      {hit.severity && hit.severity !== 'info' && (
        <StatusLabel intent={severityIntent(hit.severity)}>
          {say(`severity.${hit.severity}`)}
        </StatusLabel>
      )}
    </li>
  );
}

/** Arrow keys lead from hit to hit. */
function moveBetweenHits(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = Array.from(
    event.currentTarget.querySelectorAll<HTMLElement>('a[href]'),
  );
  const at = all.findIndex(link => link === document.activeElement);
  const next = at < 0 ? undefined : all[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function Groups({ view }: { view: SearchView }) {
  const say = useSay();
  if (view.hits.length === 0) {
    return (
      <p className={classes.none}>
        {say('search.none', { query: view.query })}
      </p>
    );
  }
  return (
    <div
      className={classes.groups}
      role="presentation"
      onKeyDown={moveBetweenHits}
    >
      {hitGroups(view.hits).map(group => (
        <section key={group.kind}>
          <h4 className={classes.kind}>{say(`search.kind.${group.kind}`)}</h4>
          <ul className={classes.list}>
            {group.hits.map(hit => (
              <Hit key={hitKey(hit)} hit={hit} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** What a text finds among nodes, pods, workloads and images of all clusters. */
export function SearchResults({ text }: { text: string }) {
  const say = useSay();
  const rested = useDebounced(text.trim());
  const query = useSearch(rested);
  if (text.trim().length < SEARCH_FROM) return null;
  const { data } = query;
  return (
    <Surface
      title={say('search.title')}
      subtitle={
        data
          ? say('search.subtitle', {
              count: data.total,
              number: formatCount(data.total),
              shown: formatCount(data.hits.length),
            })
          : say('search.searching')
      }
    >
      <BlockFrame query={query} rows={3}>
        {view => <Groups view={view} />}
      </BlockFrame>
    </Surface>
  );
}
