import { FocusEvent, useRef, useState } from 'react';
import { heldOrder } from '../presentation/order';

/**
 * Keeps a list's order while pointer or focus is inside, so that nothing moves under them.
 *
 * @param wanted - Ids in the order that the data asks for.
 */
export function useHeldOrder(wanted: string[]) {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const [, redraw] = useState(0);
  const shown = useRef<string[]>([]);
  const held =
    hovered || focused
      ? heldOrder(shown.current, wanted)
      : { ids: wanted, changes: 0 };
  shown.current = held.ids;
  return {
    ...held,
    /** Takes the wanted order now. */
    update: () => {
      shown.current = [];
      redraw(count => count + 1);
    },
    inside: {
      onPointerEnter: () => setHovered(true),
      onPointerLeave: () => setHovered(false),
      onFocus: () => setFocused(true),
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) {
          setFocused(false);
        }
      },
    },
  };
}
