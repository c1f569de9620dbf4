import { LineCounter, parseAllDocuments } from 'yaml';
import {
  EmittedFile,
  ParsedDocument,
  ParsedFile,
} from '../domain/policy/types';

/** Aliases that a document may expand to: more is a bomb. */
const MAX_ALIASES = 100;
/** Files of which a comment is no error. */
const JSON_WITH_COMMENTS =
  /(?:^|\/)(?:tsconfig(?:\.[\w-]+)?\.json|\.vscode\/[^/]+\.json)$/;

/** Parses YAML and JSON; templates of charts are neither before Helm has rendered them. */
export function parseFiles(files: readonly EmittedFile[]): ParsedFile[] {
  const charts = files
    .filter(({ path }) => /(?:^|\/)Chart\.yaml$/.test(path))
    .map(({ path }) => `${path.slice(0, -'Chart.yaml'.length)}templates/`);
  return files.flatMap(({ path, text }) => {
    if (text === undefined || charts.some(folder => path.startsWith(folder))) {
      return [];
    }
    if (/\.ya?ml$/.test(path)) {
      return [parseYaml(path, text)];
    }
    return path.endsWith('.json') && !JSON_WITH_COMMENTS.test(path)
      ? [parseJson(path, text)]
      : [];
  });
}

/** Documents of a YAML text; what cannot be parsed is told as the file's problem. */
export function parseYaml(path: string, text: string): ParsedFile {
  const lineCounter = new LineCounter();
  const documents = [
    ...parseAllDocuments(text, { lineCounter, prettyErrors: true }),
  ];
  const error = documents.flatMap(({ errors }) => errors)[0];
  if (error) {
    return {
      path,
      documents: [],
      problem: {
        line: error.linePos?.[0].line,
        text: error.message.split('\n')[0].replace(/:$/, ''),
      },
    };
  }
  try {
    return {
      path,
      documents: documents.map(
        (document): ParsedDocument => ({
          value: document.toJS({ maxAliasCount: MAX_ALIASES }),
          lineOf: where => {
            const node = document.getIn(where, true) as
              | { range?: [number, number, number] }
              | undefined;
            return node?.range && lineCounter.linePos(node.range[0]).line;
          },
        }),
      ),
    };
  } catch {
    return {
      path,
      documents: [],
      problem: { text: 'Its aliases expand without bound' },
    };
  }
}

function parseJson(path: string, text: string): ParsedFile {
  try {
    return {
      path,
      documents: [
        {
          value: JSON.parse(text),
          // JSON is YAML too, whose parser knows lines.
          lineOf: where => parseYaml(path, text).documents[0]?.lineOf(where),
        },
      ],
    };
  } catch (error) {
    // The message may quote the file.
    const position = /position (\d+)/.exec(String(error))?.[1];
    return {
      path,
      documents: [],
      problem: {
        text: 'JSON',
        ...(position && {
          line: text.slice(0, Number(position)).split('\n').length,
        }),
      },
    };
  }
}
