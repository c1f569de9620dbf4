import { Hit, RuleId } from '@textloom/plugin-scaffolder-golden-paths-common';
import { at, entriesAt, listAt, textAt } from './shape';
import { Check, ParsedDocument } from './types';

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
/** What strangers write into events. Source: GitHub, "Security hardening for GitHub Actions", untrusted input. */
const UNTRUSTED =
  /\$\{\{[^}]{0,500}\bgithub\.(?:head_ref|event\.[\w.*[\]]*\.(?:title|body|message|name|email|label|ref|page_name|default_branch))\b/;

type Path = readonly (string | number)[];

/** Workflows of GitHub Actions. */
export const checkWorkflows: Check = ({ parsed }) =>
  parsed
    .filter(({ path }) => WORKFLOW.test(path))
    .flatMap(({ path, documents }) =>
      documents.flatMap(document =>
        [...permissions(document), ...jobs(document)].map(found => ({
          ...found,
          file: path,
        })),
      ),
    );

type Found = Omit<Hit, 'file'>;

function permissions(document: ParsedDocument): Found[] {
  const { value, lineOf } = document;
  const places: Path[] = [
    ['permissions'],
    ...entriesAt(value, 'jobs').map(([job]) => ['jobs', job, 'permissions']),
  ];
  const [top, ...inJobs] = places.map(place => at(value, ...place));
  const unlimited =
    top === undefined &&
    (inJobs.length === 0 || inJobs.some(own => own === undefined));
  return [
    ...(unlimited ? [{ rule: 'workflow-permissions' as const, line: 1 }] : []),
    ...places
      .filter(place => at(value, ...place) === 'write-all')
      .map(place => ({
        rule: 'workflow-write-all' as const,
        line: lineOf(place),
      })),
  ];
}

function jobs({ value, lineOf }: ParsedDocument): Found[] {
  return entriesAt(value, 'jobs').flatMap(([name, job]) => {
    const steps = listAt(job, 'steps').map((step, index): [unknown, Path] => [
      step,
      ['jobs', name, 'steps', index],
    ]);
    return [[job, ['jobs', name]] as [unknown, Path], ...steps].flatMap(
      ([item, path]) => [
        ...uses(textAt(item, 'uses')).map(found => ({
          ...found,
          line: lineOf([...path, 'uses']),
        })),
        ...[['run'], ['with', 'script']]
          .filter(field => UNTRUSTED.test(textAt(item, ...field) ?? ''))
          .map(field => ({
            rule: 'workflow-injection' as const,
            line: lineOf([...path, ...field]),
          })),
      ],
    );
  });
}

function uses(action: string | undefined): { rule: RuleId; subject: string }[] {
  if (action === undefined || action.startsWith('./')) {
    return [];
  }
  const [name, ref = ''] = action.split('@');
  if (/^[0-9a-f]{40}$/.test(ref) || /^sha256:[0-9a-f]{64}$/.test(ref)) {
    return [];
  }
  return /^v?\d+(?:\.\d+)*$/.test(ref)
    ? [{ rule: 'workflow-action-tag', subject: action }]
    : [{ rule: 'workflow-action-branch', subject: action || name }];
}
