import pino, { type DestinationStream, type Logger } from 'pino';
import { mask, maskText } from './masking';
import { site } from './site';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** One JSON object per line on standard output, without personal data or secrets. */
export function createLogger(
  env: Readonly<Record<string, string | undefined>>,
  destination?: DestinationStream,
): Logger {
  const level = env.LOG_LEVEL?.toLowerCase() ?? 'info';
  const options: pino.LoggerOptions = {
    // A misspelt level must not silence the service.
    level: LEVELS.includes(level) ? level : 'info',
    base: {
      service: site.name,
      environment: env.ENVIRONMENT ?? 'local',
      release: env.RELEASE ?? 'local',
    },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: label => ({ level: label }),
      log: fields => mask(fields) as Record<string, unknown>,
    },
    hooks: {
      logMethod(args, method) {
        const [first, ...rest] = args as unknown[];
        // An error alone would give its message away before the fields are masked.
        const all =
          first instanceof Error && rest.length === 0
            ? [{ err: first }, first.message]
            : args;
        const masked = all.map(arg =>
          typeof arg === 'string' ? maskText(arg) : arg,
        );
        method.apply(this, masked as typeof args);
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

export const logger = createLogger(process.env);
