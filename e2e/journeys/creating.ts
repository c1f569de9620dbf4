import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, Page } from '@playwright/test';
import { open } from './world';

/** Runs a program. @throws with what it said when it fails */
export const run = promisify(execFile);

export const PHONE = { viewport: { width: 390, height: 844 } };
/** Charts are rendered and files are read before the page says what it found. */
export const LOOKED_AT = { timeout: 60_000 };
/** CI builds, the catalog takes it over, Argo CD applies: each within its own seconds. */
export const THERE = { timeout: 120_000 };

/** What the first page of each form asks. */
export interface About {
  template: string;
  name: string;
  title: string;
  description: string;
  /** Of a group, as it is typed and shown. */
  owner: string;
}

/** Answers the first page of a form. */
export async function tellAbout(page: Page, about: About): Promise<void> {
  await open(page, `/create/templates/default/${about.template}`);
  await page.getByLabel('Name *', { exact: true }).fill(about.name);
  await page.getByLabel('Title').fill(about.title);
  await page.getByLabel('Description').fill(about.description);
  await page.getByRole('textbox', { name: 'Owner' }).first().fill(about.owner);
  await page
    .getByRole('option', { name: new RegExp(about.owner, 'i') })
    .first()
    .click();
}

export async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next' }).click();
}

/**
 * Creates what the last page of a form shows.
 * @returns the address of the repository
 */
export async function create(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  const link = page.getByRole('link', { name: 'Repository' });
  await expect(link).toBeVisible(THERE);
  return (await link.getAttribute('href')) ?? '';
}

/** Clones a repository into a folder of its own, for as long as it is looked at. */
export async function inClone(
  repository: string,
  look: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'textloom-clone-'));
  try {
    const clone = join(folder, 'clone');
    await run('git', ['clone', '-q', repository, clone]);
    await look(clone);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
