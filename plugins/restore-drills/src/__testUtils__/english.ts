import { findEnglish } from '@textloom/ui/testUtils';

/** Words that a Chinese page of this plugin should not have. */
export const englishWords = findEnglish({
  terms: `TextLoom Portal PostgreSQL pgBackRest Redis SQLite Amazon RDS AOF RDB WAL RTO RPO P99 UTC GB MB kB GiB SRE
  archive_mode amcheck restore-drills.stores restore-drills.drill.read restore-drills.drill.start`,
  names:
    /^(textloom(-[\w-]+)*|drill(-\w+)?|P[0-2]|sre|portal(-\w+)*|He|Jun|Lin|Mei|base(-\w+)*|\d[\w.]*|[0-9A-F]{8,}|[0-9a-f]{6,}|Analytics|Billing|database|pg_\w+|D|index|videos_pkey|lacks|row)$/,
});
