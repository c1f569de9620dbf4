import MarkdownIt from 'markdown-it';

const OPENING = /^!!!\s+([a-z]+)(?:\s+"([^"]*)")?\s*$/;
const KINDS = new Set(['note', 'tip', 'info', 'warning', 'danger', 'example']);

/**
 * Adds MkDocs' admonitions: a line `!!! warning "Title"`, then lines that are indented by four spaces.
 */
export function admonition(md: MarkdownIt): void {
  md.block.ruler.before(
    'fence',
    'admonition',
    (state, startLine, endLine, silent) => {
      const line = (n: number) =>
        state.src.slice(state.bMarks[n], state.eMarks[n]);
      const opening = OPENING.exec(line(startLine));
      if (!opening || state.sCount[startLine] - state.blkIndent >= 4) {
        return false;
      }
      if (silent) return true;
      let next = startLine + 1;
      while (
        next < endLine &&
        (state.isEmpty(next) || state.sCount[next] >= state.blkIndent + 4)
      ) {
        next++;
      }
      const kind = KINDS.has(opening[1]) ? opening[1] : 'note';
      const title = opening[2] ?? kind.charAt(0).toUpperCase() + kind.slice(1);
      const open = state.push('admonition_open', 'div', 1);
      open.attrSet('class', `admonition ${kind}`);
      open.map = [startLine, next];
      state
        .push('admonition_title_open', 'p', 1)
        .attrSet('class', 'admonition-title');
      const inline = state.push('inline', '', 0);
      inline.content = title;
      inline.map = [startLine, startLine + 1];
      inline.children = [];
      state.push('admonition_title_close', 'p', -1);
      const { blkIndent, lineMax } = state;
      state.blkIndent += 4;
      state.lineMax = next;
      state.md.block.tokenize(state, startLine + 1, next);
      state.blkIndent = blkIndent;
      state.lineMax = lineMax;
      state.push('admonition_close', 'div', -1);
      state.line = next;
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
}
