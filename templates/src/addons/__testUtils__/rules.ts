import { parse } from 'yaml';
import { Json, JsonObject, listOf, objectOf } from '../../covering/json';

/** A rule that raises an alert. */
export interface AlertRule {
  /** The file of the rule. */
  readonly path: string;
  readonly name: string;
  readonly expr: string;
  readonly labels: JsonObject;
  readonly annotations: JsonObject;
}

const known = new Map<string, readonly AlertRule[]>();

/** Alerts of a rule file, which is parsed once. */
function alertsIn(path: string, text: string): readonly AlertRule[] {
  const key = `${path}\n${text}`;
  const rules =
    known.get(key) ??
    listOf(objectOf(parse(text, { merge: true }) as Json).groups)
      .flatMap(group => listOf(objectOf(group).rules).map(objectOf))
      .filter(({ alert }) => alert !== undefined)
      .map(rule => ({
        path,
        name: String(rule.alert),
        expr: String(rule.expr),
        labels: objectOf(rule.labels),
        annotations: objectOf(rule.annotations),
      }));
  known.set(key, rules);
  return rules;
}

/** Alerts of all rule files of the repository, those of its charts too. */
export const alertRules = (files: ReadonlyMap<string, string>): AlertRule[] =>
  [...files]
    .filter(([path]) => /(?:^|\/)rules\/[\w-]+\.yaml$/.test(path))
    .flatMap(([path, text]) => alertsIn(path, text));

/** A limit in a rule: a comparison with a number. */
export interface Limit {
  readonly alert: string;
  /** Where the number begins in the file, and where it ends. */
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** Each number that an alert of a rule file compares with; those of a range or a function are none. */
export function limitsIn(text: string): Limit[] {
  const alerts = [...text.matchAll(/- alert: (\w+)[\s\S]*?(?=\n {8}for:)/g)];
  return alerts.flatMap(alert =>
    [...alert[0].matchAll(/(?:[<>]=?|==) (\d+(?:\.\d+)?(?: \* \d+)?)/g)].map(
      match => {
        const from =
          alert.index + match.index + match[0].length - match[1].length;
        const value = match[1]
          .split(' * ')
          .reduce((product, factor) => product * Number(factor), 1);
        return { alert: alert[1], from, to: from + match[1].length, value };
      },
    ),
  );
}

/** The file with another number in the place of a limit. */
export const withLimit = (text: string, limit: Limit, value: number) =>
  text.slice(0, limit.from) + value + text.slice(limit.to);
