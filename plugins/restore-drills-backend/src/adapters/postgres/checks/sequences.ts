import { Verification } from '@textloom/plugin-restore-drills-common';
import { withSession } from '../client';
import { CheckInput, failed, passed } from './types';

const NAME = 'sequences';
const METHOD = 'last value of each sequence against the largest of its column';

/** That no sequence would give a number that is there already. */
export async function checkSequences({
  context,
  target,
}: CheckInput): Promise<Verification> {
  const { signal } = context;
  return withSession(target, { signal }, async ({ rows }) => {
    const owned = await rows<{
      sequence: string;
      owner: string;
      field: string;
    }>(
      `SELECT format('%I.%I', sn.nspname, s.relname) AS sequence,
              format('%I.%I', tn.nspname, t.relname) AS owner,
              quote_ident(a.attname) AS field
       FROM pg_class s
       JOIN pg_namespace sn ON sn.oid = s.relnamespace
       JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
         AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
       JOIN pg_class t ON t.oid = d.refobjid
       JOIN pg_namespace tn ON tn.oid = t.relnamespace
       JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
       JOIN pg_sequence q ON q.seqrelid = s.oid AND q.seqincrement > 0
       WHERE s.relkind = 'S' AND s.relpersistence = 'p'
       ORDER BY 1 LIMIT 200`,
    );
    for (const { sequence, owner, field } of owned) {
      const [{ behind, last, largest }] = await rows<{
        behind: boolean;
        last: string;
        largest: string;
      }>(
        `SELECT s.last_value::text AS last, m.largest::text AS largest,
                m.largest > s.last_value AS behind
         FROM ${sequence} s, (SELECT max(${field}) AS largest FROM ${owner}) m`,
      );
      if (behind) {
        return failed(
          NAME,
          METHOD,
          {
            code: 'check-failed',
            subject: sequence,
            expected: `at least ${largest}`,
            actual: last,
          },
          { blocking: false },
        );
      }
    }
    return passed(NAME, METHOD, {
      blocking: false,
      actual: String(owned.length),
    });
  });
}
