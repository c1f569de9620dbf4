export { appConfigIn } from './appConfig';
export { HandSignals } from './HandSignals';
export {
  findEnglish,
  flattenTexts,
  type LatinWords,
  visibleText,
} from './languages';
