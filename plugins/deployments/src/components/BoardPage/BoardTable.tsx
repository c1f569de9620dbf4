import { RangePicker, TextLink, useQueryParam } from '@textloom/ui';
import { BoardView } from '@textloom/plugin-deployments-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { shortRef } from '../../text/names';
import { triggerWords } from '../../text/triggerWords';
import { BoardCellView } from './BoardCellView';
import classes from './Board.module.css';

/** Properties of {@link BoardTable}. */
export interface BoardTableProps
  extends Pick<BoardView, 'environments' | 'services'> {
  /** Accessible name. */
  label: string;
}

/** A row per service, a column per environment; on the phone one environment at a time. */
export function BoardTable({ label, environments, services }: BoardTableProps) {
  const say = useSay();
  const links = useLinks();
  const [wanted, choose] = useQueryParam('environment');
  const last = environments[environments.length - 1]?.name ?? '';
  const chosen = environments.some(({ name }) => name === wanted)
    ? wanted
    : last;
  return (
    <>
      <div className={classes.choice}>
        <RangePicker
          label={say('board.choose')}
          options={environments.map(({ name }) => ({ id: name, label: name }))}
          value={chosen}
          onChange={choose}
        />
      </div>
      <table className={classes.board} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{say('board.service')}</th>
            {environments.map(({ name, trigger, freeze }) => (
              <th
                key={name}
                scope="col"
                data-chosen={name === chosen || undefined}
              >
                {name}
                <span className={classes.note}>
                  {freeze
                    ? say('board.frozen', {
                        name: freeze.name,
                        until: say.when(freeze.until),
                      })
                    : triggerWords(trigger, say)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {services.map(({ service, title, owner, cells }) => {
            const href = links.component(service);
            return (
              <tr key={service}>
                <th scope="row">
                  {href ? (
                    <TextLink href={href} title={service}>
                      {title}
                    </TextLink>
                  ) : (
                    title
                  )}
                  <span className={classes.note}>{shortRef(owner)}</span>
                </th>
                {environments.map(({ name }) => {
                  const cell = cells.find(
                    ({ environment }) => environment === name,
                  );
                  return (
                    <td key={name} data-chosen={name === chosen || undefined}>
                      {cell && <BoardCellView service={service} cell={cell} />}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
