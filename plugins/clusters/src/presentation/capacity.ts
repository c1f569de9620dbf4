import {
  CapacityFigure,
  DEFAULT_THRESHOLDS,
} from '@textloom/plugin-clusters-common';

/** The limits that meters draw, as fractions of what is allocatable. */
export const limits = {
  cpu: DEFAULT_THRESHOLDS.cpu.warning,
  memory: DEFAULT_THRESHOLDS.memory.warning,
  pods: DEFAULT_THRESHOLDS.pods.warning,
};

/** A share of the whole; undefined when either is not known. */
export function share(
  part: number | undefined,
  whole: number,
): number | undefined {
  return part === undefined || whole <= 0 ? undefined : part / whole;
}

/** A capacity figure as fractions of what is allocatable. */
export function shares(figure: CapacityFigure): {
  used?: number;
  requested?: number;
} {
  return {
    used: share(figure.used, figure.allocatable),
    requested: share(figure.requested, figure.allocatable),
  };
}
