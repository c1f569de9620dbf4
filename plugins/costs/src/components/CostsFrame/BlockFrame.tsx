import {
  BlockFrame as Frame,
  BlockFrameProps as FrameProps,
} from '@textloom/ui';
import { useViewWords } from './useViewWords';

/** Properties of {@link BlockFrame}. */
export type BlockFrameProps<T> = Omit<FrameProps<T>, 'words'>;

/** A block with a question of its own, with the words of this plugin. */
export function BlockFrame<T>(props: BlockFrameProps<T>) {
  return <Frame {...props} words={useViewWords()} />;
}
