/** Style of the control page: light and dark by the system's choice, one column on a phone. */
export const STYLE = `
:root { color-scheme: light dark; --bg: #f6f7f9; --card: #fff; --ink: #1a1d21; --soft: #525a66; --line: #d9dde3; --accent: #154f89; --on-accent: #fff; --warn: #8a4b08; --warn-bg: #fdf3e3; --bad: #a3242b; }
@media (prefers-color-scheme: dark) { :root { --bg: #0f1114; --card: #181b20; --ink: #e8eaee; --soft: #a9b1bc; --line: #2c313a; --accent: #74a5e6; --on-accent: #0f1114; --warn: #f0b867; --warn-bg: #2a2217; --bad: #f2878c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 16px 48px; max-width: 1040px; background: var(--bg); color: var(--ink); font: 16px/1.5 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
header { display: flex; align-items: baseline; justify-content: space-between; gap: 16px; }
h1 { font-size: 24px; margin: 0; }
h2 { font-size: 18px; margin: 24px 0 12px; }
h3 { font-size: 18px; margin: 0 0 4px; }
a { color: var(--accent); }
.intro { margin: 4px 0 24px; color: var(--soft); }
.group { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr)); }
section { display: flex; flex-direction: column; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 16px; }
section.running { border-color: var(--warn); }
section p { margin: 0 0 8px; }
.look { color: var(--soft); font-size: 14px; }
.look strong { display: block; color: var(--ink); font-weight: 600; }
ul { list-style: none; margin: 0; padding: 0; }
li { display: flex; align-items: center; justify-content: space-between; gap: 12px; margin: 0 0 8px; padding: 8px 12px; border-radius: 6px; background: var(--warn-bg); color: var(--warn); font-size: 14px; overflow-wrap: anywhere; }
.act { display: flex; align-items: end; gap: 12px; margin-top: auto; padding-top: 8px; }
label { flex: 1; font-size: 14px; color: var(--soft); }
select { display: block; width: 100%; }
select, button { min-height: 44px; padding: 0 14px; border: 1px solid var(--line); border-radius: 6px; font: inherit; background: var(--card); color: var(--ink); }
button { cursor: pointer; background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
button.stop { background: transparent; border-color: currentColor; color: inherit; }
button:disabled { opacity: 0.6; cursor: progress; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.error { padding: 12px 16px; border: 1px solid var(--bad); border-radius: 6px; color: var(--bad); }
footer { margin-top: 24px; }
`;
