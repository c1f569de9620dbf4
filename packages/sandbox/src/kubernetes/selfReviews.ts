import { isAllowed } from './authorization';
import { User } from './context';
import { isRecord, valueAt } from './types';

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Answers `SelfSubjectAccessReview`, `SelfSubjectRulesReview` and `SelfSubjectReview`. */
export function selfReview(plural: string, user: User, body: unknown) {
  const review = isRecord(body) ? body : {};
  switch (plural) {
    case 'selfsubjectaccessreviews':
      return { ...review, metadata: {}, status: accessStatus(user, review) };
    case 'selfsubjectrulesreviews':
      return { ...review, metadata: {}, status: rulesStatus(user) };
    default:
      return {
        ...review,
        metadata: {},
        status: { userInfo: { username: user.name, groups: user.groups } },
      };
  }
}

function accessStatus(user: User, review: Record<string, unknown>) {
  const attributes = valueAt(review, 'spec.resourceAttributes');
  const subresource = text(valueAt(attributes, 'subresource'));
  const resource = text(valueAt(attributes, 'resource'));
  const allowed = isAllowed(user, {
    verb: text(valueAt(attributes, 'verb')),
    group: text(valueAt(attributes, 'group')),
    resource: subresource ? `${resource}/${subresource}` : resource,
  });
  return allowed ? { allowed, reason: 'RBAC: allowed' } : { allowed };
}

function rulesStatus(user: User) {
  const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
  const self = {
    verbs: ['create'],
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
  };
  return {
    resourceRules: user.admin ? [everything] : [self],
    nonResourceRules: user.admin
      ? [{ verbs: ['*'], nonResourceURLs: ['*'] }]
      : [],
    incomplete: false,
  };
}
