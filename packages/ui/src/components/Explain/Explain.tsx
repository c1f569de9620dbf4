import { ReactNode } from 'react';
import {
  Button,
  Dialog,
  DialogTrigger,
  Heading,
  Popover,
} from 'react-aria-components';
import { RiInformationLine } from '@remixicon/react';
import { OverlayLanguage } from '../Overlay/OverlayLanguage';

/** Properties of {@link Explain}. */
export interface ExplainProps {
  /** Name of the button, with the figure: "How $18,642.37 is made". */
  label: string;
  /** The parts, the rows, the rules; they are asked for when it opens. */
  children: ReactNode;
}

/** How a figure is made, in a popover beside it; Esc closes it and leads back. */
export function Explain({ label, children }: ExplainProps) {
  return (
    <OverlayLanguage>
      <DialogTrigger>
        <Button className="tl-explain__button" aria-label={label}>
          <RiInformationLine aria-hidden />
        </Button>
        <Popover className="tl-explain" placement="bottom start" offset={6}>
          <Dialog className="tl-explain__dialog">
            <Heading slot="title" level={3} className="tl-explain__title">
              {label}
            </Heading>
            {children}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </OverlayLanguage>
  );
}
