import { RangePicker } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import { Range, RANGES } from './ranges';

/** Properties of {@link RangeChoice}. */
export interface RangeChoiceProps {
  range: Range;
  onChange: (range: Range) => void;
}

/** The ranges of time to choose from. */
export function RangeChoice({ range, onChange }: RangeChoiceProps) {
  const say = useSay();
  return (
    <RangePicker
      label={say('range.label')}
      options={RANGES.map(id => ({ id, label: say(`range.${id}`) }))}
      value={range}
      onChange={onChange}
    />
  );
}
