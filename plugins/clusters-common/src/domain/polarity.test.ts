import fc from 'fast-check';
import { verdictOf } from './polarity';

describe('verdictOf', () => {
  it.each([
    ['Ready', 'True', 'good'],
    ['Ready', 'False', 'bad'],
    ['Ready', 'Unknown', 'unknown'],
    ['KernelReady', 'True', 'good'],
    ['KernelReady', 'False', 'bad'],
    ['NetworkingReady', 'True', 'good'],
    ['AcceleratedHardwareReady', 'False', 'bad'],
    ['MemoryPressure', 'False', 'good'],
    ['MemoryPressure', 'True', 'bad'],
    ['NetworkUnavailable', 'True', 'bad'],
    ['KernelDeadlock', 'True', 'bad'],
    ['KernelDeadlock', 'False', 'good'],
    ['ReadonlyFilesystem', 'True', 'bad'],
    ['FrequentKubeletRestart', 'Unknown', 'unknown'],
    ['ReadyForTakeover', 'True', 'bad'],
  ] as const)('%s=%s is %s', (type, status, verdict) => {
    expect(verdictOf({ type, status })).toBe(verdict);
  });

  it('turns with the end of the name, whatever comes before', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (prefix, isTrue) => {
        const status = isTrue ? 'True' : 'False';
        expect(verdictOf({ type: `${prefix}Ready`, status })).toBe(
          isTrue ? 'good' : 'bad',
        );
        expect(verdictOf({ type: `${prefix}Pressure`, status })).toBe(
          isTrue ? 'bad' : 'good',
        );
      }),
    );
  });
});
