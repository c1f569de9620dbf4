import { badRequest } from './status';
import { KubeObject, ResourceDefinition, valueAt } from './types';

/** Decides whether an object is selected. */
export type Matcher = (object: KubeObject) => boolean;

type Requirement = (labels: Record<string, string>) => boolean;

const KEY = '[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?';
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^)]*)\\)$`);
const EQUALITY = new RegExp(`^(${KEY})\\s*(==|!=|=)\\s*([A-Za-z0-9._-]*)$`);
const EXISTENCE = new RegExp(`^(!?)\\s*(${KEY})$`);

/**
 * Parses a label selector: `a=b,c!=d,e in (f,g),h notin (i),j,!k`.
 * @throws ApiError 400 if it cannot be parsed.
 */
export function labelMatcher(selector: string): Matcher {
  const requirements = splitOutsideBraces(selector).map(labelRequirement);
  return object => {
    const labels = object.metadata.labels ?? {};
    return requirements.every(requirement => requirement(labels));
  };
}

function labelRequirement(term: string): Requirement {
  const set = SET.exec(term);
  if (set) {
    const [, key, , operator, list] = set;
    const values = new Set(list.split(',').map(value => value.trim()));
    return operator === 'in'
      ? labels => key in labels && values.has(labels[key])
      : labels => !(key in labels) || !values.has(labels[key]);
  }
  const equality = EQUALITY.exec(term);
  if (equality) {
    const [, key, , operator, value] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const existence = EXISTENCE.exec(term);
  if (existence) {
    const [, not, key] = existence;
    return labels => key in labels !== (not === '!');
  }
  throw badRequest(`unable to parse requirement: found '${term}'`);
}

function splitOutsideBraces(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map(term => term.trim())
    .filter(term => term !== '');
}

/**
 * Parses a field selector: `spec.nodeName=x,status.phase!=Failed`.
 * @throws ApiError 400 for a field that the resource cannot be selected by.
 */
export function fieldMatcher(
  selector: string,
  definition: ResourceDefinition,
): Matcher {
  const terms = selector
    .split(',')
    .filter(term => term !== '')
    .map(term => fieldRequirement(term, definition));
  return object => terms.every(term => term(object));
}

function fieldRequirement(
  term: string,
  definition: ResourceDefinition,
): Matcher {
  const match = /^([^!=]+)(==|!=|=)(.*)$/.exec(term);
  if (!match) {
    throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`);
  }
  const [, field, operator, expected] = match;
  const path = fieldPath(field, definition);
  if (!path) {
    // Resources without fields of their own share one message on a real server.
    throw badRequest(
      definition.fields
        ? `field label not supported: ${field}`
        : `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`,
    );
  }
  const negated = operator === '!=';
  return object => {
    const value = valueAt(object, path);
    return ((value === undefined ? '' : `${value}`) === expected) !== negated;
  };
}

function fieldPath(field: string, definition: ResourceDefinition) {
  if (field === 'metadata.name') {
    return field;
  }
  if (field === 'metadata.namespace' && definition.namespaced) {
    return field;
  }
  return definition.fields?.[field];
}

/** Both selectors of a request as one matcher; undefined when everything is selected. */
export function queryMatcher(
  query: URLSearchParams,
  definition: ResourceDefinition,
): Matcher | undefined {
  const matchers: Matcher[] = [];
  const labels = query.get('labelSelector');
  if (labels) {
    matchers.push(labelMatcher(labels));
  }
  const fields = query.get('fieldSelector');
  if (fields) {
    matchers.push(fieldMatcher(fields, definition));
  }
  return matchers.length === 0
    ? undefined
    : object => matchers.every(matches => matches(object));
}
