import { formatCount, Surface, TextLink } from '@textloom/ui';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { shortImage } from '../../presentation/workloads';
import classes from './NodePage.module.css';

/** Images shown at once; the rest unfold. */
const FIRST = 12;

function Image({ cluster, image }: { cluster: string; image: string }) {
  const links = useLinks();
  const href = links.tab(cluster, 'workloads', { filter: image });
  const shown = shortImage(image);
  return (
    <li className={classes.words} title={image}>
      {href ? <TextLink href={href}>{shown}</TextLink> : shown}
    </li>
  );
}

/** The images that run on a node, each with the way to what else runs it. */
export function ImagesCard(props: { cluster: string; images: string[] }) {
  const { cluster, images } = props;
  const say = useSay();
  const rest = images.slice(FIRST);
  return (
    <Surface
      title={say('node.images')}
      subtitle={say('node.imagesSubtitle', {
        count: images.length,
        number: formatCount(images.length),
      })}
    >
      <ul className={classes.taints}>
        {images.slice(0, FIRST).map(image => (
          <Image key={image} cluster={cluster} image={image} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary>{say('findings.more', { count: rest.length })}</summary>
          <ul className={classes.taints}>
            {rest.map(image => (
              <Image key={image} cluster={cluster} image={image} />
            ))}
          </ul>
        </details>
      )}
    </Surface>
  );
}
