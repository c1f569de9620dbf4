import { useSay } from '../../hooks/useSay';
import { changeOf } from '../../presentation/amounts';
import parts from './Parts.module.css';

/** More than this is worth a second look. */
const MUCH = 0.05;

/** How much more than before, as per cent; amber when it is much more. */
export function Change(props: { now: string; before: string | undefined }) {
  const say = useSay();
  const ratio = changeOf(props.now, props.before);
  return (
    <span className={(ratio ?? 0) > MUCH ? parts.bad : undefined}>
      {say.change(ratio)}
    </span>
  );
}
