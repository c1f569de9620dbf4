import { Fragment } from 'react';
import { CopyText, formatCount, Surface, TextLink } from '@textloom/ui';
import { WorkloadView } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { shortZones } from '../../presentation/zones';
import { ComponentLinks } from '../ComponentLinks/ComponentLinks';
import classes from './WorkloadPage.module.css';

/** Whose the workload is and where its pods run: component, groups, zones, images. */
export function PlaceCard({ view }: { view: WorkloadView }) {
  const say = useSay();
  const links = useLinks();
  const { cluster, component, groups, zones, images } = view;
  const short = shortZones(
    zones.map(({ zone }) => zone),
    say('groups.noZone'),
  );
  return (
    <Surface title={say('workload.place')}>
      <dl className={classes.pairs}>
        <dt>{say('workload.owner')}</dt>
        <dd>
          {component ? (
            <ComponentLinks names={[component]} />
          ) : (
            say('workload.ownerNone')
          )}
        </dd>
        <dt>{say('workload.groups')}</dt>
        <dd>
          {groups.length === 0 && say('unknownValue')}
          {groups.map((group, index) => {
            const href = links.nodeGroup(cluster, group);
            return (
              <Fragment key={group}>
                {index > 0 && say('list.separator')}
                {href ? <TextLink href={href}>{group}</TextLink> : group}
              </Fragment>
            );
          })}
        </dd>
        <dt>{say('workload.zones')}</dt>
        <dd>
          {zones.length === 0
            ? say('unknownValue')
            : say.names(
                zones.map(entry =>
                  say('workload.zonePods', {
                    zone:
                      short.find(zone => zone.id === entry.zone)?.label ?? '',
                    count: entry.pods,
                    number: formatCount(entry.pods),
                  }),
                ),
              )}
        </dd>
        <dt>{say('workload.images')}</dt>
        <dd>
          {images.length === 0 ? (
            say('unknownValue')
          ) : (
            <ul className={classes.images}>
              {images.map(image => (
                <li key={image}>
                  <CopyText text={image} />
                </li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </Surface>
  );
}
