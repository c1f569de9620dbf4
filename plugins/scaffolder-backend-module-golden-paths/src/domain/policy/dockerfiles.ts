import { Hit, RuleId } from '@textloom/plugin-scaffolder-golden-paths-common';
import { textsNamed } from './files';
import {
  Instruction,
  parseInstructions,
  parseStages,
  Stage,
} from './parseDockerfile';
import { Check } from './types';

const DOCKERFILE =
  /(?:^|\/)(?:(?:Docker|Container)file(?:\.[\w-]+)?|[\w-]+\.Dockerfile)$/;
const SECRET_NAME =
  /(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIAL)/i;
const REMOTE_SCRIPT =
  /\b(?:curl|wget)\b[^|;&\n]{0,500}\|\s*(?:sudo\s+)?(?:ba|da|z|k)?sh\b/;

/** How images are built. */
export const checkDockerfiles: Check = ({ files }) =>
  textsNamed(files, DOCKERFILE).flatMap(({ path, text }) => {
    const instructions = parseInstructions(text);
    const stages = parseStages(instructions);
    const last = stages[stages.length - 1];
    const hits = [
      ...stages.flatMap((stage, index) => base(stage, stages.slice(0, index))),
      ...instructions.flatMap(secret),
      ...instructions.flatMap(remote),
      ...(last ? [...user(last), ...healthcheck(last)] : []),
      ...(stages.length === 1
        ? [hit('dockerfile-single-stage', last.from)]
        : []),
    ];
    return hits.map(found => ({ ...found, file: path }));
  });

type Found = Omit<Hit, 'file'>;

function hit(rule: RuleId, { line }: Instruction, subject?: string): Found {
  return { rule, line, ...(subject !== undefined && { subject }) };
}

function base({ image, from }: Stage, before: readonly Stage[]): Found[] {
  const isStage = before.some(({ name }) => name === image?.toLowerCase());
  if (image === 'scratch' || isStage || (image && isPinned(image))) {
    return [];
  }
  return [hit('dockerfile-base', from, image ?? from.args)];
}

/** With a digest, or a tag that is not `latest`. */
function isPinned(image: string): boolean {
  const [name, digest] = image.split('@');
  const tag = /:([^/]+)$/.exec(name)?.[1];
  return digest !== undefined || (tag !== undefined && tag !== 'latest');
}

function user({ from, instructions }: Stage): Found[] {
  const users = instructions.filter(({ name }) => name === 'USER');
  const last = users[users.length - 1];
  const name = last?.args.trim().split(':')[0];
  if (!last || name === 'root' || name === '0' || name === '') {
    return [hit('dockerfile-root', last ?? from)];
  }
  return /^\d+$/.test(name) || name.startsWith('$')
    ? []
    : [hit('dockerfile-user-name', last, name)];
}

function healthcheck({ from, instructions }: Stage): Found[] {
  const checked = instructions.some(
    ({ name, args }) => name === 'HEALTHCHECK' && !/^\s*NONE/i.test(args),
  );
  return checked ? [] : [hit('dockerfile-healthcheck', from)];
}

function secret(instruction: Instruction): Found[] {
  const { name, args } = instruction;
  if (name !== 'ENV' && name !== 'ARG') {
    return [];
  }
  // `ENV KEY value` is the older way to write it.
  const pairs =
    /^\w+\s+[^=\s]/.test(args) && name === 'ENV'
      ? [args.split(/\s+/, 1)[0]]
      : [...args.matchAll(/(\w+)=(?:["'][^"']+["']|[^\s"']+)/g)].map(
          ([, key]) => key,
        );
  return pairs
    .filter(key => SECRET_NAME.test(key))
    .map(key => hit('dockerfile-secret', instruction, key));
}

function remote(instruction: Instruction): Found[] {
  const { name, args } = instruction;
  const isRemote =
    (name === 'RUN' && REMOTE_SCRIPT.test(args)) ||
    (name === 'ADD' &&
      /^(?:--\S+\s+)*https?:/i.test(args) &&
      !args.includes('--checksum='));
  return isRemote ? [hit('dockerfile-remote-script', instruction)] : [];
}
