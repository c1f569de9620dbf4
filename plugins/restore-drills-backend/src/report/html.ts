/** Text that is HTML already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Html | string | number | undefined | readonly Html[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML of a template: every value that is not HTML itself is escaped. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly Value[]
): Html {
  return new Html(
    parts.reduce(
      (text, part, index) => `${text}${textOf(values[index - 1])}${part}`,
    ),
  );
}

/** A table whose header is repeated on each page. */
export function table(
  head: readonly string[],
  rows: readonly (readonly Value[])[],
): Html {
  return html`<table>
    <thead>
      <tr>
        ${head.map(cell => html`<th scope="col">${cell}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        row =>
          html`<tr>
            ${row.map(cell => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Names with their values. */
export function facts(rows: readonly (readonly [string, Value])[]): Html {
  return html`<dl>
    ${rows
      .filter(([, value]) => value !== undefined && value !== '')
      .map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
  </dl>`;
}

function textOf(value: Value): string {
  if (value instanceof Html) {
    return value.text;
  }
  if (value === undefined) {
    return '';
  }
  if (typeof value === 'string' || typeof value === 'number') {
    return String(value).replace(/[&<>"']/g, char => ENTITIES[char]);
  }
  return value.map(textOf).join('');
}
