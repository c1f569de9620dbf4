import {
  Drill,
  EvidenceFile,
  Outcome,
  Rpa,
  Words,
} from '@textloom/plugin-restore-drills-common';
import { facts, Html, html, table } from './html';
import { Labels } from './labels';

/** What every part of the report is made of. */
export interface Printed {
  file: EvidenceFile;
  drill: Drill;
  words: Words;
  labels: Labels;
}

const ICONS = { PASS: '✓', PARTIAL: '◐', FAIL: '✕', INVALID: '?' };
const NONE = html``;

/** A moment in UTC, to the second. */
export const utc = (at: number) =>
  `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

const section = (title: string, ...parts: readonly Html[]) =>
  html`<section>
    <h2>${title}</h2>
    ${parts}
  </section>`;

export const iconOf = (outcome: Outcome | undefined) =>
  outcome?.kind === 'verdict' ? ICONS[outcome.verdict] : '–';

export function verdict({ drill: { outcome }, words, labels }: Printed): Html {
  if (!outcome) {
    return NONE;
  }
  const meaning =
    outcome.kind === 'verdict'
      ? words.meanings[outcome.verdict]
      : words.meanings[outcome.kind];
  const problems = outcome.kind === 'cancelled' ? [] : outcome.problems;
  return html`<div class="verdict">
      <p><strong>${iconOf(outcome)} ${words.outcome(outcome)}</strong></p>
      <p>${meaning}</p>
    </div>
    ${problems.length === 0
      ? NONE
      : section(
          labels.problems,
          html`<ul>
            ${problems.map(problem => {
              const { what, next } = words.problem(problem);
              return html`<li>${what}<br /><small>${next}</small></li>`;
            })}
          </ul>`,
        )}`;
}

export function targets({ drill, words, labels }: Printed): Html {
  const { target, findings } = drill;
  const { rta, rpa } = findings;
  const row = (
    name: string,
    limit: number | undefined,
    measured: string | undefined,
    value: number | undefined,
    how: string | undefined,
  ) => [
    name,
    limit === undefined ? labels.noTarget : words.duration(limit),
    measured ?? labels.notMeasured,
    limit === undefined || value === undefined
      ? '–'
      : labels[value <= limit ? 'yes' : 'no'],
    how,
  ];
  return section(
    labels.targets,
    table(
      ['', labels.target, labels.measured, labels.met, labels.how],
      [
        row(
          labels.rto,
          target?.rtoMs,
          rta && words.duration(rta.fullMs),
          rta?.fullMs,
          rta && labels.time,
        ),
        row(
          labels.rpo,
          target?.rpoMs,
          rpa &&
            labels.between(
              words.duration(rpa.lowerMs),
              words.duration(rpa.upperMs),
            ),
          rpa?.upperMs,
          rpa && words.methods[rpa.method],
        ),
      ],
    ),
  );
}

export function steps({ drill, words, labels }: Printed): Html {
  return section(
    labels.steps,
    table(
      [
        labels.step,
        labels.attempt,
        labels.state,
        labels.began,
        labels.took,
        labels.source,
        labels.bytes,
      ],
      drill.steps.map(run => [
        words.steps[run.step],
        run.attempt,
        words.stepStates[run.state],
        utc(run.startedAt),
        run.state === 'skipped'
          ? undefined
          : words.duration(
              run.durationMs ?? (run.endedAt ?? run.startedAt) - run.startedAt,
            ),
        run.state === 'skipped'
          ? undefined
          : words.sources[run.durationMs === undefined ? 'wall' : 'monotonic'],
        run.bytes && words.bytes(run.bytes.done),
      ]),
    ),
  );
}

export function time({ drill, words, labels }: Printed): Html {
  const { rta } = drill.findings;
  if (!rta) {
    return NONE;
  }
  return section(
    labels.time,
    table(
      [labels.phase, labels.who, labels.took, labels.source],
      rta.phases.map(({ name, actor, ms, source }) => [
        words.phases[name],
        words.actors[actor],
        words.duration(ms),
        words.sources[source],
      ]),
    ),
    html`<p>
      ${labels.sums(
        words.duration(rta.technicalMs),
        words.duration(rta.declaredMs),
        words.duration(rta.fullMs),
      )}
      ${labels.polling(words.duration(rta.pollingMs))}
    </p>`,
  );
}

export function loss({ drill, labels }: Printed): Html {
  const { rpa } = drill.findings;
  if (!rpa) {
    return NONE;
  }
  return section(
    labels.loss,
    html`<p>${derivationOf(rpa, labels)}</p>`,
    rpa.expectedSeq === undefined
      ? NONE
      : html`<p>
          ${labels.expected(
            String(rpa.expectedSeq),
            String(rpa.lastSeq ?? labels.nothing),
          )}
        </p>`,
  );
}

function derivationOf({ derivation, lastSeq }: Rpa, labels: Labels): string {
  const { failedAt, lastSentAt, nextAckedAt, restorePointAt } = derivation;
  return lastSentAt === undefined || lastSeq === undefined
    ? labels.lossPoint(utc(failedAt), utc(restorePointAt ?? failedAt))
    : labels.lossMarkers({
        failedAt: utc(failedAt),
        last: String(lastSeq),
        sentAt: utc(lastSentAt),
        ...(nextAckedAt !== undefined && { next: utc(nextAckedAt) }),
      });
}

export function frozen({ drill, words, labels }: Printed): Html {
  const kept = drill.findings.frozen;
  if (!kept) {
    return NONE;
  }
  const { backup, archive } = kept;
  const bytes = archive.reduce((sum, file) => sum + file.bytes, 0);
  return section(
    labels.frozen,
    facts([
      [labels.failedAt, utc(kept.failedAt)],
      [labels.backup, `${backup.id} (${words.bytes(backup.bytes)})`],
      [labels.completedAt, utc(backup.completedAt)],
      [labels.archive, labels.files(archive.length, words.bytes(bytes))],
      [labels.until, kept.recoverableUntil],
      [labels.digest, html`<span class="hash">${kept.digest}</span>`],
    ]),
  );
}

export function checks({ drill, words, labels }: Printed): Html {
  const { verifications = [], smoke } = drill.findings;
  const all = [...verifications, ...(smoke ? [smoke] : [])];
  return all.length === 0
    ? NONE
    : section(
        labels.checks,
        table(
          [
            labels.check,
            labels.state,
            labels.blocking,
            labels.method,
            labels.wanted,
            labels.found,
          ],
          all.map(check => [
            words.verification(check.name),
            words.stepStates[check.state],
            labels[check.blocking ? 'yes' : 'no'].slice(2),
            html`<code>${check.method}</code>`,
            check.expected,
            check.actual,
          ]),
        ),
      );
}

export function surroundings({ drill, words, labels }: Printed): Html {
  const { plan, store, findings, control } = drill;
  const { probe, removed, leftovers } = findings;
  const clock = probe?.clock;
  return html`${section(
    labels.people,
    facts([
      [
        labels.store,
        `${store.title} (${store.id}, ${words.kinds[store.kind]})`,
      ],
      [labels.scenario, words.scenarios[plan.scenario]],
      [
        labels.plan,
        `${plan.id}: ${words.target(plan.target)}, ${words.schedule(
          plan.schedule,
        )}`,
      ],
      [labels.control, control && words.controls[control]],
      [labels.startedBy, drill.startedBy],
      [labels.cancelledBy, drill.cancelledBy],
      [
        labels.tools,
        probe?.tools.map(tool => `${tool.name} ${tool.version}`).join(', '),
      ],
      [labels.leftOut, probe?.missing.join(', ')],
      [
        labels.clock,
        clock &&
          labels.clockOffset(
            `${Math.round(clock.offsetMs)} ms`,
            `${Math.round(clock.uncertaintyMs)} ms`,
          ),
      ],
    ]),
  )}
  ${removed || leftovers
    ? section(
        labels.takenDown,
        facts([
          [labels.removed, removed?.join(', ')],
          [
            labels.leftovers,
            leftovers && (leftovers.join(', ') || labels.nothing),
          ],
        ]),
      )
    : NONE}`;
}

export function evidence({ file, labels }: Printed): Html {
  const { document, hash, signature } = file;
  const mono = (text: string) => html`<span class="hash">${text}</span>`;
  const name = `${document.drill.id}.json`;
  return html`${section(
    labels.evidence,
    facts([
      [labels.number, document.number],
      [labels.issuedAt, utc(document.issuedAt)],
      [labels.hash, mono(hash)],
      [labels.previousHash, mono(document.previousHash)],
      [labels.publicKey, mono(signature.publicKey)],
      [labels.signature, mono(signature.value)],
    ]),
    html`<p>${labels.events(document.events.length)}</p>`,
  )}
  ${section(
    labels.verify,
    html`<p>${labels.verifyHow}</p>
      <pre><code>npm run verify-evidence -- ${name} --key ${signature.publicKey}</code></pre>`,
  )}`;
}
