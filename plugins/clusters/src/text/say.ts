import {
  formatAge,
  formatBytes,
  formatCount,
  formatCpu,
  formatPercent,
  formatRate,
  formatSeconds,
  Locale,
  NO_VALUE,
} from '@textloom/ui';
import { Figure } from '@textloom/plugin-clusters-common';
import { Message, MessageKey, Param } from './message';

/** Looks a text up and fills in its parameters. */
export type Translate = (
  key: string,
  params?: Record<string, string | number>,
) => string;

/** What a sentence needs to be said. */
export interface SayContext {
  translate: Translate;
  locale: Locale;
  /** Epoch milliseconds that ages are counted to. */
  now: number;
}

/** Says a message in the language of its context. */
export interface Say {
  (key: MessageKey, params?: Record<string, Param>): string;
  message(message: Message): string;
  /** Whole sentences one after the other. */
  sentences(messages: Message[]): string;
  figure(figure: Figure): string;
  age(since: string): string;
  names(names: string[]): string;
}

/** A measured figure with its unit; per cent are of 100. */
export function formatFigure(figure: Figure, locale: Locale): string {
  if (!Number.isFinite(figure.value)) return NO_VALUE;
  switch (figure.unit) {
    case 'percent':
      return formatPercent(figure.value / 100);
    case 'seconds':
      return figure.value < 60
        ? formatSeconds(figure.value, locale)
        : formatAge(figure.value * 1000, locale);
    case 'bytes':
      return formatBytes(figure.value);
    case 'millicores':
      return formatCpu(figure.value);
    case 'per-hour':
      return formatRate(figure.value, 'hour', locale);
    case 'per-minute':
      return formatRate(figure.value, 'minute', locale);
    default:
      return formatCount(figure.value);
  }
}

/** A {@link Say} for one language and moment. */
export function createSay({ translate, locale, now }: SayContext): Say {
  const age = (since: string) => formatAge(now - Date.parse(since), locale);
  const names = (list: string[]) => list.join(translate('list.separator'));
  const figure = (measured: Figure) => formatFigure(measured, locale);

  function resolve(param: Param): string | number {
    if (typeof param !== 'object') return param;
    if ('since' in param) return age(param.since);
    if ('names' in param) return names(param.names);
    if ('figure' in param) return figure(param.figure);
    return speak(param.key, param.params);
  }

  function speak(key: MessageKey, params: Record<string, Param> = {}): string {
    const resolved = Object.entries(params).map(
      ([name, param]) => [name, resolve(param)] as const,
    );
    return translate(key, Object.fromEntries(resolved));
  }

  const message = ({ key, params }: Message) => speak(key, params);
  return Object.assign(speak, {
    message,
    sentences: (messages: Message[]) =>
      messages.map(message).join(translate('list.sentences')),
    figure,
    age,
    names,
  });
}
