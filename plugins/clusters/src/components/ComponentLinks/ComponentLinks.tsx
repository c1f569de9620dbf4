import { Fragment } from 'react';
import { TextLink } from '@textloom/ui';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';

/** Properties of {@link ComponentLinks}. */
export interface ComponentLinksProps {
  /** Catalog component names. */
  names: string[];
  /** How many are named; the rest are counted. */
  max?: number;
}

/** Catalog components, each a link to its page. */
export function ComponentLinks({ names, max = 3 }: ComponentLinksProps) {
  const say = useSay();
  const links = useLinks();
  const shown = names.slice(0, max);
  const more = names.length - shown.length;
  return (
    <>
      {shown.map((name, index) => {
        const href = links.component(name);
        return (
          <Fragment key={name}>
            {index > 0 && say('list.separator')}
            {href ? <TextLink href={href}>{name}</TextLink> : name}
          </Fragment>
        );
      })}
      {more > 0 && (
        <>
          {say('list.separator')}
          <span title={say.names(names.slice(max))}>
            {say('findings.more', { count: more })}
          </span>
        </>
      )}
    </>
  );
}
