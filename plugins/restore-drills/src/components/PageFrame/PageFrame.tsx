import { PageFrame as Frame, PageFrameProps as FrameProps } from '@textloom/ui';
import { restoreDrillsDrillReadPermission } from '@textloom/plugin-restore-drills-common';
import { useViewWords } from './useViewWords';

/** Properties of {@link PageFrame}. */
export type PageFrameProps<T> = Omit<FrameProps<T>, 'words' | 'permission'>;

/** The frame of each page of this plugin, with its words and its permission. */
export function PageFrame<T>(props: PageFrameProps<T>) {
  return (
    <Frame
      {...props}
      words={useViewWords()}
      permission={restoreDrillsDrillReadPermission}
    />
  );
}
