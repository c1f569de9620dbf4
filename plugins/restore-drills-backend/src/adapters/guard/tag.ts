import { lstat, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** The file that tells whose a folder is. */
export const TAG_FILE = 'drill.json';
/** How every drill is named, and everything that it makes. */
export const DRILL_NAME = /^drill-[0-9a-f]{8}$/;

const tagSchema = z.object({
  drill: z.string().regex(DRILL_NAME),
  store: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
});

/** Whose a folder is. Times in milliseconds since the epoch. */
export type DrillTag = z.infer<typeof tagSchema>;

/** The tag of a folder; undefined when it has none that can be read. A link is no tag. */
export async function readTag(folder: string): Promise<DrillTag | undefined> {
  const file = join(folder, TAG_FILE);
  try {
    if (!(await lstat(file)).isFile()) {
      return undefined;
    }
    const parsed = tagSchema.safeParse(
      JSON.parse(await readFile(file, 'utf8')),
    );
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Tags a folder, all or nothing. */
export async function writeTag(folder: string, tag: DrillTag): Promise<void> {
  const file = join(folder, TAG_FILE);
  await writeFile(`${file}.new`, `${JSON.stringify(tag)}\n`, { mode: 0o644 });
  await rename(`${file}.new`, file);
}
