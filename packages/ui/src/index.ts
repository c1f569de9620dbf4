export * from './intent';
export * from './theme/palette';
export { uiTranslationRef } from './i18n/translation';
export { useLocale } from './i18n/useLocale';

export type { Locale } from './format/locale';
export { formatAge, type AgeOptions } from './format/age';
export {
  formatClock,
  formatDateTime,
  formatUtc,
  type ClockOptions,
} from './format/clock';
export {
  formatBytes,
  formatCount,
  formatCpu,
  formatList,
  formatPercent,
  formatRate,
  formatSeconds,
  NO_VALUE,
} from './format/quantity';
export {
  formatChange,
  formatMoney,
  moneyPieces,
  type MoneyOptions,
} from './format/money';
export { middleCut } from './format/middleCut';

export { ActionButton } from './components/ActionButton/ActionButton';
export type {
  Action,
  ActionButtonProps,
} from './components/ActionButton/ActionButton';
export {
  Cells,
  CellsHead,
  CellsLegend,
  type CellGroup,
  type CellsLegendProps,
  type CellsProps,
} from './components/Cells/Cells';
export { type CellItem, type CellStatus } from './components/Cells/Cell';
export { Chart, type ChartProps } from './components/Chart/Chart';
export type { ChartLine, ChartPoint } from './components/Chart/chartData';
export type { ChartLimit, ChartMarker } from './components/Chart/Plot';
export { CopyLink, type CopyLinkProps } from './components/CopyLink/CopyLink';
export { CopyText, type CopyTextProps } from './components/CopyText/CopyText';
export { DataTable } from './components/DataTable/DataTable';
export type {
  DataColumn,
  DataTableProps,
  RowCount,
} from './components/DataTable/columns';
export type {
  Sort,
  SortDirection,
  SortValue,
} from './components/DataTable/rowOrder';
export { Diff, type DiffProps } from './components/Diff/Diff';
export {
  DocumentTitle,
  type DocumentTitleProps,
  useProductTitle,
} from './components/DocumentTitle/DocumentTitle';
export { Explain, type ExplainProps } from './components/Explain/Explain';
export {
  Figures,
  type Figure,
  type FiguresProps,
} from './components/Figures/Figures';
export {
  FilterField,
  type FilterFieldProps,
} from './components/FilterField/FilterField';
export {
  Freshness,
  type FreshnessProps,
  type FreshnessState,
} from './components/Freshness/Freshness';
export {
  Ladder,
  type LadderPart,
  type LadderProps,
  type LadderRung,
  type LadderSeat,
} from './components/Ladder/Ladder';
export { Meter, MeterLegend, type MeterProps } from './components/Meter/Meter';
export {
  BlockFrame,
  type BlockFrameProps,
} from './components/PageFrame/BlockFrame';
export {
  PageFrame,
  type PageFrameProps,
  type ViewFreshness,
} from './components/PageFrame/PageFrame';
export type {
  NotFoundWords,
  ViewWords,
} from './components/PageFrame/ViewStates';
export { Page, Split } from './components/PageBar/Page';
export type { PageProps, SplitProps } from './components/PageBar/Page';
export {
  ConfirmDialog,
  type ConfirmDialogProps,
} from './components/Overlay/ConfirmDialog';
export { Field, type FieldProps } from './components/Overlay/Field';
export {
  PageBar,
  type Crumb,
  type PageBarProps,
} from './components/PageBar/PageBar';
export { Loading, type LoadingProps } from './components/PageState/Loading';
export {
  PageState,
  type PageStateProps,
} from './components/PageState/PageState';
export {
  PageTitle,
  type PageTitleProps,
} from './components/PageTitle/PageTitle';
export {
  PhaseBar,
  type Phase,
  type PhaseBarProps,
} from './components/PhaseBar/PhaseBar';
export { Rail, type RailProps } from './components/Rail/Rail';
export {
  RangePicker,
  type RangePickerProps,
} from './components/RangePicker/RangePicker';
export { Clock, type ClockProps } from './components/Since/Clock';
export {
  SelectField,
  type SelectFieldProps,
} from './components/SelectField/SelectField';
export { ShareBar, type ShareBarProps } from './components/ShareBar/ShareBar';
export { Since, type SinceProps } from './components/Since/Since';
export { Spark, type SparkProps } from './components/Spark/Spark';
export {
  StackedBars,
  type StackedBarsProps,
} from './components/StackedBars/StackedBars';
export type {
  BarBucket,
  BarForecast,
  BarMarker,
  BarSeries,
} from './components/StackedBars/barData';
export {
  StateStrip,
  type StateSegment,
  type StateStripProps,
} from './components/StateStrip/StateStrip';
export {
  StatusLabel,
  type StatusLabelProps,
} from './components/StatusLabel/StatusLabel';
export { Surface, type SurfaceProps } from './components/Surface/Surface';
export { Tabs, type TabItem, type TabsProps } from './components/Tabs/Tabs';
export { TextLink, type TextLinkProps } from './components/TextLink/TextLink';
export {
  Timeline,
  type TimelineItem,
  type TimelineProps,
} from './components/Timeline/Timeline';
export { Verdict, type VerdictProps } from './components/Verdict/Verdict';

export { toFailure, type QueryFailure } from './hooks/failure';
export { QueryProvider, type QueryProviderProps } from './hooks/queryClient';
export { useAllowed, type Allowed } from './hooks/useAllowed';
export { useChangeSignal } from './hooks/useChangeSignal';
export { useQueryParam } from './hooks/useQueryParam';
export { useNow, useTicking } from './hooks/useTicking';
export {
  usePluginQuery,
  type PluginQuery,
  type PluginQueryOptions,
} from './hooks/usePluginQuery';
export {
  usePluginWrite,
  type PluginWrite,
  type WriteFailure,
  type WriteHandlers,
} from './hooks/usePluginWrite';
