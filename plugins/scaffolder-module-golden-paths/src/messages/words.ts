/** Texts of the preview. */
export const words = {
  verdict: {
    passed_one: 'One file will be made, and the policy has nothing against it.',
    passed_other:
      '{{count}} files will be made, and the policy has nothing against them.',
    warned_one: 'The policy has one remark; it does not stop you.',
    warned_other: 'The policy has {{count}} remarks; they do not stop you.',
    stopped_one: 'The policy found one error, so nothing can be made yet.',
    stopped_other:
      'The policy found {{count}} errors, so nothing can be made yet.',
    nothing: 'With these answers the template makes no file.',
    detail: 'Nothing has been made. This is what your answers come to.',
  },
  again: 'Look again',
  loading: 'Rendering the template and checking it by policy',
  failed: {
    title: 'The preview is not there.',
    text: 'You can go on: everything is checked again before anything is made.',
    answers: 'Your answers do not fit the template yet.',
    noTemplate: 'It is not known which template this form belongs to.',
    noTemplateText:
      'Open the form from the list of templates, or set the option `template` of the field.',
    deniedTitle: 'You may not look at what a template would make.',
    deniedText:
      'The permission scaffolder.template.dry-run is missing. You can go on: everything is checked before anything is made.',
  },
  files: {
    title: 'Files',
    tree: 'Files that will be made',
    count_one: 'One file, {{size}}',
    count_other: '{{count}} files, {{size}}',
    errors_one: 'one error',
    errors_other: '{{count}} errors',
    warnings_one: 'one remark',
    warnings_other: '{{count}} remarks',
    binary: 'The file is binary, {{size}}.',
    large: 'The file has {{size}}; only text up to 64 KiB is shown.',
    empty: 'The file is empty.',
    content: 'Content of {{path}}',
    line: 'line {{line}}',
  },
  findings: {
    title: 'What the policy says',
    none: 'Nothing.',
    error: 'Error',
    warning: 'Remark',
    why: 'Why',
    fix: 'What to do',
    show: 'Show {{where}}',
  },
  repository: {
    host: 'Host',
    noHost:
      'The portal is connected to no host of repositories. Ask a platform administrator to set `integrations`.',
    owner: 'Owner',
    ownerHelp: 'The organisation in which it is made.',
    name: 'Name of the repository',
    nameHelp: 'That of the service, unless you enter another.',
  },
  block: {
    errors_one:
      'The policy found one error. Correct your answers, or ask the owners of the template.',
    errors_other:
      'The policy found {{count}} errors. Correct your answers, or ask the owners of the template.',
    pending: 'Wait until the preview is there, a few seconds.',
  },
};
