export * from './domain/store';
export * from './domain/plan';
export * from './domain/steps';
export * from './domain/facts';
export * from './domain/heartbeat';
export * from './domain/rta';
export * from './domain/drill';
export * from './domain/events';
export * from './domain/evidence';
export * from './domain/views';
export * from './permissions';
export * from './api/requests';
export * from './api/RestoreDrillsApi';
export * from './api/signal';
export { CONTROL_FINDS } from './domain/controls';
export { fold } from './domain/fold';
export type { FoldInput } from './domain/fold';
export {
  evidenceHash,
  frozenDigest,
  hashOf,
  sha256Of,
  signedBytes,
} from './domain/hash';
export { eventHash, firstBrokenEvidence, verifyChain } from './domain/log';
export type { ChainVerification, EventFields } from './domain/log';
export {
  deadlineOf,
  eventOf,
  MAX_ATTEMPTS,
  nextStep,
  takesDown,
  touches,
} from './domain/machine';
export type { NextStep } from './domain/machine';
export { outcomeOf } from './domain/outcome';
export { canAcknowledge, canCancel, canStart } from './domain/permission';
export type { StartFacts } from './domain/permission';
export {
  expectedSeq,
  expectedSeqAt,
  lastContiguous,
  rpaOf,
} from './domain/rpa';
export type { RpaInput } from './domain/rpa';
export { rtaOf } from './domain/rtaOf';
export { hasVerdict, isProof, summaryOf } from './domain/summary';
export { RestoreDrillsClient } from './api/RestoreDrillsClient';
export type { RestoreDrillsClientOptions } from './api/RestoreDrillsClient';
export { evidenceFileSchema } from './evidence/evidenceSchema';
export { verifyEvidence } from './evidence/verifyEvidence';
export type { VerifyOptions } from './evidence/verifyEvidence';
export { bytesText } from './text/figures';
export type { Language, ProblemWords, Words } from './text/words';
export { wordsOf } from './text/wordsOf';
export { exposureHours, exposureOf, percentile } from './domain/exposure';
export type { ExposureHour } from './domain/exposure';
export { overdueOf } from './domain/overdue';
export type { OverdueFacts } from './domain/overdue';
export { dueAt, dueTimes, nextDue, overdueLimits } from './domain/schedule';
export { predict, trendOf } from './domain/trend';
export type { Prediction, Trend, TrendPoint } from './domain/trend';
export {
  compareLsn,
  formatLsn,
  historyName,
  nextSegment,
  parseLsn,
  parseSegment,
  segmentName,
  segmentOf,
  segmentRange,
  WAL_SEGMENT_BYTES,
  walFiles,
} from './domain/wal';
export type { WalFiles, WalSegment } from './domain/wal';
export {
  firstGap,
  lastWithoutGap,
  newestSegment,
  readHistory,
} from './domain/walGap';
export type { ArchiveFacts } from './domain/walGap';
export { canonicalJson } from '@textloom/kernel';
