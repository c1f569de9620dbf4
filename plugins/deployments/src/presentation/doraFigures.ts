import { Figure } from '@textloom/ui';
import { DoraView } from '@textloom/plugin-deployments-common';
import { Say } from '../text/say';

function short(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString('en-US');
}

/** The four DORA figures; what cannot be measured yet is a dash with the reason. */
export function doraFigures(dora: DoraView, say: Say): Figure[] {
  const unknown = say('history.unknownNote');
  const {
    deployments,
    deploymentsPerDay,
    leadTimeMs,
    waitingForPeopleMs,
    changeFailPercent,
    restoreMs,
  } = dora;
  const duration = (ms: number | undefined) =>
    ms === undefined ? undefined : say.duration(ms);
  return [
    {
      id: 'frequency',
      label: say('history.perDay'),
      value:
        deploymentsPerDay === undefined ? undefined : short(deploymentsPerDay),
      note:
        deploymentsPerDay === undefined
          ? unknown
          : say('history.perDayNote', { count: deployments }),
    },
    {
      id: 'lead-time',
      label: say('history.leadTime'),
      value: duration(leadTimeMs),
      note:
        leadTimeMs === undefined || waitingForPeopleMs === undefined
          ? unknown
          : say('history.leadTimeNote', {
              duration: say.duration(waitingForPeopleMs),
            }),
    },
    {
      id: 'failed',
      label: say('history.failed'),
      value:
        changeFailPercent === undefined
          ? undefined
          : `${short(changeFailPercent)}%`,
      note:
        changeFailPercent === undefined ? unknown : say('history.failedNote'),
    },
    {
      id: 'restore',
      label: say('history.restore'),
      value: duration(restoreMs),
      note: restoreMs === undefined ? unknown : say('history.restoreNote'),
    },
  ];
}
