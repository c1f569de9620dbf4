import { Verdict } from '@textloom/ui';
import { useSay } from '../../hooks/useSay';
import { VerdictText } from '../../verdict/types';

/** The answer that a page opens with, said in the reader's language. */
export function VerdictBlock({ verdict }: { verdict: VerdictText }) {
  const say = useSay();
  return (
    <Verdict
      intent={verdict.intent}
      sentence={say.sentences(verdict.headline)}
      detail={
        verdict.detail.length > 0 ? say.sentences(verdict.detail) : undefined
      }
    />
  );
}
