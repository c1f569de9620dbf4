import { error, RuleWords } from './words';

/** Rules on files of any kind. */
export const FILES = {
  'path-unsafe': error(
    'The path is unsafe on some machines',
    'Control characters, backslashes and leading hyphens are read as something else by shells and other systems.',
    'Name the file with letters, digits, dots, hyphens and underscores.',
  ),
  symlink: error(
    'The file is a symbolic link',
    'A link can point outside the repository, and whoever reads it then reads or writes there.',
    'Put the file itself there.',
  ),
  'file-too-large': error(
    'The file is larger than 1 MiB',
    'A repository keeps every version of it for ever.',
    'Keep large files in object storage.',
  ),
  'too-many-files': error(
    'There are more than 2,000 files, or more than 10 MiB of them',
    'A template that emits so much has copied something by mistake.',
    'Leave out what tools create, such as node_modules.',
  ),
  'secret-in-file': error(
    'The file holds a secret',
    'Whoever can read the repository can use it, and its history keeps it.',
    'Take it out, make the secret invalid, and read it from the environment.',
  ),
  'file-not-rendered': error(
    'The file was not rendered',
    'Its name still ends in .njk, so no tool will read it.',
    'Render it in the template: templateFileExtension: .njk.',
  ),
  'expression-left': error(
    'An expression of the template is left in the file',
    'It should have become a value; what reads the file takes it literally.',
    'Let the name of the skeleton file end in .njk.',
  ),
  'syntax-invalid': error(
    'The file cannot be parsed',
    'Every tool that reads it will refuse it.',
    'Correct the syntax; a value may need quotes, which the filter dump sets.',
  ),
  'field-empty': error(
    'A field that must have a value is empty',
    'A value that the template does not know renders to nothing.',
    'Check the spelling of the value in the template.',
  ),
} satisfies Record<string, RuleWords>;
