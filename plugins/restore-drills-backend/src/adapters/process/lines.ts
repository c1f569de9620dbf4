const LINE_LENGTH = 500;

/** Cuts a stream of text into lines, shortens long ones, and stops after some. */
export function lineSplitter(
  onLine: (line: string) => void,
  maxLines: number,
): {
  push(text: string): void;
  end(): void;
} {
  let rest = '';
  let count = 0;
  const emit = (line: string) => {
    count += 1;
    if (count <= maxLines && line.trim() !== '') {
      onLine(line.slice(0, LINE_LENGTH));
    }
  };
  return {
    push(text) {
      const lines = (rest + text).split(/\r?\n/);
      // What never ends in a line break must not grow without bound.
      rest = lines.pop()!.slice(0, LINE_LENGTH);
      lines.forEach(emit);
    },
    end() {
      if (rest !== '') {
        emit(rest);
        rest = '';
      }
    },
  };
}
