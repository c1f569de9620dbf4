/** Readable in black and white: words and icons carry every state. */
export const STYLE = `
@page { size: A4; margin: 18mm; @bottom-right { content: counter(page) ' / ' counter(pages); font: 9pt sans-serif; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 16px; max-width: 180mm; color: #1a1a1a; background: #fff; font: 10.5pt/1.45 system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif; }
@media print { body { padding: 0; max-width: none; } }
header { border-bottom: 1px solid #1a1a1a; padding-bottom: 8px; margin-bottom: 16px; display: flex; justify-content: space-between; gap: 16px; flex-wrap: wrap; }
h1 { font-size: 16pt; margin: 0; }
h2 { font-size: 12pt; margin: 20px 0 6px; break-after: avoid; }
p { margin: 4px 0; }
.facts, small { color: #444; font-size: 9.5pt; }
.verdict { border: 2px solid #1a1a1a; border-left-width: 8px; padding: 8px 12px; break-inside: avoid; }
.verdict strong { font-size: 14pt; }
.sandbox { border: 1px dashed #1a1a1a; padding: 4px 8px; margin: 8px 0; }
table { width: 100%; border-collapse: collapse; font-size: 9.5pt; }
thead { display: table-header-group; }
th, td { text-align: left; vertical-align: top; padding: 3px 8px 3px 0; border-bottom: 1px solid #bbb; overflow-wrap: anywhere; }
tr, dl > div, li { break-inside: avoid; }
dl { margin: 0; font-size: 9.5pt; }
dl > div { display: grid; grid-template-columns: 50mm 1fr; gap: 8px; padding: 2px 0; }
dt { color: #444; }
dd { margin: 0; overflow-wrap: anywhere; }
ul { margin: 4px 0; padding-left: 18px; }
code, .hash { font-family: ui-monospace, 'Liberation Mono', monospace; font-size: 8.5pt; overflow-wrap: anywhere; }
pre { background: none; border: 1px solid #bbb; padding: 6px 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
`;
